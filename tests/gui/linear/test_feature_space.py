"""The feature space: points and straight lines, without a surface."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.linear.feature_space import FeatureSpacePlot
from gui.shapes import Line

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


@pytest.fixture
def plot(qtbot: QtBot) -> FeatureSpacePlot:
    made = FeatureSpacePlot(Appearance())
    qtbot.addWidget(made)
    made.resize(400, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_every_point_is_inside_the_picture_with_a_little_room(plot: FeatureSpacePlot) -> None:
    A = np.array([[0.0, 0.0], [4.0, 1.0], [1.0, 9.0]])
    plot.show_points(A, np.array([1.0, 0.0, 0.0]))
    left, right, low, high = plot.plot.shown_frame
    assert left < 0.0 < 4.0 < right < 5.0
    assert low < 0.0 < 9.0 < high < 10.0


def test_points_on_one_spot_still_make_a_picture(plot: FeatureSpacePlot) -> None:
    plot.show_points(np.ones((3, 2)), np.array([1.0, 0.0, 1.0]))
    left, right, low, high = plot.plot.shown_frame
    assert left < 1.0 < right
    assert low < 1.0 < high


def test_lines_and_batch_are_seen(plot: FeatureSpacePlot) -> None:
    plot.show_points(np.array([[0.0, 0.0], [4.0, 4.0]]), np.array([1.0, 0.0]))
    without = plot.grab().toImage()
    plot.show_lines((Line("#C2209A", (np.array([[0.0, 3.0], [3.0, 0.0]]),), label="momentum"),))
    with_line = plot.grab().toImage()
    plot.show_batch(np.array([1]))
    with_batch = plot.grab().toImage()
    assert without != with_line
    assert with_line != with_batch


def test_its_axes_are_the_squares(plot: FeatureSpacePlot) -> None:
    assert plot.plot.chart.names == ("x₀²", "x₁²")
