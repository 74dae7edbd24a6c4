"""The timeline: its edges, its handle under the mouse, its value for a screen reader."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.shapes import Event
from gui.theme import LIGHT
from gui.widgets.timeline import Timeline
from tests.gui.mouse import move

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    appearance = Appearance()
    appearance.set_mode("light")
    made = Timeline(appearance)
    qtbot.addWidget(made)
    made.resize(640, 28)
    made.show_range(0, 100, False)
    made.show_edges(40.0, 540.0)
    with qtbot.waitExposed(made):
        made.show()
    return made


def at(iteration: int) -> QPoint:
    return QPoint(40 + 5 * iteration, 14)


def test_a_drag_grabs_seeks_and_releases(qtbot: QtBot, timeline: Timeline) -> None:
    told: list[object] = []
    timeline.grabbed.connect(lambda: told.append("grabbed"))
    timeline.sought.connect(told.append)
    timeline.released.connect(lambda: told.append("released"))
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=at(10))
    move(timeline, at(20), Qt.MouseButton.LeftButton)
    move(timeline, at(20), Qt.MouseButton.LeftButton)
    move(timeline, QPoint(2000, 14), Qt.MouseButton.LeftButton)
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=at(90))
    assert told == ["grabbed", 10, 20, 100, "released"]


def test_moving_over_it_seeks_nothing(qtbot: QtBot, timeline: Timeline) -> None:
    with qtbot.assertNotEmitted(timeline.sought):
        move(timeline, at(50))


def test_what_is_shown_is_filled_what_is_recorded_is_paler(timeline: Timeline) -> None:
    timeline.show_head(60)
    timeline.show_position(30)
    image = timeline.grab().toImage()
    colours = [image.pixelColor(at(k)).name().upper() for k in (10, 45, 80)]
    assert colours == [LIGHT.accent, LIGHT.border, LIGHT.line]


def test_logarithmic_time_stands_where_the_loss_plot_has_it(
    qtbot: QtBot, timeline: Timeline
) -> None:
    timeline.show_range(0, 9999, True)
    with qtbot.waitSignal(timeline.sought) as sought:
        QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(290, 14))
    assert sought.args == [99]


def test_the_mouse_over_an_event_tells_what_it_was(timeline: Timeline) -> None:
    timeline.show_events([Event(20, "η 0.05 → 0.1")])
    timeline.show_branch(60)
    assert timeline.words_at(at(20).x()) == "iteration 20: η 0.05 → 0.1"
    assert timeline.words_at(at(60).x()) == "iteration 60: branched here"
    assert timeline.words_at(at(40).x()) == "iteration 40"


def test_a_screen_reader_finds_a_slider_with_a_value(timeline: Timeline) -> None:
    timeline.show_position(37)
    interface = QAccessible.queryAccessibleInterface(timeline)
    assert interface.role() == QAccessible.Role.Slider
    assert interface.valueInterface().currentValue() == 37
    assert timeline.accessibleName() == "Timeline"
    assert timeline.accessibleDescription() == "iteration 37 of 100"


def test_showing_a_position_is_not_seeking(qtbot: QtBot, timeline: Timeline) -> None:
    with qtbot.assertNotEmitted(timeline.sought):
        timeline.show_position(50)


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_PageDown])
def test_its_keys_are_left_to_the_transport(timeline: Timeline, key: Qt.Key) -> None:
    timeline.show_position(50)
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    timeline.keyPressEvent(event)
    assert not event.isAccepted()
    assert timeline.value() == 50


def test_the_focus_is_seen(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.clearFocus()
    without = timeline.grab().toImage()
    timeline.activateWindow()
    timeline.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(timeline.hasFocus)
    assert timeline.grab().toImage() != without


def test_without_edges_it_fills_its_place(qtbot: QtBot) -> None:
    timeline = Timeline(Appearance())
    qtbot.addWidget(timeline)
    timeline.show_range(0, 10, False)
    timeline.resize(300, 28)
    with qtbot.waitExposed(timeline):
        timeline.show()
    assert timeline.words_at(0.0) == "iteration 0"
    assert timeline.words_at(300.0) == "iteration 10"
