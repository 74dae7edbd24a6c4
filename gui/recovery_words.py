"""What is said of journals that windows left which ended unexpectedly."""

import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from engine.journal import NOTE_NAME
from engine.notes import AnyNote, WindowNote, is_worth
from engine.run_record import RunRecord
from gui.steps import BATCHES, ITERATIONS, StepWords

MIXED = StepWords("iteration or batch", "iterations and batches")
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


def counted_steps(runs: Iterable[AnyNote | RunRecord]) -> str:
    """How far these runs are: "12,345 iterations", "1 batch", "250 iterations and 494 batches"."""
    done = dict.fromkeys((ITERATIONS, BATCHES), 0)
    for run in runs:
        done[_steps_of(run)] += run.head
    told = [
        f"{number:,} {words.one if number == 1 else words.many}"
        for words, number in done.items()
        if number
    ]
    return " and ".join(told)


def step_words(runs: Iterable[AnyNote | RunRecord]) -> StepWords:
    """What these runs count, as their tabs call it."""
    kinds = {_steps_of(run) for run in runs if run.head}
    return MIXED if len(kinds) > 1 else next(iter(kinds), ITERATIONS)


def _steps_of(run: AnyNote | RunRecord) -> StepWords:
    return BATCHES if run.assignment == "mnist" else ITERATIONS


def _what(found: Found) -> str:
    runs = [run for _, note in found for tab in note.tabs for run in tab.runs]
    worth = sum(is_worth(run) for run in runs)
    drawings = sum(bool(note.drawing) for _, note in found)
    trained = " with ".join(filter(None, (counted(worth, "run"), counted_steps(runs))))
    what = [trained] if worth else []
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
