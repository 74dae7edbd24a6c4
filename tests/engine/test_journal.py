"""What a window was doing comes back from its journal, and only from one without an owner."""

import json
import multiprocessing
import os
import signal
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import disk
from engine.datasets import Points, make_points
from engine.errors import RunFileError
from engine.journal import LOCK_NAME, NOTE_NAME, Journal, abandoned, begin, end
from engine.linear.settings import LinearSettings
from engine.lock import Lock
from engine.notes import RunNote, TabNote, WindowNote
from engine.planar.settings import PlanarSettings, SizesSettings
from engine.run import Change, Programme
from engine.run_record import Origin

RING = LinearSettings()
MADE = make_points(RING.dataset, RING.points, RING.noise, RING.data_seed)
FLOWER = PlanarSettings()
PETALS = make_points(FLOWER.dataset, FLOWER.points, FLOWER.noise, FLOWER.data_seed)
OWN = Points(PETALS.X[:50] + 0.5, PETALS.y[:50], "mine.csv", "A note.")


def run_of(settings: Any = RING, points: Points = MADE, **changes: Any) -> RunNote:
    kinds = {"LinearSettings": "linear", "PlanarSettings": "planar"}
    kind = kinds.get(type(settings).__name__, "planar-sizes")
    note = RunNote(1, kind, Programme.of(settings), (), None, points, None, 50)
    return replace(note, **changes)


def window_of(*runs: RunNote) -> WindowNote:
    return WindowNote("linear", (TabNote("linear", runs, 1, 7),))


def journal_in(folder: Path) -> Journal:
    folder.mkdir(exist_ok=True)
    return Journal(folder)


def names_in(journal: Journal) -> list[str]:
    return sorted(one.name for one in journal.folder.iterdir())


def first_run(journal: Journal) -> RunNote:
    run = journal.read().tabs[0].runs[0]
    assert isinstance(run, RunNote)
    return run


def plain(note: WindowNote) -> Any:
    """Everything of a note, with points as numbers, for comparison."""
    return [
        (tab.name, tab.current, tab.position, [_plain_run(run) for run in tab.runs])
        for tab in note.tabs
    ] + [note.tab]


def _plain_run(run: Any) -> Any:
    points = [
        None if one is None else (one.X.tolist(), one.y.tolist(), one.name, one.note)
        for one in (run.points, run.held_out)
    ]
    reached = (run.head, run.begun)
    return (run.key, run.assignment, run.programme, run.events, run.origin, reached, points)


def test_everything_that_was_written_is_read(tmp_path: Path) -> None:
    programme = Programme.of(RING).changed(20, RING.changed(learning_rate=0.3))
    own = PlanarSettings(dataset="file", points=50)
    moons = PlanarSettings(dataset="noisy_moons")
    note = WindowNote(
        "planar",
        (
            TabNote("linear", (run_of(programme=programme, events=programme.changes[1:]),), 1, 30),
            TabNote(
                "planar",
                (
                    run_of(own, OWN, key=1, held_out=PETALS),
                    run_of(moons, OWN, key=2, origin=Origin(1, 12), head=0),
                    run_of(SizesSettings(), PETALS, key=5, head=3, begun=True),
                ),
                5,
                2,
            ),
        ),
    )
    journal = journal_in(tmp_path / "a")
    journal.write(note)
    assert plain(Journal(journal.folder).read()) == plain(note)


def test_made_points_need_no_file_and_own_ones_are_written_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = journal_in(tmp_path / "a")
    journal.write(window_of(run_of()))
    assert names_in(journal) == [NOTE_NAME]
    own = run_of(RING.changed(dataset="file", points=50), OWN)
    journal.write(window_of(own))
    written: list[str] = []

    def note_name(path: Path, parts: Any) -> None:
        written.append(path.name)
        disk.write_atomically(path, parts)

    monkeypatch.setattr("engine.journal.write_atomically", note_name)
    journal.write(window_of(replace(own, head=60)))
    assert written == [NOTE_NAME]
    assert first_run(journal).head == 60


def test_points_that_differ_from_those_that_the_settings_make_are_kept(tmp_path: Path) -> None:
    journal = journal_in(tmp_path / "a")
    journal.write(window_of(run_of(points=OWN)))
    np.testing.assert_array_equal(first_run(journal).points.X, OWN.X)


def test_points_that_no_run_has_any_more_are_removed(tmp_path: Path) -> None:
    journal = journal_in(tmp_path / "a")
    file = RING.changed(dataset="file", points=50)
    journal.write(window_of(run_of(file, OWN)))
    edited = Points(OWN.X[1:], OWN.y[1:], "mine.csv")
    journal.write(window_of(run_of(file, edited)))
    assert len(names_in(journal)) == 2
    assert len(first_run(journal).points.y) == 49


