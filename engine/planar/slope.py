"""Gradient descent on a cost of one weight: the classical picture of a good and a bad rate.

J(w) = w². Each step multiplies w by 1 − 2η: below η = 0.5 it slides down, above it jumps across,
and above η = 1 each jump is longer than the one before.
"""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

START = 0.9
GOOD_RATE = 0.15
BAD_RATE = 1.05
WIDEST = 2.0
"""The curve is drawn from −2 to 2."""


def cost(w: FloatArray) -> FloatArray:
    """J(w) = w²."""
    return np.asarray(w) ** 2


def gradient(w: float) -> float:
    """dJ/dw = 2 w."""
    return 2 * w


def descend(rate: float, start: float, n: int) -> FloatArray:
    """The weights w_0 … w_n of w ← w − η dJ/dw.

    Args:
        rate: η.
        start: w_0.
        n: Steps.

    Returns:
        Shape (n + 1,).
    """
    weights = [start]
    for _ in range(n):
        weights.append(weights[-1] - rate * gradient(weights[-1]))
    return np.array(weights)
