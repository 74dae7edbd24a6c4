"""Points of the tab of the linear models: from files, and edited by hand."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from engine.point_settings import OWN_FILE
from engine.run import Mode
from tests.gui.mouse import drop
from tests.gui.stage import Stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def csv(path: Path, rows: int = 40) -> Path:
    path.write_text("\n".join(f"{k % 7},{k % 5},{k % 2}" for k in range(rows)))
    return path


def dropped(stage: Stage, path: Path) -> None:
    """The window has taken a file that was dropped on it."""
    drop(stage.window, path)
    stage.work()


# Files -------------------------------------------------------------------------------------------


def test_a_file_that_is_dropped_becomes_a_run(stage: Stage, tmp_path: Path) -> None:
    dropped(stage, csv(tmp_path / "own.csv"))
    assert stage.record.points.name == "own.csv"
    assert stage.workbench.settings.dataset == OWN_FILE
    stage.train()
    assert stage.record.head == 100


def test_play_pressed_while_a_file_is_being_read_plays_the_run_on_that_file(
    stage: Stage, tmp_path: Path
) -> None:
    stage.window.open_file(csv(tmp_path / "own.csv"))
    stage.workbench.play()
    stage.work()
    assert stage.record.points.name == "own.csv"
    assert stage.mode() is Mode.PLAYING
    stage.window.open_file(csv(tmp_path / "other.csv", 50))
    stage.work()
    assert stage.record.points.name == "other.csv"
    assert stage.mode() is Mode.PAUSED


def test_play_counts_also_while_the_process_is_still_starting(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.playing.SECONDS_UNNOTICED", -1.0)
    stage.window.open_file(csv(tmp_path / "own.csv"))
    stage.workbench.play()
    assert stage.mode() is Mode.PREPARING
    stage.work()
    assert stage.record.points.name == "own.csv"
    assert stage.mode() in (Mode.PREPARING, Mode.PLAYING)


def test_pause_pressed_while_a_file_is_being_read_counts_too(stage: Stage, tmp_path: Path) -> None:
    stage.window.open_file(csv(tmp_path / "own.csv"))
    stage.workbench.toggle()
    stage.workbench.toggle()
    stage.work()
    assert stage.record.points.name == "own.csv"
    assert stage.mode() is Mode.PAUSED


def test_a_file_is_chosen_by_a_dialog_from_menu_and_button(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [csv(tmp_path / "one.csv"), csv(tmp_path / "two.csv", 50)]
    answers = iter(paths)
    monkeypatch.setattr(
        "gui.files.QFileDialog.getOpenFileName", lambda *_: (str(next(answers)), "")
    )
    stage.action("Open…").trigger()
    stage.work()
    assert stage.record.points.name == "one.csv"
    stage.button("Open a file of points").click()
    stage.work()
    assert stage.record.points.name == "two.csv"


def test_a_dialog_that_is_closed_changes_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stage.record
    monkeypatch.setattr("gui.files.QFileDialog.getOpenFileName", lambda *_: ("", ""))
    stage.action("Open…").trigger()
    stage.work()
    assert stage.record is before


def test_choosing_own_file_in_the_form_asks_for_one_and_waits_with_the_form(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def ask(*arguments: object) -> tuple[str, str]:
        asked.append(arguments)
        return "", ""

    monkeypatch.setattr("gui.files.QFileDialog.getOpenFileName", ask)
    stage.wish(dataset=OWN_FILE)
    assert len(asked) == 1
    assert stage.tab._settings._settings.dataset == "ring"


def test_what_does_not_apply_to_an_own_file_cannot_be_set(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped(stage, csv(tmp_path / "own.csv"))
    visible = [
        one.accessibleName() for one in stage.window.findChildren(QWidget) if one.isVisible()
    ]
    assert not any("noise" in name.lower() for name in visible)
    before = stage.record
    monkeypatch.setattr("gui.files.QFileDialog.getOpenFileName", lambda *_: 1 / 0)
    stage.wish(noise=0.3)
    assert stage.record is before


def save_npy(path: Path, array: object, allow_pickle: bool = False) -> Path:
    np.save(path, np.asarray(array), allow_pickle=allow_pickle)
    return path


def bad_file(kind: str, folder: Path) -> Path:
    """A file that cannot be used."""
    path = folder / f"{kind}.csv"
    rows = [[k % 7, k % 5, k % 2] for k in range(40)]
    if kind == "empty":
        path.write_text("")
    elif kind == "cut":
        whole = save_npy(folder / "cut.npy", np.ones((40, 2)))
        whole.write_bytes(whole.read_bytes()[:-50])
        save_npy(folder / "target.npy", np.arange(40) % 2)
        return whole
    elif kind == "pickled":
        save_npy(folder / "target.npy", np.arange(40) % 2)
        return save_npy(folder / "pickled.npy", np.array([{}, []], dtype=object), True)
    elif kind == "shape":
        path.write_text("\n".join("1,2,3,4,0" for _ in range(40)))
    elif kind == "three-classes":
        path.write_text("\n".join(f"{k},{k},{k % 3}" for k in range(40)))
    elif kind == "text-labels":
        path.write_text("\n".join(f"{k},{k},{'cat' if k % 2 else 'dog'}x{k}" for k in range(40)))
    elif kind in ("nan", "inf"):
        text = "\n".join(",".join(map(str, row)) for row in rows)
        path.write_text(f"{text}\n{kind},1,0")
    elif kind == "one-class":
        path.write_text("\n".join(f"{k},{k},1" for k in range(40)))
    elif kind == "folder":
        path.mkdir()
    return path  # "missing": never written


BAD = [
    "missing",
    "empty",
    "cut",
    "pickled",
    "shape",
    "three-classes",
    "text-labels",
    "nan",
    "inf",
    "one-class",
    "folder",
]


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_told_and_leaves_the_run(stage: Stage, tmp_path: Path, kind: str) -> None:
    stage.train()
    before, settings = stage.record, stage.workbench.settings
    path = bad_file(kind, tmp_path)
    dropped(stage, path)
    message = stage.message
    assert message is not None
    assert message.level == "bad"
    assert path.name in message.text
    assert "Traceback" not in message.text
    assert message.text.count(".") >= 2, "what happened, then what to do"
    assert stage.record is before
    assert stage.workbench.settings == settings
    dropped(stage, csv(tmp_path / "good.csv"))
    assert stage.message is None or stage.message.key != "data"


def test_of_more_points_than_are_trained_on_some_are_drawn_and_it_is_said(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.datafile.MAX_TRAINED", 30)
    dropped(stage, csv(tmp_path / "many.csv", 1000))
    assert len(stage.record.points.y) == 30
    assert stage.message is not None
    assert "Of its 1,000 points 30 are used" in stage.message.text


def test_of_many_points_not_all_are_painted_and_none_can_be_edited(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.surface_panel.MOST_DRAWN", 50)
    stage.wish(points=2000)
    panel = stage.tab._pictures.panels[0]
    assert not panel.all_drawn
    assert not stage.tab._pictures._edit.isEnabled()
    stage.train()
    assert stage.record.head == 100


# Points edited by hand ---------------------------------------------------------------------------


def test_points_are_added_moved_and_removed_and_undo_takes_each_back(stage: Stage) -> None:
    stage.train()
    pictures = stage.tab._pictures
    n = len(stage.record.points.y)
    pictures.point_added.emit(1.5, -1.5)
    assert stage.record.points.X[-1].tolist() == [1.5, -1.5]
    pictures.point_toggled.emit(n)
    assert stage.record.points.y[-1] == 0
    pictures.point_removed.emit(0)
    assert len(stage.record.points.y) == n
    counts = []
    for _ in range(3):
        stage.workbench.shelf.undo_stack.undo()
        counts.append((len(stage.record.points.y), float(stage.record.points.y[-1])))
    assert [count for count, _ in counts] == [n + 1, n + 1, n]
    assert counts[1][1] == 1.0
    assert stage.workbench.settings.dataset == "ring"
    assert stage.record.head == 100


def test_the_mouse_edits_points_only_while_editing_is_on(stage: Stage) -> None:
    plot = stage.tab._pictures.panels[0].plot
    viewport = plot.chart.view.viewport()
    middle = viewport.rect().center()
    before = stage.record
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle)
    assert stage.record is before
    stage.tab._pictures._edit.click()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle)
    assert stage.record is not before
    assert stage.record.points.name.endswith("(edited)")


def test_the_last_point_of_a_class_stays_and_it_is_said(stage: Stage, tmp_path: Path) -> None:
    rows = ["1,1,1", *(f"{k},{-k},0" for k in range(12))]
    path = tmp_path / "few.csv"
    path.write_text("\n".join(rows))
    dropped(stage, path)
    stage.tab._pictures.point_removed.emit(0)
    assert stage.message is not None
    assert "at least one point of each class" in stage.message.text
    assert len(stage.record.points.y) == 13
