"""The run that is open: what can be wished of it. No widget, no mathematics.

A workbench stands between the session, which brings frames, and the tab, which shows. It joins the
list of runs (`gui/shelf.py`), the run that the process trains (`gui/live_run.py`), its settings
(`gui/live_changes.py`) and its place in time (`gui/playing.py`), and opens, changes, branches runs.
"""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.messages import Frame, Trouble
from engine.player import Pace
from engine.record import make_record
from engine.run import Mode, Programme
from engine.run_record import RunRecord
from engine.settings import Kind, kind_of
from gui.live_changes import LiveChanges
from gui.live_run import Channel, LiveRun
from gui.playing import Playing
from gui.shelf import Shelf
from gui.steps import ITERATIONS, StepWords


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

    Attributes:
        shelf: The runs of the tab.
        rate: How fast the process trains.
        play, pause, toggle, seek, step_forward, step_back, go_to_start, go_to_end, set_pace, tick:
            Those of `Playing`.
        rhythm: The beats by which it is shown.
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
        self.shelf = Shelf(self)
        self._live_run = LiveRun(channel, self.shelf, clock, self)
        self._changes = LiveChanges(self.shelf, self._live_run, clock, self)
        self._playing = playing = Playing(self.shelf, self._live_run, self._changes, clock, self)
        self.rate, self.rhythm = self._live_run.rate, playing.rhythm
        self.play, self.pause, self.toggle = playing.play, playing.pause, playing.toggle
        self.step_forward, self.step_back = playing.step_forward, playing.step_back
        self.go_to_start, self.go_to_end = playing.go_to_start, playing.go_to_end
        self.seek, self.set_pace, self.tick = playing.seek, playing.set_pace, playing.tick
        self._connect()

    def _connect(self) -> None:
        self.shelf.opened.connect(self._open)
        self._live_run.prepared.connect(self._relieve)
        self._changes.changed.connect(self.settings_changed)
        self._changes.changed.connect(self._playing.settle)
        self._playing.grown.connect(self.grown)
        self._playing.moved.connect(self.moved)
        self._playing.mode_changed.connect(self.mode_changed)
        self._playing.waited.connect(self.waited)

    # What it is ------------------------------------------------------------------------------

    @property
    def record(self) -> RunRecord:
        """The open record.

        Raises:
            LookupError: Nothing has been opened yet.
        """
        return self._playing.record

    @property
    def mode(self) -> Mode:
        """What the open run is doing."""
        return self._playing.mode

    @property
    def position(self) -> int:
        """The iteration shown."""
        return self._playing.position

    @property
    def settings(self) -> Any:
        """The settings wished for the open run: those of its head, or on their way there."""
        return self._changes.settings

    @property
    def target(self) -> int:
        """The chosen number of iterations."""
        return self._playing.target

    @property
    def more(self) -> int:
        """How many further iterations Play trains at the end: as many as were chosen first."""
        return self._playing.more

    @property
    def seconds_left(self) -> float | None:
        """Until the target, at the present pace; None when nothing runs."""
        return self._playing.seconds_left

    @property
    def seconds_waited(self) -> float:
        """How long the process has been preparing the open run; 0 when it has answered."""
        return self._live_run.seconds_waited

    @property
    def pace(self) -> Pace:
        """At which it plays."""
        return self._playing.pace

    @pace.setter
    def pace(self, pace: Pace) -> None:
        self._playing.pace = pace

    @property
    def play_wished(self) -> bool:
        """Whether Play was pressed while no run was open yet."""
        return self._playing.play_wished

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
        self.shelf.add(record, 0, self.position, words, merge)
        self._live_run.prepare(self.record, self._changes.wish)

    def open_record(self, record: RunRecord, position: int, words: str) -> None:
        """Opens a run that is there already; the present one is put aside.

        Args:
            record: With a key of this workbench's shelf.
            position: Iteration at which it opens.
            words: What Undo will name.
        """
        self.pause()
        self.shelf.add(record, position, self.position, words)

    def reset(self) -> None:
        """The same initial weights and seed, with the settings that act now.

        A run that had one set of settings throughout is only rewound: Play will show it again, and
        training it again would give the same numbers.
        """
        self.pause()
        if self.shelf.current is None:
            return
        record = self.record
        if record.origin is None and not record.events and self._changes.wish is None:
            self.seek(0)
        else:
            self.open_new(self.settings, record.points, "Reset", assignment=record.assignment)

    def change(self, settings: Any, merge: str = "") -> None:
        """Lets other settings act, in the manner of their kind (DESIGN 1.2).

        Live ones act from here on: at the head on this run, further back on a branch. Others open
        a new run on the same points; who changes the data calls `open_new`. A branch that was just
        made may begin by whatever its states allow: another rule, another batch size.
        """
        names = set(settings.differences(self.settings))
        kinds = {kind_of(type(settings), name) for name in names}
        stopped = self.record.stop is not None and self.position == self.record.head
        if Kind.RUN in kinds and self._has_just_branched and settings.can_follow(self.settings):
            self._branch_otherwise(settings, merge)
        elif Kind.RUN in kinds or (stopped and names - {settings.length_name}):
            assignment = self.record.assignment
            self.open_new(settings, self.record.points, "Change Settings", merge, assignment)
        elif names == {settings.length_name} or self._playing.at_head:
            self._changes.change(self.record, settings, merge)
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
        here = self.position
        chosen = settings if settings is not None else self._settings_at(here)
        branch = self.record.branched(self.shelf.new_key(), here, chosen)
        self.shelf.add(branch, here, here, "Branch")
        self._live_run.prepare(self.record, self._changes.wish)

    def _settings_at(self, iteration: int) -> Any:
        """Those that act on the open run from there on; at its head also those on their way."""
        record = self.record
        return self.settings if iteration == record.head else record.programme.at(iteration)

    @property
    def _has_just_branched(self) -> bool:
        """Whether the open run is a branch at whose beginning one stands, and nothing followed."""
        origin = self.record.origin
        if origin is None or self.mode not in (Mode.PAUSED, Mode.FINISHED):
            return False
        return self.record.head == self.position == origin.iteration

    def _branch_otherwise(self, settings: Any, merge: str) -> None:
        """The branch that was just made, by other settings, in its place."""
        record, here = self.record, self.position
        other = record.branched(self.shelf.new_key(), here, settings)
        other.origin = record.origin
        self.shelf.add(other, here, here, "Change Settings", merge, instead=True)
        self._live_run.prepare(self.record, self._changes.wish)

    def engine_lost(self, sentence: str) -> None:
        """The process is gone: everything received stays; another will go on from there."""
        self._live_run.lose()
        if self.shelf.current is not None:
            sentence += f" All {self.record.head:,} {self._steps.many} received are kept."
        self.troubled.emit("engine", f"{sentence} Press Play to go on.")
        self._playing.settle()

    def receive(self, message: Any) -> None:
        """Takes what the session brings."""
        if isinstance(message, Trouble):
            if self._live_run.refuse(message.run_id):
                self.troubled.emit("engine", message.sentence)
                self._changes.give_up(self.record)
        elif isinstance(message, Frame):
            self._playing.take(message)

    def _open(self, record: RunRecord, position: int) -> None:
        self._playing.stand_at(min(position, record.head))
        self._changes.open(record)
        self.opened.emit(record)
        self.settings_changed.emit(self.settings)
        self._playing.begin()

    def _relieve(self) -> None:
        self.relieved.emit("engine")
