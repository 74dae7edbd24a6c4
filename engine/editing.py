"""Points changed by hand: one more, one of the other class, one less. Always both classes stay."""

from dataclasses import replace

import numpy as np

from engine.datasets import Points
from engine.errors import DataError

EDITED = " (edited)"


def added(points: Points, x0: float, x1: float, label: int) -> Points:
    """These points and one more of class `label` (0 or 1)."""
    X = np.vstack([points.X, [[x0, x1]]])
    return _remade(points, X, np.append(points.y, float(label)))


def toggled(points: Points, index: int) -> Points:
    """These points with one moved to the other class.

    Raises:
        DataError: It is the last of its class.
    """
    y = points.y.copy()
    y[index] = 1 - y[index]
    return _remade(points, points.X, y)


def removed(points: Points, index: int) -> Points:
    """These points without one.

    Raises:
        DataError: It is the last of its class.
    """
    return _remade(points, np.delete(points.X, index, axis=0), np.delete(points.y, index))


def _remade(points: Points, X: np.ndarray, y: np.ndarray) -> Points:
    if len(np.unique(y)) < 2:
        raise DataError(
            "There must be at least one point of each class. Add a point of the other class first."
        )
    name = points.name if points.name.endswith(EDITED) else points.name + EDITED
    return replace(points, X=X, y=y, name=name)
