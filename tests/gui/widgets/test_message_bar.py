import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.widgets.message_bar import Message, MessageBar

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NOTE = Message("note", "info", "Points are being edited.")
SLOW = Message("slow", "warn", "The loss is crawling.", "It lost 2 %.", (("Try η × 10", "faster"),))
STOPPED = Message("stopped", "bad", "The run stopped.", actions=(("Try η/10", "slower"),))


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    widget = MessageBar(Appearance())
    qtbot.addWidget(widget)
    return widget


def words(bar: MessageBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel) if label.text()]


def buttons(bar: MessageBar) -> list[QPushButton]:
    return [one for one in bar.findChildren(QPushButton) if not one.isHidden()]


def test_without_a_message_there_is_no_bar(bar: MessageBar) -> None:
    assert bar.isHidden()
    bar.show_message(NOTE)
    assert not bar.isHidden()
    bar.withdraw("note")
    assert bar.isHidden()


def test_a_message_stands_with_its_buttons_and_its_detail(bar: MessageBar, qtbot: QtBot) -> None:
    bar.show_message(SLOW)
    assert words(bar) == ["The loss is crawling."]
    assert bar.accessibleName() == "Beware: The loss is crawling."
    assert "It lost 2 %." in [label.toolTip() for label in bar.findChildren(QLabel)]
    with qtbot.waitSignal(bar.action_pressed) as caught:
        QTest.mouseClick(buttons(bar)[0], Qt.MouseButton.LeftButton)
    assert caught.args == ["slow", "faster"]


def test_the_highest_level_is_shown_and_the_others_wait(bar: MessageBar) -> None:
    for message in (SLOW, STOPPED, NOTE):
        bar.show_message(message)
    assert bar.shown == STOPPED
    bar.withdraw("stopped")
    assert words(bar) == ["The loss is crawling."]
    bar.withdraw("slow")
    assert words(bar) == ["Points are being edited."]
    assert buttons(bar) == []


def test_the_newest_of_a_level_is_shown(bar: MessageBar) -> None:
    bar.show_message(NOTE)
    newer = Message("saved", "info", "The picture was saved.")
    bar.show_message(newer)
    assert bar.shown == newer


def test_a_message_replaces_the_one_with_its_key(bar: MessageBar) -> None:
    bar.show_message(SLOW)
    bar.show_message(Message("slow", "info", "The loss falls again."))
    assert words(bar) == ["The loss falls again."]
    bar.withdraw("slow")
    assert bar.isHidden()


def test_a_message_that_is_closed_is_reported_and_gone(bar: MessageBar, qtbot: QtBot) -> None:
    bar.show_message(STOPPED)
    close = bar.findChildren(QToolButton)[0]
    with qtbot.waitSignal(bar.dismissed) as caught:
        QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert caught.args == ["stopped"]
    assert bar.isHidden()


def test_withdrawing_what_is_not_there_changes_nothing(bar: MessageBar) -> None:
    bar.show_message(NOTE)
    bar.withdraw("unknown")
    assert bar.shown == NOTE


def test_a_message_does_not_take_the_keyboard(qtbot: QtBot) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    field, bar = QLineEdit(), MessageBar(Appearance())
    layout.addWidget(bar)
    layout.addWidget(field)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    bar.show_message(STOPPED)
    assert field.hasFocus()
    QTest.mouseClick(buttons(bar)[0], Qt.MouseButton.LeftButton)
    assert field.hasFocus()


def test_a_long_message_is_wrapped_and_not_cut(bar: MessageBar) -> None:
    bar.show_message(Message("long", "info", "One two three four. " * 8))
    bar.resize(400, bar.sizeHint().height())
    assert bar.heightForWidth(400) > bar.heightForWidth(1200)


def test_what_is_done_goes_away_by_itself_and_all_else_stays(bar: MessageBar) -> None:
    bar.show_message(NOTE)
    assert not bar._done.isActive()
    bar.show_message(Message("saved", "good", "The network is saved in model.keras."))
    assert bar._done.isActive()
    bar._done.timeout.emit()
    assert bar.shown == NOTE
    assert not bar._done.isActive()


def test_what_is_done_stays_while_it_offers_something(bar: MessageBar) -> None:
    bar.show_message(Message("found", "good", "Two runs are back.", actions=(("Undo", "undo"),)))
    assert not bar._done.isActive()
