"""The tab of the linear models: connects the workbench with settings, pictures, numbers, time."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QUndoStack
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine import editing
from engine.datasets import Points
from engine.errors import DataError
from engine.linear.presets import PRESETS
from engine.linear.settings import LinearSettings
from engine.linear.words import settings_words
from engine.point_settings import OWN_FILE
from engine.record import Record
from engine.run import Mode
from engine.words import difference_words
from gui.assistant import Assistant
from gui.data_source import DataSource, Wish, own_file_settings
from gui.linear import guide
from gui.linear.inspector_place import InspectorPlace
from gui.linear.pictures import LinearPictures
from gui.linear.settings_place import LinearSettingsPlace
from gui.linear.surface_panel import racer_style
from gui.places import NARROW_WIDTH, Places
from gui.session import Session
from gui.theme import Appearance
from gui.time_panel import TimePanel
from gui.transport import Transport
from gui.widgets.message_bar import Message
from gui.workbench import Workbench

DATA_NAMES = frozenset({"dataset", "points", "noise", "data_seed"})
"""Settings that ask for other points."""
FORMULAS_WIDTH = 372
WIDE = 1440
"""Pixels of width from which on several surfaces and the inspector stand side by side."""
WARM_UP_MILLISECONDS = 1500
"""When the second process is started: once the window stands."""
PATIENCE_MILLISECONDS = 500
"""So long nothing is said of points that are being waited for."""
PRESET_VIEWS = {"Two weights: a ravine": "ravine", "Three batch sizes": "each"}
"""Presets that are about a certain picture."""
SMALL_TIME, LARGE_TIME = 2, 3
"""Shares of the height that time and pictures get."""


class LinearTab(QWidget):
    """Assignment 1 in the window.

    Signals:
        told: (Message) for the message bar.
        withdrawn: (key) of a message that no longer holds.

    Args:
        appearance: Colours and sizes.
        assistant: The second process.
    """

    told = Signal(object)
    withdrawn = Signal(str)

    def __init__(self, appearance: Appearance, assistant: Assistant) -> None:
        super().__init__()
        self._appearance = appearance
        self._guide = guide.Guide()
        self._preset_of: dict[int, str] = {}
        self._racer = 0
        self._beside: Record | None = None
        self._source = DataSource(assistant, self)
        self._session = Session("descent-linear", parent=self)
        self._workbench = Workbench("linear", self._session, parent=self)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MILLISECONDS)
        self._settings = LinearSettingsPlace(appearance)
        self._pictures = LinearPictures(appearance, self._describe)
        self._inspector = InspectorPlace(appearance)
        self._time = TimePanel(
            appearance,
            self._workbench,
            lambda record, racer: racer_style(appearance, record, racer),
            self._name_of,
            self._describe,
        )
        self._transport = Transport(appearance, self._workbench)
        self._places = self._make_places()
        self._connect()
        self._transport.give_keys_to(
            *self._pictures.key_takers, self._time.plot, self._time.timeline
        )
        self._session.start()
        QTimer.singleShot(WARM_UP_MILLISECONDS, self, self._source.warm_up)
        self._choose_preset(next(iter(PRESETS)))

    def _make_places(self) -> Places:
        centre = QWidget()
        around = self._appearance.sizes.around
        column = QVBoxLayout(centre)
        column.setContentsMargins(around, around, around, self._appearance.sizes.gap)
        column.setSpacing(self._appearance.sizes.gap)
        column.addWidget(self._pictures, LARGE_TIME)
        column.addWidget(self._time, SMALL_TIME)
        places = Places(
            self._appearance, self._settings, centre, self._inspector, self._transport.bar
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(places)
        return places

    def _connect(self) -> None:
        self._session.received.connect(self._workbench.receive)
        self._session.lost.connect(self._workbench.engine_lost)
        workbench = self._workbench
        workbench.opened.connect(self._open)
        workbench.moved.connect(self._move)
        workbench.grown.connect(self._judge)
        workbench.settings_changed.connect(self._settings.show_settings)
        workbench.mode_changed.connect(self._judge)
        workbench.troubled.connect(self._tell_trouble)
        workbench.relieved.connect(self.withdrawn)
        self._settings.wished.connect(self._wish)
        self._settings.preset_wished.connect(self._choose_preset)
        self._settings.file_wished.connect(self._ask_for_file)
        self._settings.racer_selected.connect(self._select)
        self._source.got.connect(self._take_points)
        self._source.refused.connect(self._refuse_points)
        self._source.waiting_changed.connect(self._wait)
        self._patience.timeout.connect(self._tell_waiting)
        self._pictures.point_added.connect(self._add_point)
        self._pictures.point_toggled.connect(self._toggle_point)
        self._pictures.point_removed.connect(self._remove_point)
        self._pictures.racer_clicked.connect(self._select)
        self._pictures.view_changed.connect(self._fit_places)
        for place in (self._pictures, self._time):
            place.troubled.connect(self._tell_picture_trouble)
        self._time.compared.connect(self._compare)
        self._inspector.formulas_shown.connect(self._make_room)

    # From the workbench ----------------------------------------------------------------------

    def _open(self, record: Record) -> None:
        self._racer = min(self._racer, record.n_racers - 1)
        self._show_record()
        self._judge()

    def _show_record(self) -> None:
        record = self._workbench.record
        self._pictures.show_record(record, self._racer, self._beside)
        self._inspector.show_record(record, self._racer)
        self._settings.show_selected(self._racer)
        self._fit_places()
        self._move(self._workbench.position)

    def _fit_places(self) -> None:
        """Several surfaces need the inspector's room, unless the window is wide."""
        self._places.set_narrow_below(WIDE if len(self._pictures.panels) > 1 else NARROW_WIDTH)

    def _move(self, position: int) -> None:
        self._pictures.show_position(position)
        self._inspector.show_position(position)

    def _judge(self, _mode: object = None) -> None:
        is_new, message = self._guide.look_at(self._workbench.record)
        if is_new and message is None:
            self.withdrawn.emit(guide.KEY)
        elif is_new:
            self.told.emit(message)

    def _tell_picture_trouble(self, sentence: str) -> None:
        self.told.emit(Message("picture", "bad", sentence))

    def _describe(self) -> str:
        record, position = self._workbench.record, self._workbench.position
        words = settings_words(record.settings, record.points.name)
        return f"{words}; iteration {position:,}"

    def _tell_trouble(self, key: str, sentence: str) -> None:
        self.told.emit(Message(key, "bad", sentence))

    # Wishes ----------------------------------------------------------------------------------

    def _wish(self, settings: LinearSettings, what: str) -> None:
        names = set(settings.differences(self._workbench.settings))
        if not names & DATA_NAMES:
            self._workbench.change(settings, merge=what)
        elif settings.dataset == OWN_FILE:
            self._ask_for_file()
            self._settings.show_settings(self._workbench.settings)
        else:
            self._source.make(Wish(settings, "Change Data", what))

    def _choose_preset(self, name: str) -> None:
        self._source.make(Wish(PRESETS[name], name, preset=name))

    def _ask_for_file(self) -> None:
        window: Any = self.window()
        window.choose_file()

    def open_file(self, path: Path) -> None:
        """Takes a file of points."""
        self._source.read(Wish(self._workbench.settings, f"Open {path.name}", path=path))

    def _take_points(self, wish: Wish, points: Points) -> None:
        settings = wish.settings
        if wish.path is not None:
            settings = own_file_settings(settings, points)
        if wish.preset:
            self._settings.show_preset(wish.preset)
            if wish.preset in PRESET_VIEWS:
                self._pictures.wish_view(PRESET_VIEWS[wish.preset])
        self.withdrawn.emit("data")
        self._workbench.pause()
        self._workbench.open_new(settings, points, wish.words, wish.merge)
        if points.note:
            self.told.emit(Message("data", "info", points.note))

    def _refuse_points(self, _wish: Wish, sentence: str) -> None:
        self.told.emit(Message("data", "bad", sentence))
        if self._workbench.mode is not Mode.PREPARING:
            self._settings.show_settings(self._workbench.settings)

    def _wait(self, waiting: bool) -> None:
        if waiting:
            self._patience.start()
        else:
            self._patience.stop()
            self.withdrawn.emit("waiting")

    def _tell_waiting(self) -> None:
        words = "Getting the points …"
        self.told.emit(Message("waiting", "info", words, "", (("Cancel", "cancel"),)))

    def act(self, message: str, action: str) -> None:
        """Does what a button of a message says."""
        if message == guide.KEY:
            record = self._workbench.record
            settings = guide.tried(record, action)
            self._workbench.pause()
            self._workbench.open_new(settings, record.points, "Try Another Learning Rate")
            self._workbench.play()
        elif message == "waiting":
            self._source.cancel()

    def _select(self, racer: int) -> None:
        if racer != self._racer and racer < self._workbench.record.n_racers:
            self._racer = racer
            self._pictures.show_racer(racer)
            self._inspector.show_record(self._workbench.record, racer)
            self._inspector.show_position(self._workbench.position)
            self._settings.show_selected(racer)

    def _compare(self, beside: Record | None) -> None:
        if beside is not self._beside:
            self._beside = beside
            self._show_record()

    def _make_room(self, formulas: bool) -> None:
        self._places.set_inspector_width(FORMULAS_WIDTH if formulas else None)

    # Points edited by hand -------------------------------------------------------------------

    def _add_point(self, x0: float, x1: float) -> None:
        self._edit(lambda points: editing.added(points, x0, x1, 1), "Add Point")

    def _toggle_point(self, index: int) -> None:
        self._edit(lambda points: editing.toggled(points, index), "Move Point")

    def _remove_point(self, index: int) -> None:
        self._edit(lambda points: editing.removed(points, index), "Remove Point")

    def _edit(self, edit: Any, words: str) -> None:
        try:
            points = edit(self._workbench.record.points)
        except DataError as error:
            self.told.emit(Message("data", "warn", str(error)))
            return
        settings = own_file_settings(self._workbench.settings, points)
        self._workbench.pause()
        self._workbench.open_new(settings, points, words)

    # What the menus ask ----------------------------------------------------------------------

    @property
    def places(self) -> Places:
        """The four places."""
        return self._places

    @property
    def workbench(self) -> Workbench:
        """The open run in time."""
        return self._workbench

    @property
    def undo_stack(self) -> QUndoStack:
        """What Undo takes back while this tab is shown."""
        return self._workbench.shelf.undo_stack

    def toggle_play(self) -> None:
        """Plays or pauses."""
        self._workbench.toggle()

    def step_forward(self) -> None:
        """One iteration on."""
        self._workbench.step_forward()

    def step_back(self) -> None:
        """One iteration back."""
        self._workbench.step_back()

    def go_to_start(self) -> None:
        """To iteration 0."""
        self._workbench.go_to_start()

    def go_to_end(self) -> None:
        """To the last iteration trained."""
        self._workbench.go_to_end()

    def reset(self) -> None:
        """The same initial weights and seed."""
        self._workbench.reset()

    def branch(self) -> None:
        """A new run from the state shown."""
        self._workbench.branch()

    def copy_picture(self) -> None:
        """The main picture to the clipboard."""
        picture: Any = self._pictures.main_picture
        QGuiApplication.clipboard().setImage(picture.picture(2.0))

    def ask_to_quit(self) -> None:
        """Asks the tab's process to end, without waiting."""
        self._session.ask_to_quit()

    def close_engine(self) -> None:
        """Ends the tab's process and threads."""
        self._session.close()

    def _name_of(self, record: Record) -> str:
        """What a run is called in the list: what differs from the preset, and where it branched."""
        preset = self._preset_of.setdefault(record.key, self._settings.preset)
        words = difference_words(record.settings, PRESETS[preset]) or preset
        return f"from {record.origin.iteration:,}: {words}" if record.origin else words
