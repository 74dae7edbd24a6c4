"""The centre of the planar tab: the network, hidden sizes, or learning rates."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from engine.planar.look import PlanarLook
from engine.planar.settings import RatesSettings, SizesSettings
from engine.record import Record
from engine.run import State
from gui.appearance import Appearance
from gui.companions import Companions
from gui.picture import Plot
from gui.planar.network_page import NetworkPage
from gui.planar.sweep_page import SweepPage
from gui.widgets.head_bar import HeadBar
from gui.widgets.presented_number import PresentedNumber
from gui.widgets.view_switch import ViewSwitch

VIEWS = (
    ("network", "Network", "One network beside logistic regression"),
    ("sizes", "Hidden Sizes", "Networks of several hidden-layer sizes side by side"),
    ("rates", "Learning Rates", "The same network with several learning rates"),
)


class PlanarPictures(QWidget):
    """Shows states of runs of one network or of several.

    Signals:
        view_wished: (name) "network", "sizes" or "rates".
        network_opened: Index of the network that is to be opened as a run of its own.
        point_added: (x0, x1).
        point_toggled: (index).
        point_removed: (index).
        troubled: (sentence) when a picture cannot be saved.

    Args:
        appearance: Colours and sizes.
        companions: Where baselines and held-out points come from.
        describe: Gives the line of settings under a saved picture.
        name_of: What a run is called where two stand side by side.
    """

    view_wished = Signal(str)
    network_opened = Signal(int)
    point_added = Signal(float, float)
    point_toggled = Signal(int)
    point_removed = Signal(int)
    troubled = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        companions: Companions,
        describe: Callable[[], str],
        name_of: Callable[[Record], str],
    ) -> None:
        super().__init__()
        self._switch = ViewSwitch(appearance, VIEWS, "Which experiment")
        self.number = PresentedNumber(appearance)
        self._hard = QCheckBox("Hard regions")
        self._hard.setToolTip("Only which class is the likelier one, instead of how likely it is")
        self._edit = QCheckBox("Edit points")
        self._edit.setToolTip("Add, move and remove points on the surface; Undo takes it back")
        self.network = NetworkPage(appearance, companions, describe, name_of)
        self.sweep = SweepPage(appearance, companions, describe)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.network)
        self._stack.addWidget(self.sweep)
        bar = HeadBar(appearance, self._switch, (self.number, self._hard, self._edit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.sizes.gap)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        self._switch.chosen.connect(self.view_wished)
        self._hard.toggled.connect(self.network.set_hard)
        self._hard.toggled.connect(self.sweep.multiples.set_hard)
        self._edit.toggled.connect(self.network.set_editing)
        plot = self.network.panel.plot
        plot.point_added.connect(self.point_added)
        plot.point_toggled.connect(self.point_toggled)
        plot.point_removed.connect(self.point_removed)
        self.sweep.opened.connect(self.network_opened)
        self.network.troubled.connect(self.troubled)
        self.sweep.troubled.connect(self.troubled)

    @property
    def key_takers(self) -> tuple[QWidget, ...]:
        """The pictures on which the transport's keys act."""
        page = self.network
        return (page.baseline, page.panel.plot, page.other.plot, self.sweep, self.sweep.accuracies)

    @property
    def hard(self) -> bool:
        """Whether regions are hard."""
        return self._hard.isChecked()

    @property
    def on_the_beat(self) -> Sequence[QWidget]:
        """What shows every state, at even intervals."""
        if self._stack.currentWidget() is self.sweep:
            return [self.sweep.multiples]
        return [self.network.panel.plot, self.network.other.plot]

    @property
    def main_picture(self) -> Plot:
        """What Copy Picture copies."""
        several = self._stack.currentWidget() is self.sweep
        return self.sweep.multiples if several else self.network.panel.plot

    def show_record(self, record: Record, beside: Record | None) -> None:
        """Shows another run from now on, and one beside it."""
        several = isinstance(record.settings, SizesSettings | RatesSettings)
        sizes = isinstance(record.settings, SizesSettings)
        self._switch.show_chosen(("sizes" if sizes else "rates") if several else "network")
        self._stack.setCurrentWidget(self.sweep if several else self.network)
        if several:
            self.sweep.show_record(record)
        else:
            self.network.show_record(record, beside)
        self._edit.setEnabled(not several and self.network.panel.all_drawn)

    def show_look(self, state: State, seen: PlanarLook) -> None:
        """Shows a state of one network."""
        self.network.show_look(state, seen)

    def show_state(self, state: State) -> None:
        """Shows a state of several networks."""
        self.sweep.show_state(state)
