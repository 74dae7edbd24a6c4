"""What is shown of a state: against the plain functions, finite differences, and the run."""

import functools

import numpy as np
import pytest

from engine.datasets import Points, make_points
from engine.planar import compute_cost, forward_propagation, predict
from engine.planar.activations import ACTIVATIONS
from engine.planar.layout import pack, unpack
from engine.planar.look import (
    hidden_units_on,
    look,
    network_on,
    output_of_units,
    quality_on,
    step_lengths,
)
from engine.planar.run import PlanarRun
from engine.planar.settings import PlanarSettings
from engine.run import Programme, State
from engine.surface import Grid

every = pytest.mark.parametrize("activation", ACTIVATIONS)


@functools.cache
def flower() -> Points:
    return make_points("flower", 120, 0.2, 1)


def run_of(**values: object) -> PlanarRun:
    run = PlanarRun(Programme.of(PlanarSettings().changed(**values)), flower())
    run.advance(300)
    return run


@every
def test_a_look_agrees_with_the_plain_functions_and_with_the_run(activation: str) -> None:
    run = run_of(activation=activation, l2=0.4, n_hidden=5)
    state, here = run.state, run.here()
    X, Y = flower().X.T, flower().y[None]
    seen = look(run, state)
    parameters = unpack(state.values, 5)
    A2, cache = forward_propagation(X, parameters, activation=activation)
    assert seen.iteration == 300
    assert seen.cost == pytest.approx(here.losses[0, 0], rel=1e-12)
    assert seen.cost == pytest.approx(compute_cost(A2, Y, parameters, l2=0.4), rel=1e-12)
    assert seen.penalty > 0
    assert seen.cross_entropy == pytest.approx(seen.point_losses.mean())
    assert seen.accuracy == np.mean(predict(parameters, X, activation=activation) == Y)
    for name, value in cache.items():
        np.testing.assert_array_equal(seen.cache[name], value)
    for name, gradient in seen.gradients.items():
        step = seen.parameters_next[name[1:]] - seen.parameters[name[1:]]
        np.testing.assert_allclose(step, -1.2 * gradient, rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(
        seen.hidden_errors.sum(axis=1, keepdims=True) / 120, seen.gradients["db1"], rtol=1e-12
    )
    np.testing.assert_allclose(
        seen.output_errors.sum(axis=1, keepdims=True) / 120, seen.gradients["db2"], rtol=1e-12
    )
    moved = pack(seen.parameters_next) - state.values
    assert (seen.step_length, seen.parameters_length) == step_lengths(run, state)
    assert seen.step_length == pytest.approx(np.linalg.norm(moved))
    assert seen.held_out is None


def test_a_look_back_shows_the_settings_that_acted_then() -> None:
    run = run_of()
    before = run.state
    run.change(run.settings.changed(learning_rate=0.1))
    run.advance(10)
    assert look(run, before).settings.learning_rate == 0.1
    assert look(run, State(299, before.values)).settings.learning_rate == 1.2


def test_held_out_points_are_judged_by_the_same_network() -> None:
    run = run_of()
    unseen = make_points("flower", 200, 0.2, 9)
    state = run.state
    seen = look(run, state, unseen).held_out
    assert seen is not None
    A2, _ = forward_propagation(unseen.X.T, unpack(state.values, 4))
    assert seen.loss == pytest.approx(compute_cost(A2, unseen.y[None]), rel=1e-12)
    assert seen.accuracy == np.mean((A2[0] > 0.5) == unseen.y)


@every
@pytest.mark.parametrize("n_hidden", [1, 4, 50])
@pytest.mark.parametrize("side", [2, 48, 200])
def test_surfaces_are_the_plain_forward_pass_in_single_precision(
    activation: str, n_hidden: int, side: int
) -> None:
    run = run_of(activation=activation, n_hidden=n_hidden)
    grid = Grid(flower().frame, side).points
    A2, cache = forward_propagation(
        grid.T.astype(float), unpack(run.state.values, n_hidden), activation=activation
    )
    p = network_on(run.state.values, n_hidden, activation, grid)
    units = hidden_units_on(run.state.values, n_hidden, activation, grid)
    assert p.dtype == np.float32
    assert units.dtype == np.float32
    assert (p.shape, units.shape) == ((side * side,), (n_hidden, side * side))
    np.testing.assert_allclose(p, A2[0], atol=2e-5)
    np.testing.assert_allclose(units, cache["A1"], atol=2e-5)
    of_units = output_of_units(run.state.values, n_hidden, units)
    assert of_units.dtype == np.float32
    np.testing.assert_allclose(of_units, A2[0], atol=2e-5)


def test_a_surface_of_enormous_weights_has_no_warning_and_stays_between_0_and_1() -> None:
    grid = Grid((-1, 1, -1, 1), 10).points
    for activation in ACTIVATIONS:
        values = np.full(17, 1e30)
        p = network_on(values, 4, activation, grid)
        assert not (p < 0).any()
        assert not (p > 1).any()
        quality_on(values, 4, activation, flower())
