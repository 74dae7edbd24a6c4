"""The live run of assignment 1: one to four racers on the same mini-batches from the same weights.

The same mathematics as `engine.linear.logistic` and `engine.optimizers`, with buffers that are
made once, the points of many mini-batches fetched together, and the losses of many states computed
together. A test holds one step of it to those functions at many states.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.datasets import Points
from engine.linear.batches import Batches, IntArray
from engine.linear.features import FEATURE_NAMES, columns_of, expand
from engine.linear.losses import Losses
from engine.linear.settings import LinearSettings
from engine.optimizers import RULES
from engine.run import LOSS_LIMIT, Block, Programme, State, Stop

FloatArray = NDArray[np.float64]

WEIGHTS = 0
"""Where the weights stand on the second axis of a state's values; the memory follows."""
MEMORY = slice(1, 3)
LAYERS = 3
"""Weights and two arrays of memory: more than most rules need, so that every state is alike."""
Samples = tuple[FloatArray, ...]
"""A mini-batch as each group of racers sees it: features towards the right class, (b, n_features).

Their sign is that of the class, 2y − 1: x·w is large where the racer is right by far.
"""


def initial_weights(features: tuple[str, ...]) -> FloatArray:
    """The assignment's w₀: all zero but for the constant feature, which is 1."""
    return np.array([1.0 if name == "1" else 0.0 for name in FEATURE_NAMES if name in features])


