"""A worker without a process: it runs on the main thread, at a clock that only the test moves."""

from collections import deque
from typing import Any

from engine.datasets import Points, make_points
from engine.linear.settings import LinearSettings
from engine.record import Record
from engine.run import Mode
from engine.run_record import expected
from engine.worker import Worker
from gui.workbench import Workbench

FRAME_SECONDS = 1 / 60


class _Pipe:
    """Both ends of a pipe as the worker sees them."""

    def __init__(self) -> None:
        self.to_worker: deque[Any] = deque()
        self.to_window: deque[Any] = deque()

    def poll(self, timeout: float | None) -> bool:
        return bool(self.to_worker)

    def recv(self) -> Any:
        return self.to_worker.popleft()

    def send(self, message: Any) -> None:
        self.to_window.append(message)


class InlineEngine:
    """The channel of a workbench: keeps what was sent, and carries it out when it is told to.

    Attributes:
        now: Seconds of the clock of both ends.
        sent: All commands, in order.
        alive: Whether commands are still heard.
    """

    def __init__(self) -> None:
        self.now = 0.0
        self.sent: list[Any] = []
        self.alive = True
        self._pipe = _Pipe()
        self._worker = Worker(self._pipe, clock=self.clock)

    def clock(self) -> float:
        return self.now

    def send(self, command: Any) -> None:
        self.sent.append(command)
        if self.alive:
            self._pipe.to_worker.append(command)

    def sent_of(self, kind: type) -> list[Any]:
        return [one for one in self.sent if isinstance(one, kind)]

    def obey(self) -> None:
        """The worker carries out all commands that wait for it, and trains one slice."""
        while self._pipe.to_worker:
            self._worker.turn()
        self._worker.turn()

    def take_messages(self) -> list[Any]:
        """What the worker has sent since the last time."""
        messages = list(self._pipe.to_window)
        self._pipe.to_window.clear()
        return messages

    def die(self) -> None:
        """The process is gone: what it was told and had not sent is lost. Another is ready."""
        self._pipe = _Pipe()
        self._worker = Worker(self._pipe, clock=self.clock)


class Bench:
    """A workbench with an engine in-line; time passes only by `wait`.

    Attributes:
        heard: (signal, arguments) of everything that the workbench has said.
    """

    def __init__(self, settings: LinearSettings | None = None) -> None:
        self.engine = InlineEngine()
        self.workbench = Workbench("linear", self.engine, clock=self.engine.clock)
        self.heard: list[tuple[str, tuple[Any, ...]]] = []
        for name in ("opened", "grown", "moved", "mode_changed", "troubled", "relieved"):
            signal = getattr(self.workbench, name)
            signal.connect(lambda *values, name=name: self.heard.append((name, values)))
        self.points = some_points()
        if settings is not None:
            self.workbench.open_new(settings, self.points, "Open")
            self.answer()

    def answer(self) -> None:
        """What was sent is carried out and comes back, without time passing."""
        for _ in range(4):
            self.engine.obey()
            for message in self.engine.take_messages():
                self.workbench.receive(message)
            self.workbench.tick()

    def wait(self, seconds: float) -> None:
        """Time passes, frame by frame."""
        for _ in range(round(seconds / FRAME_SECONDS)):
            self.engine.now += FRAME_SECONDS
            self.engine.obey()
            for message in self.engine.take_messages():
                self.workbench.receive(message)
            self.workbench.tick()

    def play_to_end(self) -> None:
        """Plays until it no longer does."""
        self.workbench.play()
        for _ in range(10_000):
            if self.mode() not in (Mode.PLAYING, Mode.REPLAYING):
                return
            self.wait(FRAME_SECONDS)
        raise AssertionError(f"Still {self.mode()} at {self.workbench.position}.")

    def mode(self) -> Mode:
        return self.workbench.mode

    @property
    def record(self) -> Record:
        return expected(Record, self.workbench.record)

    def said(self, name: str) -> list[tuple[Any, ...]]:
        return [values for which, values in self.heard if which == name]


def some_points() -> Points:
    return make_points("ring", 60, 0.5, 0)
