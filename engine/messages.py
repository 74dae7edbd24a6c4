"""What crosses the pipe between the window and the process that trains: small frozen values."""

from dataclasses import dataclass
from typing import Any

from engine.player import Pace
from engine.run import Change, Mode, Programme, State


@dataclass(frozen=True)
class Prepare:
    """Make this run, and be at this state. Answered by a frame of one state.

    Attributes:
        run_id: A number that comes back in every frame of this run.
        assignment: A key of `engine.worker.RUNS`: which run.
        programme: Its settings.
        points: Its data, or where they are to be had.
        state: Where to go on from; None for state 0.
        iteration: Where to be: at the state, or later, after computing the iterations between
            again. None: at the state.
    """

    run_id: int
    assignment: str
    programme: Programme[Any]
    points: Any
    state: State | None = None
    iteration: int | None = None


@dataclass(frozen=True)
class WarmUp:
    """Get ready for the runs of an assignment: import what takes seconds. Not answered.

    Attributes:
        assignment: A key of `engine.worker.RUNS`.
    """

    assignment: str


@dataclass(frozen=True)
class Restore:
    """Go to this state of the present run. Answered by a frame of that state."""

    state: State


@dataclass(frozen=True)
class Play:
    """Train at this pace until paused or finished; while playing, a new pace."""

    pace: Pace


@dataclass(frozen=True)
class Pause:
    """Stop training and send all that was trained."""


@dataclass(frozen=True)
class Step:
    """Train exactly n further iterations (fewer at the end)."""

    n: int


@dataclass(frozen=True)
class Adjust:
    """Let other live settings act from here on."""

    settings: Any


@dataclass(frozen=True)
class Acknowledge:
    """The window has the last frame; the next may come."""


@dataclass(frozen=True)
class Quit:
    """End the process."""


Command = WarmUp | Prepare | Restore | Play | Pause | Step | Adjust | Acknowledge | Quit


@dataclass(frozen=True)
class Frame:
    """Every iteration since the last frame.

    Attributes:
        run_id: Of the run.
        block: The states, a block of the run's own kind; None when only the mode changed.
        mode: What the process is doing after them.
        changes: Settings that began to act within or at the end of these iterations.
    """

    run_id: int
    block: Any
    mode: Mode
    changes: tuple[Change[Any], ...] = ()


@dataclass(frozen=True)
class Trouble:
    """The process could not do what it was asked, and says why.

    Attributes:
        run_id: Of the run.
        sentence: For the person.
        detail: The traceback, for a report.
    """

    run_id: int
    sentence: str
    detail: str
