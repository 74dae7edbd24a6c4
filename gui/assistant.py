"""The window's end of the second process: asks for work, and hears the answer by a signal."""

import itertools

from PySide6.QtCore import QObject, Signal

from engine import assistant
from engine.assistant import Answer, Job
from gui.session import Session


class Assistant(QObject):
    """Has work done elsewhere. The process is started when it is first needed.

    Signals:
        answered: (number, result) of a job that was done.
        refused: (number, sentence) of a job that could not be done.
    """

    answered = Signal(int, object)
    refused = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._open: set[int] = set()
        self._session = Session("descent-assistant", assistant.main, self)
        self._session.received.connect(self._hear)
        self._session.lost.connect(self._give_up_all)

    @property
    def busy(self) -> bool:
        """Whether an answer is being waited for."""
        return bool(self._open)

    def ask(self, name: str, *arguments: object) -> int:
        """Has a job of `engine.assistant.JOBS` done; returns its number at once."""
        number = next(self._numbers)
        self._open.add(number)
        self._session.send(Job(number, name, arguments))
        return number

    def cancel(self, number: int) -> None:
        """Ends a job, and with it the process; other open jobs are refused."""
        if number in self._open:
            self._open.discard(number)
            self._session.stop(patient=False)
            self._give_up_all("The work was cancelled with another.")

    def ask_to_quit(self) -> None:
        """Asks the process to end, without waiting."""
        self._session.ask_to_quit()

    def close(self) -> None:
        """Ends the process, at once where nobody will hear its answer."""
        busy = self.busy
        self._open.clear()
        self._session.close(patient=not busy)

    def _hear(self, answer: Answer) -> None:
        if answer.number not in self._open:
            return
        self._open.discard(answer.number)
        if answer.problem:
            self.refused.emit(answer.number, answer.problem)
        else:
            self.answered.emit(answer.number, answer.result)

    def _give_up_all(self, sentence: str) -> None:
        lost, self._open = self._open, set()
        for number in sorted(lost):
            self.refused.emit(number, f"{sentence} Try again.")
