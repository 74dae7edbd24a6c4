"""Settings that the worker hears of while it trains."""

import numpy as np

from engine.messages import (
    Acknowledge,
    Adjust,
    Frame,
    Step,
)
from engine.run import Block, Change, Mode, Programme
from tests.engine.worker.made import FLAT_OUT, SETTINGS, blocks_of, prepare, prepared, recorded


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
