"""The live run against the notebook's loop, against plain functions, and against itself.

The loop of the notebook and the rules stand here a second time, written as one would read them
aloud, so that nothing of the engine judges itself.
"""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.datasets import Points, make_points
from engine.linear import compute_grad, compute_loss, expand
from engine.linear.run import MEMORY, WEIGHTS, LinearRun
from engine.linear.settings import LinearSettings
from engine.optimizers import RULES
from engine.run import LOSS_LIMIT, Block, Change, Programme, State, iterate

FloatArray = NDArray[np.float64]

POINTS = make_points("ring", 60, 0.3, 0)
ALL_RULES = tuple(RULES)


def linear_run(points: Points = POINTS, **values: object) -> LinearRun:
    return LinearRun(Programme.of(LinearSettings(**values)), points)  # type: ignore[arg-type]


# The notebook ------------------------------------------------------------------------------------


class Notebook:
    """One rule as the notebook writes it: `update(w, g, η, α, t)` gives the new weights."""

    def __init__(self) -> None:
        self.nu = np.zeros(6)
        self.G = np.zeros(6)
        self.m = np.zeros(6)

    def sgd(self, w: FloatArray, g: FloatArray, eta: float, alpha: float, t: int) -> FloatArray:
        return w - eta * g

    def momentum(
        self, w: FloatArray, g: FloatArray, eta: float, alpha: float, t: int
    ) -> FloatArray:
        self.nu = alpha * self.nu + eta * g
        return w - self.nu

    def nesterov(
        self, w: FloatArray, g: FloatArray, eta: float, alpha: float, t: int
    ) -> FloatArray:
        self.nu = alpha * self.nu + eta * g
        return w - (alpha * self.nu + eta * g)

    def adagrad(self, w: FloatArray, g: FloatArray, eta: float, alpha: float, t: int) -> FloatArray:
        self.G = self.G + g**2
        return w - eta * g / np.sqrt(self.G + 1e-8)

    def rmsprop(self, w: FloatArray, g: FloatArray, eta: float, alpha: float, t: int) -> FloatArray:
        self.G = alpha * self.G + (1 - alpha) * g**2
        return w - eta * g / np.sqrt(self.G + 1e-8)

    def adam(self, w: FloatArray, g: FloatArray, eta: float, alpha: float, t: int) -> FloatArray:
        self.m = alpha * self.m + (1 - alpha) * g
        self.G = 0.999 * self.G + 0.001 * g**2
        m, v = self.m / (1 - alpha**t), self.G / (1 - 0.999**t)
        return w - eta * m / (np.sqrt(v) + 1e-8)


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


# Cuts, changes, branches -------------------------------------------------------------------------

Step = int | LinearSettings
"""Advance so many iterations, or let these settings act from here on."""

FIRST = LinearSettings(optimizers=("sgd", "momentum", "adam"), iterations=3000)


def played(run: LinearRun, plan: list[Step]) -> Block:
    blocks = []
    for one in plan:
        if isinstance(one, int):
            blocks.append(run.advance(one))
        else:
            run.change(one)
    return Block.joined([block for block in blocks if len(block)])


def assert_same_bits(one: Block, other: Block) -> None:
    assert one.first == other.first
    np.testing.assert_array_equal(one.losses, other.losses)
    np.testing.assert_array_equal(one.values, other.values)


@st.composite
def cut(draw: st.DrawFn, n: int) -> list[int]:
    parts = []
    while n:
        parts.append(draw(st.integers(1, n)))
        n -= parts[-1]
    return parts


live_changes = st.builds(
    lambda eta, alpha: FIRST.changed(learning_rate=eta, alpha=alpha),
    st.floats(0.001, 0.5),
    st.floats(0, 0.99),
)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_cut_gives_the_same_bits_with_live_changes_in_between(data: st.DataObject) -> None:
    stretches = data.draw(st.lists(st.integers(1, 60), min_size=1, max_size=4))
    changes = [data.draw(live_changes) for _ in stretches]
    whole: list[Step] = []
    pieces: list[Step] = []
    for n, change in zip(stretches, changes, strict=True):
        whole += [n, change]
        pieces += [*data.draw(cut(n)), change]
    one, other = (LinearRun(Programme.of(FIRST), POINTS) for _ in range(2))
    assert_same_bits(played(one, whole), played(other, pieces))


@given(st.integers(0, 99), st.integers(0, 99))
@settings(max_examples=25, deadline=None)
def test_going_back_and_advancing_again_gives_the_same_bits(there: int, back: int) -> None:
    run = LinearRun(Programme.of(FIRST), POINTS)
    run.advance(back)
    state = run.state
    expected = run.advance(100)
    run.restore(state)
    run.advance(there)
    run.restore(state)
    assert_same_bits(run.advance(100), expected)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_replay_across_changes_gives_the_bits_that_were_recorded(data: st.DataObject) -> None:
    run = LinearRun(Programme.of(FIRST), POINTS)
    plan: list[Step] = [20]
    for _ in range(data.draw(st.integers(1, 3))):
        change = data.draw(live_changes).changed(batch_size=data.draw(st.sampled_from([1, 4, 9])))
        plan += [change, data.draw(st.integers(1, 40))]
    block = played(run, plan)
    again = LinearRun(run.programme, POINTS)
    assert_same_bits(again.advance(len(block)), block)
    start = data.draw(st.integers(1, len(block)))
    end = data.draw(st.integers(start, len(block)))
    state = again.replayed(State(start, block.values[start - 1].copy()), end - start)
    np.testing.assert_array_equal(state.values, block.values[end - 1])
    assert state.iteration == end


