"""Accuracy over the hidden-layer size: lines, names, mouse and keyboard."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.planar.accuracy_plot import AccuracyPlot
from gui.theme import LIGHT

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")

SIZES = ("1", "2", "3", "4", "5", "20", "50")
TRAINED = np.array([0.675, 0.6725, 0.9075, 0.905, 0.9125, 0.9, 0.9025])
FRESH = np.array([0.671, 0.662, 0.927, 0.9305, 0.925, 0.9295, 0.9235])


@pytest.fixture
def plot(qtbot: QtBot) -> AccuracyPlot:
    appearance = Appearance()
    appearance.set_mode("light")
    made = AccuracyPlot(appearance)
    qtbot.addWidget(made)
    made.resize(420, 280)
    made.show_accuracies(SIZES, TRAINED, FRESH)
    with qtbot.waitExposed(made):
        made.show()
    return made


def place(plot: AccuracyPlot, index: int, percent: float) -> QPointF:
    return QPointF(*plot.chart.place(float(index), percent)) + plot.chart.corner()


def test_training_has_dots_and_fresh_points_have_rings(plot: AccuracyPlot) -> None:
    image = plot.grab().toImage()
    dot = image.pixelColor(place(plot, 3, 90.5).toPoint()).name().upper()
    ring = image.pixelColor(place(plot, 3, 93.05).toPoint())
    assert dot == LIGHT.text
    assert ring.lightness() > 200


def test_sizes_stand_evenly_spaced(plot: AccuracyPlot) -> None:
    across = [place(plot, n, 90).x() for n in range(7)]
    assert np.diff(across) == pytest.approx(np.diff(across)[0])


def test_every_size_has_its_tick(plot: AccuracyPlot) -> None:
    plot.grab()
    assert [text for _, text in plot.chart._ticks["bottom"]] == list(SIZES)


def test_a_size_tells_both_accuracies(plot: AccuracyPlot) -> None:
    assert plot.told(3) == ["nₕ = 4", "90.5 % of training points", "93.0 % of fresh points"]


def test_what_is_not_known_yet_is_left_out(plot: AccuracyPlot) -> None:
    fresh = FRESH.copy()
    fresh[3:] = np.nan
    trained = TRAINED.copy()
    trained[4:] = np.nan
    plot.show_accuracies(SIZES, trained, fresh)
    plot.grab()
    assert plot.told(3) == ["nₕ = 4", "90.5 % of training points"]
    assert plot.told(4) == ["nₕ = 5", "not known yet"]


def test_nothing_at_all_is_drawn_without_complaint(plot: AccuracyPlot) -> None:
    plot.show_accuracies((), np.empty(0), np.empty(0))
    plot.grab()
    unknown = np.full(1, np.nan)
    plot.show_accuracies((7,), unknown, unknown)
    plot.grab()
    assert plot.told(0) == ["nₕ = 7", "not known yet"]


def test_accuracies_that_are_all_the_same_have_a_range(plot: AccuracyPlot) -> None:
    plot.show_accuracies(("1", "2"), np.ones(2), np.ones(2))
    plot.grab()
    ticks = [text for _, text in plot.chart._ticks["left"]]
    assert "100 %" in ticks
    assert not any(text.startswith("10") and text != "100 %" for text in ticks)


def test_the_mouse_points_at_the_nearest_size_and_a_click_opens_it(
    qtbot: QtBot, plot: AccuracyPlot
) -> None:
    before = plot.grab().toImage()
    viewport = plot.chart.view.viewport()
    there = place(plot, 5, 75)
    none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, there, there, none, none, keys)
    QApplication.sendEvent(viewport, event)
    assert plot.grab().toImage() != before
    with qtbot.waitSignal(plot.opened) as opened:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place(plot, 5, 75).toPoint())
    assert opened.args == [5]


def test_the_keyboard_goes_from_size_to_size(plot: AccuracyPlot) -> None:
    opened: list[int] = []
    plot.opened.connect(opened.append)
    for _ in range(2):
        QTest.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(plot, Qt.Key.Key_Return)
    assert opened == [1]
    assert plot.accessibleDescription().startswith("nₕ = 2, 67.2 % of training points")


def test_the_current_size_has_a_ground_of_its_own(plot: AccuracyPlot) -> None:
    plot.show_current(3)
    image = plot.grab().toImage()
    grounds = [image.pixelColor(place(plot, n, 72).toPoint()) for n in (3, 5)]
    assert [ground == QColor(LIGHT.hovered) for ground in grounds] == [True, False]


def share_of_width(plot: AccuracyPlot) -> float:
    """How much of the plot lies before its last size."""
    plot.grab()
    return (place(plot, 6, 90).x() - plot.chart.corner().x()) / plot.chart.area.width()


def has_words(plot: AccuracyPlot, left: float, right: float, top: float, bottom: float) -> bool:
    """Whether a part of the plot, in shares of it, has anything else than its ground."""
    area = plot.chart.area
    corner = plot.chart.corner() + QPointF(left * area.width(), top * area.height())
    size = QSizeF((right - left) * area.width(), (bottom - top) * area.height())
    seen = plot.grab().toImage().copy(QRectF(corner, size).toRect())
    shades = {
        seen.pixelColor(x, y).lightness() for x in range(seen.width()) for y in range(seen.height())
    }
    return min(shades) < 150


def test_names_stand_at_the_ends_of_the_lines_where_there_is_room(plot: AccuracyPlot) -> None:
    assert share_of_width(plot) < 0.75
    assert has_words(plot, 0.78, 0.99, 0, 1)


def test_names_stand_on_top_where_there_is_no_room_beside_the_lines(plot: AccuracyPlot) -> None:
    plot.resize(200, 260)
    assert share_of_width(plot) > 0.9
    assert has_words(plot, 0.0, 1.0, 0.0, 0.05)
    assert plot.chart.place(0, 93.05)[1] > 0.05 * plot.chart.area.height()


def test_it_becomes_a_picture_in_light_colours(plot: AccuracyPlot) -> None:
    plot._appearance.set_mode("dark")
    image = plot.picture(2)
    assert (image.width(), image.height()) == (840, 560)
    assert image.pixelColor(1, 1).name().upper() == LIGHT.panel
