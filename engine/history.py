"""All iterations of a run: every loss, and as many states as a budget of memory allows.

States that were thinned out are computed again from the one before, by the run itself. A history
is a list of chunks, never one array that is copied in order to grow.
"""

import numpy as np
from numpy.typing import NDArray

from engine.chunk import CHUNK, SUMMARY, Chunk
from engine.kept import Kept
from engine.run import Block, FloatArray, Run, State
from engine.thinning import thinned

BUDGET_BYTES = 128 * 1024 * 1024
"""Memory that the states of one run may take."""
RAW_LOSSES = 32_768
"""Losses that are looked at one by one when a curve is drawn; beyond them summaries serve."""


class History:
    """What is known of a run, from state 0 to the last one received.

    Args:
        run: The same run, ready to compute states again; it is moved about in doing so.
        budget_bytes: Memory for the states; losses are not counted.
    """

    def __init__(self, run: Run, budget_bytes: int = BUDGET_BYTES) -> None:
        self._run = run
        self._budget = budget_bytes
        self._chunks: list[Chunk] = []
        self._length = 0
        self._stride = 1
        self._unthinned = 0
        self._cached: State | None = None

    def __len__(self) -> int:
        """The number of states known, N + 1 after N iterations."""
        return self._length

    @property
    def head(self) -> int:
        """The last iteration received; −1 before the first state."""
        return self._length - 1

    @property
    def stride(self) -> int:
        """Every how many iterations a state is kept; those between are computed again."""
        return self._stride

    @property
    def nbytes(self) -> int:
        """Memory that states and losses take."""
        return sum(chunk.values.nbytes + chunk.losses.nbytes for chunk in self._chunks)

    def append(self, block: Block) -> None:
        """Takes the states that follow the head; those already known are passed over.

        Raises:
            ValueError: There is a gap before the block.
        """
        if block.first > self._length:
            raise ValueError(f"State {self._length} must come next. Received {block.first}.")
        done = self._length - block.first
        while done < len(block):
            done += self._fill(block, done)
        self._thin_if_needed()

    def _fill(self, block: Block, done: int) -> int:
        """Copies as much of the block as its chunk has room for; returns how much."""
        number, offset = divmod(self._length, CHUNK)
        if number == len(self._chunks):
            self._chunks.append(self._empty_chunk(block))
        chunk = self._chunks[number]
        count = min(CHUNK - offset, len(block) - done)
        chunk.losses[offset : offset + count] = block.losses[done : done + count]
        first_kept = -(-offset // chunk.stride)
        kept = block.values[done : done + count][first_kept * chunk.stride - offset :: chunk.stride]
        chunk.values[first_kept : first_kept + len(kept)] = kept
        chunk.filled = offset + count
        self._length += count
        chunk.summarise()
        return count

    def _empty_chunk(self, block: Block) -> Chunk:
        rows = CHUNK // self._stride
        values = np.empty((rows, *block.values.shape[1:]), dtype=block.values.dtype)
        return Chunk(np.empty((CHUNK, block.losses.shape[1])), values, self._stride)

    def _thin_if_needed(self) -> None:
        """Doubles the stride when the budget is passed, a few chunks at a time.

        Thinning everything at once would stop the window for a visible moment.
        """
        if self._unthinned < len(self._chunks):
            for chunk in self._chunks[self._unthinned : self._unthinned + 4]:
                if chunk.stride < self._stride:
                    chunk.thin(self._stride)
            self._unthinned += 4
            return
        if self._value_bytes > self._budget:
            if self._stride < CHUNK:
                self._stride *= 2
                self._unthinned = 0
        else:
            self._unthinned = len(self._chunks)

    def shrink(self, budget_bytes: int) -> None:
        """Keeps fewer states, at once: for a run that is put aside."""
        while self._stride < CHUNK and self._value_bytes > budget_bytes:
            self._stride *= 2
            for chunk in self._chunks:
                if chunk.stride < self._stride:
                    chunk.thin(self._stride)
        self._unthinned = len(self._chunks)

    @property
    def _value_bytes(self) -> int:
        return sum(chunk.values.nbytes for chunk in self._chunks)

    def state(self, iteration: int) -> State:
        """State `iteration`: looked up, or computed again from the one before it.

        Raises:
            IndexError: The run has not come so far.
        """
        if not 0 <= iteration < self._length:
            raise IndexError(f"States 0 to {self.head} are known. Received {iteration}.")
        number, offset = divmod(iteration, CHUNK)
        chunk = self._chunks[number]
        rest = offset % chunk.stride
        kept = self._kept(iteration - rest, chunk)
        if rest == 0:
            return kept
        start = kept
        if self._cached is not None and kept.iteration < self._cached.iteration <= iteration:
            start = self._cached
        if start.iteration < iteration:
            start = self._run.replayed(start, iteration - start.iteration)
        self._cached = start
        return start

    def _kept(self, iteration: int, chunk: Chunk) -> State:
        values = chunk.values[(iteration % CHUNK) // chunk.stride].view()
        values.flags.writeable = False
        return State(iteration, values)

    def path(self, last: int, most: int) -> FloatArray:
        """The kept states from 0 to `last`, evenly thinned, and state `last` itself.

        Args:
            last: A known iteration.
            most: How many states at most, about.

        Returns:
            Shape (k, …), like the values of a block.
        """
        apart = max(self._stride, -(-(last + 1) // most))
        apart = -(-apart // self._stride) * self._stride
        kept = [self._kept_before(iteration) for iteration in range(0, last + 1, apart)]
        return np.stack([*kept, self.state(last).values])

    def _kept_before(self, iteration: int) -> FloatArray:
        chunk = self._chunks[iteration // CHUNK]
        values: FloatArray = chunk.values[(iteration % CHUNK) // chunk.stride]
        return values

    def losses_at(self, iteration: int) -> FloatArray:
        """The racers' losses of a state, shape (n_racers,).

        Raises:
            IndexError: The run has not come so far.
        """
        if not 0 <= iteration < self._length:
            raise IndexError(f"States 0 to {self.head} are known. Received {iteration}.")
        losses: FloatArray = self._chunks[iteration // CHUNK].losses[iteration % CHUNK]
        return losses

    def losses(self, first: int = 0, last: int | None = None) -> FloatArray:
        """The losses of the states first … last, shape (k, n_racers), a copy."""
        last = self.head if last is None else min(last, self.head)
        parts = [
            chunk.losses[max(first - start, 0) : min(chunk.filled, last + 1 - start)]
            for start, chunk in zip(
                range(0, CHUNK * len(self._chunks), CHUNK), self._chunks, strict=True
            )
            if start <= last and start + chunk.filled > first
        ]
        return np.concatenate(parts) if parts else np.empty((0, 1))

    def curve(self, edges: NDArray[np.int64], racer: int) -> tuple[FloatArray, FloatArray]:
        """The loss of one racer, thinned for drawing: in each column its smallest and largest.

        Args:
            edges: Ascending iterations that separate the columns of the picture.
            racer: Index of the racer.

        Returns:
            Iterations and losses, each of at most two values a column; all of them, if they are
            fewer.
        """
        iterations, low, high = self._points_of_curve(racer)
        x, y = thinned(iterations, low, high, edges)
        if x is not iterations:
            x, y = np.append(x, self.head), np.append(y, self.losses_at(self.head)[racer])
        return x, y

    def _points_of_curve(self, racer: int) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Iterations with smallest and largest loss: one by one at first, then by 64."""
        whole = max(RAW_LOSSES // CHUNK, 1)
        raw = self.losses(0, whole * CHUNK - 1)[:, racer]
        iterations: list[FloatArray] = [np.arange(len(raw), dtype=np.float64)]
        low: list[FloatArray] = [raw]
        high: list[FloatArray] = [raw]
        for number in range(whole, len(self._chunks)):
            chunk, start = self._chunks[number], float(number * CHUNK)
            if chunk.summary is None:
                rest = chunk.losses[: chunk.filled, racer]
                iterations.append(start + np.arange(len(rest), dtype=np.float64))
                low.append(rest)
                high.append(rest)
            else:
                iterations.append(start + np.arange(0.0, CHUNK, SUMMARY))
                low.append(np.asarray(chunk.summary[0, :, racer]))
                high.append(chunk.summary[1, :, racer])
        return np.concatenate(iterations), np.concatenate(low), np.concatenate(high)

    def kept(self) -> Kept:
        """All losses and the kept states as they are now, without copying them.

        Rows that are filled are never written again, so another thread may read these.
        """
        return Kept(
            tuple(chunk.losses[: chunk.filled] for chunk in self._chunks),
            tuple(
                chunk.values[: -(-chunk.filled // chunk.stride)][:: self._stride // chunk.stride]
                for chunk in self._chunks
            ),
            self._stride,
        )

    @classmethod
    def restored(cls, run: Run, kept: Kept, budget_bytes: int = BUDGET_BYTES) -> "History":
        """The history that `kept` was taken from.

        Args:
            run: The same run, ready to compute states again.
            kept: What was taken, or read from a file; its arrays are copied.
            budget_bytes: Memory for the states.
        """
        history = cls(run, budget_bytes)
        history._stride = kept.stride
        losses, values = kept.joined()
        for first in range(0, len(losses), CHUNK):
            row, rows = first // kept.stride, CHUNK // kept.stride
            history._chunks.append(
                Chunk.of(losses[first : first + CHUNK], values[row : row + rows], kept.stride)
            )
        history._length = len(losses)
        history._unthinned = len(history._chunks)
        return history

    def branched(self, run: Run, iteration: int) -> "History":
        """The history of a run that leaves this one at `iteration`.

        The states before are shared, not copied, as far as their chunks are full.

        Args:
            run: The new run, whose programme agrees with this one's before `iteration`.
            iteration: The last state that both have.
        """
        branch = History(run, self._budget)
        branch._stride = self._stride
        full = iteration // CHUNK
        branch._chunks = list(self._chunks[:full])
        branch._length = full * CHUNK
        branch._unthinned = full
        if branch._length < iteration:
            branch._chunks.append(self._start_of(self._chunks[full], iteration - branch._length))
            branch._length = iteration
        return branch

    @staticmethod
    def _start_of(chunk: Chunk, count: int) -> Chunk:
        copied = Chunk(chunk.losses.copy(), chunk.values.copy(), chunk.stride)
        copied.filled = count
        return copied
