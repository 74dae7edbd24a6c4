"""The files that were opened and saved last, between starts."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal

MOST = 8
KEY = "recent"


class RecentFiles(QObject):
    """Remembers files, the latest first.

    Signals:
        changed: The list is another.

    Args:
        store: Where they are kept between starts.
        parent: Qt's owner.
    """

    changed = Signal()

    def __init__(self, store: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store

    @property
    def paths(self) -> tuple[Path, ...]:
        """The latest first; what the store holds may be spoilt."""
        held: Any = self._store.value(KEY)
        names = [held] if isinstance(held, str) else held if isinstance(held, list) else []
        return tuple(Path(one) for one in names[:MOST] if isinstance(one, str) and one)

    def add(self, path: Path) -> None:
        """A file that was opened or saved now."""
        path = path.absolute()
        self._keep([path, *(one for one in self.paths if one != path)])

    def forget(self, path: Path) -> None:
        """A file that is not there any more."""
        path = path.absolute()
        if path in self.paths:
            self._keep([one for one in self.paths if one != path])

    def clear(self) -> None:
        """Forgets all."""
        self._keep([])

    def _keep(self, paths: list[Path]) -> None:
        self._store.setValue(KEY, [str(one) for one in paths[:MOST]])
        self.changed.emit()


def short_place(path: Path) -> str:
    """The folder of a file, with ~ for the person's own."""
    folder = path.parent
    home = Path.home()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)
