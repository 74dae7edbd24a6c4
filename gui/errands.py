"""Work that takes longer than a frame, done in a thread of its own, one piece after the other."""

import itertools
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from engine.errors import InputError

PATIENCE_MILLISECONDS = 500
"""So long nothing is said of work that is under way."""


class Errands(QObject):
    """Does work in the order in which it was given.

    Signals:
        slow: (words) of work that has taken longer than half a second.
        quick: Nothing is under way any more that was slow.
    """

    slow = Signal(str)
    quick = Signal()
    _ended = Signal(int, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._numbers = itertools.count(1)
        self._waiting: dict[int, tuple[str, Callable[[Any], None], Callable[[str], None]]] = {}
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._tell)
        self._ended.connect(self._hand_over)

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return bool(self._waiting)

    def do(
        self,
        words: str,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        otherwise: Callable[[str], None],
    ) -> None:
        """Has work done; returns at once.

        Args:
            words: What is being done, for a person who waits: "Saving run.descent …".
            work: Runs in another thread; may raise `InputError`.
            then: Gets its result, in this thread.
            otherwise: Gets the sentence of its error, in this thread.
        """
        number = next(self._numbers)
        self._waiting[number] = (words, then, otherwise)
        if not self._patience.isActive():
            self._patience.start()
        self._pool.start(lambda: self._work(number, work))

    def finish(self) -> None:
        """Waits until everything is done, and hands it over."""
        self._pool.waitForDone()
        self._patience.stop()

    def _work(self, number: int, work: Callable[[], Any]) -> None:
        """In the pool's thread."""
        try:
            self._ended.emit(number, work(), "")
        except InputError as error:
            self._ended.emit(number, None, str(error))
        except Exception as error:  # the boundary of the thread: who waits must hear of it
            sentence = f"The window met an error of its own: {type(error).__name__}: {error}."
            self._ended.emit(number, None, sentence)

    def _hand_over(self, number: int, result: Any, problem: str) -> None:
        _, then, otherwise = self._waiting.pop(number)
        if not self._waiting:
            self._patience.stop()
            self.quick.emit()
        if problem:
            otherwise(problem)
        else:
            then(result)

    def _tell(self) -> None:
        if self._waiting:
            words, _, _ = next(iter(self._waiting.values()))
            self.slow.emit(words)
