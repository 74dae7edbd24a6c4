"""Everything that can be seen of one state of a linear run: the numbers of the inspector.

All of them belong to the same state k: weights, memory, mini-batch k with its gradient at w_k,
and the step that leads to state k + 1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.linear.features import expand
from engine.linear.logistic import cross_entropy_of_logits, sigmoid
from engine.linear.racers import Racer
from engine.linear.run import MEMORY, WEIGHTS, LinearRun
from engine.optimizers import ADAM_BETA_2
from engine.run import State

FloatArray = NDArray[np.float64]
FloatGrid = NDArray[np.float32]


@dataclass(frozen=True)
class LinearLook:
    """One racer at state k.

    Attributes:
        iteration: k.
        racer: Its rule and rates, as they act at k.
        loss: Mean cross-entropy over all points.
        accuracy: Share of points on the right side, 0 to 1.
        weights: w_k, shape (n_features,).
        gradient: Of mini-batch k at w_k, shape (n_features,).
        memory: The rule's two arrays, shape (2, n_features); zero where it has none.
        step: w_{k+1} − w_k, shape (n_features,).
        weights_next: w_{k+1}, shape (n_features,).
        memory_next: The memory of state k + 1, shape (2, n_features).
        t: How many updates the rule has made after this one.
        unbiased: Adam's m̂ and v̂ of this update, shape (2, n_features); for others as the memory.
        batch: Indices of the points of mini-batch k, shape (batch_size,).
        logits: w·x of the batch's points, shape (batch_size,).
        probabilities: σ of those.
        errors: p − y of each of them.
        point_losses: The cross-entropy of each of them.
        expanded: Their features, shape (batch_size, n_features).
    """

    iteration: int
    racer: Racer
    loss: float
    accuracy: float
    weights: FloatArray
    gradient: FloatArray
    memory: FloatArray
    step: FloatArray
    weights_next: FloatArray
    memory_next: FloatArray
    t: int
    unbiased: FloatArray
    batch: NDArray[np.int64]
    logits: FloatArray
    probabilities: FloatArray
    errors: FloatArray
    point_losses: FloatArray
    expanded: FloatArray


def look(run: LinearRun, state: State, racer: int) -> LinearLook:
    """What can be seen of one racer at a state; `run` is moved there and one step on.

    Args:
        run: Any run of the same settings and points.
        state: State k.
        racer: Index of the racer.
    """
    run.restore(state)
    weights = state.values[racer, WEIGHTS]
    batch = run.batch(racer, state.iteration)
    y = run.points.y
    with np.errstate(all="ignore"):
        gradient = run.gradients()[racer].copy()
        settings = run.settings.racers[racer]
        t = state.iteration + 1 - run.memory_since(racer, state.iteration)
        following = run.replayed(state, 1).values[racer]
        all_logits = run.expanded @ weights
        logits = all_logits[batch]
        probabilities = sigmoid(logits)
        return LinearLook(
            iteration=state.iteration,
            racer=settings,
            loss=float(np.mean(cross_entropy_of_logits(all_logits, y))),
            accuracy=float(np.mean((all_logits > 0) == (y > 0.5))),
            weights=weights,
            gradient=gradient,
            memory=state.values[racer, MEMORY],
            step=following[WEIGHTS] - weights,
            weights_next=following[WEIGHTS],
            memory_next=following[MEMORY],
            t=t,
            unbiased=_unbiased(settings, following[MEMORY], t),
            batch=batch,
            logits=logits,
            probabilities=probabilities,
            errors=probabilities - y[batch],
            point_losses=cross_entropy_of_logits(logits, y[batch]),
            expanded=run.expanded[batch],
        )


def accuracies(run: LinearRun, state: State) -> FloatArray:
    """Share of the points on the right side, of every racer, shape (n_racers,).

    Args:
        run: Any run of the same settings and points.
        state: State k.
    """
    with np.errstate(all="ignore"):
        above = state.values[:, WEIGHTS] @ run.expanded.T > 0
    shares: FloatArray = np.mean(above == (run.points.y > 0.5), axis=1)
    return shares


def _unbiased(racer: Racer, memory: FloatArray, t: int) -> FloatArray:
    if racer.rule != "adam":
        return memory
    shares = np.array([1 - racer.alpha**t, 1 - ADAM_BETA_2**t])
    unbiased: FloatArray = memory / shares[:, None]
    return unbiased


def step_lengths(run: LinearRun, state: State, racer: int) -> tuple[float, float]:
    """How long the step from a state is, and how long its weights are (Euclidean norms)."""
    weights = state.values[racer, WEIGHTS]
    following = run.replayed(state, 1).values[racer, WEIGHTS]
    return float(np.linalg.norm(following - weights)), float(np.linalg.norm(weights))


def probability_at(state: State, columns: tuple[int, ...], x0: float, x1: float) -> FloatArray:
    """P(y = 1) of every racer at one place, shape (n_racers,)."""
    features = expand(np.array([[x0, x1]]))[0, list(columns)]
    return sigmoid(state.values[:, WEIGHTS] @ features)


def grid_features(grid_points: NDArray[np.float32], columns: tuple[int, ...]) -> FloatGrid:
    """The features of a grid's points, float32, shape (n_points, n_features); computed once."""
    return np.ascontiguousarray(expand(grid_points)[:, list(columns)])


def probabilities_on(state: State, grid_features: NDArray[np.float32]) -> NDArray[np.float32]:
    """P(y = 1) of every racer on the features of a grid.

    Args:
        state: State k.
        grid_features: `expand` of the grid's points, the columns of this run, float32,
            shape (n_points, n_features).

    Returns:
        float32, shape (n_racers, n_points).
    """
    weights = state.values[:, WEIGHTS].astype(np.float32)
    with np.errstate(all="ignore"):
        z: NDArray[np.float32] = weights @ grid_features.T
        np.negative(z, out=z)
        np.exp(z, out=z)
        z += 1
        np.reciprocal(z, out=z)
    return z
