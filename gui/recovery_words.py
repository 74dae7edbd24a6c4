"""What is said of journals that windows left which ended unexpectedly."""

import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from engine.journal import NOTE_NAME
from engine.notes import AnyNote, WindowNote, is_worth
from gui.steps import BATCHES, ITERATIONS, StepWords

MIXED = StepWords("step", "steps")
"""What is counted where runs are told together of which some count batches."""

Found = Sequence[tuple[Path, WindowNote]]
"""Of each journal its folder, and what it says."""


def offer_words(found: Found) -> str:
    """What can be brought back: "Descent ended unexpectedly at 18:02. 2 runs with …"."""
    when = datetime.fromtimestamp(_last_write(found))
    day = "" if when.date() == datetime.now().date() else f" on {when:%d %B}"
    return f"Descent ended unexpectedly{day} at {when:%H:%M}. {_what(found)} can be brought back."


def counted(number: int, what: str) -> str:
    """A number of things: "1 run", "12,345 runs"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def counted_steps(number: int, runs: Iterable[AnyNote]) -> str:
    """A number of what these runs count: "12,345 iterations", "1 batch"."""
    words = step_words(runs)
    return f"{number:,} {words.one if number == 1 else words.many}"


def step_words(runs: Iterable[AnyNote]) -> StepWords:
    """What these runs count, as their tabs call it."""
    kinds = {BATCHES if run.assignment == "mnist" else ITERATIONS for run in runs if run.head}
    return MIXED if len(kinds) > 1 else next(iter(kinds), ITERATIONS)


def _what(found: Found) -> str:
    runs = [run for _, note in found for tab in note.tabs for run in tab.runs]
    worth = sum(is_worth(run) for run in runs)
    done = sum(note.iterations for _, note in found)
    drawings = sum(bool(note.drawing) for _, note in found)
    trained = f" with {counted_steps(done, runs)}" if done else ""
    what = [counted(worth, "run") + trained] if worth else []
    what += [counted(drawings, "drawing")] if drawings else []
    return " and ".join(what)


def _last_write(found: Found) -> float:
    times = []
    for folder, _ in found:
        try:
            times.append((folder / NOTE_NAME).stat().st_mtime)
        except OSError:
            continue
    return max(times, default=time.time())
