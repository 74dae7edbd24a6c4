"""The windows beside the main one: Export, and Reproduce the Assignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from engine.datasets import Points
from gui.appearance import Appearance
from gui.exporter import Exporter
from gui.reproduction import Reproduction
from gui.tabs import Tab

if TYPE_CHECKING:
    from gui.export_dialog import ExportDialog
    from gui.reproduction_window import ReproductionWindow


class SideWindows(QObject):
    """Opens them, one of each, and ends what they run.

    Args:
        window: The main window.
        appearance: Colours and sizes.
    """

    def __init__(self, window: QWidget, appearance: Appearance) -> None:
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self._exporter = Exporter(self)
        self._reproduction = Reproduction(self)
        self._export: ExportDialog | None = None
        self._numbers: ReproductionWindow | None = None

    def open_export(self, tab: Tab) -> None:
        """Opens the window in which the run of a tab becomes a film, a table, a notebook."""
        if tab.desk.workbench.shelf.current is None:
            return  # its data are still being got
        from gui.export_dialog import ExportDialog  # when it is needed

        if self._export is not None and not self._exporter.busy:
            self._export.deleteLater()
            self._export = None
        if self._export is None:
            workbench = tab.desk.workbench
            self._export = ExportDialog(
                self._appearance,
                self._exporter,
                workbench.record,
                workbench.position,
                getattr(tab, "shown", (None, False)),
                self._window,
                tab.desk.steps,
            )
            workbench.grown.connect(self._export.follow)
        _bring_up(self._export)

    def open_reproduction(self, tab: Tab | None) -> None:
        """Opens the window with the assignments' numbers, and has them computed."""
        from gui.reproduction_window import ReproductionWindow  # when it is needed

        if self._numbers is None:
            self._numbers = ReproductionWindow(self._appearance, self._reproduction, self._window)
        _bring_up(self._numbers)
        self._numbers.start(_points_of(tab))

    def close(self) -> None:
        """Ends all that runs for them."""
        self._exporter.close()
        self._reproduction.close()


def _bring_up(dialog: QDialog) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


def _points_of(tab: Tab | None) -> Points | None:
    """The data of the run that is shown, where they are points."""
    if tab is None or tab.desk.workbench.shelf.current is None:
        return None
    points = tab.desk.workbench.record.points
    return points if isinstance(points, Points) else None
