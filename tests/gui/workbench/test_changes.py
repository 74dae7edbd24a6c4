"""Settings that are changed: events, branches, runs put aside."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.linear.run import LinearRun
from engine.player import Pace
from engine.record import Record
from engine.run import Mode, Programme
from tests.gui.inline import Bench
from tests.gui.workbench.stage import SETTINGS, losses_of, undisturbed


def all_states(record: Record) -> np.ndarray:
    return np.stack([record.state(k).values for k in range(record.head + 1)])


def test_a_live_change_at_the_head_becomes_an_event_of_this_run(bench: Bench) -> None:
    for _ in range(5):
        bench.workbench.step_forward()
        bench.answer()
    before = bench.record
    changed = SETTINGS.changed(learning_rate=0.5)
    bench.workbench.change(changed)
    bench.answer()
    assert bench.record is before
    assert [(one.iteration, one.settings) for one in before.events] == [(5, changed)]
    assert bench.workbench.settings == changed


def test_a_live_change_while_it_trains_acts_from_where_the_event_is(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.steady(60))
    bench.workbench.play()
    bench.wait(0.2)
    changed = SETTINGS.changed(learning_rate=0.5)
    bench.workbench.change(changed)
    bench.wait(1)
    (event,) = bench.record.events
    assert 0 < event.iteration < 40
    run = LinearRun(Programme.of(SETTINGS).changed(event.iteration, changed), bench.points)
    run.advance(40)
    np.testing.assert_array_equal(bench.record.state(40).values, run.state.values)


def test_a_slider_that_is_dragged_is_one_event(bench: Bench) -> None:
    bench.workbench.step_forward()
    bench.answer()
    for rate in (0.1, 0.2, 0.3):
        bench.workbench.change(SETTINGS.changed(learning_rate=rate), "learning_rate")
        bench.answer()
    assert [one.settings.learning_rate for one in bench.record.events] == [0.3]


def test_a_change_that_is_taken_back_before_it_acted_is_no_event(bench: Bench) -> None:
    bench.workbench.step_forward()
    bench.answer()
    bench.workbench.change(SETTINGS.changed(learning_rate=0.1))
    bench.answer()
    bench.workbench.change(SETTINGS)
    bench.answer()
    assert bench.record.events == ()


def test_a_live_change_in_the_past_becomes_a_branch(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    parent = bench.record
    bench.workbench.seek(10)
    bench.workbench.change(SETTINGS.changed(learning_rate=0.5))
    assert bench.record is not parent
    assert bench.record.origin is not None
    assert (bench.record.origin.parent, bench.record.origin.iteration) == (parent.key, 10)
    assert bench.record.head == bench.workbench.position == 10
    bench.play_to_end()
    assert bench.record.head == 40
    assert losses_of(bench.record)[:11] == losses_of(parent)[:11]
    assert losses_of(bench.record)[11:] != losses_of(parent)[11:]
    assert parent.head == 40


def test_a_slider_that_is_dragged_in_the_past_makes_one_branch(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.workbench.seek(10)
    for rate in (0.1, 0.2, 0.3):
        bench.workbench.change(SETTINGS.changed(learning_rate=rate), "learning_rate")
        bench.answer()
    assert len(bench.workbench.shelf.records) == 2
    assert bench.record.settings.learning_rate == 0.3


@pytest.mark.parametrize("rule", ["sgd", "momentum", "rmsprop", "nesterov", "adagrad", "adam"])
def test_a_branch_with_nothing_changed_equals_its_parent_bit_for_bit(
    qtbot: QtBot, rule: str
) -> None:
    bench = Bench(SETTINGS.changed(optimizers=(rule, "sgd")))
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    parent = bench.record
    bench.workbench.seek(17)
    bench.workbench.branch()
    bench.play_to_end()
    assert bench.record is not parent
    assert losses_of(bench.record) == losses_of(parent)
    np.testing.assert_array_equal(all_states(bench.record), all_states(parent))


@pytest.mark.parametrize(
    "changes", [{"batch_size": 16}, {"optimizers": ("momentum",)}, {"optimizers": ("adam",)}]
)
def test_a_branch_that_was_just_made_begins_by_another_rule_or_batch_size(
    bench: Bench, changes: dict[str, object]
) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    parent = bench.record
    bench.workbench.seek(10)
    bench.workbench.branch_here()
    bench.answer()
    bench.workbench.change(SETTINGS.changed(**changes))
    bench.answer()
    assert bench.workbench.shelf.records == (parent, bench.record)
    assert bench.record.origin is not None
    assert (bench.record.origin.parent, bench.record.origin.iteration) == (parent.key, 10)
    assert bench.workbench.position == bench.record.head == 10
    bench.play_to_end()
    run = LinearRun(Programme.of(SETTINGS).changed(10, SETTINGS.changed(**changes)), bench.points)
    expected = [*run.here().losses.tolist(), *run.advance(40).losses.tolist()]
    assert losses_of(bench.record) == expected
    assert losses_of(bench.record) != losses_of(parent)


def test_a_branch_of_another_rule_is_one_step_of_undo(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.workbench.seek(10)
    bench.workbench.branch_here()
    branch = bench.record
    bench.workbench.change(SETTINGS.changed(batch_size=16))
    bench.workbench.shelf.undo_stack.undo()
    assert bench.record is branch
    assert bench.workbench.settings == SETTINGS
    bench.answer()
    bench.play_to_end()
    assert bench.record.head == 40


def test_a_branch_that_was_trained_is_put_aside_by_another_rule(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.workbench.seek(10)
    bench.workbench.branch_here()
    bench.play_to_end()
    bench.workbench.change(SETTINGS.changed(batch_size=16))
    assert bench.workbench.position == bench.record.head == 0
    assert bench.record.origin is None


@pytest.mark.parametrize(
    "changes", [{"seed": 1}, {"features": ("x0", "1")}, {"optimizers": ("sgd", "adam")}]
)
def test_what_no_state_can_go_on_by_begins_anew_also_in_a_branch(
    bench: Bench, changes: dict[str, object]
) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.workbench.seek(10)
    bench.workbench.branch_here()
    bench.workbench.change(SETTINGS.changed(**changes))
    assert bench.workbench.position == bench.record.head == 0
    assert bench.record.origin is None


def test_a_run_kind_change_puts_the_run_aside_and_shows_state_0(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    before = bench.record
    bench.workbench.change(SETTINGS.changed(batch_size=16))
    assert bench.record is not before
    assert bench.workbench.position == bench.record.head == 0
    assert bench.mode() is Mode.PAUSED
    assert bench.workbench.shelf.records == (before, bench.record)


def test_undo_brings_the_run_back_that_was_put_aside(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    before = bench.record
    bench.workbench.seek(23)
    bench.workbench.change(SETTINGS.changed(batch_size=16))
    bench.workbench.shelf.undo_stack.undo()
    assert bench.record is before
    assert bench.workbench.position == 23
    assert bench.workbench.settings == SETTINGS
    bench.workbench.shelf.undo_stack.redo()
    assert bench.workbench.settings.batch_size == 16


def test_a_run_brought_back_in_the_middle_trains_on_to_the_same_bits(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.steady(60))
    bench.workbench.play()
    bench.wait(0.3)
    bench.workbench.change(SETTINGS.changed(batch_size=16))
    bench.wait(0.3)
    bench.workbench.shelf.undo_stack.undo()
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert losses_of(bench.record) == undisturbed(SETTINGS, bench)


def test_another_number_of_iterations_moves_the_end(bench: Bench) -> None:
    bench.workbench.change(SETTINGS.changed(iterations=25))
    assert bench.workbench.target == 25
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert bench.record.head == 25
    bench.workbench.change(SETTINGS)
    bench.answer()
    assert bench.mode() is Mode.PAUSED
    bench.play_to_end()
    assert losses_of(bench.record) == undisturbed(SETTINGS, bench)
    assert bench.record.events == ()


def test_fewer_iterations_than_were_made_end_the_run_and_lose_none(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.workbench.change(SETTINGS.changed(iterations=10))
    bench.answer()
    assert bench.mode() is Mode.FINISHED
    assert bench.record.head == 40


def test_a_run_that_nobody_trained_leaves_no_trace_in_the_list(bench: Bench) -> None:
    bench.workbench.change(SETTINGS.changed(batch_size=16))
    bench.workbench.change(SETTINGS.changed(batch_size=8))
    assert [one.settings.batch_size for one in bench.workbench.shelf.records] == [8]
