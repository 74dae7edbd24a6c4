"""Keeps the window's journal: writes in a thread of its own, so that no frame ever waits for it."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import RunFileError
from engine.journal import Journal, end
from engine.lock import Lock
from engine.notes import WindowNote

MILLISECONDS_BETWEEN = 500
"""So often it is looked whether there is something new: what a crash can cost, and half of what
it may."""
MILLISECONDS_AFTER_A_CHANGE = 30
"""Changes that come together are written together."""


class JournalKeeper(QObject):
    """Writes what the window is doing, whenever it has changed.

    Signals:
        written: (number) of the note that is on the disk now.
        failed: (sentence) that says why it cannot be written.
        worked: It could be written again after it had failed.

    Args:
        journal: Where it is written.
        lock: That holds it.
        note: Says what the window is doing; quick, and called in this thread.
        parent: Qt's owner.
    """

    written = Signal(int)
    failed = Signal(str)
    worked = Signal()

    def __init__(
        self,
        journal: Journal,
        lock: Lock,
        note: Callable[[], WindowNote],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._journal, self._lock = journal, lock
        self._note = note
        self._number = 0
        self._last: WindowNote | None = None
        self._waiting: tuple[int, WindowNote] | None = None
        self._closed = False
        self._changed = threading.Condition()
        self._timer = QTimer(self, interval=MILLISECONDS_BETWEEN)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(self, singleShot=True, interval=MILLISECONDS_AFTER_A_CHANGE)
        self._soon.timeout.connect(self.look)
        # a daemon: a window that fails to end must not be kept alive by its journal
        self._thread = threading.Thread(target=self._write, name="journal", daemon=True)

    def start(self) -> None:
        """From now on everything is written down."""
        self._thread.start()
        self._timer.start()
        self.look()

    def look_soon(self) -> None:
        """Something has changed that should be on the disk before the next half second is over."""
        if not self._closed and not self._soon.isActive():
            self._soon.start()

    def look(self) -> int:
        """Has what is new written; returns the number of the note that holds it."""
        note = self._note()
        if note != self._last:
            self._last = note
            self._number += 1
            with self._changed:
                self._waiting = (self._number, note)
                self._changed.notify()
        return self._number

    def close(self) -> None:
        """The window ends as it should: the journal is removed."""
        self._timer.stop()
        self._soon.stop()
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()
        end(self._journal, self._lock)

    def _write(self) -> None:
        """In the thread: writes the latest note, as often as there is one."""
        has_failed = False
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
                waiting, self._waiting = self._waiting, None
            if waiting is None:
                continue
            number, note = waiting
            try:
                self._journal.write(note)
            except RunFileError as error:
                has_failed = True
                self.failed.emit(str(error))
            else:
                self.written.emit(number)
                if has_failed:
                    has_failed = False
                    self.worked.emit()
