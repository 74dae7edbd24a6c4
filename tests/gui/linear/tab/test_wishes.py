"""Presets and settings that are wished in the tab of the linear models."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.linear.presets import PRESETS
from engine.linear.run import LinearRun
from engine.run import Mode, Programme
from gui.widgets.preset_box import PresetBox
from tests.gui.stage import Stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_opens_and_trains_to_its_end(stage: Stage, name: str) -> None:
    stage.preset(name)
    assert stage.workbench.settings == PRESETS[name]
    stage.train()
    assert stage.mode() is Mode.FINISHED


def preset_words(stage: Stage) -> str:
    box = stage.window.findChild(PresetBox)
    assert isinstance(box, PresetBox)
    return box._choice.accessibleDescription()


def test_what_was_changed_since_the_preset_is_said_and_reset_takes_it_back(stage: Stage) -> None:
    stage.wish(learning_rate=0.1)
    assert preset_words(stage) == "Text: SGD, changed: η 0.1"
    stage.button("Reset to the preset").click()
    stage.work()
    assert preset_words(stage) == "Text: SGD"
    assert stage.workbench.settings == PRESETS["Text: SGD"]


def test_undo_brings_run_and_settings_back_after_another_preset(stage: Stage) -> None:
    stage.train()
    before = stage.record
    stage.preset("Text: all three")
    assert stage.record.n_racers == 3
    stage.action("Undo Text: all three").trigger()
    assert stage.record is before
    assert stage.tab._settings._settings == PRESETS["Text: SGD"]


def test_points_that_need_scikit_learn_come_from_the_second_process(stage: Stage) -> None:
    before = stage.record
    settings = stage.workbench.settings.changed(dataset="moons")
    stage.tab._settings.wished.emit(settings, "dataset")
    assert stage.record is before
    stage.work()
    assert stage.record.points.name != before.points.name
    assert stage.workbench.settings.dataset == "moons"


def test_points_that_are_long_in_coming_can_be_cancelled(stage: Stage, qtbot: QtBot) -> None:
    before = stage.record
    settings = stage.workbench.settings.changed(dataset="moons")
    stage.tab._settings.wished.emit(settings, "dataset")
    qtbot.waitUntil(lambda: stage.message is not None)
    assert stage.message is not None
    assert stage.message.text.startswith("Getting the points")
    stage.button("Cancel").click()
    stage.work()
    assert stage.record is before
    assert stage.tab._settings._settings.dataset == "ring"


def test_a_run_that_diverges_says_so_and_offers_a_tenth_of_the_rate(stage: Stage) -> None:
    stage.wish(learning_rate=100.0, batch_size=1)
    stage.train()
    message = stage.message
    assert message is not None
    assert "SGD" in message.text
    assert message.actions == (("Try η/10", "less"),)
    stage.button("Try η/10").click()
    assert stage.workbench.settings.learning_rate == 10.0
    assert stage.mode() is Mode.PLAYING
    stage.train()


def test_a_lost_engine_is_told_and_play_goes_on(stage: Stage) -> None:
    stage.workbench.play()
    stage.work()
    stage.session.engine.now += 1
    stage.work()
    head = stage.record.head
    assert head > 0
    stage.session.die()
    assert stage.message is not None
    assert stage.message.level == "bad"
    assert "Press Play" in stage.message.text
    stage.train()
    assert stage.message is None or stage.message.key != "engine"
    run = LinearRun(Programme.of(PRESETS["Text: SGD"]), stage.record.points)
    np.testing.assert_array_equal(stage.record.history.losses(1), run.advance(100).losses)
