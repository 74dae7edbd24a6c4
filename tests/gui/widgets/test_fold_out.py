"""What is folded away and unfolded by its title."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.widgets.fold_out import FoldOut


@pytest.fixture
def fold_out(qtbot: QtBot) -> FoldOut:
    fold_out = FoldOut(Appearance(), "Formulas")
    qtbot.addWidget(fold_out)
    return fold_out


def button(fold_out: FoldOut) -> QToolButton:
    found = fold_out.findChild(QToolButton)
    assert isinstance(found, QToolButton)
    return found


def test_it_begins_folded_and_a_press_shows_its_content(qtbot: QtBot, fold_out: FoldOut) -> None:
    content = QLabel("E = mc²")
    fold_out.show_content(content)
    assert content.isHidden()
    with qtbot.waitSignal(fold_out.unfolded) as caught:
        button(fold_out).click()
    assert caught.args == [True]
    assert not content.isHidden()
    with qtbot.waitSignal(fold_out.unfolded) as caught:
        button(fold_out).click()
    assert caught.args == [False]
    assert content.isHidden()


def test_unfolding_it_by_its_verb_is_no_wish(qtbot: QtBot, fold_out: FoldOut) -> None:
    content = QLabel("E = mc²")
    fold_out.show_content(content)
    with qtbot.assertNotEmitted(fold_out.unfolded):
        fold_out.set_unfolded(True)
    assert fold_out.is_unfolded
    assert not content.isHidden()
    assert button(fold_out).accessibleDescription() == "unfolded"


def test_content_that_comes_while_it_is_unfolded_is_shown(fold_out: FoldOut) -> None:
    fold_out.set_unfolded(True)
    content = QLabel("E = mc²")
    fold_out.show_content(content)
    assert not content.isHidden()


def test_it_can_be_unfolded_from_the_keyboard(qtbot: QtBot, fold_out: FoldOut) -> None:
    with qtbot.waitSignal(fold_out.unfolded):
        QTest.keyClick(button(fold_out), Qt.Key.Key_Space)
    assert fold_out.is_unfolded
