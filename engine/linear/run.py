"""The live run of assignment 1: one to four racers on the same mini-batches from the same weights.

The same mathematics as `engine.linear.logistic` and `engine.optimizers`, with buffers that are
made once. A test holds one step of it to those functions at many states.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.datasets import Points
from engine.linear.batches import Batches, IntArray
from engine.linear.features import FEATURE_NAMES, columns_of, expand
from engine.linear.settings import LinearSettings
from engine.optimizers import RULES
from engine.run import LOSS_LIMIT, Block, Programme, State, Stop

FloatArray = NDArray[np.float64]

WEIGHTS = 0
"""Where the weights stand on the second axis of a state's values; the memory follows."""
MEMORY = slice(1, 3)
LAYERS = 3
"""Weights and two arrays of memory: more than most rules need, so that every state is alike."""
FACTORS = 512
"""Numbers between 1 and 2 whose product is still finite, with room to spare."""


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
        signs = 1 - 2 * points.y
        self._against = np.ascontiguousarray((self.expanded * signs[:, None]).T)
        self._y = points.y[:, None]
        n_racers = len(first.optimizers)
        self._values = np.zeros((n_racers, LAYERS, len(self.columns)))
        self._values[:, WEIGHTS] = initial_weights(first.features)
        self._iteration = 0
        self._stop: Stop | None = None
        self._losses_here: FloatArray | None = None
        self._sizes: tuple[tuple[tuple[int, int], ...], ...] = ()
        self._take(programme)
        self._make_buffers(n_racers)

    def _take(self, programme: Programme[LinearSettings]) -> None:
        self._programme = programme
        first = programme.changes[0].settings
        racers = range(len(self._values) if first.batch_sizes else 1)
        sizes = tuple(_batch_sizes(programme, racer) for racer in racers)
        if sizes != self._sizes:
            self._sizes = sizes
            self._batches = tuple(Batches(len(self._y), first.seed, one) for one in sizes)
        self._arrange()

    def _make_buffers(self, n_racers: int) -> None:
        n_samples = len(self._y)
        self._weights = self._values[:, WEIGHTS]
        self._ones = np.ones(n_samples)
        self._cuts = range(0, n_samples, FACTORS)
        self._size = np.empty((n_racers, n_samples))
        self._small = np.empty((n_racers, n_samples))
        self._gradient = np.empty((n_racers, len(self.columns)))

    def _arrange(self) -> None:
        """Looks up what acts from the present iteration on."""
        self.settings = self._programme.at(self._iteration)
        self._next_change = self._programme.next_change(self._iteration)
        self._updates = tuple(
            (
                RULES[racer.rule].update,
                self._values[index, WEIGHTS],
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
        return self._values[:, WEIGHTS].copy()

    def __iter__(self) -> "LinearRun":
        return self

    def __next__(self) -> Block:
        if self.finished:
            raise StopIteration
        return self.advance(1)

    def here(self) -> Block:
        """The present state as a block of one row, with its loss."""
        with np.errstate(all="ignore"):
            losses = self._losses()[None]
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
        self._advance(n)
        return self.state

    def _advance(self, n: int) -> Block:
        first = self._iteration + 1
        losses = np.empty((n, len(self._values)))
        values = np.empty((n, *self._values.shape))
        done = 0
        with np.errstate(all="ignore"):
            before = self._losses() if self._losses_here is None else self._losses_here
            while done < n and self._stop is None:
                self._step()
                losses[done] = self._losses()
                values[done] = self._values
                if not losses[done].max() <= LOSS_LIMIT:
                    self._stop = self._stopped(losses[done - 1] if done else before, losses[done])
                done += 1
        self._losses_here = losses[done - 1] if done else before
        return Block(first, losses[:done], values[:done], self._stop)

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
        if len(self._batches) == 1:
            chosen = self._batches[0].at(self._iteration)
            return self._gradients_on(chosen, self._weights, self._gradient)
        for racer, batches in enumerate(self._batches):
            one = slice(racer, racer + 1)
            chosen = batches.at(self._iteration)
            self._gradients_on(chosen, self._weights[one], self._gradient[one])
        return self._gradient

    def _gradients_on(self, chosen: IntArray, weights: FloatArray, out: FloatArray) -> FloatArray:
        """The gradients at these weights, shape (k, n_features), on the chosen points."""
        x = self.expanded.take(chosen, axis=0)
        p = x.dot(weights.T)
        np.negative(p, out=p)
        np.exp(p, out=p)
        p += 1
        np.reciprocal(p, out=p)
        p -= self._y.take(chosen, axis=0)
        np.dot(p.T, x, out=out)
        out /= len(chosen)
        return out

    def _step(self) -> None:
        gradients = self.gradients()
        self._iteration += 1
        for gradient, (update, weights, memory, rates, since) in zip(
            gradients, self._updates, strict=True
        ):
            update(weights, gradient, memory, rates, self._iteration - since)
        if self._iteration == self._next_change:
            self.restore(self.state)

    def _losses(self) -> FloatArray:
        """The mean cross-entropy of each racer, shape (n_racers,).

        With the margin s = (1 − 2y) w·x the cross-entropy is max(s, 0) + log(1 + e^(−|s|)). Its
        first part is (s + |s|) / 2, which is exact; summed as a difference of two sums it would
        be round-off, even negative, where all points are right by far. In its second part, the
        logarithms of many numbers between 1 and 2 are the logarithm of their product, which saves
        most of the work.
        """
        weights, size, small = self._weights, self._size, self._small
        np.dot(weights, self._against, out=size)
        np.abs(size, out=small)
        size += small
        np.negative(small, out=small)
        np.exp(small, out=small)
        small += 1
        products = np.multiply.reduceat(small, self._cuts, axis=1)
        first = size.dot(self._ones) / 2
        losses: FloatArray = (first + np.log(products).sum(axis=1)) / size.shape[1]
        return losses

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


def _batch_sizes(programme: Programme[LinearSettings], racer: int) -> tuple[tuple[int, int], ...]:
    """(iteration, batch size) wherever the batch size really changes."""
    sizes: list[tuple[int, int]] = []
    for one in programme.changes:
        size = one.settings.batch_size_of(racer)
        if not sizes or size != sizes[-1][1]:
            sizes.append((one.iteration, size))
    return tuple(sizes)
