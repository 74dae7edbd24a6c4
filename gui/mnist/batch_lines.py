"""What every batch did, for drawing: faint dots, and the running mean as a line over them."""

import numpy as np

from engine.mnist.record import MnistRecord
from engine.mnist.smoothing import running_mean
from engine.run_record import RunRecord, expected
from gui.shapes import FloatArray, IntArray, Losses
from gui.time_lines import MOST_DOTS, NO_DOTS, LossLines

LONGEST, SHORTEST = 100, 10
"""Batches of a running mean, at most and at least: a quarter of an epoch."""
LOSS, ACCURACY = 0, 1
"""The columns of a history's rows."""
NAME = "0"


def window_of(record: RunRecord) -> int:
    """How many batches a running mean is of, in this run."""
    return min(max(expected(MnistRecord, record).batches_per_epoch // 4, SHORTEST), LONGEST)


class BatchLines(LossLines):
    """The losses, or the accuracies, of all batches of a run on MNIST.

    The loss of batch k belongs to the step from k to k + 1, and stands at k + 1: what is known
    after that step.

    Args:
        column: `LOSS` or `ACCURACY`.
        factor: Of what is shown; 100 for per cent.
    """

    def __init__(self, column: int = LOSS, factor: float = 1.0) -> None:
        self._column, self._factor = column, factor

    def curve(
        self,
        record: RunRecord,
        edges: IntArray,
        racer: int,  # noqa: ARG002
    ) -> tuple[FloatArray, FloatArray]:
        """The running mean at each of the edges that have been reached."""
        values = self._values(record)
        if not len(values):
            return NO_DOTS, NO_DOTS
        means = running_mean(values, window_of(record))
        at = np.clip(edges, 1, len(values))
        at = at[np.diff(at, prepend=0) > 0]
        return at.astype(np.float64), means[at - 1]

    def dots(self, record: RunRecord) -> tuple[FloatArray, FloatArray]:
        """Every batch; of very many, every second, or third, and so on."""
        values = self._values(record)
        every = max(-(-len(values) // MOST_DOTS), 1)
        return np.arange(1, len(values) + 1, every, dtype=np.float64), values[::every]

    def at(self, record: RunRecord, position: int) -> Losses:
        """The running mean where the cursor stands."""
        if not 0 < position <= record.head:
            return {}
        history = expected(MnistRecord, record).history
        rows = history.rows(max(position - window_of(record), 0), position - 1)
        return {NAME: self._factor * float(rows[:, self._column].mean())}

    def _values(self, record: RunRecord) -> FloatArray:
        rows = expected(MnistRecord, record).history.rows()
        return np.asarray(self._factor * rows[:, self._column])
