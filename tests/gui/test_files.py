"""Files in the window: what is saved comes back in its tab; what cannot be used is said."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from engine.errors import RunFileError
from engine.planar.presets import PRESETS as PLANAR
from engine.planar.settings import PlanarSettings, SizesSettings
from engine.record import Record
from engine.run import Mode, Programme
from engine.runfile import open_run, save_run
from engine.settings_file import save_settings, settings_text
from gui.file_kinds import SAVED, with_ending
from gui.recent import MOST, RecentFiles, short_place
from gui.workbench import Workbench
from tests.damaged import damaged
from tests.gui.inline import some_points
from tests.gui.stage import Stage, made_stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def stage(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Stage:
    says(monkeypatch, "Discard")  # qtbot closes the window
    return made_stage(qapp, qtbot, monkeypatch, tmp_path)


def says(monkeypatch: pytest.MonkeyPatch, button: str) -> None:
    """What the person answers when the window asks whether to save."""
    chosen = getattr(QMessageBox.StandardButton, button)
    monkeypatch.setattr("gui.files.QMessageBox.question", lambda *_: chosen)


@pytest.fixture
def settled(stage: Stage, qtbot: QtBot) -> Callable[[], None]:
    """Waits until nothing is being read or written."""
    return lambda: qtbot.waitUntil(lambda: not stage.window.files._errands.busy)


def drop(stage: Stage, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(200, 200),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    stage.window.dropEvent(event)


def answers(monkeypatch: pytest.MonkeyPatch, path: Path, kind: str = SAVED[0]) -> None:
    """What the person answers in the dialog."""
    monkeypatch.setattr("gui.files.QFileDialog.getSaveFileName", lambda *_: (str(path), kind))


def workbench_of(stage: Stage) -> Workbench:
    """Of the tab that is shown, whichever it is."""
    tab: Any = stage.window.tab
    bench: Workbench = tab.desk.workbench
    return bench


def planar_run(settings: PlanarSettings | None = None, n: int = 40) -> Record:
    from engine.worker import make_run

    settings = settings or PlanarSettings(learning_rate=0.7)
    kind = {PlanarSettings: "planar", SizesSettings: "planar-sizes"}[type(settings)]
    record = Record(1, kind, Programme.of(settings), some_points())
    record.append(make_run(kind, record.programme, record.points).advance(n))
    return record


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
    drop(stage, tmp_path / "p.descent")
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


# Closing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "closes", "head"), [("Save", True, 100), ("Discard", True, 0), ("Cancel", False, 0)]
)
def test_closing_asks_where_a_file_would_stay_behind_its_run(
    stage: Stage,
    settled: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    button: str,
    closes: bool,
    head: int,
) -> None:
    stage.window.files.save_to(tmp_path / "ring.descent")
    settled()
    stage.train()
    says(monkeypatch, button)
    assert stage.window.close() is closes
    assert open_run(tmp_path / "ring.descent").record.head == head


def test_closing_asks_nothing_of_runs_that_were_never_saved(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.train()
    monkeypatch.setattr("gui.files.QMessageBox.question", lambda *_: 1 / 0)
    assert stage.window.close()


# Settings ----------------------------------------------------------------------------------------


def test_settings_travel_through_the_clipboard(stage: Stage) -> None:
    stage.wish(learning_rate=0.25)
    stage.action("Copy Settings").trigger()
    copied = stage.workbench.settings
    assert '"learning_rate": 0.25' in QApplication.clipboard().text()
    stage.preset("Text: momentum")
    stage.action("Paste Settings").trigger()
    stage.work()
    assert stage.workbench.settings == copied
    stage.workbench.shelf.undo_stack.undo()
    assert stage.workbench.settings != copied


def test_settings_of_another_tab_bring_it_up(stage: Stage) -> None:
    settings = PLANAR["Assignment: flower"].changed(n_hidden=9)
    QApplication.clipboard().setText(settings_text("planar", settings))
    stage.action("Paste Settings").trigger()
    assert workbench_of(stage).settings == settings


def test_a_clipboard_without_settings_is_said(stage: Stage) -> None:
    QApplication.clipboard().setText("hello")
    stage.action("Paste Settings").trigger()
    assert stage.message is not None
    assert "The clipboard holds no settings of Descent" in stage.message.text


def test_settings_of_own_points_are_tried_on_the_points_that_are_open(stage: Stage) -> None:
    points = stage.record.points
    settings = stage.workbench.settings.changed(dataset="file", points=50, learning_rate=0.3)
    QApplication.clipboard().setText(settings_text("linear", settings))
    stage.action("Paste Settings").trigger()
    assert stage.record.points is points
    assert stage.workbench.settings.learning_rate == 0.3


def test_settings_are_saved_and_opened_as_a_small_file(
    stage: Stage, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stage.wish(learning_rate=0.25)
    answers(monkeypatch, tmp_path / "set", SAVED[1])
    stage.action("Save Run As…").trigger()
    stage.preset("Text: momentum")
    stage.window.files.open(tmp_path / "set.descent.json")
    settled()
    assert stage.workbench.settings.learning_rate == 0.25
    save_settings(tmp_path / "p.descent.json", "planar", PlanarSettings(seed=5))
    drop(stage, tmp_path / "p.descent.json")
    assert workbench_of(stage).settings.seed == 5


def test_a_name_gets_the_ending_of_its_kind_where_it_has_none() -> None:
    assert with_ending(Path("a.b"), SAVED[0]) == Path("a.b.descent")
    assert with_ending(Path("a"), SAVED[1]) == Path("a.descent.json")
    assert with_ending(Path("a.descent.json"), SAVED[0]) == Path("a.descent.json")
    assert with_ending(Path("a.DESCENT"), SAVED[1]) == Path("a.DESCENT")


# Recent files ------------------------------------------------------------------------------------


def recent_rows(stage: Stage) -> list[QAction]:
    menu = stage.window.menus._recent
    menu.aboutToShow.emit()
    return [one for one in menu.actions() if one.toolTip().endswith((".descent", ".csv"))]


def test_recent_files_open_again_and_those_that_are_gone_are_forgotten(
    stage: Stage, settled: Callable[[], None], tmp_path: Path
) -> None:
    assert not stage.window.menus._recent.isEnabled()
    for name in ("one.descent", "two.descent"):
        save_run(tmp_path / name, planar_run(), 1)
        stage.window.files.open(tmp_path / name)
        settled()
    assert [Path(one.toolTip()).name for one in recent_rows(stage)] == [
        "two.descent",
        "one.descent",
    ]
    recent_rows(stage)[1].trigger()
    settled()
    assert [Path(one.toolTip()).name for one in recent_rows(stage)] == [
        "one.descent",
        "two.descent",
    ]
    (tmp_path / "two.descent").unlink()
    recent_rows(stage)[1].trigger()
    settled()
    assert stage.message is not None
    assert "There is no file" in stage.message.text
    assert [Path(one.toolTip()).name for one in recent_rows(stage)] == ["one.descent"]
    stage.action("Clear List").trigger()
    assert not stage.window.menus._recent.isEnabled()


def test_the_list_of_recent_files_stays_short_and_survives_nonsense(stage: Stage) -> None:
    recent = RecentFiles(stage.store)
    for number in range(MOST + 5):
        recent.add(Path(f"/x/{number}.csv"))
    assert len(recent.paths) == MOST
    stage.store.setValue("recent", 7)
    assert not recent.paths
    stage.store.setValue("recent", "/only.csv")
    assert [one.name for one in recent.paths] == ["only.csv"]


def test_a_folder_of_the_person_is_named_shortly() -> None:
    assert short_place(Path.home() / "runs" / "a.csv") == str(Path("~") / "runs")
    assert short_place(Path("/elsewhere/a.csv")) == str(Path("/elsewhere"))


def test_an_own_file_comes_back_with_the_points_that_were_held_out(
    stage: Stage, settled: Callable[[], None], tmp_path: Path
) -> None:
    stage.window.show_tab("planar")
    file = tmp_path / "own.csv"
    file.write_text("\n".join(f"{k % 10},{k // 10},{int(k % 10 > 4)}" for k in range(100)))
    stage.window.files.open(file)
    assistant: Any = stage.window._assistant
    assistant.work()
    bench, tab = workbench_of(stage), stage.window.tab
    assert tab is not None
    held_out = tab.desk.held_out(bench.record.points)
    assert held_out is not None
    stage.window.files.save_to(tmp_path / "own.descent")
    settled()
    stage.window.files.open(tmp_path / "own.descent")
    settled()
    again = tab.desk.held_out(bench.record.points)
    assert again is not held_out
    assert again is not None
    np.testing.assert_array_equal(again.X, held_out.X)
