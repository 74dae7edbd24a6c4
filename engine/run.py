"""What a run is: an iterator over states, without process, thread, clock or callback.

State k is the run after k updates. A run is fixed by its points, its settings, and its programme:
which settings act from which iteration on. From those, any state can be computed again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.settings import Settings

FloatArray = NDArray[np.float64]

LOSS_LIMIT = 1e6
"""A run whose loss passes this stops by itself."""

S = TypeVar("S", bound=Settings)


class Mode(StrEnum):
    """What a run is doing, as the window shows it. Buttons are enabled from this alone."""

    PREPARING = "preparing"
    PAUSED = "paused"
    PLAYING = "playing"
    REPLAYING = "replaying"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True)
class State:
    """The run after `iteration` updates: enough to go on from there.

    Attributes:
        iteration: k.
        values: Parameters and memory as the run lays them out, read-only.
    """

    iteration: int
    values: NDArray[Any]

    def __post_init__(self) -> None:
        self.values.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        """An array that crossed a pipe comes back writeable; freeze it again."""
        self.__dict__.update(state)
        self.__post_init__()


@dataclass(frozen=True)
class Change(Generic[S]):
    """From `iteration` on, `settings` act."""

    iteration: int
    settings: S


@dataclass(frozen=True)
class Stop:
    """Why a run stopped by itself.

    Attributes:
        iteration: The state whose loss or weights were out of bounds.
        racer: Index of the racer.
        reason: A short clause: "the loss passed 1,000,000".
        loss_before: Loss one state earlier.
        loss_after: Loss at `iteration`, perhaps not finite.
    """

    iteration: int
    racer: int
    reason: str
    loss_before: float
    loss_after: float


@dataclass(frozen=True)
class Block:
    """Consecutive states, from `first` on.

    Attributes:
        first: Iteration of the first row.
        losses: Loss over all points, shape (k, n_racers), read-only.
        values: Parameters and memory of each state, shape (k, …), read-only.
        stop: Set if the run stopped itself at the last row.
    """

    first: int
    losses: FloatArray
    values: FloatArray
    stop: Stop | None = None

    def __post_init__(self) -> None:
        for array in (self.losses, self.values):
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.losses)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Arrays that crossed a pipe come back writeable; freeze them again."""
        self.__dict__.update(state)
        self.__post_init__()

    @property
    def last(self) -> int:
        """Iteration of the last row."""
        return self.first + len(self) - 1

    @property
    def nbytes(self) -> int:
        """Memory that it takes."""
        return self.losses.nbytes + self.values.nbytes

    @classmethod
    def joined(cls, blocks: Sequence["Block"]) -> "Block":
        """One block of blocks that follow each other."""
        if len(blocks) == 1:
            return blocks[0]
        return cls(
            blocks[0].first,
            np.concatenate([block.losses for block in blocks]),
            np.concatenate([block.values for block in blocks]),
            blocks[-1].stop,
        )


class Run(Protocol):
    """What every assignment's run can do.

    The numbers do not depend on how `advance` is cut.
    """

    @property
    def together(self) -> int:
        """How many iterations cost little more than one: fewer a call would be wasteful."""

    @property
    def programme(self) -> "Programme[Any]":
        """Which settings act from which iteration on."""

    @property
    def iteration(self) -> int:
        """k, the updates made so far."""

    @property
    def finished(self) -> bool:
        """Whether the chosen number of iterations is reached, or the run stopped itself."""

    @property
    def stopped(self) -> Stop | None:
        """Why the run stopped itself, if it did."""

    @property
    def state(self) -> State:
        """The present state, a copy."""

    def here(self) -> Block:
        """The present state as a block of one row, with its loss."""

    def advance(self, n: int) -> Block:
        """At most n further iterations; fewer at the end or when the run stops itself."""

    def restore(self, state: State) -> None:
        """Goes to a state of this run."""

    def replayed(self, state: State, n: int) -> State:
        """The state n updates after `state`, wherever the run is said to end."""

    def change(self, settings: Any) -> None:
        """Lets other settings act from the present iteration on."""

    def gathered(self, blocks: Sequence[Block], at_rest: bool) -> Block | None:
        """Blocks that follow each other, up to the present state, as the one that is sent.

        Args:
            blocks: What was not yet sent.
            at_rest: Whether nothing will follow for a while: what was left out for the sake of
                speed has to be sent now.

        Returns:
            One block; None if there is nothing to send.
        """


@dataclass(frozen=True)
class Programme(Generic[S]):
    """Which settings act from which iteration on; the first acts from 0.

    Attributes:
        changes: In order of their iterations, at most one for each.
    """

    changes: tuple[Change[S], ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(one.iteration for one in self.changes))

    @classmethod
    def of(cls, settings: S) -> "Programme[S]":
        """The same settings all the time."""
        return cls((Change(0, settings),))

    def at(self, iteration: int) -> S:
        """The settings by which state `iteration` becomes the next."""
        index = max(int(np.searchsorted(self._starts, iteration, side="right")) - 1, 0)
        return self.changes[index].settings

    def next_change(self, iteration: int) -> int | None:
        """The first iteration after this one at which something changes."""
        return next((start for start in self._starts if start > iteration), None)

    def changed(self, iteration: int, settings: S) -> "Programme[S]":
        """This programme up to `iteration`, and from there on other settings."""
        kept = tuple(one for one in self.changes if one.iteration < iteration)
        return Programme((*kept, Change(iteration, settings)))

    @property
    def settings(self) -> S:
        """The settings that act last."""
        return self.changes[-1].settings
