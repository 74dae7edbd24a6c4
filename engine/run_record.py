"""What the record of every run can do: that of points and that of MNIST, each in its own way."""

from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.course import Judgement
from engine.run import Change, FloatArray, Programme, State, Stop


@dataclass(frozen=True)
class Origin:
    """Where a branch left its parent.

    Attributes:
        parent: The parent's key.
        iteration: The last state that both have.
    """

    parent: int
    iteration: int


class RunHistory(Protocol):
    """What the history of every record can do: all losses, whatever states are kept."""

    def __len__(self) -> int:
        """The number of positions, N + 1 after N iterations."""

    @property
    def nbytes(self) -> int:
        """Memory that everything takes."""

    def losses(self, first: int = 0, last: int | None = None) -> FloatArray:
        """The losses from position first to last, shape (k, n_racers), a copy."""

    def losses_at(self, iteration: int) -> FloatArray:
        """The racers' losses at a position, shape (n_racers,)."""

    def curve(self, edges: NDArray[np.int64], racer: int) -> tuple[FloatArray, FloatArray]:
        """Iterations and losses of one racer, at most two for each column between edges."""

    def shrink(self, budget_bytes: int) -> None:
        """Keeps fewer states, at once: for a run that is put aside."""


class RunRecord(Protocol):
    """What the record of every run can do, whatever it trains.

    Attributes:
        key: A number that no other record of this window has.
        points: Its data.
        origin: Where it branched off, if it did.
        events: The changes that the timeline marks.
        stop: Why it stopped itself, if it did.
        begun: Whether it was to be trained, even if no iteration has come yet.
    """

    key: int
    points: Any
    origin: Origin | None
    events: tuple[Change[Any], ...]
    stop: Stop | None
    begun: bool

    @property
    def assignment(self) -> str:
        """A key of `engine.worker.RUNS`."""

    @property
    def n_racers(self) -> int:
        """How many losses there are to an iteration."""

    @property
    def history(self) -> RunHistory:
        """Its losses, and the states that are kept."""

    @property
    def programme(self) -> Programme[Any]:
        """Which settings act from which iteration on."""

    @property
    def settings(self) -> Any:
        """The settings that act last."""

    @property
    def head(self) -> int:
        """The last iteration received."""

    @property
    def data(self) -> Any:
        """What the process that trains needs of the data."""

    def iterations(self, settings: Any) -> int:
        """The iteration at which this run stops by these settings."""

    def length(self, iterations: int) -> int:
        """The setting of that name by which this run stops there, or soon after."""

    def start_for(self, iteration: int) -> State | None:
        """The last state up to `iteration` that a run can go on from; None for state 0."""

    def append(self, block: Any) -> None:
        """Takes iterations that were computed, in a block of the run's own kind."""

    def note(self, change: Change[Any]) -> None:
        """Takes note that other settings act from an iteration on."""

    def judge(self, racer: int) -> Judgement | None:
        """The course of one racer."""

    def branched(self, key: int, iteration: int, settings: Any) -> "RunRecord":
        """A record that shares this one's states up to `iteration` and goes on from there."""


Kind = TypeVar("Kind")


def expected(kind: type[Kind], record: RunRecord) -> Kind:
    """The record, which is of the kind that its tab makes.

    Raises:
        TypeError: It is not.
    """
    if not isinstance(record, kind):
        raise TypeError(f"A {kind.__name__} is expected here. Received {type(record).__name__}.")
    return record
