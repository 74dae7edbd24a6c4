"""What every tab has besides its own places: session, workbench, data, guide, messages.

A desk decides nothing about pictures. Its tab shows what the desk's signals bring, and hands it the
wishes of the settings.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QTimer, Signal

from engine import editing
from engine.datasets import Points
from engine.errors import DataError
from engine.messages import WarmUp
from engine.point_settings import OWN_FILE
from engine.record import Record
from engine.run import Mode
from engine.run_record import RunRecord, expected
from gui.assignment import Assignment
from gui.assistant import Assistant
from gui.data_source import CANCELLED, DataSource, Source, Wish, own_file_settings
from gui.guide import KEY as GUIDE_KEY
from gui.guide import Guide, tried
from gui.preset_names import PresetNames
from gui.reopening import Reopening
from gui.session import Session
from gui.steps import StepWords
from gui.widgets.message_bar import Level, Message
from gui.workbench import Workbench

DATA_NAMES = frozenset({"dataset", "points", "noise", "data_seed"})
"""Settings that ask for other points."""
PATIENCE_MILLISECONDS = 2000
"""So long nothing is said of points that are being waited for."""


class Desk(QObject):
    """Session, workbench, data and messages of one tab.

    Signals:
        told: (Message) for the message bar.
        withdrawn: (key) of a message that no longer holds.
        preset_opened: (name) of the preset whose run is about to be opened.
        settings_refused: The settings shown must be those of the open run again.
        file_wished: A file of data is to be asked for.
        held_out_known: (points to learn from, points held out) of a file.
        points_edited: (points before, points after) an edit by hand.
        action_wished: (key of a message, key of its action) that is the tab's own.
        ending: Everything is about to be closed.

    Args:
        assignment: Which.
        assistant: The second process.
        parent: Qt's owner.
        source: Where the data come from; unless told, points by way of the assistant.
    """

    told = Signal(object)
    withdrawn = Signal(str)
    preset_opened = Signal(str)
    settings_refused = Signal()
    file_wished = Signal()
    held_out_known = Signal(object, object)
    points_edited = Signal(object, object)
    action_wished = Signal(str, str)
    ending = Signal()

    def __init__(
        self,
        assignment: Assignment,
        assistant: Assistant,
        parent: QObject | None = None,
        source: Source | None = None,
    ) -> None:
        super().__init__(parent)
        self._assignment = assignment
        self._presets = PresetNames(assignment.presets, self)
        self._held_out: WeakKeyDictionary[Points, Points] = WeakKeyDictionary()
        lengths = assignment.step_lengths
        self._guide = Guide(lengths, assignment.quantity) if lengths else None
        self._source: Source = DataSource(assistant, self) if source is None else source
        self._session = Session(f"descent-{assignment.name}", parent=self)
        self.workbench = Workbench(
            assignment.name, self._session, parent=self, steps=assignment.steps
        )
        self.reopening = Reopening(
            self.workbench, self._source, self._presets, self._hold_out, self.open_new
        )
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MILLISECONDS)
        self._played_while_waiting = False
        self._connect()

    def _connect(self) -> None:
        workbench = self.workbench
        self._session.received.connect(workbench.receive)
        self._session.lost.connect(workbench.engine_lost)
        workbench.opened.connect(self._presets.follow)
        self._presets.chosen.connect(self.preset_opened)
        workbench.opened.connect(self._judge)
        workbench.grown.connect(self._judge)
        workbench.mode_changed.connect(self._judge)
        workbench.mode_changed.connect(self._notice_playing)
        workbench.troubled.connect(self.tell_trouble)
        workbench.relieved.connect(self.withdrawn)
        self._source.got.connect(self._take_points)
        self._source.refused.connect(self._refuse_points)
        self._source.waiting_changed.connect(self._wait)
        self._patience.timeout.connect(self._tell_waiting)

    def start(self) -> None:
        """Starts the process, lets it import what takes long, and opens the first preset."""
        self._session.start()
        self._session.send(WarmUp(self._assignment.name))
        self.choose_preset(self._presets.name)

    # Wishes ----------------------------------------------------------------------------------

    def wish(self, settings: Any, what: str) -> None:
        """Lets other settings act.

        Args:
            settings: What is wished.
            what: The name of what was edited; edits of the same name are one step of undo.
        """
        names = set(settings.differences(self.workbench.settings))
        if not names & DATA_NAMES:
            self.workbench.change(settings, merge=what)
        elif settings.dataset == OWN_FILE:
            self.settings_refused.emit()
            if "dataset" in names:
                self.file_wished.emit()
        else:
            self._source.make(Wish(settings, "Change Data", what))

    def choose_preset(self, name: str) -> None:
        """Opens a new run with the settings of a preset."""
        self._source.make(Wish(self._assignment.presets[name], name, preset=name))

    def open_new(self, settings: Any, points: Points, words: str, merge: str = "") -> None:
        """Opens a new run of whatever kind the settings are of."""
        run = self._assignment.runs[type(settings)]
        self.workbench.open_new(settings, points, words, merge, run)

    def open_file(self, path: Path) -> None:
        """Opens a new run on the points of a file."""
        settings = self.workbench.settings or self._presets.settings
        self._source.read(Wish(settings, f"Open {path.name}", path=path))

    def warm_up(self) -> None:
        """Lets the second process get ready for what may be wished."""
        self._source.warm_up()

    def act(self, message: str, action: str) -> None:
        """Does what a button of a message says."""
        if message == GUIDE_KEY:
            record = self.workbench.record
            self.workbench.pause()
            settings = tried(record, action)
            self.open_new(settings, record.points, "Try Another Learning Rate")
            self.workbench.play()
        elif message == "waiting":
            self._source.cancel()
        else:
            self.action_wished.emit(message, action)

    # Points ----------------------------------------------------------------------------------

    @property
    def waits(self) -> bool:
        """Whether data are on their way, or the process is making its run."""
        return self._source.waiting or self.workbench.seconds_waited > 0

    def held_out(self, points: Points) -> Points | None:
        """Those points of a file that these were parted from, if they were."""
        return self._held_out.get(points)

    def _hold_out(self, learnt: Points, held_out: Points) -> None:
        self._held_out[learnt] = held_out
        self.held_out_known.emit(learnt, held_out)

    def add_point(self, x0: float, x1: float) -> None:
        """One point more, of class 1."""
        self._edit(lambda points: editing.added(points, x0, x1, 1), "Add Point")

    def toggle_point(self, index: int) -> None:
        """One point to the other class."""
        self._edit(lambda points: editing.toggled(points, index), "Move Point")

    def remove_point(self, index: int) -> None:
        """One point less."""
        self._edit(lambda points: editing.removed(points, index), "Remove Point")

    def _edit(self, edit: Callable[[Points], Points], words: str) -> None:
        before = self.workbench.record.points
        try:
            points = edit(before)
        except DataError as error:
            self.told.emit(Message("data", "warn", str(error)))
            return
        settings = own_file_settings(self.workbench.settings, points)
        self.workbench.pause()
        if before in self._held_out:
            self._held_out[points] = self._held_out[before]
        self.points_edited.emit(before, points)
        self.open_new(settings, points, words)

    def _take_points(self, wish: Wish, points: Points) -> None:
        settings = wish.settings
        if wish.then is not None:
            self.withdrawn.emit("data")
            wish.then(points)
            return
        if wish.path is not None:
            points = self._part(points)
            settings = self._assignment.file_settings(settings, points)
        if wish.preset:
            self._presets.choose(wish.preset)
        self.withdrawn.emit("data")
        plays = self._played_while_waiting or self.workbench.play_wished
        self._played_while_waiting = False
        self.workbench.pause()
        self.open_new(settings, points, wish.words, wish.merge)
        if plays:
            self.workbench.play()
        note = getattr(points, "note", "")
        if note:
            self.told.emit(Message("data", "info", note))

    def _notice_playing(self, mode: Mode) -> None:
        """Who presses Play while points are on their way means the run on those points."""
        if mode in (Mode.PREPARING, Mode.PLAYING, Mode.REPLAYING):
            self._played_while_waiting |= self._source.waiting
        elif mode is Mode.PAUSED:
            self._played_while_waiting = False

    def _part(self, points: Points) -> Points:
        """Those points of a file that are to be learnt from."""
        if self._assignment.split is None:
            return points
        learnt, held_out = self._assignment.split(points)
        self._hold_out(learnt, held_out)
        return learnt

    def _refuse_points(self, _wish: Wish, sentence: str) -> None:
        level: Level = "info" if sentence == CANCELLED else "bad"
        self.told.emit(Message("data", level, sentence))
        if self.workbench.shelf.current is not None:
            self.settings_refused.emit()

    def _wait(self, waiting: bool) -> None:
        if waiting:
            self._played_while_waiting = False
            self._patience.start()
        else:
            self._patience.stop()
            self.withdrawn.emit("waiting")

    def _tell_waiting(self) -> None:
        words = self._assignment.waiting_words
        self.told.emit(Message("waiting", "info", words, "", (("Cancel", "cancel"),)))

    # Words -----------------------------------------------------------------------------------

    def _judge(self, _what: object = None) -> None:
        record = self.workbench.record
        if self._guide is None:
            return
        if type(record.settings) is not self._assignment.guided:
            self.withdrawn.emit(GUIDE_KEY)
            return
        is_new, message = self._guide.look_at(expected(Record, record))
        if is_new and message is None:
            self.withdrawn.emit(GUIDE_KEY)
        elif is_new:
            self.told.emit(message)

    def tell_trouble(self, key: str, sentence: str) -> None:
        """Says what went wrong."""
        self.told.emit(Message(key, "bad", sentence))

    def tell_picture_trouble(self, sentence: str) -> None:
        """Says why a picture could not be saved."""
        self.tell_trouble("picture", sentence)

    @property
    def steps(self) -> StepWords:
        """What is counted along its runs."""
        return self._assignment.steps

    def describe(self) -> str:
        """One line with the settings and the iteration shown, for beneath a picture."""
        if self.workbench.shelf.current is None:
            return ""
        record, position = self.workbench.record, self.workbench.position
        words = self._assignment.settings_words(record.settings, record.points.name)
        return f"{words}; {self.steps.one} {position:,}"

    def name_of(self, record: RunRecord) -> str:
        """What a run is called in the list: what differs from its preset, where it branched."""
        return self._presets.words_for(record, self.workbench.shelf.records)

    # Ending ----------------------------------------------------------------------------------

    def ask_to_quit(self) -> None:
        """Asks the process to end, without waiting."""
        self._session.ask_to_quit()

    def close(self) -> None:
        """Ends the process and all threads."""
        self.ending.emit()
        self._session.close()
