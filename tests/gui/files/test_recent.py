"""The files that were opened last."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QAction

from engine.runfile import save_run
from gui.recent import MOST, RecentFiles, short_place
from tests.gui.files.answers import planar_run, workbench_of
from tests.gui.stage import Stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


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
