"""All batches of a run on MNIST: every loss and accuracy, and as many weights as memory allows."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from engine.mnist.block import MnistBlock
from engine.mnist.kept import KeptAt
from engine.mnist.network import Float32Array
from engine.run import FloatArray, State
from engine.thinning import thinned

CHUNK = 4096
MOST_WEIGHTS = 200
WEIGHTS_BYTES = 128 * 1024 * 1024
STATES_BYTES = 128 * 1024 * 1024
"""Memory for the weights that can be shown, and for the states that a run can go on from."""
NONE: Mapping[int, Float32Array] = {}


class BatchHistory:
    """What is known of a run on MNIST. Position k is the run after k batches.

    The loss of batch k belongs to the step from k to k + 1, so N batches have positions 0 … N and
    N losses; at the head the loss of the last batch stands for the one to come.
    """

    def __init__(self) -> None:
        self._chunks: list[FloatArray] = []
        self._head = 0
        self.weights: KeptAt[Float32Array] = KeptAt(MOST_WEIGHTS, WEIGHTS_BYTES)
        self.states: KeptAt[State] = KeptAt(MOST_WEIGHTS, STATES_BYTES)

    @classmethod
    def restored(
        cls, rows: FloatArray, weights: Mapping[int, Float32Array], state: State | None
    ) -> "BatchHistory":
        """What was kept of a run, in a file.

        Args:
            rows: Loss and accuracy of each batch, (k, 2).
            weights: By the batches after which they were kept, ascending.
            state: The last full state.
        """
        history = cls()
        history._add(rows)
        for iteration, row in weights.items():
            row.flags.writeable = False
            history.weights.add(iteration, row, row.nbytes)
        if state is not None:
            history.states.add(state.iteration, state, state.values.nbytes)
        return history

    def __len__(self) -> int:
        """The number of positions, N + 1 after N batches."""
        return self._head + 1

    @property
    def head(self) -> int:
        """The batches received."""
        return self._head

    @property
    def stride(self) -> int:
        """How far apart the kept weights are, at least."""
        return self.weights.apart

    @property
    def nbytes(self) -> int:
        """Memory that everything takes."""
        losses = sum(chunk.nbytes for chunk in self._chunks)
        return losses + self.weights.nbytes + self.states.nbytes

    def append(self, block: MnistBlock, marked: Mapping[int, Float32Array] = NONE) -> None:
        """Takes the batches that follow the head; those already known are passed over.

        Args:
            block: The batches.
            marked: Weights within it that stay when their neighbours go, by their batches.

        Raises:
            ValueError: There is a gap before the block.
        """
        if block.first > self._head + 1:
            raise ValueError(f"Batch {self._head} must come next. Received {block.first - 1}.")
        known = self._head + 1 - block.first
        self._add(np.column_stack([block.losses[known:, 0], block.accuracies[known:]]))
        for state in block.states:
            self.states.add(state.iteration, state, state.values.nbytes)
        self.weights.mark(marked)
        for iteration, row in marked.items():
            self.weights.add(iteration, row, row.nbytes)
        if block.weights is not None:
            self.weights.add(block.last, block.weights, block.weights.nbytes)

    def _add(self, rows: FloatArray) -> None:
        while len(rows):
            number, offset = divmod(self._head, CHUNK)
            if number == len(self._chunks):
                self._chunks.append(np.empty((CHUNK, 2)))
            taken = rows[: CHUNK - offset]
            self._chunks[number][offset : offset + len(taken)] = taken
            self._head += len(taken)
            rows = rows[len(taken) :]

    def rows(self, first: int = 0, last: int | None = None) -> FloatArray:
        """Loss and accuracy of the batches first … last, shape (k, 2), a copy."""
        end = self._head if last is None else min(last + 1, self._head)
        parts = [
            self._chunks[number][max(first - start, 0) : min(CHUNK, end - start)]
            for number in range(max(first, 0) // CHUNK, -(-end // CHUNK))
            if (start := number * CHUNK) < end
        ]
        return np.concatenate(parts) if parts else np.empty((0, 2))

    def losses(self, first: int = 0, last: int | None = None) -> FloatArray:
        """The losses of the batches first … last, shape (k, 1), a copy."""
        return self.rows(first, last)[:, :1]

    def accuracies(self, first: int = 0, last: int | None = None) -> FloatArray:
        """The accuracies of the batches first … last, shape (k,), a copy."""
        return self.rows(first, last)[:, 1]

    def losses_at(self, iteration: int) -> FloatArray:
        """The loss of a batch, shape (1,); nan before the first.

        Raises:
            IndexError: The run has not come so far.
        """
        if not 0 <= iteration <= self._head:
            raise IndexError(f"Positions 0 to {self._head} are known. Received {iteration}.")
        if self._head == 0:
            return np.full(1, np.nan)
        batch = min(iteration, self._head - 1)
        loss: FloatArray = self._chunks[batch // CHUNK][batch % CHUNK, :1]
        return loss

    def curve(self, edges: NDArray[np.int64], racer: int = 0) -> tuple[FloatArray, FloatArray]:
        """The losses (or, as `racer` 1, the accuracies), thinned for drawing.

        Args:
            edges: Ascending iterations that separate the columns of the picture.
            racer: 0 for losses, 1 for accuracies.

        Returns:
            Iterations and values, each of at most two values a column: smallest and largest.
        """
        values = self.rows()[:, racer]
        return thinned(np.arange(len(values), dtype=np.float64), values, values, edges)

    def shrink(self, budget_bytes: int) -> None:
        """Keeps fewer weights and states, at once: for a run that is put aside."""
        self.weights.shrink(budget_bytes // 2)
        self.states.shrink(budget_bytes // 2)

    def branched(self, iteration: int) -> "BatchHistory":
        """What a run that leaves this one at `iteration` has in common with it."""
        branch = BatchHistory()
        branch._add(self.rows(0, iteration - 1))
        branch.weights = self.weights.until(iteration)
        branch.states = self.states.until(iteration)
        return branch


def mean_of(rows: FloatArray, sizes: Iterable[int]) -> tuple[float, float]:
    """Loss and accuracy of several batches, each counting by its number of images.

    Args:
        rows: Loss and accuracy of each, (k, 2).
        sizes: The images in each.
    """
    loss, accuracy = np.average(rows, axis=0, weights=np.fromiter(sizes, float))
    return float(loss), float(accuracy)
