"""The losses of several racers at several states, computed together.

A loss does not feed back into training. So the margins of each state are noted when it is there,
and what is dear, the exponentials, is done for many states at once.
"""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

MOST_STATES = 32
"""States whose losses are computed at once, at most."""
NUMBERS = 32_768
"""Margins that are kept, about: what a processor has at hand."""
HALVINGS = 3
"""How often numbers are multiplied in pairs before they are multiplied in a row."""
FACTORS = 512 >> HALVINGS
"""So many products of pairs of pairs, numbers from 1 to 2 at first, are finite by far."""


class Losses:
    """Mean cross-entropies over all points.

    With the margin s = (1 − 2y) w·x, positive where a racer is wrong, the cross-entropy is
    max(s, 0) + log(1 + e^(−|s|)). Its first part is (s + |s|) / 2, which is exact; summed as a
    difference of two sums it would be round-off, even negative, where all points are right by far.
    In its second part, the logarithms of many numbers between 1 and 2 are the logarithm of their
    product, which saves most of the work.

    Each state's margins are a product of their own, and all else goes row by row: the bits do not
    depend on how many states are computed together.

    Args:
        X: Expanded points, shape (n_samples, n_features).
        y: Classes 0 or 1, shape (n_samples,).
        n_racers: How many losses each state has.
    """

    def __init__(self, X: FloatArray, y: FloatArray, n_racers: int) -> None:
        n_samples = len(y)
        self._against = np.ascontiguousarray((X * (1 - 2 * y)[:, None]).T)
        self.together = max(1, min(MOST_STATES, NUMBERS // (n_racers * n_samples)))
        self._margins = np.empty((self.together, n_racers, n_samples))
        self._small = np.empty_like(self._margins)
        self._rows = list(self._margins)

    def note(self, row: int, weights: FloatArray) -> None:
        """Notes the margins at a state.

        Args:
            row: Its place among the states of which the losses will be wanted.
            weights: Of each racer, shape (n_racers, n_features).
        """
        np.dot(weights, self._against, out=self._rows[row])

    def of_noted(self, count: int) -> FloatArray:
        """The losses at the first `count` states noted, shape (count, n_racers)."""
        size, small = self._margins[:count], self._small[:count]
        np.abs(size, out=small)
        size += small
        np.negative(small, out=small)
        np.exp(small, out=small)
        small += 1
        small = _multiplied_in_pairs(small)
        products = np.multiply.reduceat(small, range(0, small.shape[-1], FACTORS), axis=-1)
        first = size.sum(axis=-1) / 2
        losses: FloatArray = (first + np.log(products).sum(axis=-1)) / size.shape[-1]
        return losses


def _multiplied_in_pairs(numbers: FloatArray) -> FloatArray:
    """Fewer numbers along the last axis, with the same product; overwrites what it is given.

    Halves are multiplied number by number, which is quicker than one number after the other.
    """
    for _ in range(HALVINGS):
        length = numbers.shape[-1]
        half = length // 2
        numbers[..., :half] *= numbers[..., length - half :]
        numbers = numbers[..., : length - half]
    return numbers
