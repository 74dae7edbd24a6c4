"""The tab of the planar network: its places, and what flows between them and the desk."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from engine.datasets import Points
from engine.planar.look import PlanarLook, look
from engine.planar.presets import PRESETS
from engine.planar.run import PlanarRun
from engine.planar.settings import PlanarSettings
from engine.planar.single import single_record
from engine.planar.words import SWINGING, SWINGS_FROM, swings
from engine.player import Pace
from engine.record import Record
from engine.run_record import expected
from gui.appearance import Appearance
from gui.assistant import Assistant
from gui.companions import Companions
from gui.desk import Desk
from gui.figures import COST_DECIMALS, loss_text
from gui.picture import Plot
from gui.places import Centre, Places
from gui.planar.assignment import PLANAR
from gui.planar.beside_curve import BesideCurve
from gui.planar.cost_list import CostList
from gui.planar.inspector_place import PlanarInspectorPlace
from gui.planar.pictures import PlanarPictures
from gui.planar.printed_costs import PrintedCosts
from gui.planar.settings_place import PlanarSettingsPlace
from gui.planar.surfaces import network_style
from gui.settings_wishes import join
from gui.side_pages import Page
from gui.time_panel import TimePanel
from gui.transport import Transport
from gui.turn import Turn
from gui.widgets.message_bar import Message

FORMULAS_WIDTH = 372
INSPECTOR_WIDTH = 300
"""Five columns of numbers want more than the usual width."""


FIRST_OF = {
    "network": "Assignment: flower",
    "sizes": "Assignment: hidden sizes",
    "rates": "Assignment: learning rates",
}
"""For each view the preset that it begins with."""


class PlanarTab(QWidget):
    """Assignment 2 in the window.

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
        self._beside: Record | None = None
        self._swinging = False
        self.desk = Desk(PLANAR, assistant, self)
        self._workbench = self.desk.workbench
        self._seen: PlanarLook | None = None
        self._numbers = Turn(self._workbench, self._show_numbers)
        self._drawing = Turn(self._workbench, self._show_drawing)
        self._workbench.pace = Pace.timelapse()
        self._companions = Companions(assistant, self)
        self._settings = PlanarSettingsPlace(appearance)
        self._pictures = PlanarPictures(
            appearance, self._companions, self.desk.describe, self.desk.name_of
        )
        self._inspector = PlanarInspectorPlace(appearance)
        self._beside_curve = BesideCurve(appearance, self._pictures.sweep.accuracies)
        self._costs = CostList(appearance)
        self._time = self._make_time()
        self._printed = PrintedCosts(self._workbench, self._time.plot, self._costs)
        self._transport = Transport(appearance, self._workbench, with_timelapse=True)
        self.places = self._make_places()
        self._connect()
        self._transport.give_keys_to(
            *self._pictures.key_takers,
            *self._beside_curve.key_takers,
            self._time.plot,
            self._time.timeline,
        )
        self.desk.start()

    def _make_time(self) -> TimePanel:
        return TimePanel(
            self._appearance,
            self._workbench,
            lambda record, network: network_style(self._appearance, record, network),
            self.desk.name_of,
            self.desk.describe,
            pages=(
                Page("network", *self._beside_curve.words, self._beside_curve),
                Page("costs", "Costs", "The cost each 1,000 iterations", self._costs),
            ),
            logarithmic_time=True,
            quantity=PLANAR.quantity,
        )

    def _make_places(self) -> Places:
        centre = Centre(self._appearance, self._pictures, self._time)
        places = Places(
            self._appearance,
            self._settings,
            centre,
            self._inspector,
            self._transport.bar,
            INSPECTOR_WIDTH,
        )
        places.fill(self)
        return places

    def _connect(self) -> None:
        desk, workbench = self.desk, self._workbench
        desk.told.connect(self.told)
        desk.withdrawn.connect(self.withdrawn)
        desk.held_out_known.connect(self._companions.set_held_out)
        desk.points_edited.connect(self._companions.inherit)
        workbench.opened.connect(self._show_record)
        workbench.rhythm.hold(lambda: self._pictures.on_the_beat)
        workbench.moved.connect(self._move)
        workbench.grown.connect(self._tell_swinging)
        join(self._settings, desk)
        self._settings.file_wished.connect(desk.file_wished)
        self._pictures.view_wished.connect(self._show_view)
        self._pictures.network_opened.connect(self._open_network)
        self._pictures.point_added.connect(desk.add_point)
        self._pictures.point_toggled.connect(desk.toggle_point)
        self._pictures.point_removed.connect(desk.remove_point)
        self._pictures.sweep.judged.connect(self._inspector.show_rows)
        self._pictures.troubled.connect(desk.tell_picture_trouble)
        self._time.troubled.connect(desk.tell_picture_trouble)
        self._beside_curve.offer_pictures(desk.describe, desk.tell_picture_trouble)
        self._time.compared.connect(self._compare)
        self._beside_curve.wanted.connect(self._show_drawing)
        self._beside_curve.network.plot.unit_clicked.connect(self._select_unit)
        self._inspector.unit_pointed.connect(self._select_unit)
        self._inspector.formulas_shown.connect(self._make_room)
        self._inspector.wanted.connect(self._show_position)
        self._companions.came.connect(self._take_companion)

    # What the desk brings --------------------------------------------------------------------

    @property
    def _record(self) -> Record:
        return expected(Record, self._workbench.record)

    @property
    def _is_single(self) -> bool:
        return type(self._workbench.record.settings) is PlanarSettings

    def _show_record(self, _record: object = None) -> None:
        record = self._record
        beside = self._beside
        if beside is not None and type(beside.settings) is not type(record.settings):
            beside = None
        self._companions.want(record.points, record.settings, record.settings.dataset)
        self._settings.show_data(record.points.name)
        self._pictures.show_record(record, beside)
        self._inspector.show_kind(record.settings, not self._is_single)
        if not self._is_single:
            self._pictures.number.show_number("", "")
        self._show_beside_curve(record)
        self._printed.show_record(record if self._is_single else None)
        self._tell_swinging()

    def _show_beside_curve(self, record: Record) -> None:
        is_another = self._beside_curve.show_record(record)
        self._time.pages.switch.show_words("network", *self._beside_curve.words)
        self._time.pages.switch.offer("costs", self._is_single)
        if is_another:
            self._time.pages.show_page("network")

    def _show_position(self) -> None:
        self._move(self._workbench.position)

    def _move(self, position: int) -> None:
        record = self._record
        state = record.state(min(position, record.head))
        run = record.mirror
        if self._is_single and isinstance(run, PlanarRun):
            self._seen = look(run, state, self._companions.held_out(record.points))
            self._pictures.show_look(state, self._seen)
            self._numbers.ask()
            self._drawing.ask()
        else:
            self._pictures.show_state(state)

    def _show_numbers(self) -> None:
        if self._is_single and self._seen is not None:
            self._inspector.show_look(self._seen, self._record.points)
            self._pictures.number.show_number(
                loss_text(self._seen.cost, COST_DECIMALS), PLANAR.quantity
            )

    def _show_drawing(self) -> None:
        if self._workbench.shelf.current is not None and self._is_single:
            record = self._record
            self._beside_curve.show_state(record.state(min(self._workbench.position, record.head)))

    def _tell_swinging(self) -> None:
        """That the cost swings, of a run that has got there.

        It is told wherever in the run one stands: the window is laid out anew for a message, which
        takes longer than a position of the timeline may.
        """
        record = self._record
        swinging = record.head >= SWINGS_FROM and swings(record.programme)
        if swinging != self._swinging:
            self._swinging = swinging
            if swinging:
                self.told.emit(Message("swinging", "info", SWINGING))
            else:
                self.withdrawn.emit("swinging")

    def _take_companion(self, points: Points) -> None:
        if points is self._workbench.record.points:
            self._show_position()

    # What the places wish --------------------------------------------------------------------

    def _show_view(self, name: str) -> None:
        """Opens the latest run of the view's kind, or its preset."""
        kind = type(PRESETS[FIRST_OF[name]])
        shelf = self._workbench.shelf
        fitting = [record for record in shelf.records if type(record.settings) is kind]
        if fitting:
            shelf.open(fitting[-1], fitting[-1].head, self._workbench.position)
        else:
            self.desk.choose_preset(FIRST_OF[name])

    def _open_network(self, index: int) -> None:
        """Opens one of several networks as a run of its own, with what it has learnt."""
        workbench = self._workbench
        workbench.pause()
        record, words = self._record, f"Open {workbench.record.settings.labels[index]}"
        single = single_record(record, index, workbench.shelf.new_key()) if record.head else None
        if single is None:
            self.desk.open_new(record.settings.networks[index], record.points, words)
            return
        position = workbench.position
        workbench.shelf.add(single, position, position, words)

    def _select_unit(self, unit: int) -> None:
        self._beside_curve.network.plot.show_selected(unit)
        self._inspector.show_unit(unit)
        self._show_position()

    def _compare(self, beside: Record | None) -> None:
        if beside is not self._beside:
            self._beside = beside
            self._show_record()
            self._show_position()

    def _make_room(self, formulas: bool) -> None:
        self.places.set_inspector_width(FORMULAS_WIDTH if formulas else None)

    # What the window asks --------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Takes a file of points."""
        self.desk.open_file(path)

    @property
    def shown(self) -> tuple[str | None, bool]:
        """The view, of which a run has but one, and whether regions are hard."""
        return None, self._pictures.hard

    @property
    def main_picture(self) -> Plot:
        """The picture that Edit → Copy Picture copies."""
        return self._pictures.main_picture

    def showEvent(self, event: QShowEvent) -> None:
        """Play has the focus when the tab comes up."""
        super().showEvent(event)
        self._transport.bar.play.setFocus()
