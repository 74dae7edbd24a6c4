"""The position in time: steps, the timeline, replays, Reset."""

import pytest

from engine.player import Pace
from engine.run import Mode
from tests.gui.inline import Bench
from tests.gui.workbench.stage import SETTINGS, losses_of, undisturbed


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
