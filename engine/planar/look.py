"""Everything that can be seen of one state of a planar run: numbers for the inspector, surfaces.

All numbers of a look belong to the same state k, by the settings that act from there on: its
parameters, the way forward and back at them, and the step that leads to state k + 1.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.datasets import Points
from engine.linear.logistic import cross_entropy_of_logits
from engine.planar.activations import ACTIVATIONS
from engine.planar.layout import unpack
from engine.planar.network import (
    Cache,
    Gradients,
    Parameters,
    backward_propagation,
    forward_propagation,
)
from engine.planar.run import PlanarRun
from engine.planar.settings import PlanarSettings
from engine.run import State

FloatArray = NDArray[np.float64]
Float32Array = NDArray[np.float32]

BLOCK_NUMBERS = 65_536
"""Activations that are computed at a time: float32, they fit into a processor's cache."""


@dataclass(frozen=True)
class Quality:
    """How well a network does on some points.

    Attributes:
        loss: Mean cross-entropy, without the L2 term.
        accuracy: Share of points on the right side, 0 to 1.
    """

    loss: float
    accuracy: float


@dataclass(frozen=True)
class PlanarLook:
    """A network at state k. Examples stand in columns.

    Attributes:
        iteration: k.
        settings: As they act at k.
        parameters: W1, b1, W2, b2 of state k.
        gradients: dW1, db1, dW2, db2 there, with the L2 term.
        parameters_next: Those of state k + 1.
        cache: Z1, A1 (n_h, m), Z2, A2 (1, m).
        slope: g′(Z1), shape (n_h, m).
        hidden_errors: dZ1 = W2ᵀ dZ2 ∘ g′(Z1), shape (n_h, m).
        output_errors: dZ2 = A2 − Y, shape (1, m).
        point_losses: The cross-entropy of each point, shape (m,).
        cross_entropy: Their mean.
        penalty: λ/2m Σ W².
        cost: The two together.
        accuracy: Share of points on the right side, 0 to 1.
        step_length: Euclidean length of the step to state k + 1, over all parameters.
        parameters_length: Euclidean length of all parameters.
        held_out: How well it does on points that it has not seen, if there are any.
    """

    iteration: int
    settings: PlanarSettings
    parameters: Parameters
    gradients: Gradients
    parameters_next: Parameters
    cache: Cache
    slope: FloatArray
    hidden_errors: FloatArray
    output_errors: FloatArray
    point_losses: FloatArray
    cross_entropy: float
    penalty: float
    cost: float
    accuracy: float
    step_length: float
    parameters_length: float
    held_out: Quality | None


def look(run: PlanarRun, state: State, held_out: Points | None = None) -> PlanarLook:
    """What can be seen of a network at a state; `run` is moved there and one step on.

    Args:
        run: Any run of the same settings and points.
        state: State k.
        held_out: Points that the network has not seen.
    """
    settings = run.programme.at(state.iteration)
    activation, l2 = settings.activation, settings.l2
    X, Y = run.points.X.T, run.points.y[None]
    parameters = unpack(state.values, run.n_hidden)
    following = run.replayed(state, 1).values
    unseen = (
        None if held_out is None else quality_on(state.values, run.n_hidden, activation, held_out)
    )
    with np.errstate(all="ignore"):
        _, cache = forward_propagation(X, parameters, activation=activation)
        gradients = backward_propagation(parameters, cache, X, Y, activation=activation, l2=l2)
        slope = ACTIVATIONS[activation].slope(cache["A1"])
        output_errors = cache["A2"] - Y
        point_losses = cross_entropy_of_logits(cache["Z2"], Y)[0]
        cross_entropy = float(np.mean(point_losses))
        squares = sum(float(np.sum(parameters[name] ** 2)) for name in ("W1", "W2"))
        penalty = l2 / (2 * X.shape[1]) * squares
        return PlanarLook(
            iteration=state.iteration,
            settings=settings,
            parameters=parameters,
            gradients=gradients,
            parameters_next=unpack(following, run.n_hidden),
            cache=cache,
            slope=slope,
            hidden_errors=parameters["W2"].T * output_errors * slope,
            output_errors=output_errors,
            point_losses=point_losses,
            cross_entropy=cross_entropy,
            penalty=penalty,
            cost=cross_entropy + penalty,
            accuracy=float(np.mean((cache["Z2"] > 0) == (Y > 0.5))),
            step_length=float(np.linalg.norm(following - state.values)),
            parameters_length=float(np.linalg.norm(state.values)),
            held_out=unseen,
        )


def step_lengths(run: PlanarRun, state: State) -> tuple[float, float]:
    """How long the step from a state is, and how long its parameters are (Euclidean norms)."""
    following = run.replayed(state, 1).values
    return float(np.linalg.norm(following - state.values)), float(np.linalg.norm(state.values))


