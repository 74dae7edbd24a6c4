"""Work too long for a frame, done in a thread of a pool; only the latest request counts.

What is asked for must not touch a widget. numpy lets the window go on while it computes.
"""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, Signal

from engine.errors import DescentError

Unwanted = Callable[[], bool]
"""Asked by work now and then: True means that nobody waits for it any more."""
Work = Callable[[Unwanted], Any]


class Background(QObject):
    """One thread, and the latest wish for it.

    A new request makes the one that is being worked on unwanted, and takes the place of one that
    has not begun.

    Signals:
        came: (key, result) of the latest request.
        refused: (key, sentence) where it could not be done.
        busy_changed: Whether something is being worked on.
    """

    came = Signal(object, object)
    refused = Signal(object, str)
    busy_changed = Signal(bool)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._pool.setThreadPriority(QThread.Priority.LowPriority)
        self._running: _Job | None = None
        self._next: _Job | None = None
        self._ended.connect(self._take)

    @property
    def busy(self) -> bool:
        """Whether something is being worked on."""
        return self._running is not None

    def ask(self, key: object, work: Work, *, patient: bool = False) -> None:
        """Has work done.

        Args:
            key: Comes back with the result.
            work: What is to be done; raises a `DescentError` where it cannot.
            patient: Whether what is being worked on may end first and is told, too.
        """
        if self._running is not None and not patient:
            self._running.unwanted.set()
        self._next = _Job(self, key, work)
        if self._running is None:
            self._begin()

    def forget(self) -> None:
        """Nothing is wanted any more."""
        self._next = None
        if self._running is not None:
            self._running.unwanted.set()

    def close(self) -> None:
        """Ends the thread; waits for what it is doing to notice."""
        self.forget()
        self._pool.waitForDone()

    def _begin(self) -> None:
        job, self._next = self._next, None
        was_busy, self._running = self.busy, job
        if job is not None:
            self._pool.start(job)
        if was_busy != self.busy:
            self.busy_changed.emit(self.busy)

    def _take(self, job: "_Job") -> None:
        """In the window's thread: tells what came, and begins what is wanted next."""
        if job.unwanted.is_set():
            pass
        elif job.problem:
            self.refused.emit(job.key, job.problem)
        elif job.done:
            self.came.emit(job.key, job.result)
        self._begin()


class _Job(QRunnable):
    """One request, with what came of it."""

    def __init__(self, owner: Background, key: object, work: Work) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._owner, self.key, self._work = owner, key, work
        self.unwanted = threading.Event()
        self.result: Any = None
        self.problem = ""
        self.done = False

    def run(self) -> None:
        """In the pool's thread. An error of our own goes to the hook, and the work ends there."""
        try:
            self.result = self._work(self.unwanted.is_set)
            self.done = True
        except DescentError as error:
            self.problem = str(error)
        finally:
            self._owner._ended.emit(self)
