"""File → Open Recent."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gui.recent import RecentFiles, short_place


class RecentMenu(QMenu):
    """A row for each file, and one that clears them.

    Args:
        recent: The files.
        open_file: What a row does.
        parent: Qt's owner.
    """

    def __init__(
        self, recent: RecentFiles, open_file: Callable[[Path], None], parent: QWidget
    ) -> None:
        super().__init__("Open &Recent", parent)
        self._recent = recent
        self._open_file = open_file
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._fill)
        recent.changed.connect(self._offer)
        self._offer()

    def _offer(self) -> None:
        self.setEnabled(bool(self._recent.paths))

    def _fill(self) -> None:
        """Just before it is shown: a row that is being pressed must not be taken away."""
        self.clear()
        for number, path in enumerate(self._recent.paths, start=1):
            name = path.name.replace("&", "&&")
            action = QAction(f"&{number}  {name}  –  {short_place(path)}".replace("\t", " "), self)
            action.setToolTip(str(path))
            action.triggered.connect(partial(self._open, path))
            self.addAction(action)
        self.addSeparator()
        clear = QAction("&Clear List", self)
        clear.triggered.connect(self._recent.clear)
        self.addAction(clear)
        for action in self.actions():  # macOS would take a file for an entry of the same name
            action.setMenuRole(QAction.MenuRole.NoRole)

    def _open(self, path: Path, _checked: bool = False) -> None:
        self._open_file(path)
