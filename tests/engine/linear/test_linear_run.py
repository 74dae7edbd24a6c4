"""A run of linear models as an iterator: its blocks, its losses, and where it stops."""

import math

import numpy as np
import pytest

from engine.datasets import Points
from engine.linear import compute_loss, expand
from engine.linear.run import MEMORY, WEIGHTS
from engine.run import LOSS_LIMIT, Block, Change, State
from tests.engine.linear.runs import POINTS, FloatArray, assert_same_bits, linear_run

# The iterator ------------------------------------------------------------------------------------


def test_a_run_is_an_iterator_that_ends_at_the_chosen_number() -> None:
    blocks = list(linear_run(iterations=7))
    assert [block.first for block in blocks] == [1, 2, 3, 4, 5, 6, 7]
    assert_same_bits(Block.joined(blocks), linear_run(iterations=7).advance(7))


def test_advance_gives_fewer_iterations_at_the_end_and_none_after_it() -> None:
    run = linear_run(iterations=10)
    assert len(run.advance(8)) == 8
    assert not run.finished
    assert len(run.advance(8)) == 2
    assert run.finished
    assert len(run.advance(8)) == 0
    assert run.iteration == 10


def test_a_run_can_be_trained_on_when_more_iterations_are_chosen() -> None:
    run = linear_run(iterations=10)
    run.advance(10)
    run.change(run.settings.changed(iterations=25))
    assert not run.finished
    assert run.advance(100).last == 25


def test_fewer_iterations_than_were_made_finish_a_run() -> None:
    run = linear_run(iterations=100)
    run.advance(20)
    run.change(run.settings.changed(iterations=10))
    assert run.finished
    assert len(run.advance(5)) == 0


def test_a_replay_goes_on_past_the_chosen_number() -> None:
    run = linear_run(iterations=10)
    assert run.replayed(run.state, 12).iteration == 12


def test_what_a_run_hands_out_stays_as_it_was_and_cannot_be_written() -> None:
    run = linear_run()
    state, block = run.state, run.advance(3)
    kept = block.values.copy()
    run.advance(50)
    np.testing.assert_array_equal(block.values, kept)
    assert not state.values[0, MEMORY].any()
    for array in (state.values, block.values, block.losses):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def at_weights(points: Points, weights: FloatArray) -> float:
    run = linear_run(points)
    values = run.state.values.copy()
    values[0, WEIGHTS] = weights
    run.restore(State(0, values))
    return float(run.here().losses[0, 0])


# The loss ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2, 511, 512, 513, 1024, 1025, 5000])
@pytest.mark.parametrize("size", [0.0, 1e-9, 1.0, 30.0, 1e3, 1e6, 1e12])
def test_the_product_of_factors_gives_the_plain_loss_at_any_margin(n: int, size: float) -> None:
    generator = np.random.default_rng(n)
    points = Points(
        generator.normal(size=(n, 2)), generator.integers(0, 2, n).astype(float), "cloud"
    )
    X = np.asarray(expand(points.X), float)
    for _ in range(5):
        w = size * generator.normal(size=6)
        expected = compute_loss(X, points.y, w)
        assert at_weights(points, w) == pytest.approx(expected, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("size", [1.0, 10.0, 100.0, 1e6, 1e12])
def test_the_loss_of_points_that_are_right_by_far_is_small_and_never_negative(size: float) -> None:
    X = np.random.default_rng(0).normal(size=(500, 2))
    w = np.array([1.0, -2.0, 0.5, 0.25, 0.125, 3.0])
    expanded = np.asarray(expand(X), float)
    points = Points(X, (expanded @ w > 0).astype(np.float64), "apart")
    loss = at_weights(points, size * w)
    assert loss >= 0
    assert loss == pytest.approx(compute_loss(expanded, points.y, size * w), rel=1e-12, abs=1e-16)


@pytest.mark.parametrize("size", [1e20, 1e100, 1e300])
def test_the_loss_is_finite_for_huge_finite_weights(size: float) -> None:
    for seed in range(10):
        assert math.isfinite(
            at_weights(POINTS, size * np.random.default_rng(seed).uniform(-1, 1, 6))
        )


# Stops -------------------------------------------------------------------------------------------


def test_a_run_stops_itself_when_a_loss_passes_the_limit_and_says_who_and_where() -> None:
    far = Points(100 * POINTS.X, POINTS.y, "far")
    run = linear_run(far, optimizers=("adam", "sgd"), learning_rates={"sgd": 100.0})
    block = run.advance(100)
    stop = run.stopped
    assert stop is not None
    assert block.stop == stop
    assert (stop.racer, stop.iteration) == (1, block.last)
    assert run.finished
    assert stop.loss_after == block.losses[-1, 1] > LOSS_LIMIT
    assert (block.losses[:-1] <= LOSS_LIMIT).all()
    assert stop.reason == "the loss passed 1,000,000"
    assert len(run.advance(5)) == 0


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_run_stops_itself_when_a_parameter_is_not_finite_and_keeps_the_row(bad: float) -> None:
    run = linear_run(optimizers=("sgd", "adam"))
    run.advance(5)
    values = run.state.values.copy()
    values[1, WEIGHTS, 2] = bad
    run.restore(State(5, values))
    block = run.advance(10)
    assert (block.first, len(block)) == (6, 1)
    assert block.stop is not None
    assert (block.stop.racer, block.stop.iteration) == (1, 6)
    assert block.stop.reason == "the loss is not finite"
    assert not math.isfinite(block.losses[0, 1])
    assert math.isfinite(block.losses[0, 0])


@pytest.mark.parametrize("slice_length", [1, 2, 100])
def test_a_stop_is_the_same_however_advance_is_cut(slice_length: int) -> None:
    far = Points(20 * POINTS.X, POINTS.y, "far")
    whole, cut_up = (linear_run(far, learning_rate=100.0, iterations=5000) for _ in range(2))
    expected = whole.advance(5000)
    assert expected.stop is not None
    before = expected.losses[-2, 0] if len(expected) > 1 else linear_run(far).here().losses[0, 0]
    assert expected.stop.loss_before == before
    while not cut_up.finished:
        block = cut_up.advance(slice_length)
    assert block.stop == expected.stop


def test_a_stop_at_the_first_step_after_going_back_knows_the_loss_there() -> None:
    far = Points(1000 * POINTS.X, POINTS.y, "far")
    run = linear_run(far, learning_rate=100.0)
    loss = run.here().losses[0, 0]
    block = run.advance(1)
    assert block.stop is not None
    assert block.stop.loss_before == loss


def test_restoring_an_earlier_state_takes_the_stop_back() -> None:
    far = Points(1000 * POINTS.X, POINTS.y, "far")
    run = linear_run(far, learning_rate=100.0)
    state = run.state
    run.advance(100)
    run.restore(state)
    assert run.stopped is None
    assert not run.finished


def test_the_programme_of_a_run_names_every_change() -> None:
    run = linear_run()
    run.advance(3)
    other = run.settings.changed(learning_rate=0.2)
    run.change(other)
    assert run.programme.changes[1:] == (Change(3, other),)
    assert run.settings == other
