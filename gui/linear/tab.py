"""The tab of the linear models: its places, and what flows between them and the desk."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from engine.record import Record
from engine.run_record import expected
from gui.appearance import Appearance
from gui.assistant import Assistant
from gui.desk import Desk
from gui.figures import loss_text
from gui.linear.assignment import LINEAR
from gui.linear.inspector_place import InspectorPlace
from gui.linear.pictures import LinearPictures
from gui.linear.settings_place import LinearSettingsPlace
from gui.linear.surfaces import racer_style
from gui.picture import Plot
from gui.places import NARROW_WIDTH, Centre, Places
from gui.settings_wishes import join
from gui.time_panel import TimePanel
from gui.transport import Transport
from gui.turn import Turn

FORMULAS_WIDTH = 372
WIDE = 1440
"""Pixels of width from which on several surfaces and the inspector stand side by side."""
WARM_UP_MILLISECONDS = 1500
"""When the second process is started: once the window stands."""
PRESET_VIEWS = {"Two weights: a ravine": "ravine", "Three batch sizes": "each"}
"""Presets that are about a certain picture."""


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
        self._racer = 0
        self._beside: Record | None = None
        self.desk = Desk(LINEAR, assistant, self)
        self._workbench = self.desk.workbench
        self._numbers = Turn(self._workbench, self._show_numbers)
        self._settings = LinearSettingsPlace(appearance)
        self._pictures = LinearPictures(appearance, self.desk.describe, self.desk.name_of)
        self._inspector = InspectorPlace(appearance)
        self._time = TimePanel(
            appearance,
            self._workbench,
            lambda record, racer: racer_style(appearance, record, racer),
            self.desk.name_of,
            self.desk.describe,
        )
        self._transport = Transport(appearance, self._workbench)
        self.places = self._make_places()
        self._connect()
        self._transport.give_keys_to(
            *self._pictures.key_takers, self._time.plot, self._time.timeline
        )
        self.desk.start()
        QTimer.singleShot(WARM_UP_MILLISECONDS, self.desk, self.desk.warm_up)

    def _make_places(self) -> Places:
        centre = Centre(self._appearance, self._pictures, self._time)
        places = Places(
            self._appearance, self._settings, centre, self._inspector, self._transport.bar
        )
        places.fill(self)
        return places

    def _connect(self) -> None:
        desk, workbench = self.desk, self._workbench
        desk.told.connect(self.told)
        desk.withdrawn.connect(self.withdrawn)
        desk.preset_opened.connect(self._wish_view)
        workbench.opened.connect(self._show_record)
        workbench.rhythm.hold(lambda: self._pictures.on_the_beat)
        workbench.moved.connect(self._move)
        join(self._settings, desk)
        self._settings.file_wished.connect(desk.file_wished)
        self._settings.racer_selected.connect(self._select)
        self._pictures.point_added.connect(desk.add_point)
        self._pictures.point_toggled.connect(desk.toggle_point)
        self._pictures.point_removed.connect(desk.remove_point)
        self._pictures.racer_clicked.connect(self._select)
        self._pictures.key_taker_made.connect(self._transport.give_keys_to)
        self._pictures.view_changed.connect(self._fit_places)
        self._pictures.troubled.connect(desk.tell_picture_trouble)
        self._time.troubled.connect(desk.tell_picture_trouble)
        self._time.compared.connect(self._compare)
        self._inspector.formulas_shown.connect(self._make_room)

    # What the desk brings --------------------------------------------------------------------

    def _wish_view(self, preset: str) -> None:
        if preset in PRESET_VIEWS:
            self._pictures.wish_view(PRESET_VIEWS[preset])

    @property
    def _record(self) -> Record:
        return expected(Record, self._workbench.record)

    def _show_record(self, _record: object = None) -> None:
        record = self._record
        self._racer = min(self._racer, record.n_racers - 1)
        self._pictures.show_record(record, self._racer, self._beside)
        self._inspector.show_record(record, self._racer)
        self._settings.show_data(record.points.name)
        self._settings.show_selected(self._racer)
        self._fit_places()

    def _move(self, position: int) -> None:
        self._pictures.show_position(position)
        self._numbers.ask()

    def _show_numbers(self) -> None:
        self._inspector.show_position(self._workbench.position)
        record = self._record
        loss = record.history.losses_at(min(self._workbench.position, record.head))[self._racer]
        name = f"loss of {record.settings.labels[self._racer]}" if record.n_racers > 1 else "loss"
        self._pictures.number.show_number(loss_text(float(loss)), name)

    # What the places wish --------------------------------------------------------------------

    def _select(self, racer: int) -> None:
        if racer != self._racer and racer < self._workbench.record.n_racers:
            self._racer = racer
            self._pictures.show_racer(racer)
            self._inspector.show_record(self._record, racer)
            self._show_numbers()
            self._settings.show_selected(racer)

    def _compare(self, beside: Record | None) -> None:
        if beside is not self._beside:
            self._beside = beside
            self._show_record()
            self._move(self._workbench.position)

    def _fit_places(self) -> None:
        """Several surfaces need the inspector's room, unless the window is wide."""
        self.places.set_narrow_below(WIDE if len(self._pictures.panels) > 1 else NARROW_WIDTH)

    def _make_room(self, formulas: bool) -> None:
        self.places.set_inspector_width(FORMULAS_WIDTH if formulas else None)

    # What the window asks --------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Takes a file of points."""
        self.desk.open_file(path)

    @property
    def shown(self) -> tuple[str, bool]:
        """Which view is shown, and whether regions are hard."""
        return self._pictures.view, self._pictures.hard

    @property
    def main_picture(self) -> Plot:
        """The picture that Edit → Copy Picture copies."""
        return self._pictures.main_picture

    def showEvent(self, event: QShowEvent) -> None:
        """Play has the focus when the tab comes up."""
        super().showEvent(event)
        self._transport.bar.play.setFocus()
