"""The six features of the quadratic model: what `expand` makes of two coordinates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Feature:
    """One column of the expanded points.

    Attributes:
        name: Its key in settings and files.
        symbol: How it is written.
    """

    name: str
    symbol: str


FEATURES = (
    Feature("x0", "x₀"),
    Feature("x1", "x₁"),
    Feature("x0^2", "x₀²"),
    Feature("x1^2", "x₁²"),
    Feature("x0x1", "x₀x₁"),
    Feature("1", "1"),
)
"""In the order of the columns that `expand` gives."""

FEATURE_NAMES = tuple(feature.name for feature in FEATURES)


def expand(X: NDArray[np.floating]) -> NDArray[np.floating]:
    """The quadratic features x₀, x₁, x₀², x₁², x₀x₁, 1 of each point.

    With them a classifier that is linear in its weights can draw a circle.

    Args:
        X: Points, shape (n_samples, 2).

    Returns:
        The expanded points, shape (n_samples, 6), of the same float type.
    """
    X = np.asarray(X)
    if not np.issubdtype(X.dtype, np.floating):
        X = X.astype(np.float64)
    x0, x1 = X[:, 0], X[:, 1]
    return np.stack([x0, x1, x0 * x0, x1 * x1, x0 * x1, np.ones_like(x0)], axis=1)


def columns_of(names: tuple[str, ...]) -> tuple[int, ...]:
    """The columns of `expand` that these features stand in, from left to right."""
    return tuple(column for column, name in enumerate(FEATURE_NAMES) if name in names)
