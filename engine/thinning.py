"""Long curves for narrow pictures: of each column its smallest and its largest value."""

import numpy as np
from numpy.typing import NDArray

from engine.run import FloatArray


def thinned(
    iterations: FloatArray, low: FloatArray, high: FloatArray, edges: NDArray[np.int64]
) -> tuple[FloatArray, FloatArray]:
    """A curve with two values a column, its smallest and its largest.

    Args:
        iterations: Rising, (k,).
        low: The smallest value at each, (k,).
        high: The largest, (k,).
        edges: Ascending iterations that separate the columns of the picture.

    Returns:
        Iterations and values; `iterations` and `low` themselves, if they are few.
    """
    if len(iterations) <= 2 * len(edges):
        return iterations, low
    starts = np.searchsorted(iterations, edges)
    starts = starts[(np.diff(starts, prepend=-1) > 0) & (starts < len(iterations))]
    if not len(starts) or starts[0] != 0:
        starts = np.concatenate([[0], starts])
    x = np.repeat(iterations[starts], 2)
    y = np.empty(len(x))
    y[0::2] = np.fmin.reduceat(low, starts)
    y[1::2] = np.fmax.reduceat(high, starts)
    return x, y
