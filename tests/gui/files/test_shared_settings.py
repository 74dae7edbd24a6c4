"""Settings travel as text and as small files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from engine.planar.presets import PRESETS as PLANAR
from engine.planar.settings import PlanarSettings
from engine.settings_file import save_settings, settings_text
from gui.file_kinds import SAVED, with_ending
from tests.gui.files.answers import answers, workbench_of
from tests.gui.mouse import drop
from tests.gui.stage import Stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


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
    drop(stage.window, tmp_path / "p.descent.json")
    assert workbench_of(stage).settings.seed == 5


def test_a_name_gets_the_ending_of_its_kind_where_it_has_none() -> None:
    assert with_ending(Path("a.b"), SAVED[0]) == Path("a.b.descent")
    assert with_ending(Path("a"), SAVED[1]) == Path("a.descent.json")
    assert with_ending(Path("a.descent.json"), SAVED[0]) == Path("a.descent.json")
    assert with_ending(Path("a.DESCENT"), SAVED[1]) == Path("a.DESCENT")