class LinearRun:
    """A run of racers; an iterator over its states.

    The values of a state have the shape (n_racers, 3, n_features): weights, then the rule's
    memory (ν; G; or m and v), zero where the rule has none.

    Args:
        programme: The settings, and from where on others act.
        points: What is to be learnt.
    """

    together = 1

    def __init__(self, programme: Programme[LinearSettings], points: Points) -> None:
        first = programme.changes[0].settings
        self.points = points
        self.columns = columns_of(first.features)
        self.expanded = np.ascontiguousarray(
            expand(points.X)[:, list(self.columns)], dtype=np.float64
        )
        self._towards = self.expanded * (2 * points.y - 1)[:, None]
        n_racers = len(first.optimizers)
        self._values = np.zeros((n_racers, LAYERS, len(self.columns)))
        self._weights = self._values[:, WEIGHTS]
        self._weights[...] = initial_weights(first.features)
        self._gradient = np.empty(self._weights.shape)
        self._losses = Losses(self.expanded, points.y, n_racers)
        self._iteration = 0
        self._stop: Stop | None = None
        self._losses_here: FloatArray | None = None
        self._sizes: tuple[tuple[tuple[int, int], ...], ...] = ()
        self._take(programme)

    def _take(self, programme: Programme[LinearSettings]) -> None:
        self._programme = programme
        first = programme.changes[0].settings
        groups = tuple(_groups(len(self._values), bool(first.batch_sizes)))
        sizes = tuple(_batch_sizes(programme, group.start) for group in groups)
        if sizes != self._sizes:
            self._sizes = sizes
            self._batches = tuple(Batches(len(self._towards), first.seed, one) for one in sizes)
            self._shares = tuple((self._weights[one].T, self._gradient[one]) for one in groups)
        self._arrange()

    def _arrange(self) -> None:
        """Looks up what acts from the present iteration on."""
        self.settings = self._programme.at(self._iteration)
        self._next_change = self._programme.next_change(self._iteration)
        self._updates = tuple(
            (
                RULES[racer.rule].update,
                self._weights[index],
                self._gradient[index],
                self._values[index, MEMORY],
                racer.rates,
                self.memory_since(index, self._iteration),
            )
            for index, racer in enumerate(self.settings.racers)
        )

    def memory_since(self, racer: int, iteration: int) -> int:
        """The iteration at which this racer's memory was last zero: where its rule began."""
        since = 0
        rule = self._programme.changes[0].settings.optimizers[racer]
        for one in self._programme.changes:
            if one.iteration <= iteration and one.settings.optimizers[racer] != rule:
                since, rule = one.iteration, one.settings.optimizers[racer]
        return since

    @property
    def programme(self) -> Programme[LinearSettings]:
        """Which settings act from which iteration on."""
        return self._programme

    @property
    def iteration(self) -> int:
        """k, the updates made so far."""
        return self._iteration

    @property
    def finished(self) -> bool:
        """Whether the chosen number of iterations is reached, or the run stopped itself."""
        return self._stop is not None or self._iteration >= self._programme.settings.iterations

    @property
    def stopped(self) -> Stop | None:
        """Why the run stopped itself, if it did."""
        return self._stop

    @property
    def state(self) -> State:
        """The present state, a copy."""
        return State(self._iteration, self._values.copy())

    @property
    def weights(self) -> FloatArray:
        """The racers' weights, shape (n_racers, n_features), a copy."""
        return self._weights.copy()

    def __iter__(self) -> "LinearRun":
        return self

    def __next__(self) -> Block:
        if self.finished:
            raise StopIteration
        return self.advance(1)

    def here(self) -> Block:
        """The present state as a block of one row, with its loss."""
        with np.errstate(all="ignore"):
            losses = self._losses_now()
        return Block(self._iteration, losses, self._values[None].copy(), self._stop)

    def restore(self, state: State) -> None:
        """Goes to a state of this run. Where a racer's rule changes, its memory is zero."""
        self._values[...] = state.values
        self._iteration = state.iteration
        self._stop = None
        self._losses_here = None
        for racer in range(len(self._values)):
            if state.iteration and self.memory_since(racer, state.iteration) == state.iteration:
                self._values[racer, MEMORY] = 0
        self._arrange()

    def change(self, settings: LinearSettings) -> None:
        """Lets other settings act from the present iteration on."""
        self._take(self._programme.changed(self._iteration, settings))
        self.restore(self.state)

    def advance(self, n: int) -> Block:
        """At most n further iterations; fewer at the end or when the run stops itself."""
        left = self._programme.settings.iterations - self._iteration
        return self._advance(max(0, min(n, left)))

    def gathered(self, blocks: Sequence[Block], at_rest: bool) -> Block | None:  # noqa: ARG002
        """Blocks that follow each other as one; nothing was left out of them."""
        return Block.joined(blocks) if blocks else None

    def replayed(self, state: State, n: int) -> State:
        """The state n updates after `state`, wherever the run is said to end."""
        self.restore(state)
        end = state.iteration + n
        with np.errstate(all="ignore"):
            while self._iteration < end:
                for samples in self._samples(end - self._iteration):
                    self._step(samples)
        return self.state

    def _advance(self, n: int) -> Block:
        first = self._iteration + 1
        losses = np.empty((n, len(self._values)))
        values = np.empty((n, *self._values.shape))
        done = 0
        with np.errstate(all="ignore"):
            before = self._losses_now()[0] if self._losses_here is None else self._losses_here
            while done < n and self._stop is None:
                count = self._steps(values[done:])
                part = slice(done, done + count)
                losses[part] = self._losses.of_noted(count)
                done += self._checked(values[part], losses[part], before)
                before = losses[done - 1]
        self._losses_here = before
        return Block(first, losses[:done], values[:done], self._stop)

    def _steps(self, values: FloatArray) -> int:
        """Some iterations, at most as many as there are rows; fills in the values after each."""
        count = 0
        for samples in self._samples(len(values)):
            self._step(samples)
            values[count] = self._values
            self._losses.note(count, self._weights)
            count += 1
        return count

    def _samples(self, most: int) -> Iterator[Samples]:
        """The mini-batches from the present iteration on: some, at most `most`."""
        most = min(most, self._losses.together)
        chosen = [batches.some(self._iteration, most) for batches in self._batches]
        return zip(*(self._towards.take(one, axis=0) for one in chosen), strict=False)

    def _checked(self, values: FloatArray, losses: FloatArray, before: FloatArray) -> int:
        """How many of these states count: all, or up to the first that is out of bounds.

        There the run stops, and stands.
        """
        if losses.max() <= LOSS_LIMIT:
            return len(losses)
        row = int(np.argmin((losses <= LOSS_LIMIT).all(axis=1)))
        self.restore(State(self._iteration - len(losses) + row + 1, values[row]))
        self._stop = self._stopped(losses[row - 1] if row else before, losses[row])
        return row + 1

    def batch(self, racer: int, iteration: int) -> IntArray:
        """Indices of the points of a racer's mini-batch, shape (batch_size,).

        All racers draw the same ones, unless the settings give them batch sizes of their own.
        """
        return self._batches[racer % len(self._batches)].at(iteration)

    def gradients(self) -> FloatArray:
        """The gradient of each racer's loss on the present mini-batch: 1/b Σ (p − y) x.

        Returns:
            Shape (n_racers, n_features); a buffer that the next call overwrites.
        """
        chosen = (batches.at(self._iteration) for batches in self._batches)
        self._fill_gradient(tuple(self._towards.take(one, axis=0) for one in chosen))
        return self._gradient

    def _fill_gradient(self, samples: Samples) -> None:
        """With the sign of x, (p − y) x is −x / (1 + e^(x·w))."""
        for x, (weights, gradient) in zip(samples, self._shares, strict=True):
            error = x.dot(weights)
            np.exp(error, out=error)
            error += 1
            np.divide(-1 / len(x), error, out=error)
            np.dot(error.T, x, out=gradient)

    def _step(self, samples: Samples) -> None:
        self._fill_gradient(samples)
        self._iteration += 1
        for update, weights, gradient, memory, rates, since in self._updates:
            update(weights, gradient, memory, rates, self._iteration - since)
        if self._iteration == self._next_change:
            self.restore(self.state)

    def _losses_now(self) -> FloatArray:
        """The losses of the present state, shape (1, n_racers)."""
        self._losses.note(0, self._weights)
        return self._losses.of_noted(1)

    def _stopped(self, losses_before: FloatArray, losses: FloatArray) -> Stop:
        racer = int(np.argmin(losses <= LOSS_LIMIT))
        after = float(losses[racer])
        finite = np.isfinite(after)
        return Stop(
            iteration=self._iteration,
            racer=racer,
            reason=f"the loss passed {LOSS_LIMIT:,.0f}" if finite else "the loss is not finite",
            loss_before=float(losses_before[racer]),
            loss_after=after,
        )


def _groups(n_racers: int, own_sizes: bool) -> Iterator[slice]:
    """Racers that draw the same mini-batches: all, or each for itself."""
    if not own_sizes:
        yield slice(0, n_racers)
    else:
        yield from (slice(racer, racer + 1) for racer in range(n_racers))


def _batch_sizes(programme: Programme[LinearSettings], racer: int) -> tuple[tuple[int, int], ...]:
    """(iteration, batch size) wherever the batch size really changes."""
    sizes: list[tuple[int, int]] = []
    for one in programme.changes:
        size = one.settings.batch_size_of(racer)
        if not sizes or size != sizes[-1][1]:
            sizes.append((one.iteration, size))
    return tuple(sizes)
