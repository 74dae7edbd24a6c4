from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.words import LiveWords, Words


class LayoutCount(QObject):
    """Counts how often a widget is asked to lay itself out."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def layouts_for_other_words(qtbot: QtBot, words: Words) -> int:
    """How often the place around is laid out when the words change."""
    window = QWidget()
    qtbot.addWidget(window)
    place = QWidget(window)
    QVBoxLayout(place).addWidget(words)
    window.show()
    QApplication.processEvents()
    counter = LayoutCount(place)
    words.setText("iteration 2,000,000")
    QApplication.processEvents()
    return counter.count


def test_words_that_change_with_every_frame_move_nothing_around_them(qtbot: QtBot) -> None:
    appearance = Appearance()
    assert layouts_for_other_words(qtbot, Words(appearance, "iteration 1")) > 0
    assert layouts_for_other_words(qtbot, LiveWords(appearance, "iteration 1")) == 0


def test_live_words_are_painted_and_told_to_a_screen_reader(qtbot: QtBot) -> None:
    words = LiveWords(Appearance())
    qtbot.addWidget(words)
    words.resize(120, 30)
    empty = words.grab().toImage()
    words.setText("0.439")
    assert words.grab().toImage() != empty
    assert words.text() == words.accessibleName() == "0.439"


def test_words_have_room_in_the_width_that_they_ask_for(qtbot: QtBot) -> None:
    appearance = Appearance()
    for role in ("base", "number", "caption"):
        for text in ("loss", "cost", "batch 412", "1/s"):
            words = LiveWords(appearance, text, font=role)
            qtbot.addWidget(words)
            words.resize(words.sizeHint())
            assert words._elided() == text
