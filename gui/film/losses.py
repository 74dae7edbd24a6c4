"""The losses that a film's curve shows: as they are, or the mean of the last hundred batches."""

from typing import Protocol

import numpy as np

from engine.mnist.smoothing import running_mean
from engine.run_record import RunHistory
from gui.shapes import FloatArray, IntArray

WINDOW = 100
"""Batches of which the mean is shown: the loss of one trembles."""


class LossSource(Protocol):
    """What a film asks of a run's losses."""

    def curve(self, columns: IntArray, racer: int) -> tuple[FloatArray, FloatArray]:
        """Iterations and losses, thinned for drawing."""

    def at(self, iteration: int) -> FloatArray:
        """The racers' losses of a state."""


class EachLoss:
    """The losses as they are.

    Args:
        history: Of a run of points.
    """

    def __init__(self, history: RunHistory) -> None:
        self._history = history

    def curve(self, columns: IntArray, racer: int) -> tuple[FloatArray, FloatArray]:
        """Iterations and losses, thinned for drawing."""
        return self._history.curve(columns, racer)

    def at(self, iteration: int) -> FloatArray:
        """The racers' losses of a state."""
        return self._history.losses_at(iteration)


class MeanLoss:
    """The mean of the last batches' losses.

    Args:
        history: Of a run on digits.
    """

    def __init__(self, history: RunHistory) -> None:
        self._means = running_mean(history.losses()[:, 0], WINDOW)

    def curve(self, columns: IntArray, racer: int) -> tuple[FloatArray, FloatArray]:  # noqa: ARG002
        """Iterations and losses, thinned for drawing."""
        batches = np.unique(np.clip(columns, 1, len(self._means)))
        return batches.astype(np.float64), self._means[batches - 1]

    def at(self, iteration: int) -> FloatArray:
        """The mean before this batch."""
        return self._means[[max(iteration, 1) - 1]]
