"""What the tests of linear runs share.

The rules stand here a second time, written as one would read them aloud, so that nothing of the
engine judges itself.
"""

import numpy as np
from numpy.typing import NDArray

from engine.datasets import Points, make_points
from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.run import Block, Programme

FloatArray = NDArray[np.float64]
POINTS = make_points("ring", 60, 0.3, 0)


def linear_run(points: Points = POINTS, **values: object) -> LinearRun:
    return LinearRun(Programme.of(LinearSettings(**values)), points)  # type: ignore[arg-type]


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


def assert_same_bits(one: Block, other: Block) -> None:
    assert one.first == other.first
    np.testing.assert_array_equal(one.losses, other.losses)
    np.testing.assert_array_equal(one.values, other.values)
