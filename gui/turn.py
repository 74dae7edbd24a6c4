"""What stands beside the main picture: shown at once, or at full speed when there is time."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from gui.rhythm import Deed
from gui.workbench import Workbench


class Turn(QObject):
    """Shows something at once, or when there is time while frames follow each other at full speed.

    What was left out of the last frame is shown when the mode changes.

    Args:
        workbench: Whose frames they are.
        show: Shows it as it is by then.
    """

    def __init__(self, workbench: Workbench, show: Callable[[], None]) -> None:
        super().__init__(workbench)
        self._rhythm = workbench.rhythm
        self._deed = Deed(show)
        workbench.mode_changed.connect(self.catch_up)

    def ask(self) -> None:
        """Has it shown: at once, or before the next beat if there is time."""
        if self._rhythm.hurried:
            self._rhythm.wait_for(self._deed)
        else:
            self._rhythm.drop(self._deed)
            self._deed.show()

    def catch_up(self, _mode: object = None) -> None:
        """Shows now what was asked for and is not shown yet."""
        if self._deed.asked is not None:
            self._rhythm.drop(self._deed)
            self._deed.show()
