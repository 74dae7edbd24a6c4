"""Consecutive states of a run: a piece of its history, with all losses and every n-th state."""

from dataclasses import dataclass

import numpy as np

from engine.run import FloatArray

CHUNK = 4096
"""States to a chunk. Chunk c of a history holds the states from c·4096 on."""
SUMMARY = 64
"""Losses of which one smallest and one largest are kept, for drawing long runs."""


@dataclass
class Chunk:
    """Up to 4,096 consecutive states: all losses, every `stride`-th state."""

    losses: FloatArray
    values: FloatArray
    stride: int
    filled: int = 0
    summary: FloatArray | None = None
    """Smallest and largest of every 64 losses, shape (2, 64, n_racers), once the chunk is full."""

    @classmethod
    def of(cls, losses: FloatArray, values: FloatArray, stride: int) -> "Chunk":
        """A chunk with room for 4,096 states that holds copies of these."""
        room = (CHUNK - len(losses), CHUNK // stride - len(values))
        chunk = cls(
            np.concatenate([losses, np.empty((room[0], *losses.shape[1:]))]),
            np.concatenate([values, np.empty((room[1], *values.shape[1:]), values.dtype)]),
            stride,
            len(losses),
        )
        chunk.summarise()
        return chunk

    def summarise(self) -> None:
        """Finds the extremes for drawing, once the chunk is full."""
        if self.filled == CHUNK:
            grouped = self.losses.reshape(CHUNK // SUMMARY, SUMMARY, -1)
            # fmin and fmax pass over what is not a number
            self.summary = np.stack(
                [np.fmin.reduce(grouped, axis=1), np.fmax.reduce(grouped, axis=1)]
            )

    def thin(self, stride: int) -> None:
        """Keeps only every `stride`-th state."""
        self.values = self.values[:: stride // self.stride].copy()
        self.stride = stride
