"""Several networks that train side by side from the same start: other sizes, or other rates.

Each is a `PlanarRun` of its own, to the bit; together they are one run, so that the same player,
history and timeline serve them.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.datasets import Points
from engine.planar.layout import n_parameters
from engine.planar.run import PlanarRun
from engine.planar.settings import PlanarSettings, RatesSettings, SizesSettings
from engine.run import LOSS_LIMIT, Block, Change, Programme, State, Stop

FloatArray = NDArray[np.float64]
SweepSettings = SizesSettings | RatesSettings


class SweepRun:
    """The run of several networks, an iterator over their common states.

    The values of a state are those of each network, one after the other; the losses have a column
    for each. A network that stops itself does not stop the others: it stays at its last state.

    Args:
        programme: The settings, and from where on others act.
        points: What all of them learn.
    """

    together = 1

    def __init__(self, programme: Programme[SweepSettings], points: Points) -> None:
        first = programme.changes[0].settings
        self.points = points
        self._programme = programme
        self._parts = parts_of(first)
        self._runs = tuple(
            PlanarRun(network_programme(programme, index), points)
            for index in range(len(self._parts))
        )
        self._stops: list[Stop | None] = [None] * len(self._parts)
        self._iteration = 0

    @property
    def programme(self) -> Programme[SweepSettings]:
        """Which settings act from which iteration on."""
        return self._programme

    @property
    def iteration(self) -> int:
        """k, the updates made so far by the networks that have not stopped."""
        return self._iteration

    @property
    def finished(self) -> bool:
        """Whether the chosen number of iterations is reached, or every network stopped itself."""
        return self.stopped is not None or self._iteration >= self._programme.settings.iterations

    @property
    def stopped(self) -> Stop | None:
        """Why the last network stopped itself, once all have; None as long as one goes on."""
        stops = [stop for stop in self._stops if stop is not None]
        if len(stops) < len(self._stops):
            return None
        return max(stops, key=lambda stop: stop.iteration)

    @property
    def stops(self) -> tuple[Stop | None, ...]:
        """For each network why it stopped itself, if it did; `racer` is its index."""
        return tuple(self._stops)

    @property
    def state(self) -> State:
        """The present state, a copy."""
        return State(self._iteration, np.concatenate([run.state.values for run in self._runs]))

    def __iter__(self) -> "SweepRun":
        return self

    def __next__(self) -> Block:
        if self.finished:
            raise StopIteration
        return self.advance(1)

    def here(self) -> Block:
        """The present state as a block of one row, with the losses."""
        losses = np.concatenate([run.here().losses for run in self._runs], axis=1)
        return Block(self._iteration, losses, self.state.values[None].copy(), self.stopped)

    def restore(self, state: State) -> None:
        """Goes to a state of this run. A network whose loss is out of bounds there stays there."""
        self._iteration = state.iteration
        for index, (run, part) in enumerate(zip(self._runs, self._parts, strict=True)):
            run.restore(State(state.iteration, state.values[part].copy()))
            self._stops[index] = _out_of_bounds(run, index)

    def change(self, settings: SweepSettings) -> None:
        """Lets other settings act from the present iteration on."""
        stops = list(self._stops)
        self.restore(self.state)
        self._stops = stops
        self._programme = self._programme.changed(self._iteration, settings)
        for run, network in zip(self._runs, settings.networks, strict=True):
            run.change(network)

    def advance(self, n: int) -> Block:
        """At most n further iterations; fewer at the end or when all networks have stopped."""
        return self._go_on(max(0, min(n, self._programme.settings.iterations - self._iteration)))

    def gathered(self, blocks: Sequence[Block], at_rest: bool) -> Block | None:  # noqa: ARG002
        """Blocks that follow each other as one; nothing was left out of them."""
        return Block.joined(blocks) if blocks else None

    def replayed(self, state: State, n: int) -> State:
        """The state n updates after `state`, wherever the run is said to end."""
        self.restore(state)
        self._go_on(n)
        self._iteration = state.iteration + n
        return self.state

    def _go_on(self, n: int) -> Block:
        first = self._iteration + 1
        blocks = [
            run.go_on(n) if stop is None else run.here()
            for run, stop in zip(self._runs, self._stops, strict=True)
        ]
        going = [stop is None for stop in self._stops]
        done = max((len(one) for one, goes in zip(blocks, going, strict=True) if goes), default=0)
        losses = np.empty((done, len(blocks)))
        values = np.empty((done, self._parts[-1].stop))
        for index, (block, part) in enumerate(zip(blocks, self._parts, strict=True)):
            _fill(losses[:, index], block.losses[:, 0])
            _fill(values[:, part], block.values)
            if block.stop is not None and going[index]:
                self._stops[index] = replace(block.stop, racer=index)
        self._iteration += done
        return Block(first, losses, values, self.stopped)


def _fill(rows: FloatArray, block: FloatArray) -> None:
    """What a network did; where it stopped, its last state again and again."""
    count = min(len(rows), len(block))
    rows[:count] = block[:count]
    rows[count:] = block[-1:]


def _out_of_bounds(run: PlanarRun, index: int) -> Stop | None:
    loss = float(run.here().losses[0, 0])
    if loss <= LOSS_LIMIT:
        return None
    return Stop(run.iteration, index, "the cost is out of bounds", np.nan, loss)


def network_programme(programme: Programme[SweepSettings], index: int) -> Programme[PlanarSettings]:
    """The programme of one network of a sweep, for a run of that network alone."""
    return Programme(
        tuple(Change(one.iteration, one.settings.networks[index]) for one in programme.changes)
    )


def parts_of(settings: SweepSettings) -> tuple[slice, ...]:
    """Where each network's values stand in a state's."""
    lengths = [n_parameters(network.n_hidden) for network in settings.networks]
    edges = np.concatenate([[0], np.cumsum(lengths)]).tolist()
    return tuple(slice(start, end) for start, end in pairwise(edges))


def network_block(block: Block, settings: SweepSettings, index: int) -> Block:
    """What a block says of one network: a block of a run of that network alone.

    It ends where the network stopped itself.
    """
    losses = block.losses[:, [index]]
    (stop,) = stopped_at(losses)
    end = len(block) if stop is None else stop + 1
    return Block(
        block.first, losses[:end].copy(), block.values[:end, parts_of(settings)[index]].copy()
    )


def stopped_at(losses: FloatArray) -> tuple[int | None, ...]:
    """For each network the first row whose loss is out of bounds: where it stopped itself.

    Args:
        losses: Of consecutive states, shape (k, n_networks).
    """
    out = ~(losses <= LOSS_LIMIT)
    return tuple(int(np.argmax(column)) if column.any() else None for column in out.T)
