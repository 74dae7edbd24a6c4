"""Runs on MNIST are saved, opened and brought back with their images; drawings are kept."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.mnist.record import MnistRecord
from engine.runfile import open_run
from gui.mnist.ink import Stroke, points_of
from gui.recovery import OFFER, Recovery
from gui.window_note import WindowNotes
from tests.gui.mnist.tab_stage import MnistStage
from tests.gui.test_recovery import crash

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


def trained(stage: MnistStage) -> MnistRecord:
    """A run of two epochs and a bit."""
    stage.start()
    stage.play(25)
    return stage.record


def test_a_run_is_saved_and_opened_with_its_images(
    stage: MnistStage,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    record = trained(stage)
    path = tmp_path / "m.descent"
    files = stage.window.files
    files.save_to(path)
    qtbot.waitUntil(lambda: not files._errands.busy)
    assert open_run(path).record.head == 25
    files.open(path)
    qtbot.waitUntil(lambda: not files._errands.busy)
    again = stage.record
    assert again is not record
    assert again.points is record.points
    np.testing.assert_array_equal(again.history.rows(), record.history.rows())
    assert stage.workbench.position == 25


def test_a_run_whose_images_are_gone_is_shown_without_them(
    stage: MnistStage,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    from dataclasses import replace

    from engine.mnist.digits import Source
    from engine.runfile import save_run

    record = trained(stage)
    other = replace(record.points, name="others", source=Source("file", tmp_path / "none.npz"))
    record.points = other
    save_run(tmp_path / "m.descent", record, 25)
    stage.window.files.open(tmp_path / "m.descent")
    qtbot.waitUntil(lambda: stage.record is not record)
    assert not stage.record.points.are_here
    qtbot.waitUntil(lambda: stage.message is not None)
    assert stage.message is not None
    assert "shown without its images" in stage.message.text


def test_after_a_crash_the_run_is_back_as_of_its_last_epoch(
    stage: MnistStage,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    record = trained(stage)
    crash(WindowNotes(stage.window).now(), tmp_path / "windows")
    recovery = Recovery(stage.window, stage.window.announcements, tmp_path / "windows")
    recovery.start()
    recovery._hear(OFFER, "restore")
    qtbot.waitUntil(lambda: not recovery.offers)
    again = stage.record
    start = record.start_for(25)
    assert start is not None
    assert again is not record
    assert (again.head, again.points) == (start.iteration, record.points)
    np.testing.assert_array_equal(again.history.rows(), record.history.rows(0, start.iteration - 1))
    recovery.close()


def test_a_drawing_is_in_the_journal_and_comes_back(
    stage: MnistStage,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    stage.start()
    place: Any = stage.tab.drawing
    recovery = Recovery(stage.window, stage.window.announcements, tmp_path / "windows")
    recovery.start()
    place._sketch.put(Stroke(points_of([(50.0, 50.0, 12.0), (90.0, 120.0, 12.0)])), "Draw")
    drawing = place.drawing()
    note = recovery._notes.now()
    assert note.drawing == drawing.decode()
    recovery.close()
    place._sketch.clear()
    assert place.is_empty
    crash(note, tmp_path / "windows")
    second = Recovery(stage.window, stage.window.announcements, tmp_path / "windows")
    second.start()
    second._hear(OFFER, "restore")
    qtbot.waitUntil(lambda: not second.offers)
    assert place.drawing() == drawing
    second.close()
