"""The open run in time: which iteration is shown, whether Play replays or trains, and the mode."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from engine.messages import Frame
from engine.player import Pace
from engine.run import Mode
from engine.run_record import RunRecord
from gui.live_changes import LiveChanges
from gui.live_run import LiveRun
from gui.playback import Playback
from gui.rhythm import Rhythm
from gui.shelf import Shelf

SECONDS_UNNOTICED = 0.3
"""A process that answers sooner plays at once, for all that a person sees."""


class Playing(QObject):
    """What the buttons of a media player do to the open run.

    Signals:
        grown: Iterations came to the open record.
        moved: (iteration) that is shown now.
        mode_changed: (Mode).
        waited: (seconds) that Play has been waiting for the process, one after the other.

    Args:
        shelf: Which record is open.
        live_run: What the process has.
        changes: The settings that act at the head.
        clock: Seconds, from any origin.
        parent: Qt's owner.

    Attributes:
        pace: At which it plays; see `set_pace`.
        mode: What the open run is doing.
        position: The iteration shown.
        play_wished: Whether Play was pressed while no run was open yet.
        rhythm: The beats by which it is shown.
    """

    grown = Signal()
    moved = Signal(int)
    mode_changed = Signal(object)
    waited = Signal(int)

    def __init__(
        self,
        shelf: Shelf,
        live_run: LiveRun,
        changes: LiveChanges,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.pace = Pace.steady(8)
        self.mode = Mode.PREPARING
        self.position = 0
        self.play_wished = False
        self._shelf = shelf
        self._live_run = live_run
        self._changes = changes
        self._clock = clock
        self._playback = Playback()
        self._following = False
        self.rhythm = Rhythm(self.tick, lambda: live_run.hurried, clock, self)
        live_run.came.connect(self._go_on)

    # What it is ------------------------------------------------------------------------------

    @property
    def record(self) -> RunRecord:
        """The open record.

        Raises:
            LookupError: Nothing has been opened yet.
        """
        if self._shelf.current is None:
            raise LookupError("No run has been opened yet.")
        return self._shelf.current

    @property
    def target(self) -> int:
        """The chosen number of iterations."""
        return self.record.iterations(self._changes.settings)

    @property
    def more(self) -> int:
        """How many further iterations Play trains at the end: as many as were chosen first."""
        return self.record.iterations(self.record.programme.changes[0].settings)

    @property
    def at_head(self) -> bool:
        """Whether what is shown is the last that was trained, or will be the next that is."""
        return self._live_run.playing or self.position == self.record.head

    @property
    def seconds_left(self) -> float | None:
        """Until the target, at the present pace; None when nothing runs."""
        if self.mode not in (Mode.PLAYING, Mode.REPLAYING):
            return None
        if self.pace.kind != "flat_out" or self._playback.going:
            return self.pace.seconds_until(self.position, self.target)
        measured = self._live_run.rate.per_second
        return (self.target - self.record.head) / measured if measured else None

    # What can be wished ----------------------------------------------------------------------

    def play(self) -> None:
        """Replays what is recorded, trains from the head on; or as soon as a run is open."""
        self.play_wished = self._shelf.current is None
        steps = self._live_run.stepping  # while the process is getting ready
        if self.mode in (Mode.PLAYING, Mode.REPLAYING) or (
            self.mode is Mode.PREPARING and not steps
        ):
            return
        if self.record.stop is not None and self.position == self.record.head:
            self._show(0)
        if self.position < self.record.head:
            self._playback.begin(self.position, self._clock())
            self.rhythm.start()
        else:
            self._train()
        self.settle()

    def pause(self) -> None:
        """Stops where it is; the last iterations trained still come in."""
        self.play_wished = False
        self._playback.stop()
        if self._live_run.playing:
            self._live_run.pause()
            self.tick()  # the last frame comes only when this one has been acknowledged
        self.settle()

    def toggle(self) -> None:
        """Plays or pauses."""
        if self._live_run.playing or self.play_wished or self.mode is Mode.REPLAYING:
            self.pause()
        else:
            self.play()

    def seek(self, iteration: int) -> None:
        """Shows a recorded iteration, and pauses."""
        self.pause()
        if self._shelf.current is None:
            return
        self._following = False
        self._show(max(0, min(iteration, self.record.head)))

    def step_forward(self) -> None:
        """The next iteration: recorded, or trained."""
        if self._shelf.current is None:
            return
        if self.position < self.record.head:
            self.seek(self.position + 1)
        elif self.mode is Mode.PAUSED:
            self.record.begun = True
            self._live_run.prepare(self.record, self._changes.wish)
            self._following = True
            self._live_run.step()
            if self._live_run.seconds_waited:  # else its frame is shown as it comes
                self.rhythm.start()

    def step_back(self) -> None:
        """The iteration before."""
        self.seek(self.position - 1)

    def go_to_start(self) -> None:
        """Iteration 0."""
        self.seek(0)

    def go_to_end(self) -> None:
        """The last iteration trained, and those that are still on their way."""
        if self._shelf.current is not None:
            self.seek(self.record.head)
            self._following = True

    def set_pace(self, pace: Pace) -> None:
        """Another speed, at once."""
        self.pace = pace
        self._live_run.set_pace(pace)
        self._playback.jump(self.position)

    def stand_at(self, iteration: int) -> None:
        """Stops, and is at an iteration of another record; nothing is told of it yet."""
        self._live_run.pause()
        self._playback.stop()
        self._following = False
        self.position = iteration

    def begin(self) -> None:
        """Tells where it stands, and plays if that was wished while there was nothing to play."""
        self.moved.emit(self.position)
        plays, self.play_wished = self.play_wished, False
        self.settle()
        if plays:
            self.play()

    # How it goes -----------------------------------------------------------------------------

    def take(self, frame: Frame) -> None:
        """A frame has come: it is taken with the next beat, at once if nothing beats."""
        self._live_run.receive(frame)
        self.rhythm.hear()

    def tick(self) -> bool:
        """Takes what has come, and replays what is due. Whether anything has come."""
        now = self._clock()
        something = self._live_run.take_frames(now)
        if self._playback.going:
            self._replay(now)
        awaited = self._live_run.playing or self._live_run.stepping
        if awaited:
            self._wait()
        if not (awaited or self._playback.going):
            self.rhythm.stop()
        return something

    def settle(self, _settings: object = None) -> None:
        """Finds the mode, and tells it if it is another."""
        mode = self._find_mode()
        if mode != self.mode:
            self.mode = mode
            self.mode_changed.emit(mode)

    def _train(self) -> None:
        self.record.begun = True
        self._live_run.prepare(self.record, self._changes.wish)
        if self.record.head >= self.target:
            self._changes.lengthen(self.record, self.more)
        self._following = True
        self._live_run.train(self.record.head, self.pace)
        self.rhythm.start()

    def _go_on(self, frame: Frame, now: float) -> None:
        """The open record has what a frame brought: shows it."""
        record = self.record
        self._changes.hear(frame, record)
        self._live_run.follow(frame, at_end=record.head >= self.target, pace=self.pace)
        self._live_run.rate.reach(record.head, now)
        self.grown.emit()
        if self._following and not self._playback.going:
            self._show(record.head)
        self.settle()

    def _replay(self, now: float) -> None:
        head = self.record.head
        self._show(self._playback.advance(self.pace, now, head))
        if self.position >= head:
            self._playback.stop()
            if head < self.target and self.record.stop is None:
                self._train()
            self.settle()

    def _wait(self) -> None:
        """Tells how long the process has been getting ready, second by second."""
        self.settle()
        if self.mode is Mode.PREPARING:
            seconds = self._live_run.new_second_waited()
            if seconds is not None:
                self.waited.emit(seconds)

    def _show(self, iteration: int) -> None:
        if iteration != self.position:
            self.position = iteration
            self.moved.emit(iteration)
            self.settle()

    def _find_mode(self) -> Mode:
        record = self._shelf.current
        if record is None:
            return Mode.PREPARING
        if self._playback.going:
            return Mode.REPLAYING
        starting = self._live_run.seconds_waited > SECONDS_UNNOTICED
        if self._live_run.stepping and starting:
            return Mode.PREPARING
        if self._live_run.playing:
            return Mode.PREPARING if starting else Mode.PLAYING
        if self.position < record.head:
            return Mode.PAUSED
        if record.stop is not None:
            return Mode.FAILED
        return Mode.FINISHED if record.head >= self.target else Mode.PAUSED
