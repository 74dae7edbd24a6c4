"""What would keep the window for longer than a frame, done in pieces, each between two frames.

`gui/rhythm.py` does the same with what comes sixty times a second; this is for what comes once.
"""

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

OWN_SECONDS = 0.008
"""So long after a piece its own painting is expected: no moment for the next one."""
PATIENCE_MILLISECONDS = 24
"""After that the next piece is done even if nothing else is painted meanwhile."""

Piece = Callable[[], None]


class Pieces(QObject):
    """Does pieces of work one after the other.

    Each is done just after something was painted, when the next frame is farthest away. Between
    two of them the window hears mouse, keyboard and timers: a piece must show things as they are
    when its turn comes, not as they were when it was asked for.

    Args:
        widget: In whose window it is painted; it owns this.
        clock: Seconds, from any origin.
    """

    def __init__(self, widget: QWidget, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__(widget)
        self._widget = widget
        self._clock = clock
        self._waiting: deque[Piece] = deque()
        self._window: QWidget | None = None
        self._done = 0.0
        self._next = QTimer(self, singleShot=True)
        self._next.setTimerType(Qt.TimerType.PreciseTimer)
        self._next.timeout.connect(self._do_one)

    @property
    def going(self) -> bool:
        """Whether there is something left to do."""
        return bool(self._waiting)

    def begin(self, *pieces: Piece) -> None:
        """Has these done from now on, in this order, instead of what is left of those before.

        Before the window is on the screen no frame can be late: then all are done at once.
        """
        self._waiting = deque(pieces)
        self._done = self._clock()
        if self._is_on_screen:
            self._watch(self._widget.window())
            self._next.start(PATIENCE_MILLISECONDS)
        else:
            self.finish()

    def finish(self) -> None:
        """Does at once what is left."""
        try:
            while self._waiting:
                self._waiting.popleft()()
        finally:
            self._go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notices that the window is about to be painted."""
        if (
            event.type() == QEvent.Type.UpdateRequest
            and watched is self._window
            and self._clock() - self._done >= OWN_SECONDS
        ):
            self._next.start(0)  # Qt comes to it when all has been painted
        return False

    def _do_one(self) -> None:
        try:
            if self._waiting:
                self._waiting.popleft()()
        finally:  # a piece that fails takes no other with it
            self._done = self._clock()
            self._go_on()

    def _go_on(self) -> None:
        if self._waiting:
            self._next.start(PATIENCE_MILLISECONDS)
        else:
            self._next.stop()
            self._watch(None)

    @property
    def _is_on_screen(self) -> bool:
        window = self._widget.window().windowHandle()
        return window is not None and window.isExposed()

    def _watch(self, window: QWidget | None) -> None:
        if window is self._window:
            return
        if self._window is not None:
            self._window.removeEventFilter(self)
        if window is not None:
            window.installEventFilter(self)
        self._window = window
