from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.messages import Acknowledge, Adjust, Frame, Pause, Play, Prepare, Trouble
from engine.player import Pace
from engine.record import Record
from engine.run import Block, Mode, Programme
from gui.workbench import Workbench
from tests.gui.inline import Bench, InlineEngine

SETTINGS = LinearSettings(points=60, iterations=40)
DIVERGING = SETTINGS.changed(optimizers=("momentum",), learning_rate=100.0, alpha=0.9999)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(SETTINGS)
    yield made
    made.workbench.pause()
    made.answer()


def losses_of(record: Record) -> list[list[float]]:
    losses: list[list[float]] = record.history.losses().tolist()
    return losses


def undisturbed(settings: LinearSettings, bench: Bench) -> list[list[float]]:
    """The losses of a run that nobody touched."""
    run = LinearRun(Programme.of(settings), bench.points)
    start = run.here()
    rest = run.advance(settings.iterations)
    return [*start.losses.tolist(), *rest.losses.tolist()]


def all_states(record: Record) -> np.ndarray:
    return np.stack([record.state(k).values for k in range(record.head + 1)])


# Modes and Play ----------------------------------------------------------------------------------


def test_without_a_run_it_prepares_and_says_so(qtbot: QtBot) -> None:
    bench = Bench()
    assert bench.mode() is Mode.PREPARING
    with pytest.raises(LookupError):
        _ = bench.workbench.record
    bench.workbench.play()
    assert bench.mode() is Mode.PREPARING


def test_a_new_run_is_paused_at_state_0(bench: Bench) -> None:
    assert bench.mode() is Mode.PAUSED
    assert bench.workbench.position == 0
    assert bench.record.head == 0


def test_play_trains_at_the_pace_that_was_chosen(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.steady(8))
    bench.workbench.play()
    assert bench.mode() is Mode.PLAYING
    bench.wait(2)
    assert 14 <= bench.workbench.position <= 17


