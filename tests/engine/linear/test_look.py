"""The numbers of the inspector against plain functions at the same state."""

import numpy as np
import pytest

from engine.datasets import make_points
from engine.linear import compute_grad, compute_loss, expand, probability
from engine.linear.look import look, probabilities_on, step_lengths
from engine.linear.run import MEMORY, WEIGHTS, LinearRun
from engine.linear.settings import LinearSettings
from engine.run import Programme, State

POINTS = make_points("ring", 60, 0.3, 0)
X, Y = np.asarray(expand(POINTS.X), np.float64), POINTS.y


def race() -> LinearRun:
    settings = LinearSettings(optimizers=("sgd", "momentum"), learning_rates={"momentum": 0.2})
    return LinearRun(Programme.of(settings), POINTS)


@pytest.mark.parametrize("racer", [0, 1])
@pytest.mark.parametrize("iteration", [0, 1, 20])
def test_all_numbers_belong_to_the_same_state(racer: int, iteration: int) -> None:
    run = race()
    block = run.advance(30)
    states = [race().state.values, *block.values]
    mirror = race()
    seen = look(mirror, State(iteration, states[iteration].copy()), racer)
    w = states[iteration][racer, WEIGHTS]
    generator = np.random.RandomState(42)
    chosen = [generator.choice(60, 4) for _ in range(iteration + 1)][-1]

    assert seen.iteration == iteration
    assert seen.racer == mirror.settings.racers[racer]
    np.testing.assert_array_equal(seen.weights, w)
    np.testing.assert_array_equal(seen.memory, states[iteration][racer, MEMORY])
    np.testing.assert_array_equal(seen.batch, chosen)
    np.testing.assert_array_equal(seen.step, states[iteration + 1][racer, WEIGHTS] - w)
    p = probability(X, w)
    assert seen.loss == pytest.approx(compute_loss(X, Y, w), rel=1e-12)
    assert seen.accuracy == np.mean((p > 0.5) == (Y == 1))
    np.testing.assert_allclose(seen.gradient, compute_grad(X[chosen], Y[chosen], w), rtol=1e-11)
    np.testing.assert_allclose(seen.logits, X[chosen] @ w, rtol=1e-12)
    np.testing.assert_allclose(seen.probabilities, p[chosen], rtol=1e-12)
    losses = -Y * np.log(p) - (1 - Y) * np.log(1 - p)
    np.testing.assert_allclose(seen.point_losses, losses[chosen], rtol=1e-9)
    np.testing.assert_allclose(seen.errors, p[chosen] - Y[chosen], rtol=1e-12, atol=1e-15)
    np.testing.assert_array_equal(seen.expanded, X[chosen])
    np.testing.assert_array_equal(seen.weights_next, states[iteration + 1][racer, WEIGHTS])
    np.testing.assert_array_equal(seen.memory_next, states[iteration + 1][racer, MEMORY])
    assert seen.t == iteration + 1
    lengths = np.linalg.norm(states[iteration + 1][racer, WEIGHTS] - w), np.linalg.norm(w)
    state = State(iteration, states[iteration].copy())
    assert step_lengths(mirror, state, racer) == pytest.approx(lengths, rel=1e-14)


def test_adams_corrected_moments_lead_to_its_step_and_count_from_its_beginning() -> None:
    run = LinearRun(Programme.of(LinearSettings()), POINTS)
    run.advance(10)
    run.change(run.settings.changed(optimizers=("adam",)))
    run.advance(3)
    seen = look(run, run.state, 0)
    assert (seen.iteration, seen.t) == (13, 4)
    mean, squares = seen.unbiased
    np.testing.assert_allclose(mean, seen.memory_next[0] / (1 - 0.9**4), rtol=1e-14)
    np.testing.assert_allclose(squares, seen.memory_next[1] / (1 - 0.999**4), rtol=1e-14)
    np.testing.assert_allclose(seen.step, -0.05 * mean / (np.sqrt(squares) + 1e-8), rtol=1e-9)


def test_the_rates_seen_are_those_that_act_at_the_state() -> None:
    run = race()
    before = run.advance(10).values[-1].copy()
    run.change(run.settings.changed(learning_rate=0.7))
    run.advance(10)
    assert look(run, State(9, before), 0).racer.learning_rate == 0.05
    assert look(run, State(10, before), 0).racer.learning_rate == 0.7


def test_a_look_stays_as_it_was_when_the_run_goes_on() -> None:
    run = race()
    seen = look(run, run.state, 1)
    kept = [array.copy() for array in (seen.weights, seen.gradient, seen.step, seen.memory)]
    run.advance(50)
    look(run, run.state, 0)
    for array, before in zip(
        (seen.weights, seen.gradient, seen.step, seen.memory), kept, strict=True
    ):
        np.testing.assert_array_equal(array, before)


def test_a_look_at_the_last_state_has_a_batch_and_a_step_too() -> None:
    run = race()
    run.advance(100)
    seen = look(run, run.state, 0)
    assert seen.iteration == 100
    assert seen.batch.shape == (4,)
    assert seen.step.any()


def test_a_look_at_weights_that_are_not_finite_does_no_harm() -> None:
    run = race()
    values = run.state.values.copy()
    values[0, WEIGHTS, 1] = np.nan
    values[1, WEIGHTS, 1] = np.inf
    for racer in (0, 1):
        assert not np.isfinite(look(run, State(3, values), racer).loss)


def test_probabilities_on_a_grid_are_those_of_every_racer_in_single_precision() -> None:
    run = race()
    run.advance(40)
    grid = np.random.default_rng(0).uniform(-3, 3, (500, 2)).astype(np.float32)
    features = np.asarray(expand(grid), np.float32)
    obtained = probabilities_on(run.state, features)
    assert obtained.dtype == np.float32
    assert obtained.shape == (2, 500)
    for racer in (0, 1):
        exact = probability(np.asarray(expand(grid.astype(np.float64))), run.weights[racer])
        np.testing.assert_allclose(obtained[racer], exact, atol=2e-6)


def test_probabilities_of_huge_weights_are_zero_or_one_and_warn_nobody() -> None:
    values = race().state.values.copy()
    values[:, WEIGHTS] = 1e30
    features = np.array([[1, 0, 0, 0, 0, 1], [-3, 0, 0, 0, 0, 1]], np.float32)
    np.testing.assert_array_equal(probabilities_on(State(0, values), features), [[1, 0], [1, 0]])
