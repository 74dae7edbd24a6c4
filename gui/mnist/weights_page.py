"""The weights of one network as pictures, layer by layer."""

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.mnist.network import Network
from gui.look import look_of
from gui.mnist.weight_matrix import WeightMatrix
from gui.mnist.weight_tiles import WeightTiles
from gui.mnist.weight_views import WeightView, matrix_of, reach_of, tiles_of, weight_views
from gui.picture import add_picture_menu
from gui.theme import Appearance
from gui.ticks import number_text
from gui.widgets.view_switch import ViewSwitch
from gui.words import LiveWords

CHEAP_SECONDS = 0.004
"""Weights that are drawn quicker than this are drawn with every frame."""
SHARE = 0.1
"""Of the window's time, dearer ones may take so much."""
KEY_WIDTH = 96


class ColourKey(QWidget):
    """Which weight has which colour."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._reach = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Colours of the weights")
        appearance.changed.connect(self._dress)

    def show_reach(self, reach: float) -> None:
        """Weights of ± this have the full colour."""
        self._reach = reach
        self.setAccessibleDescription(f"from {self._texts[0]} to {self._texts[1]}")
        self.update()

    @property
    def _texts(self) -> tuple[str, str]:
        text = number_text(self._reach)
        return f"−{text}", f"+{text}"

    def sizeHint(self) -> QSize:
        """A strip between two numbers."""
        metrics = self.fontMetrics()
        text = metrics.horizontalAdvance("−0.0888")
        return QSize(KEY_WIDTH + 2 * text, self._appearance.sizes.table_row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Number, strip, number."""
        look, flags = look_of(self._appearance), Qt.AlignmentFlag
        painter = QPainter(self)
        painter.setFont(look.caption)
        painter.setPen(look.colour(look.theme.secondary))
        side = (self.width() - KEY_WIDTH) / 2
        inside = look.sizes.inside
        area = QRectF(self.rect())
        low, high = self._texts
        left, right = area.adjusted(0, 0, inside - side - KEY_WIDTH - 2 * inside, 0), area
        painter.drawText(left, flags.AlignRight | flags.AlignVCenter, low)
        right = area.adjusted(side + KEY_WIDTH + inside, 0, 0, 0)
        painter.drawText(right, flags.AlignLeft | flags.AlignVCenter, high)
        strip = QRectF(side, (area.height() - look.sizes.bar) / 2, KEY_WIDTH, look.sizes.bar)
        shades = QLinearGradient(strip.topLeft(), strip.topRight())
        negative, positive = look.theme.class_regions
        for place, colour in ((0.0, negative), (0.5, look.theme.panel), (1.0, positive)):
            shades.setColorAt(place, look.colour(colour))
        painter.fillRect(strip, shades)
        painter.setPen(look.pen(look.theme.line))
        painter.drawRect(strip)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


class WeightsPage(QWidget):
    """What each layer has learnt.

    Signals:
        troubled: (sentence) when a picture cannot be saved.
        key_taker_made: (widget) on which the transport's keys act.

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
        self._switch_place = QHBoxLayout()
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
        self._back, self._on = QPushButton("‹"), QPushButton("›")
        row = QHBoxLayout(pager)
        row.setContentsMargins(0, 0, 0, 0)
        for button, words, by in ((self._back, "Units before", -1), (self._on, "Next units", 1)):
            button.setProperty("role", "small")
            button.setAccessibleName(words)
            button.setToolTip(f"{words} (wheel)")
            button.clicked.connect(lambda _=False, by=by: self.tiles.turn(by))
        for part in (self._back, self._page_words, self._on):
            row.addWidget(part)
        pager.hide()
        return pager

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        head = QHBoxLayout()
        head.setSpacing(sizes.around)
        head.addLayout(self._switch_place)
        head.addStretch(1)
        head.addWidget(self._pager)
        head.addWidget(self._key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.gap)
        column.addLayout(head)
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

    def showEvent(self, event: object) -> None:
        """What came while it was hidden is drawn now."""
        super().showEvent(event)  # type: ignore[arg-type]
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
            self._switch_place.removeWidget(self._switch)
            self._switch.hide()
            self._switch.deleteLater()
        names = tuple(
            (str(n), view.words, f"The weights of {view.words.lower()}")
            for n, view in enumerate(self._views)
        )
        self._switch = ViewSwitch(self._appearance, names, "Which layer")
        self._switch.show_chosen(str(self._chosen))
        self._switch.chosen.connect(self.choose)
        self._switch_place.addWidget(self._switch)

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
    return "what each unit looks for in the image" if view.tiled else view.flows
