"""Run files, `.descent`: a run with its whole history, so that it can be opened and go on.

A file is a safetensors file whose header holds the settings and all else that is no array as JSON
(`engine.sealed`). What is kept of an assignment's run stands in the table `engine.forms.FORMS`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from engine.datasets import Points
from engine.disk import read_bounded, write_atomically
from engine.errors import InputError, RunFileError
from engine.forms import FORMS
from engine.late_import import imported
from engine.run_record import RunRecord
from engine.sealed import DAMAGED, damaged, sealed, unsealed

SUFFIX = ".descent"
FORMAT, VERSION = "descent run", 1
MOST_BYTES = 2**30
"""A run keeps 128 MB of states and 8 bytes for each loss of each racer."""
WHAT = "a saved run"

Facts = dict[str, Any]
Pieces = dict[str, tuple[NDArray[Any], ...]]


@dataclass(frozen=True)
class Portrait:
    """A run as it was at one moment, ready to be written by any thread."""

    facts: Facts
    pieces: Pieces


@dataclass(frozen=True)
class SavedRun:
    """What a run file brings back.

    Attributes:
        record: The run; its key is 0 until it is given another.
        position: The iteration that was shown.
        held_out: Points of a file that it did not learn from, if any were split off.
    """

    record: RunRecord
    position: int
    held_out: Points | None = None

    @property
    def tab(self) -> str:
        """The tab that shows it."""
        return FORMS[self.record.assignment].tab


def portrait_of(record: RunRecord, position: int, held_out: Points | None = None) -> Portrait:
    """Everything that a file holds of a run. Copies nothing and returns at once.

    Args:
        record: The run.
        position: The iteration shown, a timeline's cursor.
        held_out: Points of a file that the run does not learn from.
    """
    facts, pieces = imported(FORMS[record.assignment].taken)(record)
    return _portrait(record, position, facts, pieces, held_out)


def journal_portrait_of(record: RunRecord) -> Portrait:
    """As much of a run as its window's journal holds, where settings alone are not enough."""
    facts, pieces = imported(FORMS[record.assignment].journalled)(record)
    return _portrait(record, record.head, facts, pieces)


def _portrait(
    record: RunRecord, position: int, facts: Facts, pieces: Pieces, held_out: Points | None = None
) -> Portrait:
    if held_out is not None:
        pieces = pieces | {"held_out_X": (held_out.X,), "held_out_y": (held_out.y,)}
    known = {"format": FORMAT, "version": VERSION, "assignment": record.assignment}
    return Portrait({**known, "position": position, **facts}, pieces)


def write_portrait(path: Path, portrait: Portrait) -> None:
    """Writes a run file, whole or not at all.

    Raises:
        RunFileError: It cannot be written; an older file of the name is untouched.
    """
    write_atomically(path, [sealed(portrait.facts, portrait.pieces)])


def save_run(path: Path, record: RunRecord, position: int, held_out: Points | None = None) -> None:
    """Saves a run with its history, points, settings and the position of its timeline.

    Args:
        path: By custom ending in `.descent`.
        record: The run, as a window keeps it.
        position: The iteration shown.
        held_out: Points of a file that the run does not learn from.

    Raises:
        RunFileError: It cannot be written; an older file of the name is untouched.
    """
    write_portrait(path, portrait_of(record, position, held_out))


def open_run(path: Path) -> SavedRun:
    """The run in a file. Training it on gives the same bits as if it had never stopped.

    Raises:
        RunFileError: The file is missing, foreign, damaged, or of a newer version.
    """
    content = read_bounded(path, MOST_BYTES, WHAT)
    facts, arrays = unsealed(content, path.name, WHAT)
    _check_version(facts, path.name)
    form = FORMS.get(str(facts.get("assignment")))
    if form is None:
        raise _newer(path.name)
    try:
        record: RunRecord = imported(form.rebuilt)(facts["assignment"], facts, arrays)
        position = min(max(int(facts["position"]), 0), record.head)
        held_out = _held_out(arrays, record)
    except (InputError, AttributeError, *DAMAGED) as error:
        raise damaged(path.name, WHAT) from error
    return SavedRun(record, position, held_out)


def is_run_file(path: Path) -> bool:
    """Whether the name is that of a run file."""
    return path.suffix.lower() == SUFFIX


def _held_out(arrays: dict[str, Any], record: RunRecord) -> Points | None:
    if "held_out_X" not in arrays:
        return None
    return Points(arrays["held_out_X"], arrays["held_out_y"], record.points.name)


def _check_version(facts: dict[str, Any], name: str) -> None:
    if facts.get("format") != FORMAT:
        raise RunFileError(
            f"{name} is a file of Descent, but not {WHAT}. Choose one that File → Save Run made."
        )
    version = facts.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise _newer(name)


def _newer(name: str) -> RunFileError:
    return RunFileError(
        f"{name} was saved by a newer version of Descent than this one. Update Descent to open it."
    )
