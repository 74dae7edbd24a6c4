"""The weights of one network as pictures, layer by layer."""

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.mnist.network import Network
from gui.appearance import Appearance
from gui.mnist.colour_key import ColourKey
from gui.mnist.step_button import StepButton
from gui.mnist.weight_matrix import WeightMatrix
from gui.mnist.weight_tiles import WeightTiles
from gui.mnist.weight_views import WeightView, matrix_of, reach_of, tiles_of, weight_views
from gui.picture import add_picture_menu
from gui.widgets.head_bar import HeadBar
from gui.widgets.view_switch import ViewSwitch
from gui.words import LiveWords

CHEAP_SECONDS = 0.004
"""Weights that are drawn quicker than this are drawn with every frame."""
SHARE = 0.1
"""Of the window's time, dearer ones may take so much."""


class WeightsPage(QWidget):
    """What each layer has learnt.

    Signals:
        troubled: (sentence) when a picture cannot be saved.

    Args:
        appearance: Colours and sizes.
        describe: Gives the line of settings under a saved picture.
        clock: Seconds, from any origin.
    """

    troubled = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        describe: Callable[[], str],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._clock = clock
        self._network: Network | None = None
        self._who = ""
        self._views: tuple[WeightView, ...] = ()
        self._chosen = 0
        self._next_time = 0.0
        self._late = QTimer(self, singleShot=True)
        self._late.timeout.connect(self._draw)
        self._words = LiveWords(appearance, role="secondary")
        self._switch_place = QWidget()
        self._switch: ViewSwitch | None = None
        self._key = ColourKey(appearance)
        self.tiles = WeightTiles(appearance)
        self.matrix = WeightMatrix(appearance)
        self._stack = QStackedWidget()
        for picture in (self.tiles, self.matrix):
            self._stack.addWidget(picture)
            add_picture_menu(picture, picture.picture, describe, self.troubled.emit, "weights")
        self._pager = self._make_pager()
        self._arrange()
        self.tiles.page_changed.connect(self._show_page)

    def _make_pager(self) -> QWidget:
        pager = QWidget()
        self._page_words = LiveWords(self._appearance, role="secondary")
        here = self._appearance
        self._back = StepButton(here, "before", "Units before", "Units before (wheel)")
        self._on = StepButton(here, "after", "Next units", "Next units (wheel)")
        row = QHBoxLayout(pager)
        row.setContentsMargins(0, 0, 0, 0)
        self._back.clicked.connect(lambda: self.tiles.turn(-1))
        self._on.clicked.connect(lambda: self.tiles.turn(1))
        for part in (self._back, self._page_words, self._on):
            row.addWidget(part)
        pager.hide()
        return pager

    def _arrange(self) -> None:
        self._switch_row = QHBoxLayout(self._switch_place)
        self._switch_row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._appearance.sizes.gap)
        column.addWidget(HeadBar(self._appearance, self._switch_place, (self._pager, self._key)))
        column.addWidget(self._words)
        column.addWidget(self._stack, 1)

    # What it shows ---------------------------------------------------------------------------

    def show_network(self, network: Network, who: str) -> None:
        """Shows the weights of a network; dear ones a few times a second.

        Args:
            network: Whose weights.
            who: "Batch 412" or "Ready-made network".
        """
        another = self._network is None or network.layers != self._network.layers
        self._network, self._who = network, who
        if another:
            self._make_switch(network)
        if not self.isVisible() and not another:
            return
        wait = self._next_time - self._clock()
        if another or wait <= 0:
            self._draw()
        elif not self._late.isActive():
            self._late.start(round(1000 * wait) + 1)

    def showEvent(self, event: QShowEvent) -> None:
        """What came while it was hidden is drawn now."""
        super().showEvent(event)
        self._draw()

    @property
    def chosen(self) -> WeightView | None:
        """Which layer is shown."""
        return self._views[self._chosen] if self._views else None

    def choose(self, name: str) -> None:
        """Shows the layer of this index, as the switch names it."""
        self._chosen = int(name)
        self._draw()

    def _make_switch(self, network: Network) -> None:
        self._views = weight_views(network)
        self._chosen = min(self._chosen, len(self._views) - 1)
        if self._switch is not None:
            self._switch_row.removeWidget(self._switch)
            self._switch.hide()
            self._switch.deleteLater()
        names = tuple(
            (str(n), view.words, f"The weights of {view.words.lower()}")
            for n, view in enumerate(self._views)
        )
        self._switch = ViewSwitch(self._appearance, names, "Which layer")
        self._switch.show_chosen(str(self._chosen))
        self._switch.chosen.connect(self.choose)
        self._switch_row.addWidget(self._switch)

    def _draw(self) -> None:
        network, view = self._network, self.chosen
        if network is None or view is None:
            return
        self._late.stop()
        started = self._clock()
        reach = reach_of(network, view)
        self._key.show_reach(reach)
        layer = network.layers[view.layer]
        self._words.setText(f"{self._who}: {_explained(view)}")
        if view.tiled:
            self.tiles.show_weights(*tiles_of(network, view), reach)
            self.tiles.setAccessibleName(f"Weights of {layer.name}, a tile for each unit")
        else:
            self.matrix.show_weights(matrix_of(network, view), view.axes, reach)
        self._stack.setCurrentWidget(self.tiles if view.tiled else self.matrix)
        self._pager.setVisible(view.tiled and self.tiles.n_shown < self.tiles.n_units)
        # painting costs as much again
        took = 2 * (self._clock() - started)
        self._next_time = started + (took / SHARE if took > CHEAP_SECONDS else 0.0)

    def _show_page(self, first: int, shown: int, of: int) -> None:
        self._page_words.setText(f"units {first}–{first + shown - 1} of {of:,}")
        self._page_words.updateGeometry()
        self._back.setEnabled(first > 0)
        self._on.setEnabled(first + shown < of)
        self._pager.setVisible(shown < of and self._stack.currentWidget() is self.tiles)


def _explained(view: WeightView) -> str:
    return "what each unit looks for" if view.tiled else view.flows
