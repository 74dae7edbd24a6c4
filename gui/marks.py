"""Which run is in which file, whether it has changed since, and the window's title that says so."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.run import Programme
from engine.run_record import RunRecord

NAME = "Descent"


@dataclass(frozen=True)
class Mark:
    """A run as it was when it was saved or opened.

    Attributes:
        path: Its file.
        head: Its last iteration.
        programme: Its settings.
    """

    path: Path
    head: int
    programme: Programme[Any]

    @classmethod
    def of(cls, path: Path, record: RunRecord) -> "Mark":
        """The mark of a record as it is now."""
        return cls(path, record.head, record.programme)

    def differs(self, record: RunRecord) -> bool:
        """Whether the record has changed since."""
        return (self.head, self.programme) != (record.head, record.programme)


class Marks(QObject):
    """The files of runs, and the title of the window.

    Args:
        window: Whose title it is.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._marks: WeakKeyDictionary[RunRecord, Mark] = WeakKeyDictionary()
        self._titled: tuple[Path | None, bool] = (None, False)

    def put(self, record: RunRecord, mark: Mark) -> None:
        """A run was saved or opened."""
        self._marks[record] = mark

    def path_of(self, record: RunRecord | None) -> Path | None:
        """The file of a run, if it has one."""
        mark = self._marks.get(record) if record is not None else None
        return mark.path if mark is not None else None

    def changed(self) -> list[tuple[RunRecord, Path]]:
        """The runs that have changed since they were saved, with their files."""
        return [
            (record, mark.path)
            for record, mark in list(self._marks.items())
            if mark.differs(record)
        ]

    def clear(self) -> None:
        """Forgets all: the window is closing."""
        self._marks.clear()

    def show_title(self, record: RunRecord | None) -> None:
        """The file of the open run, and whether the run has changed since; cheap when nothing has.

        Args:
            record: The open run, or None.
        """
        mark = self._marks.get(record) if record is not None else None
        shown = (mark.path, mark.differs(record)) if mark and record else (None, False)
        if shown == self._titled:
            return
        self._titled = shown
        path, changed = shown
        self._window.setWindowTitle(f"{path.name}[*]" if path else NAME)
        self._window.setWindowFilePath(str(path) if path else "")
        self._window.setWindowModified(changed)
