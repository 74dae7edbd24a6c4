"""The live run: its steps against the plain functions, its states to the bit, its end."""

import functools
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.datasets import Points, make_points
from engine.history import History
from engine.planar import (
    backward_propagation,
    compute_cost,
    forward_propagation,
    initialize_parameters,
    nn_model,
    update_parameters,
)
from engine.planar.activations import ACTIVATIONS
from engine.planar.layout import initial_values, pack, unpack
from engine.planar.run import PlanarRun
from engine.planar.settings import PlanarSettings
from engine.run import LOSS_LIMIT, Block, Programme, State

FloatArray = NDArray[np.float64]


@functools.cache
def flower(n: int = 400) -> Points:
    return make_points("flower", n, 0.2, 1)


def run_of(points: Points | None = None, **values: float | str) -> PlanarRun:
    return PlanarRun(Programme.of(PlanarSettings(**values)), points or flower())  # type: ignore[arg-type]


def plain_step(state: State, run: PlanarRun) -> tuple[FloatArray, float]:
    """The values of the next state and the cost of this one, by the assignment's functions."""
    X, Y, at = run.points.X.T, run.points.y[None], run.settings
    parameters = unpack(state.values, at.n_hidden)
    A2, cache = forward_propagation(X, parameters, activation=at.activation)
    grads = backward_propagation(parameters, cache, X, Y, activation=at.activation, l2=at.l2)
    following = update_parameters(parameters, grads, at.learning_rate)
    return pack(following), compute_cost(A2, Y, parameters, l2=at.l2)


def same_bits(one: Block, other: Block) -> None:
    assert one.first == other.first
    np.testing.assert_array_equal(one.losses.view(np.uint64), other.losses.view(np.uint64))
    np.testing.assert_array_equal(one.values.view(np.uint64), other.values.view(np.uint64))


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("l2", [0.0, 0.5])
@pytest.mark.parametrize("n_hidden", [1, 4, 20])
def test_a_step_from_any_state_is_that_of_the_plain_functions(
    activation: str, l2: float, n_hidden: int
) -> None:
    run = run_of(activation=activation, l2=l2, n_hidden=n_hidden, iterations=2000)
    for k in range(0, 1500, 97):
        run.advance(k - run.iteration)
        state = run.state
        expected, cost = plain_step(state, run)
        obtained = run.advance(1).values[0]
        np.testing.assert_allclose(obtained, expected, rtol=1e-12, atol=1e-15)
        run.restore(state)
        assert run.here().losses[0, 0] == pytest.approx(cost, rel=1e-12)


@pytest.mark.parametrize("n_points", [10, 31, 32, 33, 65, 1000])
def test_a_step_on_any_number_of_points_is_that_of_the_plain_functions(n_points: int) -> None:
    run = run_of(flower(n_points), n_hidden=7)
    run.advance(70)
    expected, _ = plain_step(run.state, run)
    np.testing.assert_allclose(run.advance(1).values[0], expected, rtol=1e-12, atol=1e-15)


def test_the_whole_run_has_the_published_costs_and_ends_like_the_plain_one() -> None:
    run = run_of()
    losses = np.concatenate([run.here().losses, run.advance(10_000).losses])[:, 0]
    published = [0.693048, 0.288083, 0.254385, 0.233864, 0.226792, 0.222644, 0.219731, 0.217504]
    np.testing.assert_allclose(losses[:8000:1000], published, atol=1e-6)
    assert losses[9000] == pytest.approx(0.218607, abs=1.5e-4)
    assert losses[8200] > losses[7800]  # the cost swings and rises past the stability limit
    assert run.finished
    assert run.stopped is None


def test_state_zero_is_the_notebooks_and_the_first_losses_those_of_nn_model() -> None:
    run = run_of(seed=7, iterations=50)
    parameters = initialize_parameters(2, 4, 1, 7)
    np.testing.assert_array_equal(run.state.values, pack(parameters))
    block = run.advance(50)
    learnt = nn_model(flower().X.T, flower().y[None], 4, 50, seed=7)
    np.testing.assert_allclose(block.values[-1], pack(learnt), rtol=1e-11)


