"""What stands beside the main picture: shown in its turn, and after that picture has been painted.

At full speed sixty states a second come. The main picture is shown with each of them, at intervals
as even as the timer's, because everything else waits until it is on the screen.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from gui.workbench import Workbench

EVERY_FRAME = None
"""For what is shown with every frame, though after the main picture."""


class Turn(QObject):
    """Shows something at once, or in its turn while frames follow each other at full speed.

    What was left out of the last frame is shown when the mode changes.

    Args:
        workbench: Whose frames they are.
        turn: 0 or 1, in which of two frames it is shown, or `EVERY_FRAME`.
        show: Shows it as it is by then.
    """

    def __init__(self, workbench: Workbench, turn: int | None, show: Callable[[], None]) -> None:
        super().__init__(workbench)
        self._workbench = workbench
        self._turn = turn
        self._show = show
        self._behind = False
        # Qt comes to a timer of no time when everything that was to be painted has been.
        self._after_painting = QTimer(self, singleShot=True, interval=0)
        self._after_painting.timeout.connect(self.catch_up)
        workbench.mode_changed.connect(self.catch_up)

    def ask(self) -> None:
        """Has it shown: at once, soon, or with the next frame."""
        self._behind = True
        if self._turn is not EVERY_FRAME and self._workbench.spares(self._turn):
            return
        if self._workbench.hurried:
            self._after_painting.start()
        else:
            self.catch_up()

    def catch_up(self, _mode: object = None) -> None:
        """Shows now what was asked for and is not shown yet."""
        if self._behind:
            self._behind = False
            self._after_painting.stop()
            self._show()
