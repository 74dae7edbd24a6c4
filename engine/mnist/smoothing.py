"""The running mean: what a trembling curve does on the whole."""

import numpy as np

from engine.run import FloatArray


def running_mean(values: FloatArray, window: int) -> FloatArray:
    """The mean of each value and those before it, `window` of them at most; same shape.

    Args:
        values: (k,).
        window: How many values count, at least 1.
    """
    sums = np.cumsum(np.concatenate(([0.0], values)))
    ends = np.arange(1, len(values) + 1)
    starts = np.maximum(ends - window, 0)
    return np.asarray((sums[ends] - sums[starts]) / (ends - starts))
