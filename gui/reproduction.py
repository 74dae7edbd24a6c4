"""The numbers of the assignments as they come: `main.py check` in a process of its own."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.check import Check
from engine.datafile import is_course_file
from engine.datasets import Points
from gui.program import Program

COMMAND = ("check", "--lines")
FAILED = 1
"""Code of `main.py check` where a number does not hold: that is an answer too."""


@dataclass(frozen=True)
class Answer:
    """One number that came.

    Attributes:
        assignment: "linear", "planar" or "mnist".
        check: Expected beside obtained.
    """

    assignment: str
    check: Check


class Reproduction(QObject):
    """Has all numbers computed, once at a time.

    Signals:
        came: (Answer, how many have come, how many there will be).
        ended: (sentence) all have come, "", or why not.
    """

    came = Signal(object, int, int)
    ended = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = Program(self)
        self._program.line_came.connect(self._hear)
        self._program.ended.connect(self._end)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._number = 0
        self._cancelled = False

    @property
    def running(self) -> bool:
        """Whether numbers are being computed."""
        return self._program.running

    def start(self, points: Points | None) -> None:
        """Begins.

        Args:
            points: The open data; if they are the course's own, its graded numbers come too.
        """
        if self.running:
            return
        self._number, self._cancelled = 0, False
        words = list(COMMAND)
        if points is not None and is_course_file(points):
            words.append(f"--data={self._written(points)}")
        self._program.start(words)

    def cancel(self) -> None:
        """Ends it; what has come stays."""
        self._cancelled = True
        self._program.cancel()

    def close(self) -> None:
        """Ends it and waits until it has ended."""
        self._program.close()
        self._clean_up()

    def _written(self, points: Points) -> Path:
        self._folder = tempfile.TemporaryDirectory(prefix="descent-", ignore_cleanup_errors=True)
        path = Path(self._folder.name) / "course.npz"
        np.savez(path, X=points.X, y=points.y)
        return path

    def _hear(self, line: str) -> None:
        self._number += 1
        value = json.loads(line)
        check = Check(
            value["name"],
            _numbers(value["expected"]),
            _numbers(value["obtained"]),
            float(value["tolerance"]),
            value["reason"],
        )
        self.came.emit(Answer(value["assignment"], check), self._number, int(value["total"]))

    def _end(self, code: int, said: str) -> None:
        self._clean_up()
        if self._cancelled:
            self.ended.emit("Cancelled: the rest was not computed.")
        elif code in (0, FAILED):
            self.ended.emit("")
        else:
            last = said.splitlines()[-1] if said else f"it ended with code {code}"
            self.ended.emit(f"The rest could not be computed: {last}")

    def _clean_up(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def _numbers(value: Any) -> float | tuple[float, ...]:
    """What JSON says, where null stands for a number that is not finite."""
    if isinstance(value, list):
        return tuple(np.nan if one is None else float(one) for one in value)
    return np.nan if value is None else float(value)
