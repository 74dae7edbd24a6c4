"""A window that ended unexpectedly comes back: to the bit, once, and only when it is wanted."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.journal import NOTE_NAME, Journal, abandoned, begin, end
from engine.notes import WindowNote
from engine.record import Record
from engine.run import Mode
from engine.run_record import expected
from gui.recovery import OFFER, TROUBLE, Recovery
from gui.window_note import WindowNotes
from tests.gui.stage import InlineSession, Stage, made_stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Rescue:
    """A window with a journal, whose journal can be left as a crash would leave it.

    Attributes:
        stage: The window.
        recovery: Its journal and offers.
        root: Where all journals are.
    """

    def __init__(self, stage: Stage, root: Path) -> None:
        self.stage = stage
        self.root = root
        self.recovery = Recovery(stage.window, stage.window.announcements, root)
        stage.window.closed.connect(self.recovery.close)
        self.recovery.start()

    @property
    def keeper(self) -> Any:
        return self.recovery._keeper

    def work(self, rounds: int = 400) -> None:
        """The process that replays works until all is there."""
        replay = self.recovery._replay
        assert replay is not None
        session: Any = replay._session
        for _ in range(rounds):
            session.work()
            if self.recovery._replay is None:
                return
        raise AssertionError("It is still restoring.")


@pytest.fixture
def make_rescue(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Callable[[], Rescue]]:
    monkeypatch.setattr("gui.replay.Session", InlineSession)
    made: list[Rescue] = []

    def make() -> Rescue:
        stage = made_stage(qapp, qtbot, monkeypatch, tmp_path)
        made.append(Rescue(stage, tmp_path / "windows"))
        return made[-1]

    yield make
    for one in made:
        one.recovery.close()


def iterations_of(note: WindowNote) -> int:
    return sum(run.head for tab in note.tabs for run in tab.runs)


def note_of(window: Any) -> WindowNote:
    return WindowNotes(window).now()


def crash(note: WindowNote, root: Path, name: str = "0-crashed") -> None:
    """Leaves a journal as a window does that was killed."""
    begun = begin(root, name)
    assert begun is not None
    journal, lock = begun
    journal.write(note)
    lock.release()


def trained(stage: Stage) -> WindowNote:
    """The note of a window with a changed run, a branch and a run of another kind."""
    stage.train()
    stage.wish(learning_rate=0.2)
    stage.wish(iterations=150)
    stage.train()
    stage.workbench.seek(60)
    stage.workbench.branch_here()
    stage.work()
    stage.train()
    stage.workbench.seek(80)
    return note_of(stage.window)


def test_runs_come_back_to_the_bit_with_their_branch_position_and_place(
    make_rescue: Callable[[], Rescue], tmp_path: Path
) -> None:
    first = make_rescue()
    note = trained(first.stage)
    before = first.stage.workbench.shelf.records
    crash(note, tmp_path / "windows")
    second = make_rescue()
    message = second.stage.message
    assert message is not None
    assert "Descent ended unexpectedly at" in message.text
    assert "2 runs with 250 iterations can be brought back." in message.text
    second.stage.button("Restore").click()
    second.work()
    after = second.stage.workbench.shelf.records
    assert [one.head for one in after] == [one.head for one in before] == [150, 100]
    for one, other in zip(after, before, strict=True):
        np.testing.assert_array_equal(one.history.losses(), other.history.losses())
        for k in range(0, one.head + 1, 7):
            states = [expected(Record, record).state(k) for record in (one, other)]
            np.testing.assert_array_equal(states[0].values, states[1].values)
        assert (one.programme, one.events) == (other.programme, other.events)
    assert second.stage.workbench.position == 80
    assert second.stage.record is after[1]
    assert after[1].origin is not None
    assert after[1].origin.parent == after[0].key
    assert second.stage.mode() is Mode.PAUSED


def test_what_was_brought_back_stands_in_the_new_journal_and_the_old_one_goes(
    make_rescue: Callable[[], Rescue], qtbot: QtBot, tmp_path: Path
) -> None:
    root = tmp_path / "windows"
    first = make_rescue()
    crash(trained(first.stage), root)
    second = make_rescue()
    second.stage.button("Restore").click()
    second.work()
    qtbot.waitUntil(lambda: not (root / "0-crashed").exists())
    own: Journal = second.keeper._journal
    qtbot.waitUntil(lambda: iterations_of(own.read()) == 250)


def test_restored_runs_are_called_as_they_were(
    make_rescue: Callable[[], Rescue], tmp_path: Path
) -> None:
    first = make_rescue().stage
    first.train()
    first.preset("Two weights: a ravine")
    first.train()
    crash(note_of(first.window), tmp_path / "windows")
    second = make_rescue()
    second.stage.button("Restore").click()
    second.work()
    for stage in (first, second.stage):
        names = [stage.tab.desk.name_of(record) for record in stage.workbench.shelf.records]
        assert names == ["Text: SGD", "Two weights: a ravine"]


def test_restored_runs_can_be_undone_and_trained_on(
    make_rescue: Callable[[], Rescue], tmp_path: Path
) -> None:
    crash(trained(make_rescue().stage), tmp_path / "windows")
    second = make_rescue()
    second.stage.button("Restore").click()
    second.work()
    second.stage.workbench.go_to_end()
    second.stage.train()
    assert second.stage.record.head == 200
    second.stage.workbench.shelf.undo_stack.undo()
    second.stage.workbench.shelf.undo_stack.undo()
    assert second.stage.record.head == 0


def test_what_is_discarded_is_gone(make_rescue: Callable[[], Rescue], tmp_path: Path) -> None:
    crash(trained(make_rescue().stage), tmp_path / "windows")
    second = make_rescue()
    second.stage.button("Discard").click()
    assert second.stage.message is None
    assert not (tmp_path / "windows" / "0-crashed").exists()


@pytest.mark.parametrize("way", ["closed", "not answered"])
def test_an_offer_that_is_not_taken_is_made_again(
    make_rescue: Callable[[], Rescue], tmp_path: Path, way: str
) -> None:
    first = make_rescue()
    crash(trained(first.stage), tmp_path / "windows")
    first.stage.window.close()
    second = make_rescue()
    if way == "closed":
        second.stage.button("Close the message").click()
        assert second.stage.message is None
    else:
        second.stage.window.close()
    third = make_rescue()
    assert third.stage.message is not None
    assert third.stage.message.key == OFFER


def test_a_second_window_disturbs_nothing(
    make_rescue: Callable[[], Rescue], qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = make_rescue(), make_rescue()
    assert second.stage.message is None
    first.stage.train()
    first.recovery.look()
    journal: Journal = first.keeper._journal
    qtbot.waitUntil(lambda: iterations_of(journal.read()) == 100)
    second.stage.window.close()
    assert iterations_of(journal.read()) == 100
    third = make_rescue()
    assert third.stage.message is None


def test_a_clean_end_leaves_no_journal(make_rescue: Callable[[], Rescue], tmp_path: Path) -> None:
    rescue = make_rescue()
    rescue.stage.train()
    rescue.stage.window.close()
    assert list((tmp_path / "windows").iterdir()) == []


def test_a_window_in_which_nothing_was_done_is_not_offered(
    make_rescue: Callable[[], Rescue], tmp_path: Path
) -> None:
    crash(note_of(make_rescue().stage.window), tmp_path / "windows")
    assert make_rescue().stage.message is None
    assert not (tmp_path / "windows" / "0-crashed").exists()


def test_a_journal_that_cannot_be_read_goes_in_silence(
    make_rescue: Callable[[], Rescue], tmp_path: Path
) -> None:
    folder = tmp_path / "windows" / "0-crashed"
    folder.mkdir(parents=True)
    (folder / NOTE_NAME).write_text("{")
    assert make_rescue().stage.message is None
    assert not folder.exists()


def test_restoring_can_be_cancelled_and_begun_again(
    make_rescue: Callable[[], Rescue], tmp_path: Path
) -> None:
    crash(trained(make_rescue().stage), tmp_path / "windows")
    rescue = make_rescue()
    rescue.stage.button("Restore").click()
    assert rescue.stage.message is not None
    assert rescue.stage.message.text == "Restoring: 0 of 250 iterations"
    rescue.stage.button("Cancel").click()
    assert "can be brought back" in rescue.stage.message.text
    rescue.stage.button("Restore").click()
    rescue.work()
    assert rescue.stage.record.head == 100


def test_a_run_whose_first_iteration_has_not_come_is_offered_with_its_settings(
    make_rescue: Callable[[], Rescue], qtbot: QtBot, tmp_path: Path
) -> None:
    first = make_rescue()
    first.stage.wish(optimizers=("adam",))
    journal: Journal = first.keeper._journal
    qtbot.waitUntil((journal.folder / NOTE_NAME).exists)
    wished = first.stage.record.programme
    qtbot.waitUntil(lambda: journal.read().tabs[0].runs[0].programme == wished)
    assert not journal.read().is_worth_restoring
    first.stage.workbench.play()  # and the process has not answered
    assert first.stage.record.head == 0
    qtbot.waitUntil(lambda: journal.read().is_worth_restoring)
    crash(journal.read(), tmp_path / "windows")
    second = make_rescue()
    assert second.stage.message is not None
    assert "1 run can be brought back." in second.stage.message.text
    second.stage.button("Restore").click()
    assert second.stage.record.settings.optimizers == ("adam",)
    assert second.stage.message.text == "Everything is back."
    crash(note_of(second.stage.window), tmp_path / "windows", "1-crashed")
    third = make_rescue().stage.message
    assert third is not None
    assert "1 run can be brought back." in third.text


def test_own_points_come_back(make_rescue: Callable[[], Rescue], tmp_path: Path) -> None:
    first = make_rescue()
    first.stage.tab.desk.add_point(0.5, 0.25)
    first.stage.work()
    points = first.stage.record.points
    crash(note_of(first.stage.window), tmp_path / "windows")
    second = make_rescue()
    second.stage.button("Restore").click()
    assert second.stage.record.points is not points
    np.testing.assert_array_equal(second.stage.record.points.X, points.X)


def test_another_tab_comes_back_with_the_run_that_was_open(
    make_rescue: Callable[[], Rescue], tmp_path: Path
) -> None:
    first = make_rescue()
    first.stage.window.show_tab("planar")
    tab: Any = first.stage.window.tab
    bench = tab.desk.workbench
    for _ in range(20):
        bench.step_forward()
        tab.desk._session.work()
        bench.tick()
    head = bench.record.head
    assert head > 10
    crash(note_of(first.stage.window), tmp_path / "windows")
    first.stage.window.show_tab("linear")
    first.stage.window.close()
    second = make_rescue()
    second.stage.button("Restore").click()
    second.work()
    tab = second.stage.window.tab
    assert second.stage.window.tab_name == "planar"
    assert tab.desk.workbench.record.head == head


def test_a_full_disk_is_a_message_that_goes_when_there_is_room(
    make_rescue: Callable[[], Rescue], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rescue = make_rescue()
    real, is_full = Journal.write, True

    def write(journal: Journal, note: WindowNote) -> None:
        if is_full:
            from engine.errors import RunFileError

            raise RunFileError("journal.json was not saved: the disk is full. Free some space.")
        real(journal, note)

    monkeypatch.setattr(Journal, "write", write)
    rescue.stage.train()
    rescue.recovery.look()
    qtbot.waitUntil(lambda: rescue.stage.message is not None)
    assert rescue.stage.message is not None
    assert rescue.stage.message.key == TROUBLE
    assert "the disk is full" in rescue.stage.message.text
    is_full = False
    rescue.stage.workbench.seek(10)
    rescue.recovery.look()
    qtbot.waitUntil(lambda: rescue.stage.message is None)


def test_a_folder_that_cannot_be_written_is_a_message(
    make_rescue: Callable[[], Rescue], tmp_path: Path
) -> None:
    (tmp_path / "windows").write_text("in the way")
    rescue = make_rescue()
    assert rescue.stage.message is not None
    assert "cannot be written to" in rescue.stage.message.text
    rescue.stage.train()
    assert rescue.stage.record.head == 100


def test_abandoned_journals_are_all_found(tmp_path: Path) -> None:
    for name in ("1-a", "2-b"):
        crash(WindowNote("linear", ()), tmp_path, name)
    found = abandoned(tmp_path)
    assert [journal.folder.name for journal, _ in found] == ["1-a", "2-b"]
    for journal, lock in found:
        end(journal, lock)
