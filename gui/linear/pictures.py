"""The centre of the linear tab: surfaces, feature space, ravine, and which of them is wanted."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.record import Record
from gui.appearance import Appearance
from gui.linear.feature_view import FeatureView
from gui.linear.ravine import RavinePlot
from gui.linear.ravine_view import RavineView
from gui.linear.surfaces import LinearSurfaces, racer_style
from gui.picture import Plot, add_picture_menu
from gui.surface_panel import SharedModels, SurfacePanel
from gui.widgets.head_bar import HeadBar
from gui.widgets.presented_number import PresentedNumber
from gui.widgets.surface_plot import SurfacePlot
from gui.widgets.view_switch import ViewSwitch

VIEWS = (
    ("common", "Surface", "One surface, with the 0.5 line of every racer"),
    ("each", "One Each", "A surface for each racer"),
    ("features", "Feature Space", "The points over x₀² and x₁², where a ring becomes separable"),
    ("ravine", "Contour", "The loss over the two weights, with the racers' paths"),
)
ONLY_TWO = "Offered while exactly two features are on: with more, a slice would show a false loss"
ONLY_SEVERAL = "Offered while several racers run"


class LinearPictures(QWidget):
    """Shows states of runs.

    Signals:
        point_added: (x0, x1).
        point_toggled: (index).
        point_removed: (index).
        racer_clicked: Index of the racer whose picture was clicked.
        view_changed: Another view is shown.
        troubled: (sentence) when a picture cannot be saved.
        key_taker_made: (widget) a further picture on which the transport's keys act.

    Args:
        appearance: Colours and sizes.
        describe: Gives the line of settings under a saved picture.
        name_of: What a run is called where two stand side by side.
    """

    point_added = Signal(float, float)
    point_toggled = Signal(int)
    point_removed = Signal(int)
    racer_clicked = Signal(int)
    view_changed = Signal()
    troubled = Signal(str)
    key_taker_made = Signal(object)

    def __init__(
        self,
        appearance: Appearance,
        describe: Callable[[], str],
        name_of: Callable[[Record], str] | None = None,
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._describe = describe
        self._name_of = name_of
        self._view = "common"
        self._record: Record | None = None
        self._beside: Record | None = None
        self._racer = 0
        self._position = 0
        self._editing = False
        self._panels: list[SurfacePanel] = []
        self._models = SharedModels(LinearSurfaces)
        self.switch = ViewSwitch(appearance, VIEWS, "Which picture")
        self.number = PresentedNumber(appearance)
        self._hard = QCheckBox("Hard regions")
        self._hard.setToolTip("Only which class is the likelier one, instead of how likely it is")
        self._edit = QCheckBox("Edit points")
        self._edit.setToolTip("Add, move and remove points on the surface; Undo takes it back")
        self._features = FeatureView(appearance)
        self._ravine = RavineView(appearance)
        self._grid = QWidget()
        self._grid_layout = QGridLayout(self._grid)
        self._grid_layout.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        for picture in (self._grid, self._features.plot, self._ravine.plot):
            self._stack.addWidget(picture)
        self._add_panel()
        self._offer_picture(self._features.plot.plot, "feature-space")
        self._offer_picture(self._ravine.plot, "loss-contour")
        self._arrange()
        self.switch.chosen.connect(self.show_view)
        self._hard.toggled.connect(self._set_hard)
        self._edit.toggled.connect(self._set_editing)
        appearance.changed.connect(self._dress)

    def _arrange(self) -> None:
        gap = self._appearance.sizes.gap
        self._grid_layout.setSpacing(gap)
        bar = HeadBar(self._appearance, self.switch, (self.number, self._hard, self._edit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)

    # What is shown ---------------------------------------------------------------------------

    @property
    def view(self) -> str:
        """Which view is shown: "common", "each", "features" or "ravine"."""
        return self._view

    @property
    def hard(self) -> bool:
        """Whether regions are hard."""
        return self._hard.isChecked()

    def show_hard(self, hard: bool) -> None:
        """Hard regions, or probabilities."""
        self._hard.setChecked(hard)

    @property
    def panels(self) -> Sequence[SurfacePanel]:
        """The surfaces that are shown, from left to right."""
        return [panel for panel in self._panels if panel.plot.isVisibleTo(self)]

    @property
    def on_the_beat(self) -> Sequence[QWidget]:
        """What shows every state, at even intervals."""
        current = self._stack.currentWidget()
        return [panel.plot for panel in self.panels] if current is self._grid else [current]

    @property
    def main_picture(self) -> Plot:
        """What Copy Picture copies."""
        others: dict[QWidget, Plot] = {
            plot: plot for plot in (self._features.plot, self._ravine.plot)
        }
        return others.get(self._stack.currentWidget(), self._panels[0].plot)

    @property
    def key_takers(self) -> tuple[QWidget, ...]:
        """The pictures on which the transport's keys act."""
        surfaces = (panel.plot for panel in self._panels)
        return (*surfaces, self._features.plot.plot, self._ravine.plot)

    def show_record(self, record: Record, racer: int, beside: Record | None = None) -> None:
        """Shows another run from now on.

        Args:
            record: The open run.
            racer: The racer that the inspector follows.
            beside: A run to compare with, at its side.
        """
        several = record.n_racers > 1
        two = len(record.settings.features) == 2
        self.switch.offer("each", several, VIEWS[1][2] if several else ONLY_SEVERAL)
        self.switch.offer("ravine", two, VIEWS[3][2] if two else ONLY_TWO)
        if (self._view == "each" and not several) or (self._view == "ravine" and not two):
            self._view = "common"
            self.switch.show_chosen("common")
        self._record, self._racer, self._beside = record, racer, beside
        self._features.show_record(record)
        self._ravine.show_record(record)
        self._lay_out()

    def show_view(self, name: str) -> None:
        """Shows another view of the same run."""
        self.wish_view(name)
        self._lay_out()
        self.show_position(self._position)
        self.view_changed.emit()

    def wish_view(self, name: str) -> None:
        """Lets the next run be shown in this view, if it can be."""
        self._view = name
        self.switch.show_chosen(name)

    def show_position(self, position: int) -> None:
        """Shows an iteration of the run; of a run beside it the same, as far as it goes."""
        self._position = position
        if self._record is None:
            return
        if self._view == "features":
            self._features.show_state(self._record.state(min(position, self._record.head)))
        elif self._view == "ravine":
            self._ravine.show_position(position)
        else:
            self._show_surfaces(position)

    def _show_surfaces(self, position: int) -> None:
        states = {}
        for panel in self.panels:
            if panel.record is None:
                continue
            key = panel.record.key
            if key not in states:
                states[key] = panel.record.state(min(position, panel.record.head))
            panel.show_state(states[key])
            panel.show_title(self._title(panel, position))

    def _title(self, panel: SurfacePanel, position: int) -> str:
        record = panel.record
        if record is None:
            return ""
        at = min(position, record.head)
        name = record.settings.labels[panel.racer]
        if self._beside is not None:
            run = self._name_of(record) if self._name_of else ""
            name = run if run and record.n_racers == 1 else ": ".join(filter(None, (run, name)))
            name = f"{name}, iteration {at:,}"
        return f"{name}   loss {record.history.losses_at(at)[panel.racer]:.3f}"

    def _lay_out(self) -> None:
        """One panel, one for each racer, or two runs side by side."""
        record = self._record
        if record is None:
            return
        if self._beside is not None:
            wanted = [(record, self._racer, True), (self._beside, 0, True)]
        elif self._view == "each":
            wanted = [(record, racer, False) for racer in range(record.n_racers)]
        else:
            wanted = [(record, self._racer, True)]
        while len(self._panels) < len(wanted):
            self._add_panel()
        for index, panel in enumerate(self._panels):
            panel.plot.setVisible(index < len(wanted))
            if index < len(wanted):
                which, racer, all_lines = wanted[index]
                panel.plot.set_editing(self._editing and which is record)
                panel.show_record(which, racer, all_lines=all_lines, titled=len(wanted) > 1)
        places = {"features": self._features.plot, "ravine": self._ravine.plot}
        self._stack.setCurrentWidget(places.get(self._view, self._grid))
        surfaces = self._view in ("common", "each")
        self._hard.setEnabled(surfaces)
        self._edit.setEnabled(surfaces and self._panels[0].all_drawn)

    def _offer_picture(self, plot: SurfacePlot | RavinePlot, name: str) -> None:
        add_picture_menu(plot, plot.picture, self._describe, self.troubled.emit, name)

    def _add_panel(self) -> None:
        panel = SurfacePanel(
            self._appearance, self._models, partial(racer_style, self._appearance), self
        )
        index = len(self._panels)
        self._panels.append(panel)
        self._grid_layout.addWidget(panel.plot, 0, index)  # side by side: one is as high as all
        self._offer_picture(panel.plot, "surface")
        self.key_taker_made.emit(panel.plot)
        panel.plot.set_hard(self._hard.isChecked())
        panel.plot.point_added.connect(self.point_added)
        panel.plot.point_toggled.connect(self.point_toggled)
        panel.plot.point_removed.connect(self.point_removed)
        panel.plot.clicked.connect(lambda *_: self._click(panel))

    def _click(self, panel: SurfacePanel) -> None:
        if panel.record is self._record:  # not the run beside it
            self.racer_clicked.emit(panel.racer)

    def hide_controls(self) -> None:
        """Shows the pictures alone."""
        for control in (self.switch, self.number, self._hard, self._edit):
            control.hide()

    def show_racer(self, racer: int) -> None:
        """The inspector follows another racer."""
        self._racer = racer
        self._lay_out()
        self.show_position(self._position)

    def _set_hard(self, hard: bool) -> None:
        for panel in self._panels:
            panel.plot.set_hard(hard)

    def _set_editing(self, editing: bool) -> None:
        self._editing = editing
        self._lay_out()

    def _dress(self) -> None:
        """Lines are given their colours here, so they must be given them again."""
        if self._record is not None:
            self._ravine.dress()
            self.show_position(self._position)
