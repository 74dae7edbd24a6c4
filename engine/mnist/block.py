"""What a run on MNIST tells of the batches that it has trained: losses of all, weights of the last.

The weights of every batch would be half a megabyte each; a block has them once, or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.mnist.network import Float32Array
from engine.run import FloatArray, State, Stop


@dataclass(frozen=True)
class Validation:
    """How well the network did on images that it does not learn from.

    Attributes:
        iteration: The batches that had been trained.
        loss: Mean cross-entropy.
        accuracy: Share that it got right.
        seconds: What the epoch that ended there took to compute.
    """

    iteration: int
    loss: float
    accuracy: float
    seconds: float = 0.0


@dataclass(frozen=True)
class Epoch:
    """One line of what Keras prints.

    Attributes:
        number: Counted from 1.
        iteration: The batches that had been trained at its end.
        loss: Mean over its batches, with dropout on.
        accuracy: The same.
        val_loss: At its end, on the validation images, without dropout.
        val_accuracy: The same.
        seconds: What it took to compute.
    """

    number: int
    iteration: int
    loss: float
    accuracy: float
    val_loss: float
    val_accuracy: float
    seconds: float


@dataclass(frozen=True)
class MnistBlock:
    """Consecutive batches; row r led to iteration `first` + r.

    Attributes:
        first: The iteration after the first batch.
        losses: Of each batch before its step, with dropout on, shape (k, 1), read-only.
        accuracies: Share of each batch that was right, shape (k,), read-only.
        weights: Those that answer, after the last batch, in one row; None where they are left out.
        validations: At the epochs that ended.
        states: Everything that a run needs to go on from there, at the same places.
        stop: Set if the run stopped itself at the last row.
    """

    first: int
    losses: FloatArray
    accuracies: FloatArray
    weights: Float32Array | None = None
    validations: tuple[Validation, ...] = ()
    states: tuple[State, ...] = ()
    stop: Stop | None = None

    def __post_init__(self) -> None:
        for array in (self.losses, self.accuracies, self.weights):
            if array is not None:
                array.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Arrays that crossed a pipe come back writeable; freeze them again."""
        self.__dict__.update(state)
        self.__post_init__()

    def __len__(self) -> int:
        return len(self.losses)

    @property
    def last(self) -> int:
        """The iteration after the last batch."""
        return self.first + len(self) - 1

    @property
    def nbytes(self) -> int:
        """Memory that it takes, nearly."""
        return self.losses.nbytes + sum(state.values.nbytes for state in self.states)

    @classmethod
    def joined(cls, blocks: Sequence["MnistBlock"]) -> "MnistBlock":
        """One block of blocks that follow each other; only the last one's weights stay."""
        if len(blocks) == 1:
            return blocks[0]
        return cls(
            blocks[0].first,
            np.concatenate([block.losses for block in blocks]),
            np.concatenate([block.accuracies for block in blocks]),
            blocks[-1].weights,
            tuple(one for block in blocks for one in block.validations),
            tuple(one for block in blocks for one in block.states),
            blocks[-1].stop,
        )

    def with_weights(self, weights: Float32Array) -> "MnistBlock":
        """The same with the weights after its last batch."""
        return replace(self, weights=weights)
