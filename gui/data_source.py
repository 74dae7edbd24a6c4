"""Where the points come from: made at once, or by the second process, or read from a file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from engine.datasets import DATASETS, Points, make_points
from engine.point_settings import OWN_FILE, PointSettings
from gui.assistant import Assistant

CANCELLED = "Cancelled. The run that was open is still there."
"""What is told in place of a refusal to who no longer wanted it."""


@dataclass(frozen=True)
class Wish:
    """What is to be done with points once they are there.

    Attributes:
        settings: Of the run on them.
        words: What Undo will name.
        merge: Wishes of the same name follow each other as one step of undo.
        path: The file they come from, or None.
        preset: The preset that was chosen, or "".
        then: What to do with the points instead of opening a new run on them.
    """

    settings: Any
    words: str
    merge: str = ""
    path: Path | None = None
    preset: str = ""
    then: Callable[[Any], None] | None = None


class Source(Protocol):
    """Where a desk gets its data. Only the newest wish counts.

    Attributes:
        got: Signal (Wish, data).
        refused: Signal (Wish, sentence).
        waiting_changed: Signal whether data are being waited for.
    """

    got: Any
    refused: Any
    waiting_changed: Any

    @property
    def waiting(self) -> bool:
        """Whether data are being waited for."""

    def warm_up(self) -> None:
        """Gets ready for what may be wished."""

    def make(self, wish: Wish) -> None:
        """Gets the data of the wish's settings."""

    def read(self, wish: Wish) -> None:
        """Gets the data of the wish's file."""

    def complete(self, wish: Wish, points: Any) -> None:
        """Gets the data of a run that was opened: these, or those that they stand for."""

    def cancel(self) -> None:
        """Waits no longer, and says so."""

    def forget(self) -> None:
        """Waits no longer."""


class DataSource(QObject):
    """Gets points. Only the newest wish counts.

    Signals:
        got: (Wish, Points).
        refused: (Wish, sentence).
        waiting_changed: Whether points are being waited for.
    """

    got = Signal(object, object)
    refused = Signal(object, str)
    waiting_changed = Signal(bool)

    def __init__(self, assistant: Assistant, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self._number: int | None = None
        self._wish: Wish | None = None
        assistant.answered.connect(self._take)
        assistant.refused.connect(self._give_up)

    @property
    def waiting(self) -> bool:
        """Whether points are being waited for."""
        return self._number is not None

    def warm_up(self) -> None:
        """Lets the second process import what a first wish would have to wait for."""
        self._assistant.ask("warm_up")

    def make(self, wish: Wish) -> None:
        """Has the points of the wish's settings made."""
        settings: PointSettings = wish.settings
        arguments = (settings.dataset, settings.points, settings.noise, settings.data_seed)
        if DATASETS[settings.dataset].needs_scikit_learn:
            self._ask(wish, "make_points", *arguments)
        else:
            self.forget()
            self.got.emit(wish, make_points(*arguments))

    def read(self, wish: Wish) -> None:
        """Has the wish's file read."""
        self._ask(wish, "load_points", wish.path)

    def complete(self, wish: Wish, points: Any) -> None:
        """The points of a run that was opened are all there."""
        self.forget()
        self.got.emit(wish, points)

    def cancel(self) -> None:
        """Waits no longer."""
        if self._number is not None:
            number, wish = self._number, self._wish
            self.forget()
            self._assistant.cancel(number)
            self.refused.emit(wish, CANCELLED)

    def _ask(self, wish: Wish, job: str, *arguments: object) -> None:
        was_waiting = self.waiting
        self._wish = wish
        self._number = self._assistant.ask(job, *arguments)
        if not was_waiting:
            self.waiting_changed.emit(True)

    def forget(self) -> None:
        """Waits no longer, and says nothing of it."""
        was_waiting = self.waiting
        self._number = self._wish = None
        if was_waiting:
            self.waiting_changed.emit(False)

    def _take(self, number: int, points: Points) -> None:
        if number == self._number:
            wish = self._wish
            self.forget()
            self.got.emit(wish, points)

    def _give_up(self, number: int, sentence: str) -> None:
        if number == self._number:
            wish = self._wish
            self.forget()
            self.refused.emit(wish, sentence)


def own_file_settings(settings: Any, points: Points) -> Any:
    """The settings of a run on points that came from a file or were edited."""
    return settings.changed(dataset=OWN_FILE, points=max(10, min(len(points.y), 100_000)))
