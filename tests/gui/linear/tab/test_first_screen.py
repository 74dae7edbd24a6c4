"""What the tab of the linear models shows at first, and while it is presented."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.linear.presets import PRESETS
from engine.linear.run import LinearRun
from engine.run import Mode, Programme
from tests.gui.stage import Stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def caption(stage: Stage) -> str:
    return stage.tab._pictures.panels[0].plot.accessibleDescription()


# The first screen --------------------------------------------------------------------------------


def test_the_first_screen_shows_data_an_untrained_surface_and_what_to_do(stage: Stage) -> None:
    assert caption(stage) == "p = 0.73 everywhere: no boundary yet. Press Play."
    assert stage.mode() is Mode.PAUSED
    assert len(stage.record.points.y) == 826
    assert stage.message is None


def test_play_has_the_focus_so_that_space_is_enough(stage: Stage) -> None:
    focused = QApplication.focusWidget()
    assert focused is stage.tab._transport.bar.play
    assert focused.isEnabled()
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert stage.mode() is Mode.PLAYING
    stage.workbench.pause()
    stage.work()


def test_a_trained_run_has_the_losses_of_the_engine(stage: Stage) -> None:
    stage.train()
    assert stage.mode() is Mode.FINISHED
    run = LinearRun(Programme.of(PRESETS["Text: SGD"]), stage.record.points)
    np.testing.assert_array_equal(stage.record.history.losses(1), run.advance(100).losses)
    assert caption(stage) == ""


# Presented ---------------------------------------------------------------------------------------


def test_presented_the_loss_stands_large_above_the_picture(qtbot: QtBot, stage: Stage) -> None:
    number = stage.tab._pictures.number
    assert not number.isVisible()
    stage.window.present(True)
    qtbot.waitUntil(number.isVisible)
    stage.train()
    loss = stage.record.history.losses_at(100)[0]
    qtbot.waitUntil(lambda: number._number.text() == f"{loss:.3f}")
    assert number._number.font().pixelSize() == 44
    assert number._what.text() == "loss"
    qtbot.waitUntil(lambda: number._what.width() >= number._what.sizeHint().width())
    whole = number.mapTo(stage.window, number.rect().bottomRight())
    assert stage.window.rect().contains(whole)
    stage.window.present(False)
    assert not number.isVisible()


def test_presented_the_racer_whose_loss_it_is_has_its_name(qtbot: QtBot, stage: Stage) -> None:
    stage.window.present(True)
    stage.tab.desk.choose_preset("Text: all three")
    stage.work()
    stage.tab._select(2)
    number = stage.tab._pictures.number
    qtbot.waitUntil(lambda: number._what.text() == "loss of RMSprop")
    stage.window.present(False)
