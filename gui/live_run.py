"""The run that the process trains: what it is told to do, and the frames that come of it."""

from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from engine.messages import Acknowledge, Adjust, Command, Frame, Pause, Play, Prepare, Step
from engine.player import Pace
from engine.run import Mode
from engine.run_record import RunRecord
from gui.rate import Rate
from gui.shelf import Shelf

HURRIED_SECONDS = 0.04
"""Frames that follow each other faster than this are too many for one to read numbers in each."""


class Channel(Protocol):
    """What is needed of a `Session`."""

    def send(self, command: Command) -> None:
        """Sends a command; never blocks."""


class LiveRun(QObject):
    """One run of the shelf, as far as the process has it.

    Signals:
        prepared: The process is making another run.
        came: (frame, seconds of the clock): the open record has what a frame brought.

    Args:
        channel: Where commands go.
        shelf: Whose records get the iterations.
        clock: Seconds, from any origin.
        parent: Qt's owner.

    Attributes:
        playing: Whether the process is to train until it is told to pause.
        stepping: Whether it is to make one iteration, and has not answered since.
        rate: How fast it does.
    """

    prepared = Signal()
    came = Signal(object, float)

    def __init__(
        self,
        channel: Channel,
        shelf: Shelf,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.playing = self.stepping = False
        self.rate = Rate()
        self._channel = channel
        self._shelf = shelf
        self._clock = clock
        self._key: int | None = None
        self._asked: float | None = None
        self._seconds_told = 0
        self._frames: deque[Frame] = deque()
        self._last_frame = 0.0
        self._hurried = False

    # What it is ------------------------------------------------------------------------------

    @property
    def seconds_waited(self) -> float:
        """How long the process has been preparing the run; 0 when it has answered."""
        return 0.0 if self._asked is None else self._clock() - self._asked

    def new_second_waited(self) -> int | None:
        """Each whole second of waiting once; None in between."""
        seconds = int(self.seconds_waited)
        if seconds == self._seconds_told:
            return None
        self._seconds_told = seconds
        return seconds

    @property
    def hurried(self) -> bool:
        """Whether frames follow each other at full speed."""
        return self.playing and self._hurried

    # What it is told -------------------------------------------------------------------------

    def prepare(self, record: RunRecord, wish: Any) -> None:
        """Has the process make a record's run and be at its head, if it has another run.

        Args:
            record: Whose run.
            wish: Settings that act from the head on and that no frame has brought yet; or None.
        """
        if self._key == record.key:
            return
        self._key = record.key
        self.stepping = False
        self.prepared.emit()
        start = record.start_for(record.head)
        self._asked = self._clock()
        self._channel.send(
            Prepare(
                record.key, record.assignment, record.programme, record.data, start, record.head
            )
        )
        if wish is not None:  # the process that heard of it is gone
            self.adjust(wish)

    def adjust(self, settings: Any) -> None:
        """Lets other settings act from here on."""
        self._channel.send(Adjust(settings))

    def train(self, head: int, pace: Pace) -> None:
        """Trains from the head on, until it is paused or at its end."""
        self.playing = True
        self.rate.begin(head, self._clock())
        self.set_pace(pace)

    def set_pace(self, pace: Pace) -> None:
        """Trains at this pace, if it trains."""
        if self.playing:
            self._channel.send(Play(pace))

    def step(self) -> None:
        """Trains one iteration."""
        self.stepping = True
        self._channel.send(Step(1))

    def pause(self) -> None:
        """Trains no more; the last iterations still come in."""
        if self.playing:
            self.playing = False
            self._channel.send(Pause())

    # What comes ------------------------------------------------------------------------------

    def receive(self, frame: Frame) -> None:
        """Keeps a frame until the next display tick."""
        self._frames.append(frame)

    def take_frames(self, now: float) -> bool:
        """Gives what has come to the records, and acknowledges it; says whether anything has."""
        if not self._frames:
            return False
        self._hurried = now - self._last_frame < HURRIED_SECONDS
        self._last_frame = now
        while self._frames:
            frame = self._frames.popleft()
            try:
                self._take(frame, now)
            finally:  # without it the process would wait for ever
                self._channel.send(Acknowledge())
        return True

    def follow(self, frame: Frame, *, at_end: bool, pace: Pace) -> None:
        """Takes from a frame of the open run whether it still trains.

        Args:
            frame: The frame.
            at_end: Whether the chosen number of iterations is reached.
            pace: At which it goes on.
        """
        if frame.mode is Mode.FAILED or at_end:
            self.playing = False
        elif frame.mode is not Mode.PLAYING:
            # It came to the end before it heard that the end has moved, or had not heard Play yet.
            self.set_pace(pace)

    def refuse(self, run_id: int) -> bool:
        """The process could not do what it was asked for this run; False if it has another now."""
        if run_id != self._key:
            return False
        self.playing = self.stepping = False
        self._key = self._asked = None
        return True

    def lose(self) -> None:
        """The process is gone: what had come is taken, and nobody waits to hear of it."""
        self._key = self._asked = None
        self.playing = self.stepping = False
        while self._frames:
            self._take(self._frames.popleft(), self._clock())

    def _take(self, frame: Frame, now: float) -> None:
        """Gives a frame to its record, if that is still there, and tells it if it is open."""
        record = self._shelf.find(frame.run_id)
        block = frame.block
        if frame.run_id == self._key:
            self._asked, self._seconds_told, self.stepping = None, 0, False
        if record is None or (block is not None and block.first > record.head + 1):
            if frame.run_id == self._key:
                self._key = None  # a deleted run that is brought back lacks these iterations
            return
        if block is not None:
            record.append(block)
        for change in frame.changes:
            record.note(change)
        if record is self._shelf.current:
            self.came.emit(frame, now)
