"""The worker without a process: a pipe and a clock that were made for it, on the main thread."""

import os
import sys
from collections import deque
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.datasets import Points, make_points
from engine.errors import DataError
from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.messages import (
    Acknowledge,
    Adjust,
    Frame,
    Pause,
    Play,
    Prepare,
    Quit,
    Restore,
    Step,
    Trouble,
    WarmUp,
)
from engine.niceness import LEAST_URGENT
from engine.player import Pace
from engine.run import Block, Change, Mode, Programme, Run, State
from engine.worker import RUNS, WARM_UPS, Worker, make_run

POINTS = make_points("ring", 20, 0.3, 0)
SETTINGS = LinearSettings(iterations=1000)
FLAT_OUT = Play(Pace.flat_out())


class FakeClock:
    """Seconds that pass by a little with each look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.0001
        return self.now


class WouldWaitForEverError(Exception):
    """The worker waits for a command that nobody will send."""


class FakeConnection:
    """A pipe whose other end is the test: commands are queued, messages are kept.

    Waiting moves the clock; waiting without end, with nothing queued, is an error of its own.
    """

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.commands: deque[Any] = deque()
        self.sent: list[Any] = []
        self.waits: list[float | None] = []

    def poll(self, timeout: float | None) -> bool:
        self.waits.append(timeout)
        if self.commands:
            return True
        if timeout is None:
            raise WouldWaitForEverError
        self._clock.now += timeout
        return False

    def recv(self) -> Any:
        return self.commands.popleft()

    def send(self, message: Any) -> None:
        self.sent.append(message)


class Bench:
    """A worker with its pipe; `do` gives commands and lets it work until it waits for more."""

    def __init__(self, make: Any = make_run) -> None:
        clock = FakeClock()
        self.pipe = FakeConnection(clock)
        self.worker = Worker(self.pipe, make, clock)

    def do(self, *commands: Any, turns: int = 100_000) -> None:
        self.pipe.commands.extend(commands)
        try:
            for _ in range(turns):
                self.worker.turn()
        except WouldWaitForEverError:
            return

    def take(self) -> list[Any]:
        """What was sent since the last look."""
        sent, self.pipe.sent = self.pipe.sent, []
        return sent

    def frame(self) -> Frame:
        """The only message sent since the last look, which must be a frame."""
        (message,) = self.take()
        assert isinstance(message, Frame)
        return message

    def finish(self) -> list[Frame]:
        """Acknowledges every frame until there are no more; gives them all."""
        frames: list[Frame] = []
        while sent := self.take():
            frames += sent
            self.do(Acknowledge())
        return frames


def prepare(run_id: int = 1, state: State | None = None, **values: Any) -> Prepare:
    programme = Programme.of(SETTINGS.changed(**values))
    return Prepare(run_id, "linear", programme, POINTS, state)


def prepared(**values: Any) -> Bench:
    bench = Bench()
    bench.do(prepare(**values))
    bench.frame()
    bench.do(Acknowledge())
    return bench


def recorded(n: int, programme: Programme[LinearSettings] | None = None) -> Block:
    return LinearRun(programme or Programme.of(SETTINGS), POINTS).advance(n)


def blocks_of(frames: list[Frame]) -> list[Block]:
    return [frame.block for frame in frames if frame.block is not None]


def assert_blocks_follow(blocks: list[Block]) -> None:
    for one, other in pairwise(blocks):
        assert other.first == one.last + 1


# Answers -----------------------------------------------------------------------------------------


def test_prepare_is_answered_by_the_first_state_with_its_loss() -> None:
    bench = Bench()
    bench.do(prepare(run_id=7))
    frame = bench.frame()
    assert (frame.run_id, frame.mode, frame.changes) == (7, Mode.PAUSED, ())
    assert frame.block is not None
    assert (frame.block.first, len(frame.block)) == (0, 1)
    expected = make_run("linear", Programme.of(SETTINGS), POINTS).here()
    np.testing.assert_array_equal(frame.block.losses, expected.losses)


def test_prepare_at_a_state_goes_on_from_there() -> None:
    whole = recorded(60)
    bench = Bench()
    bench.do(prepare(state=State(40, whole.values[39].copy())), Acknowledge(), Step(20))
    first, then = blocks_of(bench.finish())
    assert first.first == 40
    np.testing.assert_array_equal(then.values, whole.values[40:])


def test_restore_is_answered_by_that_state_and_pauses() -> None:
    whole = recorded(60)
    bench = prepared()
    bench.do(FLAT_OUT, turns=10)
    bench.finish()
    bench.do(Pause())
    bench.finish()
    bench.do(Restore(State(30, whole.values[29].copy())))
    frame = bench.frame()
    assert frame.mode is Mode.PAUSED
    assert frame.block is not None
    assert (frame.block.first, len(frame.block)) == (30, 1)
    np.testing.assert_array_equal(frame.block.values[0], whole.values[29])


def test_one_step_is_one_frame_of_one_iteration() -> None:
    bench = prepared()
    bench.do(Step(1))
    frame = bench.frame()
    assert frame.mode is Mode.PAUSED
    assert frame.block is not None
    assert (frame.block.first, len(frame.block)) == (1, 1)


def test_a_step_at_the_end_is_answered_without_iterations() -> None:
    bench = prepared(iterations=1)
    bench.do(Step(1), Acknowledge(), Step(1))
    first, second = bench.finish()
    assert (first.mode, second.mode) == (Mode.FINISHED, Mode.FINISHED)
    assert second.block is None


def test_commands_before_a_run_is_prepared_do_nothing() -> None:
    bench = Bench()
    state = State(0, np.zeros((1, 3, 6)))
    bench.do(FLAT_OUT, Pause(), Step(3), Adjust(SETTINGS), Restore(state), Acknowledge())
    assert bench.take() == []


def test_a_worker_works_until_it_is_told_to_quit() -> None:
    bench = prepared()
    bench.pipe.commands.extend([Step(1), Quit(), Step(1)])
    bench.worker.serve()
    assert list(bench.pipe.commands) == [Step(1)]


# No iteration is lost ----------------------------------------------------------------------------


def test_no_iteration_is_lost_while_the_acknowledgement_is_withheld() -> None:
    bench = prepared()
    bench.do(FLAT_OUT)
    first = bench.frame()  # and no second one, however long the worker goes on
    assert first.mode is Mode.PLAYING
    frames = [first]
    bench.do(Acknowledge())
    frames += bench.finish()
    blocks = blocks_of(frames)
    assert_blocks_follow(blocks)
    joined = Block.joined(blocks)
    expected = recorded(1000)
    assert (joined.first, joined.last) == (1, 1000)
    np.testing.assert_array_equal(joined.values, expected.values)
    np.testing.assert_array_equal(joined.losses, expected.losses)
    assert frames[-1].mode is Mode.FINISHED


@given(st.lists(st.sampled_from(["ack", "step", "play", "pause", "work"]), max_size=40))
@settings(max_examples=40, deadline=None)
def test_every_iteration_is_in_exactly_one_frame_whatever_is_pressed(presses: list[str]) -> None:
    bench = prepared(iterations=300)
    commands = {"ack": Acknowledge(), "step": Step(2), "play": FLAT_OUT, "pause": Pause()}
    frames: list[Frame] = []
    under_way = 0
    for press in presses:
        if press == "ack":
            under_way = 0
        bench.do(*([commands[press]] if press in commands else []), turns=3)
        sent = bench.take()
        under_way += len(sent)
        assert under_way <= 1
        frames += sent
    bench.do(FLAT_OUT, Acknowledge())
    frames += bench.finish()
    blocks = blocks_of(frames)
    assert_blocks_follow(blocks)
    np.testing.assert_array_equal(Block.joined(blocks).losses, recorded(300).losses)


def test_training_waits_when_too_much_waits_for_the_window(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.worker.BACKLOG_BYTES", 500_000)
    bench = prepared(iterations=10_000_000)
    bench.do(FLAT_OUT)
    bench.take()
    bench.do(Acknowledge(), turns=1)
    block = bench.frame().block
    assert block is not None
    assert 500_000 < block.values.nbytes < 1_500_000


def test_pause_gives_the_true_last_state_after_the_outstanding_acknowledgement() -> None:
    bench = prepared(iterations=1_000_000)
    bench.do(FLAT_OUT, turns=8)
    first = bench.frame()
    assert (first.mode, first.block) == (Mode.PLAYING, None)
    bench.do(Pause())
    assert bench.take() == []
    bench.do(Acknowledge())
    last = bench.frame()
    assert last.mode is Mode.PAUSED
    assert last.block is not None
    assert (last.block.first, last.block.last) == (1, sum(2**k for k in range(7)))
    bench.do(Acknowledge(), Pause())
    again = bench.frame()
    assert (again.mode, again.block) == (Mode.PAUSED, None)
    np.testing.assert_array_equal(last.block.values[-1], recorded(last.block.last).values[-1])


def test_the_end_and_a_failure_force_a_last_frame() -> None:
    for points, mode in ((POINTS, Mode.FINISHED), (Points(1e3 * POINTS.X, POINTS.y, ""), "failed")):
        bench = Bench()
        programme = Programme.of(LinearSettings(learning_rate=100, iterations=30))
        bench.do(Prepare(1, "linear", programme, points), FLAT_OUT)
        frames = bench.finish()
        assert frames[-1].mode == mode
        stop = blocks_of(frames)[-1].stop
        assert (stop is not None) == (mode == "failed")


def test_a_slow_pace_lets_the_worker_sleep_until_the_next_iteration_is_due() -> None:
    bench = prepared()
    bench.pipe.waits.clear()
    bench.do(Play(Pace.steady(8)), turns=2)
    assert bench.pipe.waits[1] == pytest.approx(0.125, abs=0.001)


def test_a_paused_worker_waits_without_end() -> None:
    bench = prepared()
    assert bench.pipe.waits[-1] is None


# Changes -----------------------------------------------------------------------------------------


def test_a_live_change_acts_where_the_worker_is_and_the_frame_says_where() -> None:
    faster = SETTINGS.changed(learning_rate=0.5)
    bench = prepared()
    bench.do(Step(10), Adjust(faster), Step(10))
    frames = bench.finish()
    changes = [change for frame in frames for change in frame.changes]
    assert changes == [Change(10, faster)]
    expected = recorded(20, Programme.of(SETTINGS).changed(10, faster))
    np.testing.assert_array_equal(Block.joined(blocks_of(frames)).values, expected.values)


def test_a_change_comes_in_the_frame_that_brings_its_iteration() -> None:
    bench = prepared(iterations=1_000_000)
    bench.do(FLAT_OUT, turns=6)
    bench.take()
    bench.do(Adjust(SETTINGS.changed(learning_rate=0.5, iterations=1_000_000)), turns=6)
    bench.do(Acknowledge(), turns=1)
    frame = bench.frame()
    (change,) = frame.changes
    assert frame.block is not None
    assert 0 < frame.block.first <= change.iteration < frame.block.last


def test_a_change_while_paused_is_told_at_once() -> None:
    bench = prepared()
    other = SETTINGS.changed(learning_rate=0.5)
    bench.do(Adjust(other))
    assert bench.frame() == Frame(1, None, Mode.PAUSED, (Change(0, other),))


def test_choosing_more_iterations_after_the_end_does_not_train_by_itself() -> None:
    bench = prepared(iterations=20)
    bench.do(FLAT_OUT)
    assert bench.finish()[-1].mode is Mode.FINISHED
    bench.do(Adjust(SETTINGS.changed(iterations=40)))
    (frame,) = bench.finish()
    assert (frame.mode, frame.block) == (Mode.PAUSED, None)
    bench.do(FLAT_OUT)
    assert blocks_of(bench.finish())[-1].last == 40


def test_another_run_takes_nothing_of_the_one_before() -> None:
    bench = prepared()
    bench.do(FLAT_OUT, turns=20)
    bench.take()
    bench.do(prepare(run_id=2), Acknowledge())
    frame = bench.frame()
    assert (frame.run_id, frame.mode) == (2, Mode.PAUSED)
    assert frame.block is not None
    assert (frame.block.first, len(frame.block)) == (0, 1)


# Trouble -----------------------------------------------------------------------------------------


class FailingRun(LinearRun):
    """A run that fails in its fifth iteration."""

    def advance(self, n: int) -> Block:
        if self.iteration + n > 5:
            raise ZeroDivisionError("no more")
        return super().advance(n)


def test_a_prepare_that_cannot_be_made_is_answered_by_a_sentence_and_the_worker_lives_on() -> None:
    bench = Bench()
    bench.do(Prepare(4, "nonsense", Programme.of(SETTINGS), POINTS), Step(1), FLAT_OUT)
    (trouble,) = bench.take()
    assert isinstance(trouble, Trouble)
    assert trouble.run_id == 4
    assert trouble.sentence.startswith("The engine met an error of its own: KeyError")
    assert trouble.sentence.endswith("Try Reset.")
    assert "Traceback" in trouble.detail
    bench.do(prepare(run_id=5))
    assert bench.frame().run_id == 5


def test_an_error_made_on_purpose_keeps_its_own_sentence() -> None:
    def refuse(assignment: str, programme: Programme[Any], points: Points) -> Run:
        raise DataError("There are no points. Open another file.")

    bench = Bench(refuse)
    bench.do(prepare())
    (trouble,) = bench.take()
    assert trouble.sentence == "There are no points. Open another file."


def test_a_run_that_fails_while_playing_pauses_and_its_iterations_arrive() -> None:
    bench = Bench(lambda assignment, programme, points: FailingRun(programme, points))
    bench.do(prepare(), FLAT_OUT)
    sent = bench.take()
    while not bench.pipe.sent and len(sent) < 10:
        bench.do(Acknowledge())
        more = bench.take()
        if not more:
            break
        sent += more
    troubles = [one for one in sent if isinstance(one, Trouble)]
    frames = [one for one in sent if isinstance(one, Frame)]
    assert len(troubles) == 1
    assert "ZeroDivisionError: no more" in troubles[0].sentence
    assert blocks_of(frames)[-1].last == 3  # slices of 1, 2, then 4
    assert frames[-1].mode is Mode.PAUSED


def test_an_unknown_command_is_trouble_and_not_the_end() -> None:
    bench = prepared()
    bench.do("nonsense", Step(1))
    trouble, frame = bench.take()
    assert isinstance(trouble, Trouble)
    assert isinstance(frame, Frame)


def test_every_assignment_in_the_table_names_a_run() -> None:
    assert "linear" in RUNS
    assert isinstance(make_run("linear", Programme.of(SETTINGS), POINTS), LinearRun)


# Runs that take long to prepare --------------------------------------------------------------


def test_of_many_runs_that_are_to_be_prepared_only_the_last_is() -> None:
    made: list[int] = []

    def make(assignment: str, programme: Programme[Any], points: Points) -> Run:
        made.append(programme.settings.iterations)
        return make_run(assignment, programme, points)

    bench = Bench(make)
    bench.do(
        *(command for n in range(1, 6) for command in (prepare(n, iterations=n), FLAT_OUT)),
        Step(1),
        Acknowledge(),
    )
    assert made == [5]
    frames = bench.finish()
    assert {frame.run_id for frame in frames} == {5}
    assert blocks_of(frames)[-1].last == 1


def test_a_run_that_is_skipped_takes_nothing_with_it_that_is_not_its_own() -> None:
    bench = prepared()
    bench.do(Step(2), turns=2)
    bench.do(prepare(2), "Are you there?", Acknowledge(), Play(Pace.flat_out()), prepare(3))
    messages = bench.take()
    assert [type(one) for one in messages] == [Frame, Trouble, Frame]
    assert messages[-1].run_id == 3
    assert messages[-1].mode is Mode.PAUSED


def test_a_run_is_computed_again_from_a_state_up_to_where_it_is_wanted() -> None:
    block = recorded(40)
    state = State(17, block.values[16].copy())
    bench = Bench()
    programme = Programme.of(SETTINGS)
    bench.do(Prepare(1, "linear", programme, POINTS, state, 33))
    answer = bench.frame().block
    assert (answer.first, len(answer)) == (33, 1)
    np.testing.assert_array_equal(answer.values[0], block.values[32])
    bench.do(Acknowledge(), Step(7))
    np.testing.assert_array_equal(bench.frame().block.values, block.values[33:])


def test_a_warm_up_imports_what_is_named_and_is_not_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bench = Bench()
    warmed: list[str] = []
    monkeypatch.setattr("tests.engine.test_worker.warm", lambda: warmed.append("x"))
    monkeypatch.setitem(WARM_UPS, "slow", "tests.engine.test_worker:warm")
    bench.do(WarmUp("linear"), WarmUp("slow"))
    assert (warmed, bench.take()) == (["x"], [])


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness of their own")
def test_a_warm_up_gives_way_to_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    bench, found = Bench(), list[int]()
    monkeypatch.setattr(
        "tests.engine.test_worker.warm",
        lambda: found.append(os.getpriority(os.PRIO_PROCESS, 0)),
    )
    monkeypatch.setitem(WARM_UPS, "slow", "tests.engine.test_worker:warm")
    bench.do(WarmUp("slow"))
    assert found == [LEAST_URGENT]


def warm() -> None:
    raise AssertionError("The test has its own.")
