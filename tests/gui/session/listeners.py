"""What the tests of sessions share: real processes, and who listens to them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from engine.linear.settings import LinearSettings
from engine.record import Record
from engine.run_record import expected
from gui.session import Session
from gui.workbench import Workbench
from tests.gui.inline import some_points

MILLISECONDS = 60_000
SETTINGS = LinearSettings(points=60, iterations=3000)


class Listener(QObject):
    """Hears what a session says, and in which thread."""

    heard = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.messages: list[Any] = []
        self.lost: list[str] = []
        self.threads: set[QThread] = set()
        session.received.connect(self.receive)
        session.lost.connect(self.lose)

    def receive(self, message: Any) -> None:
        self.messages.append(message)
        self.threads.add(QThread.currentThread())
        self.heard.emit()

    def lose(self, sentence: str) -> None:
        self.lost.append(sentence)
        self.threads.add(QThread.currentThread())


MakeSession = Callable[..., tuple[Session, Listener]]


class Desk:
    """A workbench with a real process, as a tab has it."""

    def __init__(self, settings: LinearSettings) -> None:
        self.session = Session("descent-linear")
        self.workbench = Workbench("linear", self.session)
        self.session.received.connect(self.workbench.receive)
        self.session.lost.connect(self.workbench.engine_lost)
        self.troubles: list[str] = []
        self.workbench.troubled.connect(self.note)
        self.workbench.open_new(settings, some_points(), "Open")

    def note(self, _key: str, sentence: str) -> None:
        self.troubles.append(sentence)

    @property
    def record(self) -> Record:
        return expected(Record, self.workbench.record)


def has(things: list[Any], n: int) -> bool:
    return len(things) == n
