"""Which iterations of a run become frames: evenly, geometrically, or by equal steps of loss."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

SHARE_OF_TIME = 0.1
"""Share of a film by loss that goes evenly through time, so that it never stands still."""


def moments(losses: FloatArray, first: int, count: int, by: str) -> IntArray:
    """The iterations of `count` frames, ascending; the first and the last state are among them.

    Args:
        losses: Of the states first, first + 1, …, shape (k, n_racers).
        first: The iteration of the first of them.
        count: How many frames are wanted; where there are fewer states, each is one frame.
        by: A key of `CHOICES`.
    """
    last = len(losses) - 1
    if count >= last + 1:
        return first + np.arange(last + 1)
    if count < 2:
        return np.array([first + last])
    wanted = CHOICES[by](losses, count)
    return first + _strictly_ascending(np.rint(wanted).astype(np.int64), last)


def _evenly(losses: FloatArray, count: int) -> FloatArray:
    return np.linspace(0, len(losses) - 1, count)


def _geometrically(losses: FloatArray, count: int) -> FloatArray:
    """As the planar tab's time-lapse: slowly at first, then ever faster."""
    return np.asarray(np.expm1(np.linspace(0, np.log1p(len(losses) - 1), count)))


def _by_loss(losses: FloatArray, count: int) -> FloatArray:
    """Equal steps of new lowest and new highest losses: where much happens, time is slow.

    Mini-batches make a loss tremble; only what it has not been before counts.
    """
    finite = np.where(np.isfinite(losses), losses, np.nan)
    fallen = finite[0] - np.fmin.accumulate(finite, axis=0)
    risen = np.fmax.accumulate(finite, axis=0) - finite[0]
    # a logarithm of what rose: a run that explodes is not all explosion
    way = np.nan_to_num(fallen + np.log1p(risen)).sum(axis=1)
    time = np.linspace(0, 1, len(losses))
    if way[-1] > 0:
        time = (1 - SHARE_OF_TIME) * way / way[-1] + SHARE_OF_TIME * time
    return np.asarray(np.interp(np.linspace(0, 1, count), time, np.arange(len(losses))))


CHOICES: dict[str, Callable[[FloatArray, int], FloatArray]] = {
    "even": _evenly,
    "loss": _by_loss,
    "geometric": _geometrically,
}
"""By name, as on the command line."""


def _strictly_ascending(wanted: IntArray, last: int) -> IntArray:
    """The nearest iterations of which none comes twice, from 0 to `last`."""
    steps = np.arange(len(wanted))
    up = np.maximum.accumulate(wanted - steps) + steps
    limit = last - (len(wanted) - 1 - steps)
    return np.minimum(up, limit)
