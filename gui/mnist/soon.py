"""One deed for many wishes: soon, after all events that wait, and not twice within a frame."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

SPACING_SECONDS = 0.008
"""Half a frame of 60 Hz: what is wished just after a deed is still done before the next frame."""


class Soon(QObject):
    """Does something soon after it was asked for, once however often it was asked.

    Args:
        do: What is done.
        parent: What it ends with.
    """

    def __init__(self, do: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._do = do
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.now)

    @property
    def is_due(self) -> bool:
        """Whether it was asked for and is not yet done."""
        return self._timer.isActive()

    def ask(self) -> None:
        """Have it done soon."""
        if not self._timer.isActive():
            rest = self._last + SPACING_SECONDS - time.perf_counter()
            self._timer.start(max(round(1000 * rest), 0))

    def now(self) -> None:
        """Do it at once."""
        self._timer.stop()
        self._last = time.perf_counter()
        self._do()
