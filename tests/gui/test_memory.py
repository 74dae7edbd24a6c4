"""The next start finds settings, folds and drawings as the last one left them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.linear.presets import PRESETS
from engine.run import Mode
from gui.about import show_about
from tests.gui.stage import Stage, made_stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

FIRST = next(iter(PRESETS.values()))


@pytest.fixture
def start(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[], Stage]:
    """Starts a window that remembers what the one before it was told."""
    return lambda: made_stage(qapp, qtbot, monkeypatch, tmp_path)


def test_the_settings_of_a_tab_are_those_of_the_last_time(start: Callable[[], Stage]) -> None:
    first = start()
    first.wish(learning_rate=0.3, batch_size=9)
    first.window.close()
    second = start()
    assert second.workbench.settings == FIRST.changed(learning_rate=0.3, batch_size=9)
    assert (second.record.head, second.workbench.shelf.undo_stack.count()) == (0, 0)
    assert len(second.workbench.shelf.records) == 1


def test_settings_tab_and_colours_outlast_a_kill(
    start: Callable[[], Stage], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.memory.MILLISECONDS_OF_REST", 1)
    first = start()
    first.wish(learning_rate=0.3, batch_size=9)
    first.work()
    first.window.show_tab("planar")
    first.window._appearance.set_mode("dark")
    planar: Any = first.window.tab
    planar.desk._session.work()
    planar.desk.workbench.tick()
    qtbot.waitUntil(lambda: first.window._store.value("tab") == "planar")
    second = start()  # and the first was never closed
    assert second.window.tab_name == "planar"
    assert second.window._appearance.mode == "dark"
    second.window.show_tab("linear")
    assert second.workbench.settings == FIRST.changed(learning_rate=0.3, batch_size=9)


def test_nothing_is_written_while_a_run_plays(
    start: Callable[[], Stage], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = start()
    kept: list[Mode] = []
    monkeypatch.setattr(stage.window._remembering, "_keep", lambda: kept.append(stage.mode()))
    stage.workbench.play()
    stage.work()
    assert stage.mode() is Mode.PLAYING
    stage.window._remembering._keep_in_peace()
    assert kept == []
    stage.workbench.pause()
    stage.work()
    stage.window._remembering._keep_in_peace()
    assert kept == [Mode.PAUSED]


def test_nothing_is_written_while_data_or_a_process_are_waited_for(
    start: Callable[[], Stage], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = start()
    stage.work()
    kept: list[float] = []
    workbench, remembering = stage.workbench, stage.window._remembering
    monkeypatch.setattr(remembering, "_keep", lambda: kept.append(workbench.seconds_waited))
    stage.tab.desk.wish(FIRST.changed(points=300), "points")
    remembering._keep_in_peace()
    assert kept == []
    stage.work()
    stage.tab.desk.wish(FIRST.changed(dataset="moons"), "dataset")  # by the assistant
    remembering._keep_in_peace()
    assert kept == []
    stage.work()
    remembering._keep_in_peace()
    assert kept == [0]


def test_reset_brings_the_assignments_defaults_back_with_one_click(
    start: Callable[[], Stage],
) -> None:
    first = start()
    first.wish(learning_rate=0.3)
    first.window.close()
    second = start()
    second.tab._settings._presets.reset_pressed.emit()
    second.work()
    assert second.workbench.settings == FIRST


def test_every_tab_has_settings_of_its_own(start: Callable[[], Stage]) -> None:
    first = start()
    first.window.show_tab("planar")
    tab: Any = first.window.tab
    tab.desk.wish(tab.desk.workbench.settings.changed(n_hidden=7), "n_hidden")
    first.window.close()
    second = start()
    assert second.window.tab_name == "planar"
    tab = second.window.tab
    assert tab.desk.workbench.settings.n_hidden == 7
    second.window.show_tab("linear")
    assert second.workbench.settings == FIRST


def test_points_of_an_own_file_are_not_promised_again(start: Callable[[], Stage]) -> None:
    first = start()
    first.tab.desk.add_point(0.5, 0.5)
    first.work()
    first.window.close()
    assert start().workbench.settings == FIRST


def test_places_that_were_folded_stay_folded(start: Callable[[], Stage]) -> None:
    first = start()
    first.tab.places.fold_settings(True)
    first.window.close()
    second = start()
    assert second.tab.places.settings_folded
    assert second.tab.places.folded_by_wish == ("settings",)
    assert not second.action("Settings").isChecked()
    second.tab.places.fold_settings(False)
    second.window.close()
    assert not start().tab.places.settings_folded


@pytest.mark.parametrize(
    "text", ["", "nonsense", "{}", '{"format":"descent settings","version":1,"assignment":"mnist"}']
)
def test_spoilt_settings_become_the_defaults(
    start: Callable[[], Stage], tmp_path: Path, text: str
) -> None:
    first = start()
    first.window.close()
    first.store.setValue("settings/linear", text)
    first.store.setValue("folded/linear", 7)
    first.store.setValue("recent", {"a": 1})
    first.store.setValue("drawing", 3.5)
    first.store.sync()
    second = start()
    assert second.workbench.settings == FIRST
    assert second.mode() is Mode.PAUSED


def test_a_store_of_random_bytes_becomes_the_defaults(
    start: Callable[[], Stage], tmp_path: Path
) -> None:
    (tmp_path / "descent.ini").write_bytes(bytes(range(256)) * 20)
    second = start()
    assert second.workbench.settings == FIRST


def test_about_says_where_the_files_lie(
    start: Callable[[], Stage], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("gui.about.QMessageBox.about", lambda *words: said.append(words[2]))
    stage = start()
    stage.action("About Descent").trigger()
    show_about(stage.window, Path("/a & b/descent.ini"))
    assert stage.store.fileName() in said[0]
    assert "windows" in said[0]
    assert "/a &amp; b/descent.ini" in said[1]