def test_a_run_ends_at_its_target_and_keeps_every_iteration(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert bench.mode() is Mode.FINISHED
    assert bench.workbench.position == bench.record.head == 40
    assert losses_of(bench.record) == undisturbed(SETTINGS, bench)


def test_each_mode_is_told_once(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.workbench.seek(30)
    bench.play_to_end()
    told = [mode for (mode,) in bench.said("mode_changed")]
    expected = [Mode.PAUSED, Mode.PLAYING, Mode.FINISHED, Mode.PAUSED, Mode.REPLAYING]
    assert told == [*expected, Mode.FINISHED]


def test_pause_shows_the_last_iteration_that_was_trained(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.steady(60))
    bench.workbench.play()
    bench.wait(0.3)
    bench.workbench.pause()
    assert bench.mode() is Mode.PAUSED
    bench.wait(0.5)
    assert 10 < bench.record.head < 40
    assert bench.workbench.position == bench.record.head
    head = bench.record.head
    bench.wait(0.5)
    assert bench.record.head == head


def test_full_speed_is_a_hurry_until_the_last_frame(bench: Bench) -> None:
    workbench = bench.workbench
    workbench.change(SETTINGS.changed(iterations=100_000))
    hurried: list[bool] = []
    workbench.moved.connect(lambda _: hurried.append(workbench.rhythm.hurried))
    workbench.set_pace(Pace.flat_out())
    workbench.play()
    bench.wait(0.2)
    assert hurried[-1]
    bench.wait(0.2)
    assert bench.mode() is Mode.FINISHED
    assert not hurried[-1]


def test_eight_iterations_a_second_are_no_hurry(bench: Bench) -> None:
    workbench = bench.workbench
    hurried: list[bool] = []
    workbench.moved.connect(lambda _: hurried.append(workbench.rhythm.hurried))
    workbench.set_pace(Pace.steady(8))
    workbench.play()
    bench.wait(2)
    assert len(hurried) > 10
    assert not any(hurried)


def test_toggling_plays_and_pauses(bench: Bench) -> None:
    bench.workbench.toggle()
    assert bench.mode() is Mode.PLAYING
    bench.workbench.toggle()
    assert bench.mode() is Mode.PAUSED


def test_another_pace_acts_at_once(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.steady(1))
    bench.workbench.play()
    bench.wait(0.5)
    assert bench.record.head == 0
    bench.workbench.set_pace(Pace.flat_out())
    bench.wait(0.2)
    assert bench.mode() is Mode.FINISHED


def test_play_at_the_end_trains_as_many_iterations_more(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert bench.workbench.more == 40
    bench.play_to_end()
    assert bench.workbench.target == bench.record.head == 80
    assert losses_of(bench.record) == undisturbed(SETTINGS.changed(iterations=80), bench)


def test_no_run_is_asked_for_more_iterations_than_there_may_be(qtbot: QtBot) -> None:
    most = 10_000_000
    bench = Bench(SETTINGS.changed(iterations=most))
    bench.workbench.step_forward()
    bench.answer()
    bench.workbench.change(bench.workbench.settings.changed(iterations=1))
    bench.answer()
    assert bench.mode() is Mode.FINISHED
    bench.workbench.play()
    assert bench.workbench.target == most
    bench.workbench.pause()
    bench.answer()


def test_a_target_that_is_raised_when_the_run_has_just_ended_is_reached(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.workbench.play()
    bench.engine.obey()
    for _ in range(10):
        bench.engine.obey()  # the end is reached, and nobody in the window knows
    bench.workbench.change(SETTINGS.changed(iterations=60))
    bench.wait(1)
    assert bench.mode() is Mode.FINISHED
    assert bench.record.head == 60


# Time --------------------------------------------------------------------------------------------


def test_a_step_forward_trains_exactly_one_iteration(bench: Bench) -> None:
    for k in range(1, 4):
        bench.workbench.step_forward()
        bench.answer()
        assert bench.workbench.position == bench.record.head == k
    assert bench.mode() is Mode.PAUSED


def test_a_step_forward_within_what_is_recorded_trains_nothing(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.workbench.seek(10)
    bench.workbench.step_forward()
    bench.answer()
    assert bench.workbench.position == 11
    assert bench.record.head == 40


def test_steps_back_go_to_the_start_and_no_further(bench: Bench) -> None:
    bench.workbench.step_forward()
    bench.answer()
    for _ in range(3):
        bench.workbench.step_back()
    assert bench.workbench.position == 0


def test_steps_stop_at_the_target(bench: Bench) -> None:
    for _ in range(45):
        bench.workbench.step_forward()
        bench.answer()
    assert bench.record.head == 40
    assert bench.mode() is Mode.FINISHED


def test_touching_the_timeline_pauses(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.steady(60))
    bench.workbench.play()
    bench.wait(0.3)
    bench.workbench.seek(5)
    assert bench.mode() is Mode.PAUSED
    bench.wait(0.3)
    assert bench.workbench.position == 5


def test_seeking_stays_within_what_is_recorded(bench: Bench) -> None:
    bench.workbench.step_forward()
    bench.answer()
    bench.workbench.seek(1000)
    assert bench.workbench.position == 1
    bench.workbench.seek(-5)
    assert bench.workbench.position == 0


def test_play_from_the_past_replays_at_the_pace_and_then_trains_on(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.steady(30))
    bench.workbench.play()
    bench.wait(0.5)
    bench.workbench.pause()
    bench.answer()
    head = bench.record.head
    bench.workbench.seek(0)
    bench.workbench.play()
    assert bench.mode() is Mode.REPLAYING
    bench.wait(0.25)
    assert 5 <= bench.workbench.position <= 9
    assert bench.record.head == head
    bench.wait(0.5)
    assert bench.mode() is Mode.PLAYING
    bench.wait(1.5)
    assert bench.mode() is Mode.FINISHED
    assert losses_of(bench.record) == undisturbed(SETTINGS, bench)


def test_a_replay_of_a_finished_run_ends_at_its_end(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.workbench.seek(3)
    bench.play_to_end()
    assert bench.mode() is Mode.FINISHED
    assert bench.workbench.position == bench.record.head == 40
    assert bench.workbench.target == 40


def test_a_replay_can_be_paused_where_it_is(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.workbench.seek(0)
    bench.workbench.set_pace(Pace.steady(8))
    bench.workbench.play()
    bench.wait(1)
    bench.workbench.pause()
    here = bench.workbench.position
    assert 0 < here < 40
    bench.wait(1)
    assert bench.workbench.position == here


def test_the_end_is_the_head_also_while_iterations_are_under_way(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.steady(60))
    bench.workbench.play()
    bench.wait(0.2)
    bench.engine.now += 0.1
    bench.engine.obey()  # trained, not yet here
    bench.workbench.go_to_end()
    bench.answer()
    assert bench.workbench.position == bench.record.head
    bench.workbench.go_to_start()
    assert bench.workbench.position == 0


def test_the_time_left_is_known_while_it_plays_and_else_not(bench: Bench) -> None:
    assert bench.workbench.seconds_left is None
    bench.workbench.set_pace(Pace.steady(10))
    bench.workbench.play()
    assert bench.workbench.seconds_left == pytest.approx(4)
    bench.wait(2)
    assert bench.workbench.seconds_left == pytest.approx(2, abs=0.3)


def test_reset_rewinds_a_run_that_nothing_was_changed_in(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    before = bench.record
    bench.workbench.reset()
    assert bench.record is before
    assert bench.workbench.position == 0
    assert bench.mode() is Mode.PAUSED


def test_reset_begins_again_with_the_settings_that_act_now(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.steady(60))
    bench.workbench.play()
    bench.wait(0.2)
    changed = SETTINGS.changed(learning_rate=0.5)
    bench.workbench.change(changed)
    bench.wait(0.2)
    before = bench.record
    bench.workbench.reset()
    assert bench.record is not before
    assert bench.workbench.position == bench.record.head == 0
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert losses_of(bench.record) == undisturbed(changed, bench)


def test_reset_of_a_run_whose_change_was_taken_back_begins_anew(bench: Bench) -> None:
    bench.workbench.step_forward()
    bench.answer()
    bench.workbench.change(SETTINGS.changed(learning_rate=0.5))
    bench.workbench.step_forward()
    bench.answer()
    bench.workbench.change(SETTINGS)
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert losses_of(bench.record) != undisturbed(SETTINGS, bench)
    bench.workbench.reset()
    bench.play_to_end()
    assert losses_of(bench.record) == undisturbed(SETTINGS, bench)


def test_a_reset_branch_begins_at_the_initial_weights(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.workbench.seek(10)
    bench.workbench.branch()
    bench.workbench.reset()
    bench.play_to_end()
    assert bench.record.origin is None
    assert losses_of(bench.record) == undisturbed(SETTINGS, bench)


# Changes -----------------------------------------------------------------------------------------


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


# Undo of live changes ----------------------------------------------------------------------------


def test_undo_takes_a_learning_rate_back_as_another_event(bench: Bench) -> None:
    bench.workbench.step_forward()
    bench.answer()
    bench.workbench.change(SETTINGS.changed(learning_rate=0.5))
    bench.workbench.step_forward()
    bench.answer()
    bench.workbench.shelf.undo_stack.undo()
    bench.answer()
    assert bench.workbench.settings == SETTINGS
    events = [(one.iteration, one.settings.learning_rate) for one in bench.record.events]
    assert events == [(1, 0.5), (2, 0.05)]
    assert bench.record.head == 2
    bench.workbench.shelf.undo_stack.redo()
    bench.answer()
    assert bench.workbench.settings.learning_rate == 0.5


def test_undo_names_what_it_takes_back(bench: Bench) -> None:
    bench.workbench.change(SETTINGS.changed(learning_rate=0.5))
    assert bench.workbench.shelf.undo_stack.undoText() == "Change Learning Rate"


def test_undo_takes_a_drag_back_as_a_whole(bench: Bench) -> None:
    for rate in (0.1, 0.2, 0.3):
        bench.workbench.change(SETTINGS.changed(learning_rate=rate), "learning_rate")
        bench.wait(0.1)
    bench.workbench.shelf.undo_stack.undo()
    assert bench.workbench.settings == SETTINGS
    assert not bench.workbench.shelf.undo_stack.canUndo()
    bench.workbench.shelf.undo_stack.redo()
    assert bench.workbench.settings.learning_rate == 0.3


def test_two_drags_with_a_rest_between_are_taken_back_one_by_one(bench: Bench) -> None:
    for rate in (0.1, 0.2):
        bench.workbench.change(SETTINGS.changed(learning_rate=rate), "learning_rate")
        bench.wait(3)
    bench.workbench.shelf.undo_stack.undo()
    assert bench.workbench.settings.learning_rate == 0.1


def test_undo_of_a_rate_leaves_the_iterations_that_were_trained_since(bench: Bench) -> None:
    bench.workbench.change(SETTINGS.changed(learning_rate=0.5))
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.play_to_end()
    bench.workbench.shelf.undo_stack.undo()
    bench.answer()
    assert bench.workbench.settings == SETTINGS.changed(iterations=80)


def test_undo_of_a_branch_opens_the_parent_where_it_stood(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    parent = bench.record
    bench.workbench.seek(12)
    bench.workbench.branch()
    bench.play_to_end()
    bench.workbench.shelf.undo_stack.undo()
    assert bench.record is parent
    assert bench.workbench.position == 12
    assert bench.workbench.shelf.records == (parent,)


def test_undo_goes_back_through_changes_of_every_kind(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.workbench.change(SETTINGS.changed(learning_rate=0.5))
    bench.play_to_end()
    bench.workbench.seek(10)
    bench.workbench.change(bench.workbench.settings.changed(learning_rate=0.3))
    bench.play_to_end()
    bench.workbench.change(bench.workbench.settings.changed(batch_size=16))
    bench.play_to_end()
    stack = bench.workbench.shelf.undo_stack
    rates = []
    while stack.canUndo():
        stack.undo()
        bench.answer()
        settings = bench.workbench.settings
        rates.append((settings.learning_rate, settings.batch_size))
    assert rates == [(0.3, 4), (0.5, 4), (0.05, 4)]


# Runs that stop ----------------------------------------------------------------------------------


@pytest.fixture
def stopped(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr("engine.linear.run.LOSS_LIMIT", 5.0)
    bench = Bench(DIVERGING)
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    return bench


def test_a_run_that_stopped_has_failed_and_says_where(stopped: Bench) -> None:
    assert stopped.mode() is Mode.FAILED
    assert stopped.record.stop is not None
    assert stopped.record.stop.iteration == stopped.record.head < 40


def test_play_shows_a_run_that_stopped_again_from_its_start(stopped: Bench) -> None:
    head = stopped.record.head
    stopped.workbench.set_pace(Pace.steady(8))
    stopped.workbench.play()
    assert stopped.mode() is Mode.REPLAYING
    assert stopped.workbench.position == 0
    stopped.wait(head / 8 + 1)
    assert stopped.mode() is Mode.FAILED
    assert stopped.record.head == head


def test_another_rate_at_the_end_of_a_stopped_run_begins_a_new_one(stopped: Bench) -> None:
    before = stopped.record
    stopped.workbench.change(DIVERGING.changed(learning_rate=0.01))
    assert stopped.record is not before
    assert stopped.mode() is Mode.PAUSED
    stopped.play_to_end()
    assert stopped.mode() is Mode.FINISHED
    stopped.workbench.shelf.undo_stack.undo()
    assert stopped.record is before
    assert stopped.mode() is Mode.FAILED


def test_a_run_that_stopped_can_be_branched_before_it_did(stopped: Bench) -> None:
    stopped.workbench.seek(0)
    stopped.workbench.branch(DIVERGING.changed(learning_rate=0.01))
    stopped.play_to_end()
    assert stopped.mode() is Mode.FINISHED
    assert stopped.record.head == 40


# Frames and acknowledgements ---------------------------------------------------------------------


class Heads:
    """Notes, whenever a frame is acknowledged, how far the open record has come."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._original = bench.engine.send
        self.at: list[int] = []
        bench.engine.send = self.send  # type: ignore[method-assign]

    def send(self, command: object) -> None:
        if isinstance(command, Acknowledge):
            self.at.append(self._bench.record.head)
        self._original(command)


def test_a_frame_is_acknowledged_once_the_history_has_it(bench: Bench) -> None:
    heads = Heads(bench)
    frame = Frame(bench.record.key, block_of(SETTINGS, bench, 3), Mode.PAUSED)
    bench.workbench.receive(frame)
    assert heads.at == [3]


def test_while_it_plays_a_frame_waits_for_the_display_tick(bench: Bench) -> None:
    bench.workbench.play()
    heads = Heads(bench)
    bench.workbench.receive(Frame(bench.record.key, block_of(SETTINGS, bench, 3), Mode.PLAYING))
    assert heads.at == []
    bench.workbench.tick()
    assert heads.at == [3]


def block_of(settings: LinearSettings, bench: Bench, n: int) -> Block:
    return LinearRun(Programme.of(settings), bench.points).advance(n)


@pytest.mark.parametrize("run_id", [1, 99])
def test_every_frame_is_acknowledged_whosever_it_is(bench: Bench, run_id: int) -> None:
    before = len(bench.engine.sent_of(Acknowledge))
    for _ in range(3):
        bench.workbench.receive(Frame(run_id, None, Mode.PAUSED))
    assert len(bench.engine.sent_of(Acknowledge)) == before + 3


def test_a_frame_that_cannot_be_taken_is_acknowledged_too(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(block: Block) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr(bench.record, "append", break_down)
    before = len(bench.engine.sent_of(Acknowledge))
    with pytest.raises(MemoryError):
        bench.workbench.receive(Frame(bench.record.key, block_of(SETTINGS, bench, 3), Mode.PAUSED))
    assert len(bench.engine.sent_of(Acknowledge)) == before + 1


def test_frames_of_another_run_are_not_mixed_in(bench: Bench) -> None:
    old = bench.record.key
    bench.workbench.change(SETTINGS.changed(batch_size=16))
    bench.answer()
    bench.workbench.receive(Frame(old, block_of(SETTINGS, bench, 3), Mode.PAUSED))
    assert bench.record.head == 0


def test_a_run_that_was_left_while_it_trained_still_gets_its_iterations(bench: Bench) -> None:
    bench.workbench.step_forward()
    bench.answer()
    left = bench.record
    bench.workbench.change(SETTINGS.changed(batch_size=16))
    opened = bench.record
    bench.workbench.receive(Frame(left.key, block_of(SETTINGS, bench, 3), Mode.PAUSED))
    assert left.head == 3
    assert opened.head == 0


def test_a_run_that_was_deleted_while_it_trained_comes_back_whole(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    bench.workbench.change(SETTINGS.changed(batch_size=16, iterations=500))
    bench.workbench.set_pace(Pace.steady(60))
    bench.workbench.play()
    bench.wait(0.3)
    bench.engine.now += 0.1
    bench.engine.obey()  # iterations that come after the run has gone
    deleted = bench.record
    bench.workbench.shelf.remove(deleted.key, bench.workbench.position)
    bench.wait(0.2)
    bench.workbench.shelf.undo_stack.undo()
    assert bench.record is deleted
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert losses_of(deleted) == undisturbed(deleted.settings, bench)


def test_a_late_frame_behind_a_gap_is_dropped_and_the_run_goes_on(bench: Bench) -> None:
    bench.workbench.step_forward()
    bench.answer()
    late = LinearRun(Programme.of(SETTINGS), bench.points)
    late.advance(7)
    bench.workbench.receive(Frame(bench.record.key, late.advance(2), Mode.PAUSED))
    assert bench.record.head == 1
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert losses_of(bench.record) == undisturbed(SETTINGS, bench)


def test_the_worker_never_starves_whatever_is_pressed(bench: Bench) -> None:
    random = np.random.default_rng(5)
    bench.workbench.set_pace(Pace.steady(120))
    wishes = (
        bench.workbench.toggle,
        bench.workbench.step_forward,
        bench.workbench.reset,
        bench.workbench.branch_here,
        bench.workbench.go_to_end,
        bench.workbench.shelf.undo_stack.undo,
        bench.workbench.shelf.undo_stack.redo,
        lambda: bench.workbench.seek(int(random.integers(40))),
        lambda: bench.workbench.change(SETTINGS.changed(batch_size=int(random.integers(1, 9)))),
        lambda: bench.workbench.change(
            bench.workbench.settings.changed(learning_rate=float(random.uniform(0.01, 1)))
        ),
    )
    for _ in range(400):
        wishes[random.integers(len(wishes))]()
        if random.random() < 0.5:
            bench.wait(float(random.uniform(0, 0.1)))
    bench.workbench.pause()
    bench.wait(0.2)
    bench.workbench.open_new(SETTINGS, bench.points, "Open")
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert losses_of(bench.record) == undisturbed(SETTINGS, bench)


# A process that dies -----------------------------------------------------------------------------


def test_a_lost_process_loses_no_iteration_and_play_goes_on_to_the_same_bits(
    bench: Bench,
) -> None:
    bench.workbench.set_pace(Pace.steady(60))
    bench.workbench.play()
    bench.wait(0.3)
    head = bench.record.head
    bench.engine.die()
    bench.workbench.engine_lost("The engine was ended by signal 9.")
    assert bench.mode() is Mode.PAUSED
    assert bench.record.head == head > 0
    ((key, sentence),) = bench.said("troubled")
    assert key == "engine"
    assert f"{head} iterations" in sentence
    assert "Press Play" in sentence
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert losses_of(bench.record) == undisturbed(SETTINGS, bench)
    run = LinearRun(Programme.of(SETTINGS), bench.points)
    run.advance(40)
    np.testing.assert_array_equal(bench.record.state(40).values, run.state.values)
    assert bench.said("relieved")[-1] == ("engine",)


def test_what_came_before_the_process_died_and_was_not_shown_yet_is_kept(bench: Bench) -> None:
    bench.workbench.play()
    bench.workbench.receive(Frame(bench.record.key, block_of(SETTINGS, bench, 3), Mode.PLAYING))
    bench.engine.die()
    bench.workbench.engine_lost("Gone.")
    assert bench.record.head == 3


def test_a_new_process_is_sent_nothing_before_something_is_wished(bench: Bench) -> None:
    bench.workbench.play()
    bench.workbench.receive(Frame(bench.record.key, block_of(SETTINGS, bench, 3), Mode.PLAYING))
    bench.engine.die()
    sent = len(bench.engine.sent)
    bench.workbench.engine_lost("Gone.")
    assert len(bench.engine.sent) == sent


def test_a_rate_that_the_lost_process_never_heard_of_acts_in_the_next(bench: Bench) -> None:
    bench.workbench.step_forward()
    bench.answer()
    bench.engine.alive = False
    bench.workbench.change(SETTINGS.changed(learning_rate=0.5))
    bench.engine.alive = True
    bench.engine.die()
    bench.workbench.engine_lost("Gone.")
    assert bench.workbench.settings.learning_rate == 0.5
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    assert [(e.iteration, e.settings.learning_rate) for e in bench.record.events] == [(1, 0.5)]


def test_a_process_lost_before_there_is_a_run_is_told_in_a_whole_sentence(qtbot: QtBot) -> None:
    bench = Bench()
    bench.workbench.engine_lost("The engine was ended by signal 9.")
    ((_, sentence),) = bench.said("troubled")
    assert sentence == "The engine was ended by signal 9. Press Play to go on."


def test_trouble_in_the_engine_is_told_and_the_next_play_prepares_again(bench: Bench) -> None:
    bench.workbench.set_pace(Pace.flat_out())
    bench.workbench.play()
    bench.workbench.receive(Trouble(bench.record.key, "It broke. Try Reset.", "traceback"))
    assert bench.mode() is Mode.PAUSED
    assert bench.said("troubled") == [("engine", "It broke. Try Reset.")]
    prepared = len(bench.engine.sent_of(Prepare))
    bench.workbench.play()
    assert len(bench.engine.sent_of(Prepare)) == prepared + 1


def test_trouble_of_a_run_that_was_left_is_not_told(bench: Bench) -> None:
    bench.workbench.receive(Trouble(77, "It broke.", ""))
    assert bench.said("troubled") == []


def test_a_channel_hears_prepare_before_anything_else_of_a_run(qtbot: QtBot) -> None:
    engine = InlineEngine()
    workbench = Workbench("linear", engine, clock=engine.clock)
    workbench.open_new(SETTINGS, Bench().points, "Open")
    workbench.play()
    workbench.pause()
    kinds = [type(command) for command in engine.sent]
    assert kinds == [Prepare, Play, Pause]
    workbench.change(SETTINGS.changed(learning_rate=1.0))
    assert isinstance(engine.sent[-1], Adjust)


# A process that takes long to get ready ----------------------------------------------------------


def mode_of(workbench: Workbench) -> Mode:
    return workbench.mode


def test_play_waits_for_a_process_that_is_getting_ready_and_tells_the_seconds(
    qtbot: QtBot,
) -> None:
    engine = InlineEngine()
    workbench = Workbench("linear", engine, clock=engine.clock)
    seconds: list[int] = []
    workbench.waited.connect(seconds.append)
    workbench.open_new(SETTINGS, Bench().points, "Open")
    assert mode_of(workbench) is Mode.PAUSED
    workbench.play()
    assert mode_of(workbench) is Mode.PLAYING  # for all that a person sees of a moment
    for _ in range(35):
        engine.now += 0.1
        workbench.tick()
    assert mode_of(workbench) is Mode.PREPARING
    assert workbench.seconds_waited == pytest.approx(3.5)
    assert seconds == [1, 2, 3]
    engine.obey()
    for message in engine.take_messages():
        workbench.receive(message)
    workbench.tick()
    assert mode_of(workbench) is Mode.PLAYING
    assert workbench.seconds_waited == 0
    workbench.pause()


def test_who_no_longer_wants_to_wait_pauses(qtbot: QtBot) -> None:
    engine = InlineEngine()
    workbench = Workbench("linear", engine, clock=engine.clock)
    workbench.open_new(SETTINGS, Bench().points, "Open")
    workbench.play()
    engine.now += 1.0
    workbench.tick()
    assert mode_of(workbench) is Mode.PREPARING
    workbench.toggle()
    assert mode_of(workbench) is Mode.PAUSED
    assert engine.sent_of(Pause)
