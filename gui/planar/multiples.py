"""Small multiples: surfaces side by side, each with its title, its points, its words, its costs.

It shows what it is given and says which tile is wanted; it knows no network.
"""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gui.appearance import Appearance
from gui.labels import text_size
from gui.look import Look, look_of
from gui.notes import draw_plate, draw_sentence
from gui.painted import HINTS, FocusRing, picture_of
from gui.planar.multiples_layout import Room, TilePlace, columns_of, tile_places
from gui.planar.small_costs import SmallCosts
from gui.planar.small_lines import boundaries, straight, thinned
from gui.planar.small_points import SmallPoints
from gui.planar.tile_words import TILE_GAP, Tile, TileWords
from gui.planar.tiles import Surfaces, Tiles
from gui.pointing import ENTER, Pointing
from gui.regions import Frame
from gui.shapes import Curve, FloatArray, Losses
from gui.strokes import draw_pieces

LINE_SHARE, HALO_SHARE = 0.75, 0.7
"""Widths of the 0.5 line and its halo against those of a large picture."""
HARDLY = 0.2
"""Pixels that a line may be off to be drawn with fewer pieces."""


class Multiples(QWidget):
    """Tiles in a grid that fills its place.

    Arrows go from tile to tile, Return opens one.

    Signals:
        opened: The tile of this index is wanted.
    """

    opened = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._look = look_of(appearance)
        self._words = TileWords(appearance)
        self._tiles: tuple[Tile, ...] = ()
        self._surfaces: Surfaces = np.empty((0, 2, 2), dtype=np.float32)
        self._frame: Frame = (0.0, 1.0, 0.0, 1.0)
        self._pictures = Tiles(self._look)
        self._points = SmallPoints(self._look)
        self._costs = SmallCosts(self._look)
        self._boundaries = boundaries(self._surfaces)
        self._lines: FloatArray = np.empty((0, 4))
        self._places: tuple[TilePlace, ...] = ()
        self._caption = ""
        self._current: int | None = None
        self._at_key = 0
        self._hovered: int | None = None
        self._pointer = QPointF()
        self._focus = FocusRing(self)
        self._pointing = Pointing(self)
        self._pointing.moved.connect(self._move)
        self._pointing.left.connect(self._leave)
        self._pointing.clicked.connect(self._click)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Small multiples")
        self.setMinimumSize(240, 180)
        appearance.changed.connect(self._dress)

    # -- what it shows -------------------------------------------------------------------------

    def show_points(self, X: FloatArray, y: FloatArray, frame: Frame) -> None:
        """Show points X (n, 2) of classes y (n,) of 0 and 1 on every tile, an even choice of them.

        Args:
            X: The points.
            y: Their classes.
            frame: x_min, x_max, y_min, y_max of every surface.
        """
        self._frame = frame
        self._points.show(X, y, frame)
        self.update()

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these tiles; where their shape is as before, only their words change."""
        shape = (len(self._tiles), _most_lines(self._tiles))
        self._tiles = tuple(tiles)
        if shape != (len(self._tiles), _most_lines(self._tiles)):
            self._at_key = min(self._at_key, max(len(self._tiles) - 1, 0))
            self._hovered = None
            self._lay_out()
        self.update()

    def show_surfaces(self, probabilities: Surfaces) -> None:
        """Show a surface for each tile, (n, 48, 48) float32, rows from the bottom up."""
        self._surfaces = probabilities
        self._pictures.show(probabilities)
        self._boundaries = boundaries(probabilities)
        self._lay_lines()
        self.update()

    def set_hard(self, hard: bool) -> None:
        """Show only the likelier class, or the probability."""
        self._pictures.set_hard(hard)
        self.update()

    def show_costs(self, curves: Sequence[Curve]) -> None:
        """Show the costs of each tile under its surface, or none if there are no curves."""
        grown = bool(curves) != bool(len(self._costs))
        self._costs.show_curves(curves)
        if grown:
            self._lay_out()
        self.update()

    def show_range(self, first: int, last: int, logarithmic_time: bool) -> None:
        """Let the costs reach from iteration `first` to `last`."""
        self._costs.show_range(first, last, logarithmic_time)
        self.update()

    def show_cursor(self, iteration: int | None, losses: Losses | None = None) -> None:
        """Mark an iteration in the costs; exact costs there, by the curves' keys, if known."""
        self._costs.show_cursor(iteration, losses)
        self.update()

    def show_current(self, index: int | None) -> None:
        """Outline the tile that is open elsewhere, or none."""
        self._current = index
        self.update()

    def show_caption(self, text: str) -> None:
        """A quiet sentence over the tiles; empty for none."""
        self._caption = text
        self.update()

    def picture(self, scale: float) -> QImage:
        """What is shown in light colours, `scale` times as many pixels as on the screen."""
        hovered, self._hovered = self._hovered, None
        try:
            return picture_of(self, scale, self._look, self._restyle, self._paint)
        finally:
            self._hovered = hovered

    # -- overrides of Qt -----------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Little more than it needs: it gets its share of what there is, as the curve does."""
        return QSize(480, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find other places."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The tiles, and what is said of the place that is pointed at."""
        painter = QPainter(self)
        painter.setRenderHints(HINTS)
        self._paint(painter)
        if self._at_key < len(self._places):
            place = self._places[self._at_key].whole.adjusted(
                TILE_GAP, TILE_GAP, -TILE_GAP, -TILE_GAP
            )
            self._focus.draw(painter, self._look, place)
        readout = self._readout()
        if readout:
            rows = [(None, row) for row in readout.split("\n")]
            area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            draw_plate(painter, rows, self._pointer, area, self._look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From tile to tile, and Return; every other key is the transport's."""
        columns = columns_of(self._places) if self._places else 1
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._tiles:
            if 0 <= self._at_key + step < len(self._tiles):
                self._at_key += step
            self._focus.shown = True
            self.setAccessibleDescription(self._tiles[self._at_key].told)
            self.update()
        elif event.key() in ENTER and self._tiles:
            self.opened.emit(self._at_key)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """A tooltip for the words of a tile, which may be cut off."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            index = self._tile_at(QPointF(event.pos()))
            words = "" if index is None or self._readout() else self._tiles[index].told
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    # -- the mouse -----------------------------------------------------------------------------

    def _tile_at(self, at: QPointF) -> int | None:
        places = enumerate(self._places)
        return next((n for n, place in places if place.whole.contains(at)), None)

    def _move(self, at: QPointF) -> None:
        self._pointer, self._hovered = at, self._tile_at(at)
        self.update()

    def _leave(self) -> None:
        self._hovered = None
        self.update()

    def _click(self, at: QPointF, button: Qt.MouseButton) -> None:
        index = self._tile_at(at)
        if button is Qt.MouseButton.LeftButton and index is not None:
            self._at_key = index
            self.opened.emit(index)

    def _readout(self) -> str:
        """What is under the mouse: a probability and its place, or an iteration and its cost."""
        if self._hovered is None or self._hovered >= len(self._places):
            return ""
        place, at = self._places[self._hovered], self._pointer
        if place.costs.contains(at):
            return self._costs.told(self._hovered, place.costs, at)
        if not place.surface.contains(at) or self._hovered >= len(self._surfaces):
            return ""
        surface = self._surfaces[self._hovered]
        across = (at.x() - place.surface.left()) / place.surface.width()
        up = (place.surface.bottom() - at.y()) / place.surface.height()
        rows, columns = surface.shape
        row, column = min(int(up * rows), rows - 1), min(int(across * columns), columns - 1)
        left, right, low, high = self._frame
        x, y = left + across * (right - left), low + up * (high - low)
        return f"p = {surface[row, column]:.2f}\nx₀ {x:.2f}  x₁ {y:.2f}".replace("-", "−")

    # -- drawing -------------------------------------------------------------------------------

    def _dress(self) -> None:
        self._restyle(look_of(self._appearance))

    def _restyle(self, look: Look) -> None:
        self._look = look
        for part in (self._words, self._pictures, self._points, self._costs):
            part.restyle(look)
        self._lay_out()

    def _lay_out(self) -> None:
        sizes = self._look.sizes
        base, caption = (text_size("0", font)[1] for font in (self._look.base, self._look.caption))
        lines = _most_lines(self._tiles)
        below = lines * caption + sizes.inside if lines else 0.0
        room = Room(base + sizes.inside, below, float(sizes.gap), bool(len(self._costs)))
        self._places = tile_places(len(self._tiles), QRectF(self.rect()), room)
        self._lay_lines()
        self._costs.forget_places()
        self._words.forget_places()
        self.update()

    def _paint(self, painter: QPainter) -> None:
        look, area = self._look, self.rect()
        self._words.draw(painter, area, self._tiles, self._places, self._hovered, self._current)
        for index, place in enumerate(self._places):
            painter.fillRect(place.surface, look.colour(look.theme.panel))
            self._pictures.draw(painter, index, place.surface)
            if len(self._points):
                self._points.draw(painter, place.surface)
        self._draw_lines(painter)
        self._costs.draw(painter, [place.costs for place in self._places])
        if self._caption:
            draw_sentence(painter, self._caption, QRectF(area), look)

    def _draw_lines(self, painter: QPainter) -> None:
        """Where surfaces are 0.5, all in one call; then the frames around them."""
        look, sizes = self._look, self._look.sizes
        halo = QPen(look.colour(look.theme.panel), HALO_SHARE * sizes.halo_width)
        draw_pieces(painter, self._lines, halo)
        line = QPen(look.colour(look.theme.text), LINE_SHARE * sizes.line_width)
        draw_pieces(painter, self._lines, line)
        painter.setPen(look.pen(look.theme.border))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place in self._places:
            painter.drawRect(place.surface.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _lay_lines(self) -> None:
        """Lay the 0.5 lines into their tiles."""
        points, tiles = self._boundaries
        known = tiles < len(self._places)
        if not known.any():
            self._lines = np.empty((0, 4))
            return
        corners = np.array([(p.surface.left(), p.surface.top()) for p in self._places])
        surface = self._places[0].surface
        placed = points[known] * (surface.width(), surface.height()) + corners[tiles[known]]
        self._lines = straight(thinned(placed, HARDLY))


def _most_lines(tiles: Sequence[Tile]) -> int:
    return max((len(tile.lines) for tile in tiles), default=0)
