"""What the units of a first layer look for: a tile for each, its weights in two colours.

It shows the weights that it is given; where a unit stands and what it says is its whole knowledge.
"""

import math
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.appearance import Appearance
from gui.look import Look, look_of
from gui.mnist.cells import Cells, largest
from gui.mnist.shading import (
    MIDDLE,
    SMALL,
    Float32Array,
    Pixels,
    image_of,
    resampled,
    sheet,
    sign_table,
    signed_shades,
)
from gui.notes import draw_plate
from gui.painted import FocusRing, picture_of
from gui.pointing import ENTER, Pointing
from gui.ticks import number_text

GAP, KERNEL_GAP = 2, 8
"""Pixels between tiles; kernels of a few pixels, which are as flat as the gaps, want more."""
INSET = 2
"""Room around all tiles for an outline, in pixels."""
LEAST, MOST = 18, 112
"""Sides of a tile, in pixels."""


class WeightTiles(QWidget):
    """Tiles in a grid that fills its place; where they have no room, a page of them.

    Arrows go from unit to unit, Return clicks one.

    Signals:
        unit_clicked: A unit was clicked.
        page_changed: (first unit shown, how many are shown, of how many).
    """

    unit_clicked = Signal(int)
    page_changed = Signal(int, int, int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._look = look_of(appearance)
        self._table = sign_table(self._look)
        self._tiles: Float32Array = np.empty((0, 28, 28), dtype=np.float32)
        self._biases: Float32Array = np.empty(0, dtype=np.float32)
        self._reach = 1.0
        self._first = 0
        self._cells = Cells()
        self._pixels: Pixels = np.empty((0, 0), dtype=np.uint32)
        self._image = QImage()
        self._stale = True
        self._selected: int | None = None
        self._hovered: int | None = None
        self._pointer = QPointF()
        self._focus = FocusRing(self)
        self._pointing = Pointing(self)
        self._pointing.moved.connect(self._move)
        self._pointing.left.connect(self._leave)
        self._pointing.clicked.connect(self._click)
        self._pointing.wheeled.connect(self._wheel)
        self.setAccessibleName("Weights of the first layer")
        self.setMinimumSize(200, 120)
        appearance.changed.connect(self._dress)

    # -- what it shows -------------------------------------------------------------------------

    def show_weights(self, tiles: Float32Array, biases: Float32Array, reach: float) -> None:
        """Show these.

        Args:
            tiles: The weights of each unit as it sees the image, (n, rows, columns).
            biases: (n,).
            reach: Weights of ± this have the full colour.
        """
        another = tiles.shape != self._tiles.shape
        self._tiles, self._biases, self._reach = tiles, biases, reach
        if another:
            self._first, self._selected, self._hovered = 0, None, None
            self._lay_out()
        self._stale = True
        self.update()

    def show_selected(self, unit: int | None) -> None:
        """Outline a unit, or none; its page comes into sight."""
        self._selected = unit
        if unit is not None and not self._first <= unit < self._first + self._cells.n:
            self._turn_to(unit - unit % max(self._cells.n, 1))
        self.update()

    @property
    def n_units(self) -> int:
        """How many units there are, on all pages."""
        return len(self._tiles)

    @property
    def n_shown(self) -> int:
        """How many tiles have room at once."""
        return self._cells.n

    def place(self, unit: int) -> QRectF:
        """Where the tile of a unit stands, if its page is shown."""
        return self._cells.place(unit - self._first)

    def turn(self, pages: int) -> None:
        """So many pages on, or back."""
        self._turn_to(self._first + pages * self._cells.n)

    def told(self, unit: int, at: QPointF | None = None) -> str:
        """What is said of a unit, and of the pixel at a point of its tile."""
        words = f"unit {unit}"
        tile = self._tiles[unit]
        if at is not None:
            place = self.place(unit)
            row = int((at.y() - place.top()) / place.height() * tile.shape[0])
            column = int((at.x() - place.left()) / place.width() * tile.shape[1])
            row, column = min(row, tile.shape[0] - 1), min(column, tile.shape[1] - 1)
            weight = number_text(float(tile[row, column]))
            words += f"\nrow {row}, column {column}: weight {weight}"
        return f"{words}\nbias {number_text(float(self._biases[unit]))}"

    def picture(self, scale: float) -> QImage:
        """What is shown in light colours, `scale` times as many pixels as on the screen."""
        hovered, self._hovered = self._hovered, None
        try:
            return picture_of(self, scale, self._look, self._restyle, self._paint)
        finally:
            self._hovered = hovered

    # -- overrides of Qt -----------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """As large as a large picture."""
        return QSize(640, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find other places."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The tiles, and what is said of the unit that is pointed at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter)
        if self._hovered is not None:
            rows = [(None, row) for row in self.told(self._hovered, self._pointer).split("\n")]
            area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            draw_plate(painter, rows, self._pointer, area, self._look)
        if self._cells.n == 0:
            self._focus.draw(painter, self._look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From unit to unit, and Return; every other key is the transport's."""
        here = max((self._selected or 0) - self._first, 0)
        index = self._cells.stepped(here, event.key()) if self._cells.n else None
        if index is not None:
            unit = self._first + (index if self._selected is not None else 0)
            self._focus.shown = True
            self.show_selected(unit)
            self.setAccessibleDescription(self.told(unit))
        elif event.key() in ENTER and self._selected is not None:
            self.unit_clicked.emit(self._selected)
        else:
            event.ignore()

    # -- the mouse -----------------------------------------------------------------------------

    def _unit_at(self, at: QPointF) -> int | None:
        index = self._cells.index_at(at)
        return None if index is None else self._first + index

    def _move(self, at: QPointF) -> None:
        self._pointer, unit = at, self._unit_at(at)
        self._hovered = unit if unit is not None and self.place(unit).contains(at) else None
        self.update()

    def _leave(self) -> None:
        self._hovered = None
        self.update()

    def _click(self, at: QPointF, button: Qt.MouseButton) -> None:
        unit = self._unit_at(at)
        if button is Qt.MouseButton.LeftButton and unit is not None:
            self.show_selected(unit)
            self.unit_clicked.emit(unit)

    def _wheel(self, _at: QPointF, notches: float) -> None:
        if notches:
            self.turn(-1 if notches > 0 else 1)

    # -- drawing -------------------------------------------------------------------------------

    def _dress(self) -> None:
        self._restyle(look_of(self._appearance))

    def _restyle(self, look: Look) -> None:
        self._look = look
        self._table = sign_table(look)
        self._lay_out()

    @property
    def _are_kernels(self) -> bool:
        """Whether the tiles are of so few pixels that their edges are hard to see."""
        return bool(self._tiles.shape[1] < SMALL)

    @property
    def _gap(self) -> int:
        return KERNEL_GAP if self._are_kernels else GAP

    def _lay_out(self) -> None:
        room = (self.width() - 2 * INSET, self.height() - 2 * INSET)
        found = largest(self.n_units, *room, self._gap, LEAST, MOST)
        self._cells = replace(found, left=INSET, top=INSET)
        self._turn_to(self._first)

    def _turn_to(self, first: int) -> None:
        per_page = max(self._cells.n, 1)
        last_page = max(math.ceil(self.n_units / per_page) - 1, 0)
        page = min(max(first // per_page, 0), last_page)
        self._first, self._hovered, self._stale = page * per_page, None, True
        shown = min(per_page, self.n_units - self._first)
        self.page_changed.emit(self._first, shown, self.n_units)
        self.update()

    def _colour(self, scale: float) -> None:
        """The tiles of this page as one image, a pixel of it for a pixel of the screen."""
        side = max(round((self._cells.pitch[0] - self._gap) * scale), 1)
        shown = self._tiles[self._first : self._first + self._cells.n]
        shades = signed_shades(resampled(shown, side), self._reach)
        laid = sheet(shades, self._cells.columns, round(self._gap * scale), MIDDLE)
        self._pixels = self._table[laid]
        self._image = image_of(self._pixels)
        self._image.setDevicePixelRatio(scale)
        self._stale, self._scale = False, scale

    _scale = 0.0

    def _paint(self, painter: QPainter) -> None:
        look, scale = self._look, painter.deviceTransform().m11()
        if not self._cells.n:
            return
        if self._stale or scale != self._scale:
            self._colour(scale)
        painter.drawImage(QPointF(INSET, INSET), self._image)
        if self._are_kernels:
            self._frame(painter)
        for unit, width in ((self._hovered, 1.0), (self._selected, look.sizes.line_width)):
            if unit is not None and self._first <= unit < self._first + self._cells.n:
                painter.setPen(look.pen(look.theme.accent, width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.place(unit).adjusted(-1, -1, 1, 1))

    def _frame(self, painter: QPainter) -> None:
        """A quiet line around each tile."""
        painter.setPen(self._look.pen(self._look.theme.border, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for unit in range(self._first, min(self._first + self._cells.n, self.n_units)):
            painter.drawRect(self.place(unit).adjusted(-0.5, -0.5, 0.5, 0.5))
