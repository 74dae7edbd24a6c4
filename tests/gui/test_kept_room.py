"""Messages come and go, and nothing jumps under the mouse."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.kept_room import STILL_LOOKS, KeptRoom

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")
NONE, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
BEYOND = QPoint(-50, -50)


def _place(words: str) -> QLabel:
    place = QLabel(words)
    place.setProperty("role", "place")
    return place


class Desk:
    """A window with a message above a picture, and a mouse that is moved by hand."""

    def __init__(self, qtbot: QtBot) -> None:
        self.mouse, self.buttons = BEYOND, NONE
        self.message, self.picture = QLabel("A message"), _place("A picture")
        self.canvas, self.transport = _place("A canvas"), _place("Play")
        self.message.setFixedHeight(41)
        self.message.hide()
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.room = KeptRoom(self.message, lambda: self.mouse, lambda: self.buttons)
        column.addWidget(self.room)
        row = QHBoxLayout()
        row.addWidget(self.picture)
        row.addWidget(self.canvas)
        column.addLayout(row, 1)
        column.addWidget(self.transport)
        qtbot.addWidget(self.window)
        self.window.resize(300, 300)
        with qtbot.waitExposed(self.window):
            self.window.show()

    @property
    def top(self) -> int:
        return self.picture.y()

    def look_again(self) -> None:
        """Let the room look for the mouse, and the window lay itself out."""
        for _ in range(3):
            self.room._look.timeout.emit()
            QApplication.processEvents()

    def point(self, x: int, y: int) -> None:
        self.mouse = self.window.mapToGlobal(QPoint(x, y))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_a_message_has_room_only_while_it_is_there(qtbot: QtBot, desk: Desk) -> None:
    assert desk.top == 0
    desk.message.show()
    qtbot.waitUntil(lambda: desk.top == 41)
    desk.message.hide()
    qtbot.waitUntil(lambda: desk.top == 0)


def test_a_message_that_goes_leaves_its_room_while_the_mouse_is_beneath(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.message.show()
    qtbot.waitUntil(lambda: desk.top == 41)
    desk.point(100, 200)
    desk.message.hide()
    desk.look_again()
    desk.point(100, 150)
    desk.look_again()
    assert desk.top == 41
    desk.mouse = BEYOND
    qtbot.waitUntil(lambda: desk.top == 0)


def test_the_room_goes_when_the_mouse_goes_to_another_place(qtbot: QtBot, desk: Desk) -> None:
    desk.message.show()
    qtbot.waitUntil(lambda: desk.top == 41)
    desk.point(60, 200)
    desk.message.hide()
    desk.look_again()
    assert desk.top == 41
    desk.point(240, 200)
    qtbot.waitUntil(lambda: desk.top == 0)


def test_the_room_goes_when_the_mouse_has_come_to_rest(desk: Desk) -> None:
    desk.message.show()
    desk.look_again()
    desk.point(60, 200)
    desk.message.hide()
    for _ in range(STILL_LOOKS):
        desk.look_again()
    assert desk.top == 0


def test_for_a_mouse_over_the_transport_no_room_is_kept(qtbot: QtBot, desk: Desk) -> None:
    desk.message.show()
    qtbot.waitUntil(lambda: desk.top == 41)
    desk.point(60, 295)
    desk.message.hide()
    qtbot.waitUntil(lambda: desk.top == 0)


def test_who_closes_a_message_sees_its_room_go_at_once(qtbot: QtBot, desk: Desk) -> None:
    desk.message.show()
    qtbot.waitUntil(lambda: desk.top == 41)
    desk.point(280, 20)
    desk.message.hide()
    qtbot.waitUntil(lambda: desk.top == 0)


def test_a_message_that_comes_in_a_stroke_waits_for_its_end(qtbot: QtBot, desk: Desk) -> None:
    desk.point(100, 200)
    desk.buttons = LEFT
    desk.message.show()
    desk.look_again()
    assert desk.top == 0
    desk.buttons = NONE
    qtbot.waitUntil(lambda: desk.top == 41)


def test_another_message_takes_the_room_that_was_left(qtbot: QtBot, desk: Desk) -> None:
    desk.message.show()
    qtbot.waitUntil(lambda: desk.top == 41)
    desk.point(100, 200)
    desk.message.hide()
    desk.message.show()
    desk.look_again()
    assert desk.top == 41
    desk.message.hide()
    desk.mouse = BEYOND
    qtbot.waitUntil(lambda: desk.top == 0)
