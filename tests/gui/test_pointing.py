"""What the mouse does, as signals; and what it must not do behind a picture."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.pointing import Pointing, stepped

FRAME = (-1.0, 1.0, 0.0, 10.0)
QUICK_CLICKS = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseButtonRelease,
)


class Seen(QWidget):
    """A widget that remembers which events reached it."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[QEvent.Type] = []

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent | QWheelEvent | QContextMenuEvent):
            self.kinds.append(event.type())
        return super().event(event)


@pytest.fixture
def seen(qtbot: QtBot) -> Seen:
    widget = Seen()
    qtbot.addWidget(widget)
    widget.resize(100, 100)
    return widget


def turn_wheel(widget: QWidget) -> None:
    where, none = QPointF(50, 50), Qt.MouseButton.NoButton
    keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(where, where, QPoint(), QPoint(0, -120), none, keys, phase, False)
    QApplication.sendEvent(widget, event)


def ask_for_menu(widget: QWidget, reason: QContextMenuEvent.Reason) -> None:
    event = QContextMenuEvent(reason, QPoint(50, 50), QPoint(50, 50))
    QApplication.sendEvent(widget, event)


def test_the_mouse_never_reaches_what_lies_under_it(qtbot: QtBot, seen: Seen) -> None:
    pointing = Pointing(seen)
    with qtbot.waitSignals([pointing.pressed, pointing.released, pointing.clicked]):
        QTest.mouseClick(seen, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(pointing.wheeled) as wheeled:
        turn_wheel(seen)
    assert wheeled.args[1] == -1.0
    assert seen.kinds == []


def test_a_press_that_wanders_is_no_click(qtbot: QtBot, seen: Seen) -> None:
    pointing = Pointing(seen)
    with qtbot.assertNotEmitted(pointing.clicked), qtbot.waitSignal(pointing.released):
        QTest.mousePress(seen, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
        QTest.mouseRelease(seen, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))


def test_two_quick_clicks_are_two_clicks_and_a_double_one(qtbot: QtBot, seen: Seen) -> None:
    pointing, clicks = Pointing(seen), list[object]()
    pointing.clicked.connect(lambda *told: clicks.append(told))
    with qtbot.waitSignal(pointing.double_clicked):
        for kind in QUICK_CLICKS:
            where, left = QPointF(20, 20), Qt.MouseButton.LeftButton
            keys = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(seen, QMouseEvent(kind, where, where, left, left, keys))
    assert len(clicks) == 2


def test_a_withheld_menu_is_withheld_once_and_only_from_the_mouse(seen: Seen) -> None:
    pointing = Pointing(seen)
    pointing.withhold_menu()
    ask_for_menu(seen, QContextMenuEvent.Reason.Mouse)
    assert seen.kinds == []
    ask_for_menu(seen, QContextMenuEvent.Reason.Mouse)
    pointing.withhold_menu()
    ask_for_menu(seen, QContextMenuEvent.Reason.Keyboard)
    assert seen.kinds == [QEvent.Type.ContextMenu] * 2


def test_a_pointer_starts_in_the_middle_and_stays_in_the_frame() -> None:
    assert stepped(None, FRAME, Qt.Key.Key_Right) == pytest.approx((0.04, 5.0))
    assert stepped((0.0, 9.95), FRAME, Qt.Key.Key_Up) == (0.0, 10.0)
    assert stepped((-0.99, 5.0), FRAME, Qt.Key.Key_Left) == (-1.0, 5.0)