def quality_on(values: FloatArray, n_hidden: int, activation: str, points: Points) -> Quality:
    """How well a network does on some points.

    Args:
        values: Its parameters, shape (4 n_h + 1,).
        n_hidden: n_h.
        activation: g.
        points: Training points or others.
    """
    z = np.empty(len(points.y))
    with np.errstate(all="ignore"):
        for part, logits in _logits(values, n_hidden, activation, points.X):
            z[part] = logits
        loss = float(np.mean(cross_entropy_of_logits(z, points.y)))
    return Quality(loss, float(np.mean((z > 0) == (points.y > 0.5))))


def network_on(
    values: FloatArray, n_hidden: int, activation: str, grid_points: Float32Array
) -> Float32Array:
    """P(y = 1) of a network on the points of a grid.

    Args:
        values: Its parameters, shape (4 n_h + 1,).
        n_hidden: n_h.
        activation: g.
        grid_points: float32, shape (n_points, 2).

    Returns:
        float32, shape (n_points,).
    """
    p = np.empty(len(grid_points), dtype=np.float32)
    with np.errstate(all="ignore"):
        for part, logits in _logits(values, n_hidden, activation, grid_points):
            p[part] = logits
        _fill_sigmoid(p)
    return p


def hidden_units_on(
    values: FloatArray, n_hidden: int, activation: str, grid_points: Float32Array
) -> Float32Array:
    """What each hidden unit computes on the points of a grid: g(w·x + b).

    Args:
        values: The network's parameters, shape (4 n_h + 1,).
        n_hidden: n_h.
        activation: g.
        grid_points: float32, shape (n_points, 2).

    Returns:
        float32, shape (n_hidden, n_points).
    """
    one = ACTIVATIONS[activation]
    layer_1, _, _ = _layers(values, n_hidden, one.scale, grid_points.dtype)
    columns = _with_ones(grid_points)
    units = np.empty((n_hidden, len(grid_points)), dtype=np.float32)
    together = max(1, BLOCK_NUMBERS // len(grid_points))
    with np.errstate(all="ignore"):
        for start in range(0, n_hidden, together):
            part = slice(start, start + together)
            np.dot(layer_1[part], columns, out=units[part])
            one.fill(units[part])
    return units


def output_of_units(values: FloatArray, n_hidden: int, units: Float32Array) -> Float32Array:
    """P(y = 1) of a network at places for which its hidden units are known already.

    Args:
        values: The network's parameters, shape (4 n_h + 1,).
        n_hidden: n_h.
        units: What the hidden units say, shape (n_hidden, n_points).

    Returns:
        float32, shape (n_points,).
    """
    _, W2, b2 = _layers(values, n_hidden, 1.0, units.dtype)
    with np.errstate(all="ignore"):
        p = np.asarray(np.dot(W2, units), dtype=np.float32)
        p += b2
        _fill_sigmoid(p)
    return p


def _fill_sigmoid(z: Float32Array) -> None:
    """σ(z), in place of z."""
    np.negative(z, out=z)
    np.exp(z, out=z)
    z += 1
    np.reciprocal(z, out=z)


def _logits(
    values: FloatArray, n_hidden: int, activation: str, X: NDArray[np.floating]
) -> Iterator[tuple[slice, NDArray[np.floating]]]:
    """Z2 of some points after the other, in the float type of X."""
    one = ACTIVATIONS[activation]
    layer_1, W2, b2 = _layers(values, n_hidden, one.scale, X.dtype)
    columns = _with_ones(X)
    together = max(1, BLOCK_NUMBERS // n_hidden)
    for start in range(0, len(X), together):
        part = slice(start, min(start + together, len(X)))
        A1 = np.dot(layer_1, columns[:, part])
        one.fill(A1)
        yield part, np.dot(W2, A1) + b2


def _with_ones(X: NDArray[np.floating]) -> NDArray[np.floating]:
    """Points (m, 2) as columns with a 1 beneath each, (3, m): the layer adds its bias itself."""
    columns = np.empty((3, len(X)), dtype=X.dtype)
    columns[:2] = X.T
    columns[2] = 1
    return columns


def _layers(
    values: FloatArray, n_hidden: int, scale: float, dtype: np.dtype[np.floating]
) -> tuple[NDArray[np.floating], NDArray[np.floating], np.floating]:
    """(W1 | b1) times `scale`, (n_h, 3), W2, (n_h,), and b2, in another float type."""
    parameters = unpack(values, n_hidden)
    layer_1 = np.concatenate((parameters["W1"], parameters["b1"]), axis=1)
    with np.errstate(all="ignore"):
        W2, b2 = (parameters[name][0].astype(dtype) for name in ("W2", "b2"))
        return (scale * layer_1).astype(dtype), W2, b2[0]