def test_only_what_was_trained_or_brought_is_worth_restoring() -> None:
    assert not window_of(run_of(head=0)).is_worth_restoring
    assert window_of(run_of(head=1)).is_worth_restoring
    assert window_of(run_of(RING.changed(dataset="file"), OWN, head=0)).is_worth_restoring
    assert not WindowNote("linear", ()).is_worth_restoring


def test_a_disk_that_is_full_is_said_and_the_last_note_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = journal_in(tmp_path / "a")
    journal.write(window_of(run_of()))

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", fail)
        with pytest.raises(RunFileError, match="the disk is full"):
            journal.write(window_of(run_of(head=99)))
    assert first_run(journal).head == 50
    journal.write(window_of(run_of(head=99)))
    assert first_run(journal).head == 99


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"\xff", b'{"format": "descent journal", "version": 1, "tabs": [7]}', b"["],
)
def test_a_journal_that_cannot_be_read_is_said(tmp_path: Path, content: bytes) -> None:
    journal = journal_in(tmp_path / "a")
    (journal.folder / NOTE_NAME).write_bytes(content)
    with pytest.raises(RunFileError, match="cannot be read"):
        journal.read()


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=4))
def test_an_altered_journal_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, place: int, junk: bytes
) -> None:
    journal = journal_in(tmp_path_factory.getbasetemp() / "altered")
    journal.write(window_of(run_of(origin=Origin(1, 2))))
    content = (journal.folder / NOTE_NAME).read_bytes()
    place %= len(content)
    (journal.folder / NOTE_NAME).write_bytes(content[:place] + junk + content[place + 1 :])
    try:
        journal.read()
    except RunFileError as error:
        assert str(error)


def test_a_file_name_in_a_journal_leads_nowhere_else(tmp_path: Path) -> None:
    journal = journal_in(tmp_path / "a")
    journal.write(window_of(run_of(points=OWN)))
    facts = json.loads((journal.folder / NOTE_NAME).read_text())
    facts["tabs"][0]["runs"][0]["points"]["file"] = "../../secret"
    (tmp_path / "secret").write_bytes(b"x")
    (journal.folder / NOTE_NAME).write_text(json.dumps(facts))
    with pytest.raises(RunFileError):
        journal.read()


# Owners ----------------------------------------------------------------------------------------


def test_a_journal_is_abandoned_only_when_its_owner_lets_go(tmp_path: Path) -> None:
    begun = begin(tmp_path, "one")
    assert begun is not None
    journal, lock = begun
    journal.write(window_of(run_of()))
    assert abandoned(tmp_path) == []
    lock.release()
    ((found, held),) = abandoned(tmp_path)
    assert found.folder == journal.folder
    assert abandoned(tmp_path) == []
    end(found, held)
    assert list(tmp_path.iterdir()) == []


def test_where_no_folder_can_be_made_there_is_no_journal(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert begin(tmp_path / "file", "one") is None
    assert abandoned(tmp_path / "file") == []
    assert abandoned(tmp_path / "none") == []


def hold_and_wait(connection: Connection, root: str) -> None:
    """A process that begins a journal and waits to be killed."""
    begun = begin(Path(root), "other")
    assert begun is not None
    begun[0].write(window_of(run_of()))
    connection.send("ready")
    connection.recv()


@pytest.mark.process
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_a_process_that_is_killed_lets_go_of_its_journal(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=hold_and_wait, args=(theirs, str(tmp_path)))
    process.start()
    theirs.close()
    assert ours.recv() == "ready"
    assert abandoned(tmp_path) == []
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    ((journal, lock),) = abandoned(tmp_path)
    assert plain(journal.read()) == plain(window_of(run_of()))
    end(journal, lock)


def test_a_lock_is_held_once_and_may_be_released_twice(tmp_path: Path) -> None:
    lock = Lock.take(tmp_path / LOCK_NAME)
    assert lock is not None
    assert Lock.take(tmp_path / LOCK_NAME) is None
    lock.release()
    lock.release()
    again = Lock.take(tmp_path / LOCK_NAME)
    assert again is not None
    again.release()
    assert Lock.take(tmp_path / "none" / LOCK_NAME) is None


def test_changes_of_a_live_setting_are_written_as_what_changed(tmp_path: Path) -> None:
    journal = journal_in(tmp_path / "a")
    programme = Programme.of(RING)
    for k in range(1, 200):
        programme = programme.changed(k, RING.changed(learning_rate=0.05 + k / 1000))
    journal.write(window_of(run_of(programme=programme, events=programme.changes[1:])))
    assert (journal.folder / NOTE_NAME).stat().st_size < 20_000
    run = first_run(journal)
    assert run.programme == programme
    assert run.events == tuple(Change(one.iteration, one.settings) for one in run.events)
