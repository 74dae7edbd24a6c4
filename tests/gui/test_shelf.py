import pytest
from pytestqt.qtbot import QtBot

from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.record import Record
from engine.run import Programme
from gui import shelf as shelf_module
from gui.shelf import Shelf
from tests.gui.inline import some_points

SETTINGS = LinearSettings(points=60, iterations=40)


def record_of(shelf: Shelf, iterations: int = 0) -> Record:
    """A run that was trained so far."""
    record = Record(shelf.new_key(), "linear", Programme.of(SETTINGS), some_points())
    if iterations:
        record.append(LinearRun(record.programme, record.points).advance(iterations))
    return record


@pytest.fixture
def shelf(qtbot: QtBot) -> Shelf:
    return Shelf()


def test_keys_are_never_given_twice(shelf: Shelf) -> None:
    assert len({shelf.new_key() for _ in range(100)}) == 100


def test_a_run_that_is_added_is_opened_and_told(shelf: Shelf, qtbot: QtBot) -> None:
    record = record_of(shelf, 5)
    with qtbot.waitSignals([shelf.opened, shelf.changed]):
        shelf.add(record, 3, 0, "Add")
    assert shelf.current is record
    assert shelf.find(record.key) is record


def test_the_first_run_cannot_be_undone(shelf: Shelf) -> None:
    shelf.add(record_of(shelf), 0, 0, "Add")
    assert not shelf.undo_stack.canUndo()


def test_undo_opens_the_run_before_where_it_stood(shelf: Shelf) -> None:
    first, second = record_of(shelf, 5), record_of(shelf, 5)
    shelf.add(first, 0, 0, "Add")
    shelf.add(second, 0, 4, "Add")
    opened: list[tuple[Record, int]] = []
    shelf.opened.connect(lambda record, position: opened.append((record, position)))
    shelf.undo_stack.undo()
    assert opened == [(first, 4)]
    assert list(shelf.records) == [first]
    shelf.undo_stack.redo()
    assert list(shelf.records) == [first, second]
    assert shelf.current is second


def test_a_run_that_was_never_trained_makes_room_for_the_next(shelf: Shelf) -> None:
    first, second = record_of(shelf), record_of(shelf)
    shelf.add(first, 0, 0, "Add")
    shelf.add(second, 0, 0, "Add")
    assert shelf.records == (second,)
    shelf.undo_stack.undo()
    assert shelf.records == (first,)


def test_a_drag_over_runs_that_nobody_trained_is_one_step(shelf: Shelf) -> None:
    first = record_of(shelf, 5)
    shelf.add(first, 0, 0, "Add")
    for _ in range(4):
        shelf.add(record_of(shelf), 0, 5, "Change Data", "noise")
    assert shelf.undo_stack.count() == 1
    shelf.undo_stack.undo()
    assert shelf.current is first


def test_a_run_that_was_trained_in_between_is_a_step_of_its_own(shelf: Shelf) -> None:
    shelf.add(record_of(shelf, 5), 0, 0, "Add")
    between = record_of(shelf)
    shelf.add(between, 0, 5, "Change Data", "noise")
    between.append(LinearRun(between.programme, between.points).advance(2))
    shelf.add(record_of(shelf), 0, 2, "Change Data", "noise")
    shelf.undo_stack.undo()
    assert shelf.current is between


@pytest.mark.parametrize("merges", [("noise", "points"), ("", "")])
def test_changes_of_other_names_or_of_none_are_steps_of_their_own(
    shelf: Shelf, merges: tuple[str, str]
) -> None:
    shelf.add(record_of(shelf, 5), 0, 0, "Add")
    for merge in merges:
        shelf.add(record_of(shelf), 0, 5, "Change", merge)
    assert shelf.undo_stack.count() == 2


def test_a_deleted_run_comes_back_in_its_place(shelf: Shelf) -> None:
    records = [record_of(shelf, 5) for _ in range(3)]
    for record in records:
        shelf.add(record, 0, 0, "Add")
    shelf.remove(records[1].key, 2)
    assert shelf.records == (records[0], records[2])
    assert shelf.current is records[2]
    shelf.undo_stack.undo()
    assert shelf.records == tuple(records)


def test_deleting_the_open_run_opens_the_latest_that_is_left(shelf: Shelf) -> None:
    records = [record_of(shelf, 5) for _ in range(3)]
    for record in records:
        shelf.add(record, 0, 0, "Add")
    shelf.remove(records[2].key, 2)
    assert shelf.current is records[1]


def test_the_last_run_and_unknown_ones_cannot_be_deleted(shelf: Shelf) -> None:
    record = record_of(shelf, 5)
    shelf.add(record, 0, 0, "Add")
    shelf.remove(record.key, 0)
    shelf.remove(999, 0)
    assert shelf.records == (record,)


def test_opening_an_earlier_run_can_be_undone(shelf: Shelf) -> None:
    first, second = record_of(shelf, 5), record_of(shelf, 5)
    shelf.add(first, 0, 0, "Add")
    shelf.add(second, 0, 0, "Add")
    shelf.open(first, 5, 1)
    assert shelf.current is first
    shelf.undo_stack.undo()
    assert shelf.current is second


def test_a_run_that_is_put_aside_gives_up_memory_and_no_state(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf_module, "ASIDE_BUDGET_BYTES", 100_000)
    record = record_of(shelf, 40)
    states = [record.state(k).values.copy() for k in range(41)]
    before = record.history.nbytes
    shelf.add(record, 0, 0, "Add")
    shelf.add(record_of(shelf, 1), 0, 0, "Add")
    assert record.history.nbytes < before
    assert all((record.state(k).values == states[k]).all() for k in range(41))


class Counter:
    """Something that can be done and taken back."""

    def __init__(self) -> None:
        self.value = 0

    def set_to(self, value: int) -> None:
        self.value = value

    def remember(self, shelf: Shelf, old: int, new: int, merge: str = "") -> None:
        self.value = new
        shelf.remember("Count", lambda: self.set_to(old), lambda: self.set_to(new), merge)


def test_what_is_already_done_is_not_done_again_when_it_is_remembered(shelf: Shelf) -> None:
    done: list[str] = []
    shelf.remember("Do", lambda: done.append("undo"), lambda: done.append("redo"))
    assert done == []
    shelf.undo_stack.undo()
    shelf.undo_stack.redo()
    assert done == ["undo", "redo"]


def test_things_of_one_name_are_taken_back_together(shelf: Shelf) -> None:
    counter = Counter()
    for k in range(3):
        counter.remember(shelf, k, k + 1, "drag")
    shelf.undo_stack.undo()
    assert counter.value == 0
    shelf.undo_stack.redo()
    assert counter.value == 3


def test_things_without_a_name_are_taken_back_one_by_one(shelf: Shelf) -> None:
    counter = Counter()
    for k in range(3):
        counter.remember(shelf, k, k + 1)
    shelf.undo_stack.undo()
    assert counter.value == 2


def test_something_done_and_a_run_added_are_never_one_step(shelf: Shelf) -> None:
    shelf.add(record_of(shelf, 5), 0, 0, "Add")
    Counter().remember(shelf, 0, 1, "drag")
    shelf.add(record_of(shelf), 0, 0, "Add", "drag")
    assert shelf.undo_stack.count() == 2
