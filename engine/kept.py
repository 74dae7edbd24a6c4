"""What a history keeps of a run, in one piece: for a file, or for another thread to write."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Kept:
    """Every loss, and every `stride`-th state, in pieces that follow each other.

    Attributes:
        losses: Pieces of shape (k, n_racers): state 0 to the head.
        values: Pieces of shape (k, …): states 0, stride, 2·stride, …
        stride: Every how many iterations a state is kept.
    """

    losses: tuple[FloatArray, ...]
    values: tuple[FloatArray, ...]
    stride: int

    def joined(self) -> tuple[FloatArray, FloatArray]:
        """All losses and all kept states, each as one array."""
        return joined(self.losses), joined(self.values)


def joined(pieces: tuple[NDArray[Any], ...]) -> NDArray[Any]:
    """One array of pieces that follow each other along the first axis."""
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
