"""Gradient descent on a curve: the step shown, its words, the tangent."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from engine.planar.slope import BAD_RATE, START, descend
from gui.appearance import Appearance
from gui.planar.slope_plot import SlopePlot
from gui.theme import LIGHT

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")

N_STEPS = 7


@pytest.fixture
def plot(qtbot: QtBot) -> SlopePlot:
    appearance = Appearance()
    appearance.set_mode("light")
    made = SlopePlot(appearance, "η 1.05 jumps", BAD_RATE, START, N_STEPS)
    qtbot.addWidget(made)
    made.resize(260, 260)
    with qtbot.waitExposed(made):
        made.show()
    return made


def at(plot: SlopePlot, image: QImage, w: float, J: float) -> QColor:
    place = QPointF(*plot.chart.place(w, J)) + plot.chart.corner()
    return image.pixelColor(place.toPoint())


def test_the_present_step_has_a_mark_on_the_curve(plot: SlopePlot) -> None:
    w = descend(BAD_RATE, START, N_STEPS)
    for step in (0, 3, 7):
        plot.show_step(step)
        image = plot.grab().toImage()
        assert at(plot, image, w[step], w[step] ** 2).name().upper() == LIGHT.accent


def test_the_words_tell_where_it_is_and_how_steep(plot: SlopePlot) -> None:
    plot.show_step(0)
    assert plot.words == ("w = 0.900", "slope 1.80")
    plot.show_step(1)
    assert plot.words == ("w = −0.990", "slope −1.98")
    assert plot.accessibleDescription() == "step 1: w = −0.990, slope −1.98"


def test_steps_beyond_the_ends_are_the_ends(plot: SlopePlot) -> None:
    plot.show_step(-3)
    first = plot.words
    plot.show_step(99)
    assert first == ("w = 0.900", "slope 1.80")
    assert plot.accessibleDescription().startswith(f"step {N_STEPS}:")


def test_the_tangent_touches_the_curve_with_its_slope(plot: SlopePlot) -> None:
    plot.show_step(0)
    image = plot.grab().toImage()
    grounds = [
        at(plot, image, START + away, START**2 + 2 * START * away).lightness()
        for away in np.linspace(-0.6, -0.3, 31)
    ]
    assert min(grounds) < 90, "no tangent below the curve"


def test_arrows_join_the_steps_that_were_taken_and_no_others(plot: SlopePlot) -> None:
    plot.show_step(2)
    image = plot.grab().toImage()
    w = descend(BAD_RATE, START, N_STEPS)

    def half_way(step: int) -> int:
        middle, height = (w[step] + w[step + 1]) / 2, (w[step] ** 2 + w[step + 1] ** 2) / 2
        shades = [at(plot, image, middle, height + d).lightness() for d in (-0.02, 0, 0.02)]
        return min(shades)

    assert half_way(0) < 200
    assert half_way(1) < 120
    assert half_way(3) > 240


def test_it_becomes_a_picture_in_light_colours(plot: SlopePlot) -> None:
    plot._appearance.set_mode("dark")
    image = plot.picture(2)
    assert (image.width(), image.height()) == (520, 520)
    assert image.pixelColor(1, 1).name().upper() == LIGHT.panel
