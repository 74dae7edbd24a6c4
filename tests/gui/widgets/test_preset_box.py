import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.widgets.preset_box import PresetBox

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def box(qtbot: QtBot) -> PresetBox:
    widget = PresetBox(Appearance())
    qtbot.addWidget(widget)
    widget.show_presets(("Text: SGD", "Text: all three"))
    widget.show_current("Text: SGD", "")
    widget.show()
    return widget


def choice(box: PresetBox) -> QComboBox:
    return box.findChildren(QComboBox)[0]


def reset(box: PresetBox) -> QPushButton:
    return box.findChildren(QPushButton)[0]


def test_choosing_a_preset_says_which(box: PresetBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.preset_chosen) as caught:
        QTest.keyClick(choice(box), Qt.Key.Key_Down)
    assert caught.args == ["Text: all three"]


def test_showing_a_preset_emits_nothing(box: PresetBox) -> None:
    chosen: list[str] = []
    box.preset_chosen.connect(chosen.append)
    box.show_current("Text: all three", "")
    assert choice(box).currentText() == "Text: all three"
    assert chosen == []


def test_reset_is_offered_only_when_something_was_changed(box: PresetBox, qtbot: QtBot) -> None:
    assert not reset(box).isVisible()
    box.show_current("Text: SGD", "η 0.1")
    assert "changed: η 0.1" in [label.text() for label in box.findChildren(QLabel)]
    assert choice(box).accessibleDescription() == "Text: SGD, changed: η 0.1"
    with qtbot.waitSignal(box.reset_pressed):
        QTest.mouseClick(reset(box), Qt.MouseButton.LeftButton)


def test_nothing_below_moves_when_the_first_value_is_changed(box: PresetBox) -> None:
    before = box.sizeHint().height()
    box.show_current("Text: SGD", "η 0.1")
    assert box.sizeHint().height() == before


def test_settings_of_no_preset_show_none(box: PresetBox) -> None:
    box.show_current("", "")
    assert choice(box).currentText() == ""
