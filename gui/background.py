"""Work too long for a frame, done in a thread of a pool, one piece after the other.

What is asked for must not touch a widget. numpy lets the window go on while it computes.
"""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, QTimer, Signal

from engine.errors import DescentError

PATIENCE_MILLISECONDS = 500
"""So long nothing is said of work that somebody waits for."""

Unwanted = Callable[[], bool]
"""Asked by work now and then: True means that nobody waits for it any more."""
Work = Callable[[Unwanted], Any]


class Background(QObject):
    """One thread. Of requests (`ask`) only the latest counts; errands (`do`) are all done.

    Signals:
        came: (key, result) of the latest request.
        refused: (key, sentence) where it could not be done.
        busy_changed: Whether something is being worked on.
        slow: (words) of an errand that has taken longer than half a second.
        quick: No errand is under way any more that was slow.

    Args:
        parent: Qt's owner.
        priority: Of the thread, against the window's.
    """

    came = Signal(object, object)
    refused = Signal(object, str)
    busy_changed = Signal(bool)
    slow = Signal(str)
    quick = Signal()
    _ended = Signal(object)

    def __init__(
        self,
        parent: QObject | None = None,
        priority: QThread.Priority = QThread.Priority.LowPriority,
    ) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._pool.setThreadPriority(priority)
        self._jobs: list[_Job] = []
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._tell_slow)
        self._ended.connect(self._take)

    @property
    def busy(self) -> bool:
        """Whether something is being worked on."""
        return bool(self._jobs)

    def ask(self, key: object, work: Work, *, patient: bool = False) -> None:
        """Has work done, instead of what was asked for before.

        Args:
            key: Comes back with the result.
            work: What is to be done; raises a `DescentError` where it cannot.
            patient: Whether what is being worked on may end first and is told, too.
        """
        for job in self._jobs[1 if patient else 0 :]:
            job.unwanted.set()
        self._start(_Job(self, work, partial(self.came.emit, key), partial(self.refused.emit, key)))

    def do(
        self,
        words: str,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        otherwise: Callable[[str], None],
    ) -> None:
        """Has work done after all that was given before; returns at once.

        Args:
            words: What is being done, for a person who waits: "Saving run.descent …".
            work: Runs in another thread; raises a `DescentError` where it cannot be done.
            then: Gets its result, in this thread.
            otherwise: Gets the sentence of its error, in this thread.
        """
        if not self._patience.isActive():
            self._patience.start()
        self._start(_Job(self, lambda _unwanted: work(), then, otherwise, words))

    def forget(self) -> None:
        """Nothing that was asked for is wanted any more."""
        for job in self._jobs:
            if not job.words:
                job.unwanted.set()

    def close(self) -> None:
        """Ends the thread: waits until requests notice it and all errands are done."""
        self.forget()
        self._patience.stop()
        self._pool.waitForDone()

    def _start(self, job: "_Job") -> None:
        self._jobs.append(job)
        self._pool.start(job)
        if len(self._jobs) == 1:
            self.busy_changed.emit(True)

    def _take(self, job: "_Job") -> None:
        """In the window's thread: tells what came of a job."""
        if job.words and not any(one.words for one in self._jobs if one is not job):
            self._patience.stop()
            self.quick.emit()
        try:
            job.tell()
        finally:
            self._jobs.remove(job)
            if not self._jobs:
                self.busy_changed.emit(False)

    def _tell_slow(self) -> None:
        words = next((job.words for job in self._jobs if job.words), "")
        if words:
            self.slow.emit(words)


class _Job(QRunnable):
    """One piece of work, with what came of it; `words` only if a person waits for it."""

    def __init__(
        self,
        owner: Background,
        work: Work,
        then: Callable[[Any], object],
        otherwise: Callable[[str], object],
        words: str = "",
    ) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._owner, self._work = owner, work
        self._then, self._otherwise, self.words = then, otherwise, words
        self.unwanted = threading.Event()
        self._result: Any = None
        self._problem = ""
        self._done = False

    def run(self) -> None:
        """In the pool's thread."""
        try:
            if not self.unwanted.is_set():
                self._result = self._work(self.unwanted.is_set)
                self._done = True
        except DescentError as error:
            self._problem = str(error)
        except Exception as error:  # the boundary of the thread: who waits must hear of it
            if not self.words:
                raise  # nobody waits for a sentence; the hook tells of it
            kind = type(error).__name__
            self._problem = f"The window met an error of its own: {kind}: {error}."
        finally:
            self._owner._ended.emit(self)

    def tell(self) -> None:
        """In the window's thread: hands over what came of it, if it is still wanted."""
        if self.unwanted.is_set():
            return
        if self._problem:
            self._otherwise(self._problem)
        elif self._done:
            self._then(self._result)
