"""A run of linear models has the numbers of the course's notebook."""

from collections.abc import Callable

import numpy as np
import pytest

from engine.datasets import Points, make_points
from engine.linear import compute_grad, compute_loss, expand
from engine.linear.run import MEMORY, WEIGHTS
from engine.optimizers import RULES
from tests.engine.linear.runs import POINTS, FloatArray, Notebook, linear_run

ALL_RULES = tuple(RULES)


def notebook_loop(
    points: Points, rule: str, eta: float, n_iter: int, batch_size: int = 4
) -> tuple[FloatArray, FloatArray]:
    """Losses before each update and after the last, and the last weights."""
    generator = np.random.RandomState(42)  # np.random.seed(42), without touching the global one
    X, y = np.asarray(expand(points.X), float), points.y
    w = np.array([0.0, 0, 0, 0, 0, 1])
    update: Callable[..., FloatArray] = getattr(Notebook(), rule)
    losses = []
    for i in range(n_iter):
        chosen = generator.choice(X.shape[0], batch_size)
        losses.append(plain_loss(X, y, w))
        w = update(w, plain_gradient(X[chosen], y[chosen], w), eta, 0.9, i + 1)
    return np.array([*losses, plain_loss(X, y, w)]), w


def plain_loss(X: FloatArray, y: FloatArray, w: FloatArray) -> float:
    p = 1 / (1 + np.exp(-X @ w))
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def plain_gradient(X: FloatArray, y: FloatArray, w: FloatArray) -> FloatArray:
    p = 1 / (1 + np.exp(-X @ w))
    return np.asarray(X.T @ (p - y) / len(y))


@pytest.mark.parametrize("rule", ALL_RULES)
@pytest.mark.parametrize("eta", [0.05, 0.1])
def test_a_run_gives_the_losses_and_weights_of_the_notebooks_loop(rule: str, eta: float) -> None:
    points = make_points("ring", 826, 0.32, 0)
    run = linear_run(points, optimizers=(rule,), learning_rate=eta)
    losses = [run.here().losses[0, 0], *run.advance(100).losses[:, 0]]
    expected_losses, expected_weights = notebook_loop(points, rule, eta, 100)
    np.testing.assert_allclose(losses, expected_losses, rtol=1e-12)
    np.testing.assert_allclose(run.weights[0], expected_weights, rtol=1e-12)


def test_racers_give_the_numbers_that_each_has_alone() -> None:
    race = linear_run(
        optimizers=("sgd", "momentum", "sgd", "adam"),
        learning_rates={"sgd-2": 0.5, "momentum": 0.02},
    )
    block = race.advance(100)
    for racer, (rule, eta) in enumerate(
        [("sgd", 0.05), ("momentum", 0.02), ("sgd", 0.5), ("adam", 0.05)]
    ):
        losses, weights = notebook_loop(POINTS, rule, eta, 100)
        np.testing.assert_allclose(block.losses[:, racer], losses[1:], rtol=1e-11)
        np.testing.assert_allclose(race.weights[racer], weights, rtol=1e-11)


def test_racers_with_batch_sizes_of_their_own_are_the_notebooks_loop_with_theirs() -> None:
    race = linear_run(optimizers=("sgd", "sgd"), batch_sizes={"sgd-2": 16})
    race.advance(100)
    for racer, size in enumerate((4, 16)):
        _, weights = notebook_loop(POINTS, "sgd", 0.05, 100, size)
        np.testing.assert_allclose(race.weights[racer], weights, rtol=1e-12)
        chosen = np.random.RandomState(42).choice(60, size)
        np.testing.assert_array_equal(race.batch(racer, 0), chosen)


def test_all_racers_see_the_same_mini_batches() -> None:
    race = linear_run(optimizers=("sgd", "momentum", "adam"))
    generator = np.random.RandomState(42)
    for iteration in range(10):
        chosen = generator.choice(60, 4)
        for racer in range(3):
            np.testing.assert_array_equal(race.batch(racer, iteration), chosen)


def test_racers_start_from_the_same_weights_and_without_memory() -> None:
    state = linear_run(optimizers=ALL_RULES[:4]).state
    assert state.iteration == 0
    np.testing.assert_array_equal(state.values[:, WEIGHTS], [[0, 0, 0, 0, 0, 1]] * 4)
    assert not state.values[:, MEMORY].any()


def test_without_the_constant_feature_all_weights_begin_at_zero() -> None:
    run = linear_run(features=("x1", "x0^2"))
    np.testing.assert_array_equal(run.weights, [[0, 0]])
    np.testing.assert_array_equal(run.expanded, np.asarray(expand(POINTS.X))[:, [1, 2]])


@pytest.mark.parametrize("rule", ALL_RULES)
def test_one_step_from_the_same_state_is_that_of_the_plain_functions(rule: str) -> None:
    run = linear_run(optimizers=(rule,), learning_rate=0.3, alpha=0.7, iterations=2000)
    X, y = np.asarray(expand(POINTS.X), float), POINTS.y
    for _ in range(60):
        run.advance(17)
        before, iteration = run.state.values[0].copy(), run.iteration
        plain = Notebook()
        plain.nu = plain.G = plain.m = before[1].copy()
        if rule == "adam":
            plain.G = before[2].copy()
        chosen = run.batch(0, iteration)
        g = compute_grad(X[chosen], y[chosen], before[WEIGHTS])
        update: Callable[..., FloatArray] = getattr(plain, rule)
        expected = update(before[WEIGHTS], g, 0.3, 0.7, iteration + 1)
        block = run.advance(1)
        np.testing.assert_allclose(block.values[0, 0, WEIGHTS], expected, rtol=1e-12, atol=1e-13)
        assert block.losses[0, 0] == pytest.approx(compute_loss(X, y, expected), rel=1e-12)
