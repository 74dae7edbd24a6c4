"""The plane of x₀² and x₁², in which a ring around the origin can be parted by a straight line."""

import numpy as np
from numpy.typing import NDArray

from engine.linear.features import FEATURE_NAMES

FloatArray = NDArray[np.float64]
Frame = tuple[float, float, float, float]

LINE_FEATURES = ("x0^2", "x1^2", "1")
"""The weights that make a line in this plane; the others bend it out of the plane."""


def squared(X: FloatArray) -> FloatArray:
    """x₀², x₁² of each point, shape (n_samples, 2)."""
    return np.asarray(X) ** 2


def line_in_plane(
    weights: FloatArray, columns: tuple[int, ...], frame: Frame
) -> tuple[FloatArray, ...]:
    """Where w·(x₀², x₁², 1) = 0 within a frame: one piece of two points, or none.

    Args:
        weights: Of one racer, shape (n_features,).
        columns: Which columns of `expand` they belong to.
        frame: Left, right, low and high edge.
    """
    by_name = {
        FEATURE_NAMES[column]: weight for column, weight in zip(columns, weights, strict=True)
    }
    a, b, c = (float(by_name.get(name, 0.0)) for name in LINE_FEATURES)
    left, right, low, high = frame
    crossings = []
    if b:
        crossings += [(x, -(a * x + c) / b) for x in (left, right)]
    if a:
        crossings += [(-(b * y + c) / a, y) for y in (low, high)]
    on_edge = {
        (round(x, 12), round(y, 12))
        for x, y in crossings
        if left - 1e-9 <= x <= right + 1e-9 and low - 1e-9 <= y <= high + 1e-9
    }
    if len(on_edge) < 2:
        return ()
    ends = sorted(on_edge)
    return (np.array([ends[0], ends[-1]]),)


def leaves_plane(weights: FloatArray, columns: tuple[int, ...]) -> bool:
    """Whether weights that are not of this plane have a say as well."""
    return any(
        weight != 0 and FEATURE_NAMES[column] not in LINE_FEATURES
        for column, weight in zip(columns, weights, strict=True)
    )
