"""Play and Pause: what the workbench does with a run, and what it says that it is doing."""

import pytest
from pytestqt.qtbot import QtBot

from engine.messages import Pause, Play
from engine.player import Pace
from engine.run import Mode
from gui.workbench import Workbench
from tests.gui.inline import Bench, InlineEngine
from tests.gui.workbench.stage import SETTINGS, losses_of, undisturbed

DIVERGING = SETTINGS.changed(optimizers=("momentum",), learning_rate=100.0, alpha=0.9999)


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


@pytest.fixture
def stopped(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr("engine.linear.run.LOSS_LIMIT", 5.0)
    bench = Bench(DIVERGING)
    bench.workbench.set_pace(Pace.flat_out())
    bench.play_to_end()
    return bench


# Runs that stop ----------------------------------------------------------------------------------


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


def mode_of(workbench: Workbench) -> Mode:
    return workbench.mode


# A process that takes long to get ready ----------------------------------------------------------


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


def test_a_step_waits_for_a_process_that_is_getting_ready_and_says_so(qtbot: QtBot) -> None:
    engine = InlineEngine()
    workbench = Workbench("linear", engine, clock=engine.clock)
    seconds: list[int] = []
    workbench.waited.connect(seconds.append)
    workbench.open_new(SETTINGS, Bench().points, "Open")
    engine.now += 0.1
    workbench.step_forward()
    for _ in range(25):
        engine.now += 0.1
        workbench.tick()
    assert mode_of(workbench) is Mode.PREPARING
    assert seconds == [1, 2]
    for _ in range(2):  # the run is there; then its first iteration
        engine.obey()
        for message in engine.take_messages():
            workbench.receive(message)
        workbench.tick()
    assert mode_of(workbench) is Mode.PAUSED
    assert workbench.position == 1


def test_play_pressed_while_a_step_waits_trains(qtbot: QtBot) -> None:
    engine = InlineEngine()
    workbench = Workbench("linear", engine, clock=engine.clock)
    workbench.open_new(SETTINGS, Bench().points, "Open")
    workbench.step_forward()
    engine.now += 1.0
    workbench.tick()
    workbench.toggle()
    assert len(engine.sent_of(Play)) == 1
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
