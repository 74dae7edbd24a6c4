"""Files in the window: what is opened, dropped and saved."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.errors import RunFileError
from engine.planar.settings import PlanarSettings, SizesSettings
from engine.run import Mode
from engine.runfile import open_run, save_run
from gui.file_kinds import OPENED, PICTURES
from tests.damaged import damaged
from tests.gui.files.answers import answers, planar_run, says, workbench_of
from tests.gui.mouse import drop
from tests.gui.stage import Stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_a_run_is_saved_where_the_person_says_and_comes_back(
    stage: Stage, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stage.train()
    stage.workbench.seek(40)
    answers(monkeypatch, tmp_path / "ring")
    stage.action("Save Run As…").trigger()
    settled()
    saved = open_run(tmp_path / "ring.descent")
    assert saved.position == 40
    np.testing.assert_array_equal(saved.record.history.losses(), stage.record.history.losses())
    assert (stage.window.windowTitle(), stage.window.isWindowModified()) == (
        "ring.descent[*]",
        False,
    )


def test_a_run_that_is_there_already_is_replaced_only_if_that_is_wished(
    stage: Stage, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ring.descent").write_bytes(b"another run")
    answers(monkeypatch, tmp_path / "ring")
    for button, is_left in (("No", True), ("Yes", False)):
        says(monkeypatch, button)
        stage.action("Save Run As…").trigger()
        settled()
        assert ((tmp_path / "ring.descent").read_bytes() == b"another run") is is_left


def test_saving_again_asks_no_more_and_the_title_tells_what_is_not_saved(
    stage: Stage, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers(monkeypatch, tmp_path / "ring.descent")
    stage.action("Save Run").trigger()
    settled()
    stage.train()
    assert stage.window.isWindowModified()
    monkeypatch.setattr("gui.files.QFileDialog.getSaveFileName", lambda *_: 1 / 0)
    stage.action("Save Run").trigger()
    settled()
    assert not stage.window.isWindowModified()
    assert open_run(tmp_path / "ring.descent").record.head == 100


def test_the_title_follows_the_run_that_is_open(
    stage: Stage, settled: Callable[[], None], tmp_path: Path
) -> None:
    stage.train()
    stage.window.files.save_to(tmp_path / "ring.descent")
    settled()
    stage.preset("Text: momentum")
    assert stage.window.windowTitle() == "Descent"
    stage.workbench.shelf.undo_stack.undo()
    assert stage.window.windowTitle() == "ring.descent[*]"
    stage.window.show_tab("planar")
    assert stage.window.windowTitle() == "Descent"


@pytest.mark.parametrize("settings", [PlanarSettings(n_hidden=3), SizesSettings(sizes="1,3")])
def test_a_run_opens_in_its_tab_with_its_timeline_and_undo_takes_it_back(
    stage: Stage, settled: Callable[[], None], tmp_path: Path, settings: PlanarSettings
) -> None:
    record = planar_run(settings)
    save_run(tmp_path / "p.descent", record, 17)
    drop(stage.window, tmp_path / "p.descent")
    settled()
    bench = workbench_of(stage)
    assert bench.record.settings == settings
    assert (bench.position, bench.record.head, bench.mode) == (17, 40, Mode.PAUSED)
    before = bench.record
    bench.shelf.undo_stack.undo()
    assert bench.record is not before
    bench.shelf.undo_stack.redo()
    assert bench.record is before


def test_an_opened_run_trains_on_with_the_bits_of_one_that_never_stopped(
    stage: Stage, settled: Callable[[], None], tmp_path: Path
) -> None:
    stage.train()
    whole = stage.record
    stage.preset("Text: SGD")
    for _ in range(30):
        stage.workbench.step_forward()
        stage.work(1)
    assert 0 < stage.record.head < 100
    stage.window.files.save_to(tmp_path / "part.descent")
    settled()
    stage.window.files.open(tmp_path / "part.descent")
    settled()
    stage.workbench.go_to_end()
    stage.train()
    assert stage.record.head == 100
    np.testing.assert_array_equal(stage.record.history.losses(), whole.history.losses())


def test_a_damaged_run_is_said_and_the_open_one_stays(
    stage: Stage, settled: Callable[[], None], tmp_path: Path
) -> None:
    before = stage.record
    (tmp_path / "bad.descent").write_bytes(b"x" * 100)
    stage.window.files.open(tmp_path / "bad.descent")
    settled()
    assert stage.message is not None
    assert "bad.descent is not a saved run, or was cut off or damaged" in stage.message.text
    assert stage.record is before


def test_whatever_damage_a_run_has_the_window_says_so_or_opens_it(
    stage: Stage, settled: Callable[[], None], tmp_path: Path
) -> None:
    save_run(tmp_path / "whole.descent", planar_run(), 5)
    path = tmp_path / "bad.descent"
    for content in damaged((tmp_path / "whole.descent").read_bytes(), cuts=25, flips=75):
        before = workbench_of(stage).record
        path.write_bytes(content)
        stage.window.files.open(path)
        settled()
        opened = workbench_of(stage).record is not before
        message = stage.window.messages.shown
        assert opened or (message is not None and message.text.startswith("bad.descent "))


def test_a_full_disk_is_a_message_and_goes_when_saving_works(
    stage: Stage, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise RunFileError("ring.descent was not saved: the disk is full. Free some space.")

    with monkeypatch.context() as full:
        full.setattr("gui.files.write_portrait", fail)
        stage.window.files.save_to(tmp_path / "ring.descent")
        settled()
        assert stage.message is not None
        assert "the disk is full" in stage.message.text
    stage.window.files.save_to(tmp_path / "ring.descent")
    settled()
    assert stage.message is None


def test_what_takes_long_is_said_until_it_is_done(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from threading import Event

    go_on = Event()
    monkeypatch.setattr("gui.files.write_portrait", lambda *_: go_on.wait(60))
    stage.window.files.save_to(tmp_path / "ring.descent")
    qtbot.waitUntil(lambda: stage.message is not None)
    assert stage.message is not None
    assert stage.message.text == "Saving ring.descent …"
    go_on.set()
    qtbot.waitUntil(lambda: stage.message is None)


def test_the_dialog_lists_every_kind_of_picture_that_can_be_read() -> None:
    listed = OPENED[0].partition("(")[2].rstrip(")").split()
    assert {f"*{ending}" for ending in PICTURES} <= set(listed)
