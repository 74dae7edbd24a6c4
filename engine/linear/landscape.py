"""The loss over two weights: what a run of a model with exactly two features walks on.

It is offered for two weights only. A slice through six would show a loss that no racer has.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from contourpy import LineType, contour_generator
from numpy.typing import NDArray

from engine.linear.logistic import cross_entropy_of_logits, sigmoid

FloatArray = NDArray[np.float64]
Frame = tuple[float, float, float, float]

SIDE = 72
MOST_POINTS = 2000
"""Points over which the landscape is averaged; more would not be seen."""
LEVELS = 16
NEWTON_STEPS = 50
FARTHEST_MINIMUM = 1e3
"""A minimum farther out than this is none that anybody would look at."""
MARGIN = 0.35


@dataclass(frozen=True)
class Landscape:
    """Lines of equal loss over two weights.

    Attributes:
        frame: Smallest and largest first weight, smallest and largest second weight.
        contours: (loss, polylines (k, 2)) in ascending order of loss.
        minimum: The weights of least loss, or None if there are none.
    """

    frame: Frame
    contours: tuple[tuple[float, tuple[FloatArray, ...]], ...]
    minimum: tuple[float, float] | None


def find_minimum(X: FloatArray, y: FloatArray) -> tuple[float, float] | None:
    """The two weights of least loss, by Newton's method; None if the loss has no minimum.

    It has none where a line parts the classes: the longer the weights, the smaller the loss.

    Args:
        X: The two features of each point, shape (n_samples, 2).
        y: Classes, shape (n_samples,).
    """
    w = np.zeros(2)
    for _ in range(NEWTON_STEPS):
        p = sigmoid(X @ w)
        gradient = X.T @ (p - y) / len(y)
        curvature = (X * (p * (1 - p))[:, None]).T @ X / len(y)
        if np.linalg.cond(curvature) > 1e12:
            return None
        step = np.linalg.solve(curvature, gradient)
        w = w - step / max(1.0, float(np.linalg.norm(step)) / 5)
        parted = np.all((X @ w > 0) == (y > 0.5))
        if parted or np.linalg.norm(w) > FARTHEST_MINIMUM:
            return None
    return float(w[0]), float(w[1])


def landscape(X: FloatArray, y: FloatArray, passed: Sequence[FloatArray]) -> Landscape:
    """The loss around the minimum and around the weights that were passed.

    Args:
        X: The two features of each point, shape (n_samples, 2).
        y: Classes, shape (n_samples,).
        passed: Weights that must lie within the frame, arrays (k, 2).
    """
    stride = -(-len(y) // MOST_POINTS)
    X, y = X[::stride], y[::stride]
    minimum = find_minimum(X, y)
    known = [np.asarray(points)[np.isfinite(points).all(axis=1)] for points in passed]
    frame = _frame(known, minimum)
    first = np.linspace(frame[0], frame[1], SIDE)
    second = np.linspace(frame[2], frame[3], SIDE)
    losses = np.empty((SIDE, SIDE))
    for row, weight in enumerate(second):
        logits = X[:, :1] * first + X[:, 1:] * weight
        losses[row] = cross_entropy_of_logits(logits, y[:, None]).mean(axis=0)
    lowest, highest = float(losses.min()), float(losses.max())
    heights = lowest + (highest - lowest) * np.linspace(0, 1, LEVELS + 1)[1:] ** 2.5
    generator = contour_generator(first, second, losses, line_type=LineType.Separate)
    contours = tuple(
        (float(height), tuple(np.asarray(line, dtype=np.float64) for line in found))
        for height in heights
        if (found := generator.lines(float(height)))
    )
    return Landscape(frame, contours, minimum)


def _frame(passed: Sequence[FloatArray], minimum: tuple[float, float] | None) -> Frame:
    corners = [points for points in passed if len(points)]
    if minimum is not None:
        corners.append(np.array([minimum]))
    points = np.vstack([*corners, np.zeros((1, 2))])
    low, high = points.min(axis=0), points.max(axis=0)
    width = np.maximum(high - low, 1.0)
    low, high = low - MARGIN * width, high + MARGIN * width
    return float(low[0]), float(high[0]), float(low[1]), float(high[1])


def inside(frame: Frame, points: FloatArray) -> bool:
    """Whether all finite points (k, 2) lie within a frame."""
    finite = points[np.isfinite(points).all(axis=1)]
    left, right, low, high = frame
    x, y = finite[:, 0], finite[:, 1]
    return bool(np.all((x >= left) & (x <= right) & (y >= low) & (y <= high)))
