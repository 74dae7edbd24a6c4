"""What stands beside the cost curve: the network drawn, accuracies over sizes, or one weight."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from engine.planar.settings import PlanarSettings, RatesSettings, SizesSettings
from engine.record import Record
from engine.run import State
from gui.appearance import Appearance
from gui.picture import add_picture_menu
from gui.planar.network_view import NetworkView
from gui.planar.slope_view import SlopeView

KIND_OF = {PlanarSettings: "network", SizesSettings: "sizes", RatesSettings: "rates"}
WORDS = {
    "network": ("Network", "The network, and what each hidden unit computes"),
    "sizes": ("Accuracy", "Accuracy on training and on fresh points over the sizes"),
    "rates": ("One Weight", "A good and a bad rate on a cost of one weight, step by step"),
}
"""What each is called, and what it shows."""


class BesideCurve(QStackedWidget):
    """The one of three pictures that fits the open run.

    Signals:
        wanted: It has come into sight and wants to be told the state.

    Attributes:
        network: The drawing of the network.

    Args:
        appearance: Colours and sizes.
        accuracies: The picture of several hidden sizes.
    """

    wanted = Signal()

    def __init__(self, appearance: Appearance, accuracies: QWidget) -> None:
        super().__init__()
        self.network = NetworkView(appearance)
        self._slope = SlopeView(appearance)
        self._pictures = {
            "network": self.network.plot,
            "sizes": accuracies,
            "rates": self._slope,
        }
        for picture in self._pictures.values():
            self.addWidget(picture)
        self._kind = "network"

    @property
    def words(self) -> tuple[str, str]:
        """What the picture that is shown is called, and what it shows."""
        return WORDS[self._kind]

    @property
    def key_takers(self) -> tuple[QWidget, ...]:
        """The pictures of its own on which the transport's keys act."""
        return (self.network.plot, *self._slope.plots)

    def offer_pictures(self, describe: Callable[[], str], report: Callable[[str], None]) -> None:
        """Offers to copy and save those pictures; see `add_picture_menu`."""
        good, bad = self._slope.plots
        for plot, name in (
            (self.network.plot, "network-drawing"),
            (good, "good-rate"),
            (bad, "bad-rate"),
        ):
            add_picture_menu(plot, plot.picture, describe, report, name)

    def show_record(self, record: Record) -> bool:
        """Shows what fits another run; says whether that is another picture."""
        before, self._kind = self._kind, KIND_OF[type(record.settings)]
        if self._kind == "network":
            self.network.show_record(record)
        self.setCurrentWidget(self._pictures[self._kind])
        return self._kind != before

    def showEvent(self, event: QShowEvent) -> None:
        """What was not drawn while it was hidden is drawn now."""
        super().showEvent(event)
        self.wanted.emit()

    def show_state(self, state: State) -> None:
        """Draws a state of a run of one network."""
        self.network.show_state(state)
