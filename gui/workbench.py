"""The run that is open, in time: play, pause, seek, change, branch. No widget, no mathematics.

A workbench stands between the session, which brings frames, and the tab, which shows. It keeps the
records, decides whether Play replays or trains, and tells one mode from which all buttons follow.
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engine.messages import Acknowledge, Adjust, Frame, Pause, Play, Prepare, Step, Trouble
from engine.player import Pace
from engine.record import Record, make_record
from engine.run import Mode, Programme
from engine.settings import Kind, Settings, declaration, kind_of
from gui.rate import Rate
from gui.shelf import Shelf
from gui.steps import ITERATIONS, StepWords

TICK_MILLISECONDS = 16
SECONDS_UNNOTICED = 0.3
"""A process that answers sooner plays at once, for all that a person sees."""
HURRIED_SECONDS = 0.04
"""Frames that follow each other faster than this are too many for one to read numbers in each."""
MERGE_SECONDS = 1.0
"""Changes of the same name that follow each other faster than this are one step of undo."""


class Channel(Protocol):
    """What the workbench needs of a `Session`."""

    def send(self, command: Any) -> None:
        """Sends a command; never blocks."""


class Workbench(QObject):
    """The open run of a tab.

    Signals:
        opened: Another record is shown from now on.
        grown: Iterations came to the open record.
        moved: (iteration) that is shown now.
        mode_changed: (Mode).
        settings_changed: (Settings) that act at the head of the open record.
        troubled: (key, sentence) for the message bar.
        relieved: (key) of a message that no longer holds.
        waited: (seconds) that Play has been waiting for the process, one after the other.

    Args:
        assignment: A key of `engine.worker.RUNS`.
        channel: Where commands go.
        clock: Seconds, from any origin.
        steps: What is counted.
        parent: Qt's owner.
    """

    opened = Signal(object)
    grown = Signal()
    moved = Signal(int)
    mode_changed = Signal(object)
    settings_changed = Signal(object)
    troubled = Signal(str, str)
    relieved = Signal(str)
    waited = Signal(int)

    def __init__(
        self,
        assignment: str,
        channel: Channel,
        clock: Callable[[], float] = time.perf_counter,
        parent: QObject | None = None,
        steps: StepWords = ITERATIONS,
    ) -> None:
        super().__init__(parent)
        self._assignment = assignment
        self._steps = steps
        self._channel = channel
        self._clock = clock
        self.shelf = Shelf(self)
        self.shelf.opened.connect(self._open)
        self._live: int | None = None
        self._asked: float | None = None
        self._seconds_told = 0
        self._frames: deque[Frame] = deque()
        self._position = 0
        self._replay_position = 0.0
        self._last_tick = 0.0
        self._last_frame = 0.0
        self._frame_number = 0
        self._hurried = False
        self._replaying = False
        self._training = False
        self._following = False
        self._play_at_once = False
        self._mode = Mode.PREPARING
        self._settings: Settings | None = None
        self._wish: Settings | None = None
        self._last_change = ("", 0.0)
        self._drags = 0
        self.pace = Pace.steady(8)
        self.rate = Rate()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._timer.timeout.connect(self.tick)

    # What it is ------------------------------------------------------------------------------

    @property
    def record(self) -> Record:
        """The open record.

        Raises:
            LookupError: Nothing has been opened yet.
        """
        if self.shelf.current is None:
            raise LookupError("No run has been opened yet.")
        return self.shelf.current

    @property
    def mode(self) -> Mode:
        """What the open run is doing."""
        return self._mode

    @property
    def position(self) -> int:
        """The iteration shown."""
        return self._position

    @property
    def settings(self) -> Any:
        """The settings wished for the open run: those of its head, or on their way there."""
        return self._settings

    @property
    def target(self) -> int:
        """The chosen number of iterations."""
        return self.record.iterations(self.settings)

    @property
    def more(self) -> int:
        """How many further iterations Play trains at the end: as many as were chosen first."""
        return self.record.iterations(self.record.programme.changes[0].settings)

    def spares(self, turn: int) -> bool:
        """Whether something may be left out of this frame, as it will be shown with the next.

        While frames follow each other sixty times a second, what is not the main picture is shown
        in turns, with every second frame. Whoever leaves something out shows it at the latest when
        the mode changes.

        Args:
            turn: 0 or 1, in which of two frames it is shown.
        """
        return self.hurried and self._frame_number % 2 != turn

    @property
    def hurried(self) -> bool:
        """Whether frames follow each other at full speed."""
        return self._training and self._hurried

    @property
    def seconds_left(self) -> float | None:
        """Until the target, at the present pace; None when nothing runs."""
        if self._mode not in (Mode.PLAYING, Mode.REPLAYING):
            return None
        if self.pace.kind != "flat_out" or self._replaying:
            return self.pace.seconds_until(self._position, self.target)
        measured = self.rate.per_second
        return (self.target - self.record.head) / measured if measured else None

    @property
    def play_wished(self) -> bool:
        """Whether Play was pressed while no run was open yet."""
        return self._play_at_once

    @property
    def seconds_waited(self) -> float:
        """How long the process has been preparing the open run; 0 when it has answered."""
        return 0.0 if self._asked is None else self._clock() - self._asked

    # What can be wished ----------------------------------------------------------------------

    def open_new(
        self,
        settings: Any,
        points: Any,
        words: str,
        merge: str = "",
        assignment: str | None = None,
    ) -> None:
        """Opens a new run at state 0; the present one is put aside.

        Args:
            settings: Of the run.
            points: Its data.
            words: What Undo will name.
            merge: Runs of the same name follow each other as one step of undo.
            assignment: Which run of `engine.worker.RUNS`; the one of this workbench unless told.
        """
        programme = Programme.of(settings)
        key = self.shelf.new_key()
        record = make_record(assignment or self._assignment, key, programme, points)
        self.shelf.add(record, 0, self._position, words, merge)
        self._make_live()

    def open_record(self, record: Record, position: int, words: str) -> None:
        """Opens a run that is there already; the present one is put aside.

        Args:
            record: With a key of this workbench's shelf.
            position: Iteration at which it opens.
            words: What Undo will name.
        """
        self.pause()
        self.shelf.add(record, position, self._position, words)

    def play(self) -> None:
        """Replays what is recorded, trains from the head on; or as soon as a run is open."""
        self._play_at_once = self.shelf.current is None
        if self._mode in (Mode.PLAYING, Mode.REPLAYING, Mode.PREPARING):
            return
        if self.record.stop is not None and self._position == self.record.head:
            self._show(0)
        if self._position < self.record.head:
            self._replaying = True
            self._replay_position = float(self._position)
            self._begin_ticking()
        else:
            self._train()
        self._settle()

    def pause(self) -> None:
        """Stops where it is; the last iterations trained still come in."""
        self._replaying = self._play_at_once = False
        if self._training:
            self._training = False
            self._channel.send(Pause())
            self.tick()  # the last frame comes only when this one has been acknowledged
        self._settle()

    def seek(self, iteration: int) -> None:
        """Shows a recorded iteration, and pauses."""
        self.pause()
        if self.shelf.current is None:
            return
        self._following = False
        self._show(max(0, min(iteration, self.record.head)))

    def step_forward(self) -> None:
        """The next iteration: recorded, or trained."""
        if self.shelf.current is None:
            return
        if self._position < self.record.head:
            self.seek(self._position + 1)
        elif self._mode == Mode.PAUSED:
            self._make_live()
            self._following = True
            self._channel.send(Step(1))

    def step_back(self) -> None:
        """The iteration before."""
        self.seek(self._position - 1)

    def toggle(self) -> None:
        """Plays or pauses."""
        if self._training or self._play_at_once or self._mode is Mode.REPLAYING:
            self.pause()
        else:
            self.play()

    def go_to_start(self) -> None:
        """Iteration 0."""
        self.seek(0)

    def go_to_end(self) -> None:
        """The last iteration trained, and those that are still on their way."""
        if self.shelf.current is not None:
            self.seek(self.record.head)
            self._following = True

    def reset(self) -> None:
        """The same initial weights and seed, with the settings that act now.

        A run that had one set of settings throughout is only rewound: Play will show it again, and
        training it again would give the same numbers.
        """
        self.pause()
        if self.shelf.current is None:
            return
        record = self.record
        if record.origin is None and not record.events and self._wish is None:
            self.seek(0)
        else:
            self.open_new(self.settings, record.points, "Reset", assignment=record.assignment)

    def set_pace(self, pace: Pace) -> None:
        """Another speed, at once."""
        self.pace = pace
        if self._training:
            self._channel.send(Play(pace))
        self._replay_position = float(self._position)

    def change(self, settings: Any, merge: str = "") -> None:
        """Lets other settings act, in the manner of their kind (DESIGN 1.2).

        Live ones act from here on: at the head on this run, further back on a branch. Others open
        a new run on the same points; who changes the data calls `open_new`.
        """
        names = set(settings.differences(self.settings))
        kinds = {kind_of(type(settings), name) for name in names}
        stopped = self.record.stop is not None and self._position == self.record.head
        if Kind.RUN in kinds or (stopped and names - {settings.length_name}):
            assignment = self.record.assignment
            self.open_new(settings, self.record.points, "Change Settings", merge, assignment)
        elif names == {settings.length_name} or self._at_head:
            self._change_live(settings, merge)
        elif names:
            self.branch(settings)

    def branch_here(self) -> None:
        """A new run from the state shown, with the settings that act there."""
        self.branch()

    def branch(self, settings: Any | None = None) -> None:
        """A new run from the state shown, with these settings or the ones that act there."""
        self.pause()
        if self.shelf.current is None:
            return
        here = self._position
        chosen = settings if settings is not None else self.record.programme.at(here)
        branch = self.record.branched(self.shelf.new_key(), here, chosen)
        self.shelf.add(branch, here, here, "Branch")
        self._make_live()

    def engine_lost(self, sentence: str) -> None:
        """The process is gone: everything received stays; another will go on from there."""
        self._live = self._asked = None
        self._training = False
        while self._frames:
            self._take(self._frames.popleft(), self._clock())
        if self.shelf.current is not None:
            sentence += f" All {self.record.head:,} {self._steps.many} received are kept."
        self.troubled.emit("engine", f"{sentence} Press Play to go on.")
        self._settle()

    def receive(self, message: Any) -> None:
        """Takes what the session brings."""
        if isinstance(message, Trouble):
            if message.run_id == self._live:
                self._training = False
                self._live = self._wish = self._asked = None
                self.troubled.emit("engine", message.sentence)
                self._show_settings(self.record.settings)
        elif isinstance(message, Frame):
            self._frames.append(message)
            if not self._timer.isActive():
                self.tick()

    # How it goes -----------------------------------------------------------------------------

    @property
    def _at_head(self) -> bool:
        return self._training or self._position == self.record.head

    def _train(self) -> None:
        self._make_live()
        if self.record.head >= self.target:
            self._adjust(self._longer())
        self._following = self._training = True
        self.rate.begin(self.record.head, self._clock())
        self._channel.send(Play(self.pace))
        self._begin_ticking()

    def _longer(self) -> Any:
        """The settings with which the run goes on as far again as it first was to go."""
        name = self.settings.length_name
        most = declaration(type(self.settings), name).maximum
        wanted = self.record.length(self.record.head + self.more)
        return self.settings.changed(**{name: int(min(wanted, most or wanted))})

    def _change_live(self, settings: Any, merge: str) -> None:
        """Adjusts, and lets Undo put the old values back: as another event, time goes on."""
        record, before = self.record, self.settings
        names = settings.differences(before)
        if not names:
            return
        old = {name: getattr(before, name) for name in names}
        new = {name: getattr(settings, name) for name in names}
        labels = ", ".join(declaration(type(settings), name).label for name in names)
        self._adjust(settings)
        self.shelf.remember(
            f"Change {labels.title()}",
            lambda: self._put_back(record, old),
            lambda: self._put_back(record, new),
            self._merge_name(merge),
        )

    def _merge_name(self, name: str) -> str:
        """The same as before while one slider is dragged, and another one afterwards."""
        last, when = self._last_change
        now = self._clock()
        if name != last or now - when > MERGE_SECONDS:
            self._drags += 1
        self._last_change = (name, now)
        return f"{name} {self.record.key} {self._drags}" if name else ""

    def _put_back(self, record: Record, values: dict[str, Any]) -> None:
        if record is self.shelf.current:
            self._adjust(self.settings.changed(**values))

    def _adjust(self, settings: Any) -> None:
        if settings == self.settings:
            return
        self._make_live()
        self._wish = settings
        self._channel.send(Adjust(settings))
        self._show_settings(settings)

    def _show_settings(self, settings: Any) -> None:
        self._settings = settings
        self.settings_changed.emit(settings)
        self._settle()

    def _make_live(self) -> None:
        """Has the process prepare the open record, if it has another."""
        record = self.record
        if self._live == record.key:
            return
        self._live = record.key
        self.relieved.emit("engine")
        start = record.start_for(record.head)
        self._asked = self._clock()
        self._channel.send(
            Prepare(
                record.key, record.assignment, record.programme, record.data, start, record.head
            )
        )
        if self._wish is not None:  # the process that heard of it is gone
            self._channel.send(Adjust(self._wish))

    def _open(self, record: Record, position: int) -> None:
        if self._training:
            self._channel.send(Pause())
        self._replaying = self._training = self._following = False
        self._settings, self._wish = record.settings, None
        self._position = min(position, record.head)
        self.opened.emit(record)
        self.settings_changed.emit(self._settings)
        self.moved.emit(self._position)
        plays, self._play_at_once = self._play_at_once, False
        self._settle()
        if plays:
            self.play()

    def _begin_ticking(self) -> None:
        self._last_tick = self._clock()
        self._timer.start()

    def tick(self) -> None:
        """One display tick: takes what has come, and replays what is due."""
        now = self._clock()
        if self._frames:
            self._hurried = now - self._last_frame < HURRIED_SECONDS
            self._last_frame, self._frame_number = now, self._frame_number + 1
        while self._frames:
            frame = self._frames.popleft()
            try:
                self._take(frame, now)
            finally:  # without it the process would wait for ever
                self._channel.send(Acknowledge())
        if self._replaying:
            self._replay(now - self._last_tick)
        if self._training:
            self._wait()
        self._last_tick = now
        if not (self._training or self._replaying):
            self._timer.stop()

    def _wait(self) -> None:
        """Tells how long the process has been getting ready, second by second."""
        self._settle()
        if self._mode is Mode.PREPARING and int(self.seconds_waited) != self._seconds_told:
            self._seconds_told = int(self.seconds_waited)
            self.waited.emit(self._seconds_told)

    def _take(self, frame: Frame, now: float) -> None:
        """Gives a frame to its record, if that is still there, and shows it if it is open."""
        record = self.shelf.find(frame.run_id)
        block = frame.block
        if frame.run_id == self._live:
            self._asked, self._seconds_told = None, 0
        if record is None or (block is not None and block.first > record.head + 1):
            if frame.run_id == self._live:
                self._live = None  # a deleted run that is brought back lacks these iterations
            return
        if block is not None:
            record.append(block)
        for change in frame.changes:
            record.note(change)
        if record is self.shelf.current:
            self._go_on(frame, record, now)

    def _go_on(self, frame: Frame, record: Record, now: float) -> None:
        if any(change.settings == self._wish for change in frame.changes):
            self._wish = None
        if self._wish is None and record.settings != self._settings:
            self._show_settings(record.settings)
        if self._training and (frame.mode is Mode.FAILED or record.head >= self.target):
            self._training = False
        elif self._training and frame.mode is not Mode.PLAYING:
            # It came to the end before it heard that the end has moved, or had not heard Play yet.
            self._channel.send(Play(self.pace))
        self.rate.reach(record.head, now)
        self.grown.emit()
        if self._following and not self._replaying:
            self._show(record.head)
        self._settle()

    def _replay(self, seconds: float) -> None:
        head = self.record.head
        self._replay_position = self.pace.after(self._replay_position, seconds)
        self._show(int(min(self._replay_position, head)))
        if self._position >= head:
            self._replaying = False
            if head < self.target and self.record.stop is None:
                self._train()
            self._settle()

    def _show(self, iteration: int) -> None:
        if iteration != self._position:
            self._position = iteration
            self.moved.emit(iteration)
            self._settle()

    def _settle(self) -> None:
        """Finds the mode, and tells it if it is another."""
        mode = self._find_mode()
        if mode != self._mode:
            self._mode = mode
            self.mode_changed.emit(mode)

    def _find_mode(self) -> Mode:
        record = self.shelf.current
        if record is None:
            return Mode.PREPARING
        if self._replaying:
            return Mode.REPLAYING
        if self._training:
            starting = self.seconds_waited > SECONDS_UNNOTICED
            return Mode.PREPARING if starting else Mode.PLAYING
        if self._position < record.head:
            return Mode.PAUSED
        if record.stop is not None:
            return Mode.FAILED
        return Mode.FINISHED if record.head >= self.target else Mode.PAUSED
