"""The worker without a process answers what it is asked, also while a run is being prepared."""

import os
import sys
from typing import Any

import numpy as np
import pytest

from engine.datasets import Points
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
from engine.run import Mode, Programme, Run, State
from engine.worker import WARM_UPS, make_run
from tests.engine.worker.made import (
    FLAT_OUT,
    POINTS,
    SETTINGS,
    Bench,
    blocks_of,
    prepare,
    prepared,
    recorded,
)

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
    monkeypatch.setattr("tests.engine.worker.test_worker.warm", lambda: warmed.append("x"))
    monkeypatch.setitem(WARM_UPS, "slow", "tests.engine.worker.test_worker:warm")
    bench.do(WarmUp("linear"), WarmUp("slow"))
    assert (warmed, bench.take()) == (["x"], [])


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness of their own")
def test_a_warm_up_gives_way_to_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    bench, found = Bench(), list[int]()
    monkeypatch.setattr(
        "tests.engine.worker.test_worker.warm",
        lambda: found.append(os.getpriority(os.PRIO_PROCESS, 0)),
    )
    monkeypatch.setitem(WARM_UPS, "slow", "tests.engine.worker.test_worker:warm")
    bench.do(WarmUp("slow"))
    assert found == [LEAST_URGENT]


def warm() -> None:
    raise AssertionError("The test has its own.")
