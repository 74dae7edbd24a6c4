"""Which points each mini-batch holds: drawn once, and again whenever they are asked for.

Mini-batches are never stored. They come from numpy's legacy generator, as the course draws them:
k calls of `choice(n_samples, b)` give the same numbers as one `randint(0, n_samples, (k, b))`.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]

LARGEST_BLOCK = 1024
"""Iterations that are drawn at once, for small batches."""
SMALLEST_BLOCK = 16
"""Iterations that are drawn at once, at least: before each block the generator is remembered."""
BLOCK_NUMBERS = 65_536
"""Numbers that are drawn at once, where batches are so large that fewer iterations fit."""


@dataclass
class _Stretch:
    """Iterations from `start` on with one batch size."""

    start: int
    batch_size: int
    states: list[dict[str, Any]] = field(default_factory=list)
    """The generator before each block of this stretch, as far as it was needed."""

    @property
    def block_length(self) -> int:
        return max(SMALLEST_BLOCK, min(LARGEST_BLOCK, BLOCK_NUMBERS // self.batch_size))


class Batches:
    """The sequence of mini-batches of a run.

    Args:
        n_samples: Points to draw from.
        seed: Of the legacy generator.
        sizes: (iteration, batch size) pairs in order; the first at iteration 0.
    """

    def __init__(self, n_samples: int, seed: int, sizes: tuple[tuple[int, int], ...]) -> None:
        self._n_samples = n_samples
        self._random = np.random.RandomState(seed)
        self._stretches = [_Stretch(start, size) for start, size in sizes]
        self._stretches[0].states.append(self._random.get_state(legacy=False))
        self._block_first = 0
        self._block: IntArray = np.empty((0, 0), dtype=np.int64)

    def at(self, iteration: int) -> IntArray:
        """Indices of the points of mini-batch `iteration`, shape (batch_size,)."""
        offset = self._offset(iteration)
        chosen: IntArray = self._block[offset]
        return chosen

    def some(self, iteration: int, most: int) -> IntArray:
        """Mini-batches from `iteration` on, as far as they are of one size and not too large.

        Returns:
            Indices, shape (k, batch_size), k from 1 to `most`.
        """
        offset = self._offset(iteration)
        fitting = max(1, BLOCK_NUMBERS // self._block.shape[1])
        return self._block[offset : offset + min(most, fitting)]

    def _offset(self, iteration: int) -> int:
        """Where a mini-batch stands in the block drawn last, which is drawn if need be."""
        if not 0 <= iteration - self._block_first < len(self._block):
            self._draw_block_of(iteration)
        return iteration - self._block_first

    def _draw_block_of(self, iteration: int) -> None:
        number = max(k for k, one in enumerate(self._stretches) if one.start <= iteration)
        stretch = self._stretches[number]
        index = (iteration - stretch.start) // stretch.block_length
        self._go_to(number, index)
        self._block = self._draw(stretch, stretch.block_length)
        self._remember(stretch, index + 1)
        self._block_first = stretch.start + index * stretch.block_length
        following = self._stretches[number + 1 : number + 2]
        if following:
            self._block = self._block[: following[0].start - self._block_first]

    def _go_to(self, number: int, index: int) -> None:
        """Puts the generator before block `index` of a stretch."""
        stretch = self._stretches[number]
        if not stretch.states:
            self._begin(number)
        known = min(index, len(stretch.states) - 1)
        self._random.set_state(stretch.states[known])
        for passed in range(known, index):
            self._draw(stretch, stretch.block_length)
            self._remember(stretch, passed + 1)

    def _begin(self, number: int) -> None:
        """Finds the generator where a stretch begins: after the last batch of the one before."""
        before, stretch = self._stretches[number - 1], self._stretches[number]
        blocks, rest = divmod(stretch.start - before.start, before.block_length)
        self._go_to(number - 1, blocks)
        self._draw(before, rest)
        stretch.states.append(self._random.get_state(legacy=False))

    def _draw(self, stretch: _Stretch, count: int) -> IntArray:
        return self._random.randint(0, self._n_samples, (count, stretch.batch_size), np.int64)

    def _remember(self, stretch: _Stretch, index: int) -> None:
        if index == len(stretch.states):
            stretch.states.append(self._random.get_state(legacy=False))
