"""The worker sends every iteration, and at most one frame is under way."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.datasets import Points
from engine.linear.settings import LinearSettings
from engine.messages import (
    Acknowledge,
    Frame,
    Pause,
    Play,
    Prepare,
    Step,
)
from engine.player import Pace
from engine.run import Block, Mode, Programme
from tests.engine.worker.made import FLAT_OUT, POINTS, Bench, blocks_of, prepared, recorded


def assert_blocks_follow(blocks: list[Block]) -> None:
    for one, other in pairwise(blocks):
        assert other.first == one.last + 1


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
