"""The network as a drawing: two inputs, hidden units with what each computes, the output.

It shows the values that it is given and says which unit is meant; it computes no network.
"""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from engine.surface import SMALL_SIDE, Grid, boundary
from gui.appearance import Appearance
from gui.look import Look, look_of
from gui.painted import HINTS, FocusRing, picture_of
from gui.planar.network_layout import IndexArray, NetworkLayout, Part, network_layout
from gui.planar.network_picture import NetworkPicture
from gui.planar.network_values import ShownNetwork, shown_network
from gui.planar.tiles import Surfaces, Tiles
from gui.pointing import ENTER, Pointing
from gui.shapes import FloatArray

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
TILE = Grid((0.0, 1.0, 0.0, 1.0), SMALL_SIDE)
RADIUS = 1.15
"""Of an input, in heights of its name."""


class NetworkPlot(QWidget):
    """The network 2 – n_h – 1. Of more than fifty hidden units, fifty are drawn.

    Shift and arrows go from unit to unit, Return clicks one.

    Signals:
        unit_hovered: The unit that is pointed at, −1 for none any more.
        unit_clicked: A unit was clicked.
    """

    unit_hovered = Signal(int)
    unit_clicked = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._look = look_of(appearance)
        self._picture = NetworkPicture(self._look)
        self._units, self._output = Tiles(self._look), Tiles(self._look)
        self._line: tuple[FloatArray, ...] = ()
        self._network = ShownNetwork()
        self._layout: NetworkLayout | None = None
        self._caption = ""
        self._selected: int | None = None
        self._part: Part | None = None
        self._pointed = -1
        self._pointer = QPointF()
        self._focus = FocusRing(self)
        self._pointing = Pointing(self)
        self._pointing.moved.connect(self._move)
        self._pointing.left.connect(self._leave)
        self._pointing.clicked.connect(self._click)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Network")
        self.setMinimumSize(200, 140)
        appearance.changed.connect(self._dress)

    # -- what it shows -------------------------------------------------------------------------

    @property
    def shown_units(self) -> IndexArray:
        """Which units are drawn, in the order of their places: all of them up to fifty."""
        return self._network.units

    @property
    def unit_side(self) -> int:
        """Cells along a side that a unit's surface needs: one for each pixel, 48 at most."""
        if self._layout is None:
            return SMALL_SIDE
        return min(round(self._layout.units[0].width() * self.devicePixelRatioF()), SMALL_SIDE)

    def show_network(
        self,
        W1: FloatArray,
        b1: FloatArray,
        W2: FloatArray,
        b2: FloatArray,
        activation: str = "tanh",
    ) -> None:
        """Show these parameters.

        Args:
            W1: (n_h, 2).
            b1: (n_h, 1).
            W2: (1, n_h).
            b2: (1, 1).
            activation: How the hidden units' function is called.
        """
        before = self._network
        self._network = shown_network(W1, b1, W2, b2, activation, before)
        if self._network.n_hidden != before.n_hidden:
            self._units.show(np.empty((0, 1, 1), dtype=np.float32))
            self._selected = None
            self._lay_out()
            self._point(None)
            words = f"2 inputs, {self._network.n_hidden:,} hidden units, 1 output"
            self.setAccessibleDescription(words)
        self.update()

    def show_unit_surfaces(self, surfaces: Surfaces, low: float, high: float) -> None:
        """Show what each hidden unit computes.

        Args:
            surfaces: (n, side, side) float32, rows from the bottom up: of all units, or of
                `shown_units` in their order. With `unit_side` cells they need not be scaled.
            low: The value that has class 0's colour: −1 for tanh. For ReLU let it be −`high`, so
                that 0 looks like nothing.
            high: The value that has class 1's colour.

        Raises:
            ValueError: There are neither as many surfaces as units nor as units drawn.
        """
        network = self._network
        if len(surfaces) not in (network.n_hidden, len(network)):
            raise ValueError(
                f"The surfaces must be of {network.n_hidden} units, or of the {len(network)}"
                f" that are drawn. Received {len(surfaces)}."
            )
        wanted = surfaces if len(surfaces) == len(network) else surfaces[network.units]
        self._units.show(wanted, low, high)
        self.update()

    def show_output_surface(self, probabilities: Surfaces) -> None:
        """Show what the output computes, (48, 48) float32, rows from the bottom up."""
        self._output.show(probabilities[None])
        lines = boundary(probabilities, TILE)
        self._line = tuple(np.column_stack((line[:, 0], 1 - line[:, 1])) for line in lines)
        self.update()

    def show_caption(self, text: str) -> None:
        """A quiet line under the network; empty for none."""
        if text != self._caption:
            self._caption = text
            self._lay_out()

    def show_selected(self, unit: int | None) -> None:
        """Outline a unit and raise its links, or none."""
        self._selected = unit
        self.update()

    def picture(self, scale: float) -> QImage:
        """What is shown in light colours, `scale` times as many pixels as on the screen."""
        part, self._part = self._part, None
        try:
            return picture_of(self, scale, self._look, self._restyle, self._paint)
        finally:
            self._part = part

    # -- overrides of Qt -----------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Wider than high."""
        return QSize(380, 260)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find other places."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The network, and what is said of what is pointed at."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour(self._look.theme.panel))
        painter.setRenderHints(HINTS)
        self._paint(painter)
        self._focus.draw(painter, self._look)
        if self._part is not None and self._layout is not None:
            area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            self._picture.draw_told(
                painter, self._layout, self._network, self._part, self._pointer, area
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From unit to unit; every other key is the transport's."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._point_by_key(step)
        elif event.key() in ENTER and self._pointed >= 0:
            self.unit_clicked.emit(self._pointed)
        else:
            event.ignore()

    # -- the pointer ---------------------------------------------------------------------------

    def _point(self, part: Part | None) -> None:
        self._part = part
        self.update()
        is_unit = part is not None and part[0] == "unit"
        pointed = int(self._network.units[part[1]]) if part is not None and is_unit else -1
        if pointed != self._pointed:
            self._pointed = pointed
            self.unit_hovered.emit(pointed)

    def _move(self, at: QPointF) -> None:
        self._pointer = at
        self._point(self._part_at(at))

    def _leave(self) -> None:
        self._point(None)

    def _part_at(self, at: QPointF) -> Part | None:
        if self._layout is None:
            return None
        # behind a grid only the links of the selected unit can be told apart
        offered = self._raised() if self._layout.in_grid else np.arange(len(self._network.weights))
        return self._layout.part_at(at, offered)

    def _click(self, at: QPointF, button: Qt.MouseButton) -> None:
        self._move(at)
        if button is Qt.MouseButton.LeftButton and self._pointed >= 0:
            self.unit_clicked.emit(self._pointed)

    def _point_by_key(self, step: int) -> None:
        if self._layout is None:
            return
        last = self._layout.n_units - 1
        if self._part is not None and self._part[0] == "unit":
            place = min(max(self._part[1] + step, 0), last)
        else:
            place = 0 if step > 0 else last
        self._point(("unit", place))
        self.setAccessibleDescription(self._network.unit_words(place))

    # -- drawing -------------------------------------------------------------------------------

    def _dress(self) -> None:
        self._restyle(look_of(self._appearance))

    def _restyle(self, look: Look) -> None:
        self._look = self._picture.look = look
        self._units.restyle(look)
        self._output.restyle(look)
        self._lay_out()

    def _lay_out(self) -> None:
        sizes = self._look.sizes
        if len(self._network):
            area = QRectF(self.rect()).adjusted(sizes.gap, sizes.gap, -sizes.gap, -sizes.gap)
            area.setBottom(self._below().top())
            self._layout = network_layout(len(self._network), area, RADIUS * sizes.base_px)
        self.update()

    @property
    def _words_below(self) -> str:
        return "  ·  ".join(filter(None, (self._network.cut_words, self._caption)))

    def _below(self) -> QRectF:
        """Room for the line under the network."""
        sizes = self._look.sizes
        box = QRectF(self.rect()).adjusted(sizes.gap, 0, -sizes.gap, -sizes.inside)
        box.setTop(box.bottom() - (sizes.caption_px + sizes.gap if self._words_below else 0))
        return box

    def _raised(self) -> IndexArray:
        """The links that are drawn above everything: of the pointed and of the selected unit."""
        if self._layout is None:
            return np.empty(0, dtype=np.int64)
        places = np.flatnonzero(self._network.units == self._selected).tolist()
        links = [self._layout.links_of(place) for place in places]
        if self._part is not None and self._part[0] == "unit":
            links.append(self._layout.links_of(self._part[1]))
        elif self._part is not None and self._part[0] == "link":
            links.append(np.array([self._part[1]]))
        return np.concatenate(links) if links else np.empty(0, dtype=np.int64)

    def _paint(self, painter: QPainter) -> None:
        layout, picture, network = self._layout, self._picture, self._network
        if layout is None:
            return
        picture.draw_links(painter, layout, network)
        picture.draw_units(painter, layout, network, self._units)
        picture.draw_raised(painter, layout, network, self._raised())
        picture.draw_output(painter, layout, self._output)
        picture.draw_line(painter, self._line, layout.output)
        picture.draw_inputs(painter, layout)
        for place in np.flatnonzero(network.units == self._selected).tolist():
            picture.draw_outline(painter, layout.units[place], self._look.sizes.line_width)
        picture.draw_below(painter, self._words_below, self._below())
