"""What a window is doing, in frozen values: which runs there are, and how far each one is."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.datasets import Points
from engine.point_settings import OWN_FILE
from engine.run import Change, Programme
from engine.run_record import Origin
from engine.runfile import Portrait


@dataclass(frozen=True)
class RunNote:
    """Enough to train a run on points again.

    Attributes:
        key: Its number in its tab.
        assignment: A key of `engine.worker.RUNS`.
        programme: Which settings act from which iteration on.
        events: The changes that the timeline marks.
        origin: Where it branched off, if it did.
        points: Its data.
        held_out: Points of a file that it does not learn from.
        head: How far it was.
        begun: Whether it was to be trained, even if no iteration had come yet.
    """

    key: int
    assignment: str
    programme: Programme[Any]
    events: tuple[Change[Any], ...]
    origin: Origin | None
    points: Points
    held_out: Points | None
    head: int
    begun: bool = False


@dataclass(frozen=True)
class WholeNote:
    """A run that takes long to train: kept in a file, as of its last full state.

    Attributes:
        key: Its number in its tab.
        assignment: A key of `engine.worker.RUNS`.
        programme: Which settings act from which iteration on.
        origin: Where it branched off, if it did.
        head: The iteration of its last full state.
        begun: Whether it was to be trained, perhaps not as far as its first full state.
        portrait: What is to be written; None in a journal that was read.
        path: The file; None until it was written.
    """

    key: int
    assignment: str
    programme: Programme[Any]
    origin: Origin | None
    head: int
    begun: bool = False
    portrait: Portrait | None = field(default=None, compare=False)
    path: Path | None = None


AnyNote = RunNote | WholeNote


@dataclass(frozen=True)
class TabNote:
    """The runs of a tab.

    Attributes:
        name: Of the tab.
        runs: In order of their making.
        current: Key of the open one.
        position: The iteration shown.
    """

    name: str
    runs: tuple[AnyNote, ...]
    current: int
    position: int


@dataclass(frozen=True)
class WindowNote:
    """What a window is doing.

    Attributes:
        tab: Name of the tab that is shown.
        tabs: Those that have been made.
        drawing: A digit that was drawn, as the canvas writes it; "" where there is none.
    """

    tab: str
    tabs: tuple[TabNote, ...]
    drawing: str = ""

    @property
    def is_worth_restoring(self) -> bool:
        """Whether anything was drawn, or any of its runs is worth it."""
        return bool(self.drawing) or any(is_worth(run) for tab in self.tabs for run in tab.runs)


def is_worth(run: AnyNote) -> bool:
    """Whether a run was to be trained, or its points were brought by a person, or edited."""
    own = getattr(run.programme.settings, "dataset", "") == OWN_FILE
    return run.head > 0 or run.begun or own