cuts = st.lists(st.integers(1, 150), min_size=1, max_size=12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@given(cuts=cuts, n_hidden=st.integers(1, 9), n_points=st.integers(10, 70))
@settings(max_examples=12, deadline=None)
def test_the_numbers_do_not_depend_on_how_advance_is_cut(
    activation: str, cuts: list[int], n_hidden: int, n_points: int
) -> None:
    def fresh() -> PlanarRun:
        return run_of(
            flower(n_points), activation=activation, n_hidden=n_hidden, l2=0.1, learning_rate=3.0
        )

    whole = fresh().advance(sum(cuts))
    run = fresh()
    same_bits(whole, Block.joined([run.advance(n) for n in cuts]))


@given(at=st.integers(0, 199), further=st.integers(1, 99))
@settings(max_examples=20, deadline=None)
def test_a_restored_state_goes_on_to_the_bit_and_so_does_a_replay(at: int, further: int) -> None:
    run = run_of(iterations=300)
    states = [run.state] + [State(0, row.copy()) for row in run.advance(300).values]
    run.restore(State(at, states[at].values))
    block = run.advance(further)
    np.testing.assert_array_equal(block.values[-1], states[at + further].values)
    replayed = run.replayed(State(at, states[at].values), further)
    assert replayed.iteration == at + further
    np.testing.assert_array_equal(replayed.values, states[at + further].values)


def test_a_replay_passes_the_chosen_end() -> None:
    run = run_of(iterations=10)
    longer = run_of(iterations=20).advance(20)
    run.advance(10)
    assert run.finished
    np.testing.assert_array_equal(run.replayed(run.state, 10).values, longer.values[-1])


def test_a_block_is_rows_in_order_and_cannot_be_written() -> None:
    block = run_of().advance(5)
    assert block.values.shape == (5, 17)
    assert block.losses.shape == (5, 1)
    assert block.values.flags.c_contiguous
    assert not block.values.flags.writeable
    assert (block.first, block.last) == (1, 5)


def test_a_live_change_acts_from_its_iteration_on_and_whatever_the_cut() -> None:
    first = PlanarSettings(iterations=200)
    second = first.changed(learning_rate=0.3, l2=0.5)
    live = PlanarRun(Programme.of(first), flower())
    blocks = [live.advance(100)]
    live.change(second)
    blocks.append(live.advance(100))
    planned = PlanarRun(Programme.of(first).changed(100, second), flower()).advance(200)
    same_bits(planned, Block.joined(blocks))
    assert planned.losses[99, 0] == run_of().advance(100).losses[-1, 0]
    unchanged = run_of().advance(101)
    moved, would_have = (block.values[100] - block.values[99] for block in (planned, unchanged))
    assert np.linalg.norm(moved) < np.linalg.norm(would_have)


def test_here_tells_the_same_loss_as_the_block_that_led_there_also_after_a_change() -> None:
    run = run_of(l2=0.5)
    block = run.advance(77)
    assert run.here().losses[0, 0] == block.losses[-1, 0]
    run.change(run.settings.changed(l2=3.0))
    assert run.here().losses[0, 0] == block.losses[-1, 0]
    assert run.advance(1).losses[0, 0] > block.losses[-1, 0]


def test_a_change_of_the_number_of_iterations_lets_a_finished_run_go_on() -> None:
    run = run_of(iterations=10)
    run.advance(100)
    assert run.iteration == 10
    run.change(run.settings.changed(iterations=12))
    assert [block.first for block in run] == [11, 12]


@pytest.mark.parametrize("learning_rate", [10.0, 30.0, 100.0])
def test_a_large_rate_climbs_and_goes_on_with_finite_losses(learning_rate: float) -> None:
    run = run_of(learning_rate=learning_rate, iterations=400)
    losses = run.advance(400).losses[:, 0]
    assert losses.max() > 2.5
    assert np.isfinite(losses).all()
    assert run.stopped is None


def test_the_peaks_of_large_rates_are_where_they_are_known_to_be() -> None:
    for rate, peak, at in ((10.0, 3.34, 10), (30.0, 7.37, 12)):
        losses = run_of(learning_rate=rate, iterations=40).advance(40).losses[:, 0]
        assert losses.argmax() + 1 == at
        assert losses.max() == pytest.approx(peak, abs=0.006)


def beyond_the_form(learning_rate: float, activation: str) -> PlanarRun:
    """A run with a rate that no settings would allow."""
    settings = PlanarSettings(activation=activation).model_copy(
        update={"learning_rate": learning_rate}
    )
    return PlanarRun(Programme.of(settings), flower())


def test_tanh_stays_finite_at_a_rate_of_a_thousand_million() -> None:
    losses = beyond_the_form(1e9, "tanh").advance(1).losses
    assert np.isfinite(losses).all()


def test_relu_at_a_huge_rate_stops_by_itself_at_the_same_place_however_it_is_cut() -> None:
    stops = []
    for cut in (1, 7, 64, 1000):
        run = beyond_the_form(1e9, "relu")
        blocks = []
        while not run.finished:
            blocks.append(run.advance(cut))
        block = Block.joined(blocks)
        assert run.stopped is not None
        assert block.stop == run.stopped
        assert run.stopped.iteration == block.last == run.iteration
        assert not block.losses[-1, 0] <= LOSS_LIMIT
        assert (block.losses[:-1] <= LOSS_LIMIT).all()
        assert run.stopped.loss_before == (
            block.losses[-2, 0] if len(block) > 1 else pytest.approx(np.log(2), rel=1e-3)
        )
        np.testing.assert_array_equal(run.state.values, block.values[-1])
        stops.append(run.stopped)
    assert all(one == other for one, other in pairwise(stops))


def test_a_stopped_run_can_be_restored_to_a_state_before() -> None:
    run = beyond_the_form(1e9, "relu")
    start = run.state
    run.advance(100)
    assert run.stopped
    run.restore(start)
    assert not run.finished
    assert run.here().losses[0, 0] == pytest.approx(np.log(2), rel=1e-3)


def test_infinite_parameters_have_no_loss() -> None:
    run = run_of()
    values = initial_values(4, 2)
    values[0] = np.inf
    run.restore(State(0, values))
    assert np.isnan(run.here().losses[0, 0])
    run.advance(10)
    assert run.stopped is not None
    assert run.stopped.iteration == 1
    assert "not finite" in run.stopped.reason


def odd_points(kind: str) -> Points:
    X = np.random.RandomState(0).randn(10, 2)
    y = (np.arange(10) % 2).astype(float)
    return {
        "ten": Points(X, y, "ten"),
        "one class": Points(X, np.ones(10), "one class"),
        "identical": Points(np.ones((10, 2)), y, "identical"),
        "constant": Points(np.zeros((10, 2)), y, "constant"),
        "far": Points(1e12 * X, y, "far"),
    }[kind]


@pytest.mark.parametrize("kind", ["ten", "one class", "identical", "constant", "far"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_odd_points_give_a_run_whose_losses_are_finite_or_that_stops(
    kind: str, activation: str
) -> None:
    run = run_of(odd_points(kind), activation=activation, iterations=200, n_hidden=3)
    losses = run.advance(200).losses[:, 0]
    if run.stopped is None:
        assert len(losses) == 200
        assert np.isfinite(losses).all()
    if kind in ("identical", "constant"):
        assert losses[-1] == pytest.approx(np.log(2), rel=1e-2)


def test_a_thousand_hidden_units_can_be_trained() -> None:
    run = run_of(flower(10), n_hidden=1000, iterations=20)
    expected, _ = plain_step(run.state, run)
    np.testing.assert_allclose(run.advance(1).values[0], expected, rtol=1e-12, atol=1e-15)
    assert run.advance(100).values.shape == (19, 4001)


def test_a_thinned_history_computes_its_states_again_to_the_bit() -> None:
    run, mirror = run_of(iterations=9000, n_hidden=1), run_of(iterations=9000, n_hidden=1)
    history = History(mirror, budget_bytes=100_000)
    history.append(run.here())
    rows = []
    while not run.finished:
        block = run.advance(700)
        rows.append(block.values)
        history.append(block)
    values = np.concatenate(rows)
    assert history.stride > 1
    for k in (1, 17, 4095, 4097, 5000, 9000):
        np.testing.assert_array_equal(history.state(k).values, values[k - 1])
