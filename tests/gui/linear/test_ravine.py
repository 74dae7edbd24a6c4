"""The ravine: levels, paths with heads, and the place of the least loss."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.linear.ravine import RavinePlot
from gui.shapes import Path
from gui.theme import LIGHT
from tests.gui.mouse import move

FRAME = (-2.0, 2.0, -1.0, 1.0)

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


@pytest.fixture
def plot(qtbot: QtBot) -> RavinePlot:
    appearance = Appearance()
    appearance.set_mode("light")
    made = RavinePlot(appearance)
    qtbot.addWidget(made)
    made.resize(400, 300)
    angle = np.linspace(0, 2 * np.pi, 100)
    ring = np.column_stack((np.cos(angle), 0.5 * np.sin(angle)))
    made.show_landscape([(0.5, (1.5 * ring,)), (0.3, (ring,))], FRAME, ("w₀", "w₁"))
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_levels_carry_their_losses(plot: RavinePlot) -> None:
    plot.grab()
    assert {label.text for label in plot._level_names} == {"0.500", "0.300"}
    assert plot.chart.names == ("w₀", "w₁")


def test_a_ring_that_its_loss_would_hide_has_none(plot: RavinePlot) -> None:
    angle = np.linspace(0, 2 * np.pi, 100)
    ring = np.column_stack((np.cos(angle), 0.5 * np.sin(angle)))
    plot.show_landscape([(0.5, (ring,)), (0.3, (0.1 * ring,))], FRAME, ("w₀", "w₁"))
    assert {label.text for label in plot._level_names} == {"0.500"}


def test_a_path_ends_in_a_head_of_its_colour_with_its_name(plot: RavinePlot) -> None:
    way = np.array([[-1.5, -0.8], [0.0, 0.4], [1.0, 0.5]])
    plot.show_paths([Path(LIGHT.racers["momentum"], way, label="momentum")])
    image = plot.grab().toImage()
    head = (QPointF(*plot.chart.place(1.0, 0.5)) + plot.chart.corner()).toPoint()
    assert image.pixelColor(head).name().upper() == LIGHT.racers["momentum"]
    assert [label.text for label in plot._names] == ["momentum"]


def test_names_of_heads_on_one_spot_do_not_collide(plot: RavinePlot) -> None:
    way = np.array([[-1.0, 0.0], [1.0, 0.5]])
    plot.show_paths([Path("#1B1F27", way, label=name) for name in ("SGD", "momentum", "RMSprop")])
    plot.grab()
    boxes = [label.box.adjusted(0.1, 0.1, -0.1, -0.1) for label in plot._names]
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])


def test_a_path_that_diverged_is_shown_as_far_as_it_is_finite(plot: RavinePlot) -> None:
    way = np.array([[0.0, 0.0], [1.0, 0.5], [np.inf, np.nan]])
    plot.show_paths([Path("#1B1F27", way, label="SGD"), Path("#1B1F27", np.empty((0, 2)))])
    plot.grab()
    assert len(plot._heads) == 1


def test_the_minimum_is_marked_and_unmarked(plot: RavinePlot) -> None:
    without = plot.grab().toImage()
    plot.show_minimum(0.2, 0.1)
    assert plot.grab().toImage() != without
    plot.show_minimum(None, None)
    assert plot.grab().toImage() == without


def test_the_mouse_tells_the_two_weights(qtbot: QtBot, plot: RavinePlot) -> None:
    place = (QPointF(*plot.chart.place(0.5, 0.25)) + plot.chart.corner()).toPoint()
    with qtbot.waitSignal(plot.hovered) as hovered:
        move(plot.chart.view.viewport(), place)
    assert hovered.args == pytest.approx([0.5, 0.25], abs=0.02)
    plot.show_readout("loss 0.31")
    with_plate = plot.grab().toImage()
    with qtbot.waitSignal(plot.hover_ended):
        move(plot.chart.view.viewport(), QPoint(1, 1))
    assert plot.grab().toImage() != with_plate


def test_a_click_keeps_a_read_out_and_a_click_on_it_takes_it_away(
    qtbot: QtBot, plot: RavinePlot
) -> None:
    view, left = plot.chart.view.viewport(), Qt.MouseButton.LeftButton
    place = (QPointF(*plot.chart.place(0.5, 0.25)) + plot.chart.corner()).toPoint()
    without = plot.grab().toImage()
    with qtbot.waitSignal(plot.pinned) as pinned:
        QTest.mouseClick(view, left, pos=place)
    assert pinned.args == pytest.approx([0.5, 0.25], abs=0.02)
    plot.show_pin(0.5, 0.25, "loss 0.31")
    assert plot.grab().toImage() != without
    with qtbot.waitSignal(plot.pin_removed):
        QTest.mouseClick(view, left, pos=place)
    assert plot.grab().toImage() == without


def test_it_becomes_a_picture_in_light_colours(plot: RavinePlot) -> None:
    image = plot.picture(2)
    assert (image.width(), image.height()) == (800, 600)
    assert image.pixelColor(1, 1).name().upper() == LIGHT.panel


def test_projected_the_name_of_a_weight_is_not_cut(qtbot: QtBot, plot: RavinePlot) -> None:
    plot._appearance.set_presenting(True)
    plot.show_landscape([], FRAME, ("w(x₁)", "w(x₀²)"))
    image = plot.grab().toImage()
    edge = {image.pixelColor(x, y).name() for x in range(2) for y in range(60)}
    assert len(edge) == 1, "no letter reaches the edge"


def test_projected_the_upright_axis_has_ticks_to_read_values_by(plot: RavinePlot) -> None:
    plot._appearance.set_presenting(True)
    plot.resize(1200, 340)
    plot.show_landscape([], (-2.0, 2.0, -3.0, 3.1), ("w(x₁)", "w(x₀²)"))
    plot.grab()
    assert [text for _, text in plot.chart._ticks["left"]] == ["−2", "0", "2"]
    plot._appearance.set_presenting(False)
