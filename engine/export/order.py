"""What is to be exported of a run: which file, which iterations, how large, how fast."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.export.moments import CHOICES, moments
from engine.run_record import RunRecord

IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    Attributes:
        name: For people: "film".
        help: What it holds.
        moving: Whether it has frames.
    """

    name: str
    help: str
    moving: bool = False


KINDS = {
    ".gif": Kind("GIF film", "a film that every browser shows", moving=True),
    ".mp4": Kind("MP4 film", "a film in good quality, H.264", moving=True),
    ".png": Kind("picture", "the surface at one iteration"),
    ".csv": Kind("table", "every loss and parameter, for pandas and Excel"),
    ".ipynb": Kind("notebook", "a Jupyter notebook that trains the run again"),
    ".py": Kind("script", "the same as plain Python"),
}
"""By the ending of the file's name."""

FRAMES, MOST_FRAMES = 200, 5000
FPS, MOST_FPS = 20, 60
SIZE = (800, 600)
SMALLEST, LARGEST = 240, 4096
"""Pixels of an edge of a film."""
SCALE, LARGEST_SCALE = 2, 4
BY = {"linear": "even", "mnist": "even"}
"""How frames are chosen unless it is said; of other runs geometrically, as their timelines are."""
VIEWS = {
    "common": "one surface with the 0.5 line of every racer",
    "each": "a surface for each racer",
    "features": "the points over the squares of their coordinates",
    "ravine": "the loss over two weights, with the racers' paths",
}
"""What a film or picture of a linear run can show, by the tab's names."""
WORDS_BY = {
    "even": "Evenly over the iterations",
    "loss": "By equal steps of loss",
    "geometric": "Ever faster, like the time-lapse",
}


@dataclass(frozen=True)
class Order:
    """What is wanted.

    Attributes:
        path: The file; its ending names the kind.
        first: The first iteration.
        last: The last one; None for the run's last.
        frames: How many frames or rows; None for the kind's own number.
        by: A key of `CHOICES`; None for what suits the run.
        size: Width and height of a film in pixels.
        fps: Frames a second.
        iteration: Of a picture; None for the one that was shown when the run was saved.
        scale: Of a picture: its pixels for one on the screen, 1 to 4.
        dark: Dark colours instead of light ones.
        view: A key of `VIEWS` for linear runs; None for what suits the run.
        hard: Only the likelier class, instead of how likely it is.
    """

    path: Path
    first: int = 0
    last: int | None = None
    frames: int | None = None
    by: str | None = None
    size: tuple[int, int] = SIZE
    fps: int = FPS
    iteration: int | None = None
    scale: int = SCALE
    dark: bool = False
    view: str | None = None
    hard: bool = False

    def __post_init__(self) -> None:
        if self.ending not in KINDS:
            raise InputError(
                f"--to must end in {_listed(KINDS)}. Received {self.path.name}."
                f" Try {self.path.stem or 'run'}.mp4."
            )
        _check_range("--frames", self.frames, 1, MOST_FRAMES if self.kind.moving else 10**9)
        _check_range("--fps", self.fps, 1, MOST_FPS)
        _check_range("--scale", self.scale, 1, LARGEST_SCALE)
        for edge in self.size:
            _check_range("Each edge of --size", edge, SMALLEST, LARGEST)
        if self.by is not None and self.by not in CHOICES:
            raise InputError(f"--by must be one of {_listed(CHOICES)}. Received {self.by}.")

    @property
    def ending(self) -> str:
        """The ending of the file's name, in small letters."""
        return self.path.suffix.lower()

    @property
    def kind(self) -> Kind:
        """The kind of file."""
        return KINDS[self.ending]

    @property
    def even_size(self) -> tuple[int, int]:
        """The size with even edges, which H.264 needs."""
        width, height = self.size
        return width // 2 * 2, height // 2 * 2

    def words(self) -> list[str]:
        """The order as it is said to `main.py export`."""
        numbers = {
            "--from": self.first,
            "--until": self.last,
            "--frames": self.frames,
            "--by": self.by,
            "--size": f"{self.size[0]}x{self.size[1]}",
            "--fps": self.fps,
            "--iteration": self.iteration,
            "--scale": self.scale,
            "--view": self.view,
        }
        said = [f"{option}={value}" for option, value in numbers.items() if value is not None]
        switches = {"--dark": self.dark, "--hard": self.hard}
        return [f"--to={self.path}", *said, *(name for name, on in switches.items() if on)]

    def iterations(self, record: RunRecord) -> IntArray:
        """Which states are wanted, ascending.

        Raises:
            InputError: The run has not been so far.
        """
        last = record.head if self.last is None else self.last
        if not 0 <= self.first <= last:
            raise InputError(
                f"--from must be 0 to {last:,}, the last iteration wanted. Received {self.first:,}."
            )
        _check_known("--until", last, record)
        wanted = last - self.first + 1
        if self.frames is not None:
            wanted = self.frames
        elif self.kind.moving:
            wanted = FRAMES
        if wanted > last - self.first:
            return np.arange(self.first, last + 1)
        by = self.by or (BY.get(record.assignment, "geometric") if self.kind.moving else "even")
        losses = record.history.losses(self.first, last)
        missing = last - self.first + 1 - len(losses)  # the loss of a batch yet to come
        losses = np.concatenate([losses, np.repeat(losses[-1:], missing, axis=0)])
        return moments(losses, self.first, wanted, by)

    def picture_iteration(self, record: RunRecord, position: int) -> int:
        """The iteration that a picture shows.

        Raises:
            InputError: The run has not been so far.
        """
        iteration = position if self.iteration is None else self.iteration
        _check_known("--iteration", iteration, record)
        return iteration


def _check_range(option: str, value: int | None, low: int, high: int) -> None:
    if value is not None and not low <= value <= high:
        raise InputError(f"{option} must be {low:,} to {high:,}. Received {value:,}.")


def _check_known(option: str, iteration: int, record: RunRecord) -> None:
    if not 0 <= iteration <= record.head:
        raise InputError(
            f"{option} must be 0 to {record.head:,}, where this run ended. Received {iteration:,}."
        )


def _listed(names: Any) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}"