def test_after_a_change_of_batch_size_the_generator_goes_on_where_it_stood() -> None:
    run = linear_run()
    run.advance(10)
    run.change(run.settings.changed(batch_size=9))
    generator = np.random.RandomState(42)
    expected = [generator.choice(60, 4 if k < 10 else 9) for k in range(20)]
    X = np.asarray(expand(POINTS.X), float)
    for k in range(10, 20):
        np.testing.assert_array_equal(run.batch(0, k), expected[k])
        w = run.weights[0]
        step = 0.05 * compute_grad(X[expected[k]], POINTS.y[expected[k]], w)
        run.advance(1)
        np.testing.assert_allclose(run.weights[0], w - step, rtol=1e-12)


def test_a_change_acts_on_the_step_that_leads_away_from_its_state() -> None:
    run = linear_run()
    run.advance(10)
    before = run.weights[0]
    gradient = run.gradients()[0].copy()
    run.change(run.settings.changed(learning_rate=0.5))
    run.advance(1)
    np.testing.assert_allclose(run.weights[0], before - 0.5 * gradient, rtol=1e-14)


def test_a_branch_with_nothing_changed_equals_its_parent_bit_for_bit() -> None:
    parent = LinearRun(Programme.of(FIRST), POINTS)
    recorded = parent.advance(200)
    branch = LinearRun(parent.programme.changed(70, FIRST), POINTS)
    branch.restore(State(70, recorded.values[69].copy()))
    block = branch.advance(130)
    np.testing.assert_array_equal(block.values, recorded.values[70:])
    np.testing.assert_array_equal(block.losses, recorded.losses[70:])


def test_a_branch_with_another_rule_begins_without_memory_at_the_same_weights() -> None:
    parent = linear_run(optimizers=("momentum", "rmsprop"), iterations=500)
    parent.advance(50)
    state = parent.state
    other = parent.settings.changed(optimizers=("momentum", "adam"))
    branch = LinearRun(parent.programme.changed(50, other), POINTS)
    branch.restore(state)
    np.testing.assert_array_equal(branch.weights, parent.weights)
    assert not branch.state.values[1, MEMORY].any()
    np.testing.assert_array_equal(branch.state.values[0], state.values[0])


def test_a_replay_through_a_change_of_rule_begins_without_memory_there() -> None:
    run = linear_run(optimizers=("momentum",), iterations=500)
    first = run.advance(30)
    run.change(run.settings.changed(optimizers=("adam",)))
    then = run.advance(30)
    again = LinearRun(run.programme, POINTS).advance(60)
    np.testing.assert_array_equal(again.values[:29], first.values[:29])
    np.testing.assert_array_equal(again.values[29, :, WEIGHTS], first.values[29, :, WEIGHTS])
    assert not again.values[29, :, MEMORY].any()
    np.testing.assert_array_equal(again.values[30:], then.values)


@pytest.mark.parametrize("start", [0, 1, 37])
def test_adams_step_count_begins_again_with_its_memory(start: int) -> None:
    run = linear_run(optimizers=("sgd",), iterations=500)
    run.advance(start)
    run.change(run.settings.changed(optimizers=("adam",), learning_rate=0.01))
    w = run.weights[0]
    plain = Notebook()
    X, y = np.asarray(expand(POINTS.X), float), POINTS.y
    for t in (1, 2, 3):
        chosen = run.batch(0, run.iteration)
        w = plain.adam(w, compute_grad(X[chosen], y[chosen], w), 0.01, 0.9, t)
        run.advance(1)
        np.testing.assert_allclose(run.weights[0], w, rtol=1e-12)


def test_adams_step_count_goes_on_when_only_the_rate_changes() -> None:
    run = linear_run(optimizers=("adam",), iterations=500)
    run.advance(20)
    run.change(run.settings.changed(learning_rate=0.01))
    assert run.memory_since(0, run.iteration) == 0
    assert run.state.values[0, MEMORY].any()


def test_changing_at_an_earlier_state_forgets_the_later_changes() -> None:
    run = linear_run(iterations=500)
    run.advance(10)
    state = run.state
    run.advance(10)
    run.change(run.settings.changed(learning_rate=1.0))
    run.restore(state)
    run.change(run.settings.changed(learning_rate=2.0))
    starts = [(one.iteration, one.settings.learning_rate) for one in run.programme.changes]
    assert starts == [(0, 0.05), (10, 2.0)]


# The iterator ------------------------------------------------------------------------------------


def test_a_run_is_an_iterator_that_ends_at_the_chosen_number() -> None:
    blocks = list(linear_run(iterations=7))
    assert [block.first for block in blocks] == [1, 2, 3, 4, 5, 6, 7]
    assert_same_bits(Block.joined(blocks), Block.joined(list(iterate(linear_run(iterations=7)))))


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


# The loss ----------------------------------------------------------------------------------------


def at_weights(points: Points, weights: FloatArray) -> float:
    run = linear_run(points)
    values = run.state.values.copy()
    values[0, WEIGHTS] = weights
    run.restore(State(0, values))
    return float(run.here().losses[0, 0])


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
