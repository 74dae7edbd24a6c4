"""A run as the window keeps it: history, changes, branches, courses, all to the bit."""

import numpy as np
import pytest

from engine.chunk import CHUNK
from engine.course import Course
from engine.datasets import Points, make_points
from engine.linear.run import MEMORY, WEIGHTS, LinearRun
from engine.linear.settings import LinearSettings
from engine.record import Record
from engine.run import Block, Change, Programme
from engine.run_record import Origin

POINTS = make_points("ring", 20, 0.3, 0)
SETTINGS = LinearSettings(optimizers=("momentum", "rmsprop"), iterations=10_000)


def record_of(settings: LinearSettings = SETTINGS, points: Points = POINTS) -> Record:
    return Record(1, "linear", Programme.of(settings), points)


def train(record: Record, n: int) -> Block:
    """What the worker does with a record: prepares its run at the head and sends a block."""
    run = LinearRun(record.programme, record.points)
    if record.head:
        run.restore(record.state(record.head))
    block = run.advance(n)
    record.append(block)
    return block


def assert_same_bits(one: Record, other: Record, last: int) -> None:
    np.testing.assert_array_equal(one.history.losses(0, last), other.history.losses(0, last))
    for k in range(last + 1):
        np.testing.assert_array_equal(one.state(k).values, other.state(k).values, f"state {k}")


def test_a_record_begins_with_state_zero_and_its_loss() -> None:
    record = record_of()
    assert (record.head, record.n_racers, record.origin, record.stop) == (0, 2, None, None)
    np.testing.assert_array_equal(record.state(0).values[:, WEIGHTS], [[0, 0, 0, 0, 0, 1]] * 2)
    assert (record.settings, record.events) == (SETTINGS, ())


def test_iterations_that_come_are_those_that_are_found() -> None:
    record = record_of()
    block = train(record, 30)
    assert record.head == 30
    np.testing.assert_array_equal(record.state(17).values, block.values[16])


def test_a_noted_change_is_an_event_and_acts_when_states_are_computed_again() -> None:
    record, faster = record_of(), SETTINGS.changed(learning_rate=0.5)
    run = LinearRun(record.programme, POINTS)
    first = run.advance(10)
    run.change(faster)
    both = Block.joined([first, run.advance(20)])
    record.append(both)
    record.note(Change(10, faster))
    assert record.events == (Change(10, faster),)
    assert (record.settings, record.programme.at(9), record.programme.at(10)) == (
        faster, SETTINGS, faster,
    )  # fmt: skip
    record.history.shrink(0)
    for k in range(1, 31):
        np.testing.assert_array_equal(record.state(k).values, both.values[k - 1], f"state {k}")


def test_a_change_to_what_acts_already_is_no_event() -> None:
    record = record_of()
    train(record, 10)
    record.note(Change(10, SETTINGS))
    assert record.events == ()


@pytest.mark.parametrize("at", [0, 1, 40, CHUNK, CHUNK + 40])
def test_a_branch_with_nothing_changed_equals_its_parent_bit_for_bit(at: int) -> None:
    parent = record_of()
    train(parent, CHUNK + 60)
    branch = parent.branched(2, at, SETTINGS)
    assert (branch.key, branch.origin, branch.head) == (2, Origin(1, at), at)
    train(branch, CHUNK + 60 - at)
    np.testing.assert_array_equal(parent.history.losses(), branch.history.losses())
    for k in {0, 1, at, at + 1, CHUNK, CHUNK + 60}:
        np.testing.assert_array_equal(parent.state(k).values, branch.state(k).values, str(k))


def test_a_branch_with_other_settings_leaves_its_parent_where_it_said() -> None:
    parent = record_of()
    train(parent, 60)
    kept = [parent.state(k).values.copy() for k in range(61)]
    branch = parent.branched(2, 25, SETTINGS.changed(learning_rate=0.5, batch_size=8))
    train(branch, 35)
    assert_same_bits(parent, branch, 25)
    assert (branch.state(26).values != parent.state(26).values).any()
    for k, values in enumerate(kept):
        np.testing.assert_array_equal(parent.state(k).values, values)


@pytest.mark.parametrize("at", [0, 1, 25, CHUNK])
def test_a_branch_with_another_rule_begins_without_memory(at: int) -> None:
    parent = record_of()
    train(parent, CHUNK + 5)
    branch = parent.branched(2, at, SETTINGS.changed(optimizers=("momentum", "adam")))
    here, there = parent.state(at).values, branch.state(at).values
    np.testing.assert_array_equal(there[:, WEIGHTS], here[:, WEIGHTS])
    np.testing.assert_array_equal(there[0], here[0])
    assert not there[1, MEMORY].any()
    block = train(branch, 70)
    branch.history.shrink(0)
    for k in (1, 2, 69, 70):
        np.testing.assert_array_equal(branch.state(at + k).values, block.values[k - 1], str(k))


def test_a_branch_forgets_the_changes_after_it() -> None:
    record = record_of()
    for k, rate in ((10, 0.1), (20, 0.2), (30, 0.3)):
        train(record, 10)
        record.note(Change(k, record.settings.changed(learning_rate=rate)))
    branch = record.branched(2, 20, record.programme.at(20))
    assert [one.iteration for one in branch.events] == [10]
    assert [one.iteration for one in branch.programme.changes] == [0, 10, 20]
    assert branch.settings.learning_rate == 0.2
    assert len(record.events) == 3


def test_a_branch_of_a_branch_has_the_states_of_both() -> None:
    first = record_of()
    train(first, 30)
    second = first.branched(2, 20, SETTINGS.changed(learning_rate=0.2))
    train(second, 20)
    third = second.branched(3, 30, SETTINGS.changed(learning_rate=0.3))
    train(third, 20)
    assert third.origin == Origin(2, 30)
    assert_same_bits(first, third, 20)
    assert_same_bits(second, third, 30)
    again = LinearRun(third.programme, POINTS).advance(50)
    np.testing.assert_array_equal(third.state(50).values, again.values[-1])


def test_a_stop_is_kept_and_a_branch_has_none() -> None:
    record = record_of(SETTINGS.changed(learning_rate=100), Points(1e3 * POINTS.X, POINTS.y, "far"))
    train(record, 100)
    assert record.stop is not None
    assert record.stop.iteration == record.head
    assert record.branched(2, 0, SETTINGS).stop is None


def test_the_course_of_each_racer_is_judged_by_its_own_losses() -> None:
    settings = LinearSettings(
        optimizers=("sgd", "sgd"), learning_rate=1e-5, learning_rates={"sgd-2": 30}
    )
    record = record_of(settings)
    train(record, 50)
    record.append(LinearRun(record.programme, POINTS).advance(20))  # known already: not counted
    train(record, 50)
    courses = [record.judge(racer) for racer in (0, 1)]
    assert courses[0] is not None
    assert (courses[0].course, courses[0].iteration) == (Course.CRAWLING, 100)
    assert courses[1] is not None
    losses = record.history.losses()[:, 1]
    assert courses[1].course is not Course.CRAWLING
    assert courses[1].iteration == losses.argmax()


def test_a_branch_is_judged_by_its_whole_course() -> None:
    parent = record_of(LinearSettings(optimizers=("sgd",), learning_rate=30))
    train(parent, 60)
    branch = parent.branched(2, 60, parent.settings.changed(learning_rate=0.01))
    mine, theirs = branch.judge(0), parent.judge(0)
    assert mine is not None
    assert mine == theirs
