"""A worker with a pipe and a clock that were made for it, on the main thread."""

from collections import deque
from typing import Any

from engine.datasets import make_points
from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.messages import (
    Acknowledge,
    Frame,
    Play,
    Prepare,
)
from engine.player import Pace
from engine.run import Block, Programme, State
from engine.worker import Worker, make_run

POINTS = make_points("ring", 20, 0.3, 0)
SETTINGS = LinearSettings(iterations=1000)
FLAT_OUT = Play(Pace.flat_out())


class FakeClock:
    """Seconds that pass by a little with each look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.0001
        return self.now


class WouldWaitForEverError(Exception):
    """The worker waits for a command that nobody will send."""


class FakeConnection:
    """A pipe whose other end is the test: commands are queued, messages are kept.

    Waiting moves the clock; waiting without end, with nothing queued, is an error of its own.
    """

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.commands: deque[Any] = deque()
        self.sent: list[Any] = []
        self.waits: list[float | None] = []

    def poll(self, timeout: float | None) -> bool:
        self.waits.append(timeout)
        if self.commands:
            return True
        if timeout is None:
            raise WouldWaitForEverError
        self._clock.now += timeout
        return False

    def recv(self) -> Any:
        return self.commands.popleft()

    def send(self, message: Any) -> None:
        self.sent.append(message)


class Bench:
    """A worker with its pipe; `do` gives commands and lets it work until it waits for more."""

    def __init__(self, make: Any = make_run) -> None:
        clock = FakeClock()
        self.pipe = FakeConnection(clock)
        self.worker = Worker(self.pipe, make, clock)

    def do(self, *commands: Any, turns: int = 100_000) -> None:
        self.pipe.commands.extend(commands)
        try:
            for _ in range(turns):
                self.worker.turn()
        except WouldWaitForEverError:
            return

    def take(self) -> list[Any]:
        """What was sent since the last look."""
        sent, self.pipe.sent = self.pipe.sent, []
        return sent

    def frame(self) -> Frame:
        """The only message sent since the last look, which must be a frame."""
        (message,) = self.take()
        assert isinstance(message, Frame)
        return message

    def finish(self) -> list[Frame]:
        """Acknowledges every frame until there are no more; gives them all."""
        frames: list[Frame] = []
        while sent := self.take():
            frames += sent
            self.do(Acknowledge())
        return frames


def prepare(run_id: int = 1, state: State | None = None, **values: Any) -> Prepare:
    programme = Programme.of(SETTINGS.changed(**values))
    return Prepare(run_id, "linear", programme, POINTS, state)


def prepared(**values: Any) -> Bench:
    bench = Bench()
    bench.do(prepare(**values))
    bench.frame()
    bench.do(Acknowledge())
    return bench


def recorded(n: int, programme: Programme[LinearSettings] | None = None) -> Block:
    return LinearRun(programme or Programme.of(SETTINGS), POINTS).advance(n)


def blocks_of(frames: list[Frame]) -> list[Block]:
    return [frame.block for frame in frames if frame.block is not None]
