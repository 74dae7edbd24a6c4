"""The weights of a layer as one matrix in two colours: a row for each input or unit.

It shows the values that it is given; what rows and columns are called is told to it.
"""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.appearance import Appearance
from gui.labels import text_size
from gui.look import Look, look_of
from gui.mnist.shading import Float32Array, Pixels, image_of, sign_table, signed_shades
from gui.notes import draw_plate
from gui.painted import FocusRing
from gui.painted import image_of as painted
from gui.pointing import Pointing
from gui.ticks import number_text

MOST_NAMED = 12
"""So many rows have each their number; of more, the first and the last."""
LARGEST_CELL = 40.0


@dataclass(frozen=True)
class Axes:
    """What rows and columns are.

    Attributes:
        rows: "unit of dense 2".
        columns: "unit of dense 1".
        block: Rows and columns of one filter, between which lines are drawn; 1 for none.
    """

    rows: str = ""
    columns: str = ""
    block: int = 1


class WeightMatrix(QWidget):
    """A matrix of signed values; the mouse over one tells it."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._look = look_of(appearance)
        self._values: Float32Array = np.empty((0, 0), dtype=np.float32)
        self._axes = Axes()
        self._reach = 1.0
        self._pixels: Pixels = np.empty((0, 0), dtype=np.uint32)
        self._image = QImage()
        self._stale = True
        self._pointer: QPointF | None = None
        self._focus = FocusRing(self)
        self._pointing = Pointing(self, with_wheel=False)
        self._pointing.moved.connect(self._point)
        self._pointing.left.connect(lambda: self._point(None))
        self.setAccessibleName("Weights as a matrix")
        self.setMinimumSize(200, 120)
        appearance.changed.connect(self._dress)

    def show_weights(self, values: Float32Array, axes: Axes, reach: float) -> None:
        """Show these.

        Args:
            values: (rows, columns).
            axes: What rows and columns are.
            reach: Values of ± this have the full colour.
        """
        self._values, self._axes, self._reach = values, axes, reach
        rows, columns = values.shape
        self.setAccessibleDescription(
            f"{rows} rows, {axes.rows}; {columns} columns, {axes.columns}"
        )
        self._stale = True
        self.update()

    def told(self, row: int, column: int) -> str:
        """What is said of a value."""
        axes, block = self._axes, self._axes.block
        value = number_text(float(self._values[row, column]))
        places = f"{_numbered(axes.rows, row // block)}\n"
        places += _numbered(axes.columns, column // block)
        if block > 1:
            places += f"\nrow {row % block}, column {column % block} of the filter"
        return f"{places}\nweight {value}"

    def cell_at(self, at: QPointF) -> tuple[int, int] | None:
        """Row and column at a point, or None."""
        area = self._area()
        if not area.contains(at) or not self._values.size:
            return None
        rows, columns = self._values.shape
        row = int((at.y() - area.top()) / area.height() * rows)
        column = int((at.x() - area.left()) / area.width() * columns)
        return min(row, rows - 1), min(column, columns - 1)

    def picture(self, scale: float) -> QImage:
        """What is shown in light colours, `scale` times as many pixels as on the screen."""
        worn, self._pointer = self._look, None
        self._restyle(worn.in_light())
        try:
            return painted(self, scale, self._look, self._paint)
        finally:
            self._restyle(worn)

    def sizeHint(self) -> QSize:
        """As large as a large picture."""
        return QSize(640, 400)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The matrix, and what is said of the value that is pointed at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter)
        cell = None if self._pointer is None else self.cell_at(self._pointer)
        if cell is not None and self._pointer is not None:
            rows = [(None, row) for row in self.told(*cell).split("\n")]
            area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            draw_plate(painter, rows, self._pointer, area, self._look)
        self._focus.draw(painter, self._look)

    def _point(self, at: QPointF | None) -> None:
        self._pointer = at
        self.update()

    def _dress(self) -> None:
        self._restyle(look_of(self._appearance))

    def _restyle(self, look: Look) -> None:
        self._look, self._stale = look, True
        self.update()

    def _area(self) -> QRectF:
        """The place of the matrix: cells are square unless there are few rows."""
        look, gap = self._look, self._look.sizes.gap
        line = text_size("0", look.caption)[1]
        left = text_size("888", look.caption)[0] + gap
        top = line + gap
        rows, columns = self._values.shape
        if not self._values.size:
            return QRectF()
        width, height = self.width() - left - 2, self.height() - top - line - gap
        across, down = min(width / columns, LARGEST_CELL), min(height / rows, LARGEST_CELL)
        if min(rows, columns) > MOST_NAMED:
            across = down = min(across, down)
        return QRectF(left, top, across * columns, down * rows)

    def _paint(self, painter: QPainter) -> None:
        area, look = self._area(), self._look
        if not self._values.size:
            return
        if self._stale:
            self._pixels = sign_table(look)[signed_shades(self._values, self._reach)]
            self._image = image_of(self._pixels)
            self._stale = False
        rows, columns = self._values.shape
        small = area.width() < columns or area.height() < rows
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, small)
        painter.drawImage(area, self._image)
        self._draw_blocks(painter, area)
        painter.setPen(look.pen(look.theme.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
        self._draw_names(painter, area)

    def _draw_blocks(self, painter: QPainter, area: QRectF) -> None:
        block = self._axes.block
        rows, columns = self._values.shape
        if block == 1:
            return
        painter.setPen(self._look.pen(self._look.theme.panel))
        for column in range(block, columns, block):
            x = area.left() + area.width() * column / columns
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        for row in range(block, rows, block):
            y = area.top() + area.height() * row / rows
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))

    def _draw_names(self, painter: QPainter, area: QRectF) -> None:
        """The numbers of rows and columns, and what they are."""
        look, flags = self._look, Qt.AlignmentFlag
        n_rows, n_columns = (n // self._axes.block for n in self._values.shape)
        height = text_size("0", look.caption)[1]
        painter.setFont(look.caption)
        painter.setPen(look.colour(look.theme.secondary))
        room = self.width() - area.left()
        above = QRectF(area.left(), 0, room, area.top() - 4)
        painter.drawText(
            above,
            flags.AlignLeft | flags.AlignVCenter,
            f"→ {self._axes.columns}   ↓ {self._axes.rows}",
        )
        for row in _named(n_rows):
            middle = area.top() + area.height() * (row + 0.5) / n_rows
            middle = min(max(middle, area.top() + height / 2), area.bottom() - height / 2)
            box = QRectF(0, middle - height / 2, area.left() - look.sizes.inside, height)
            painter.drawText(box, flags.AlignRight | flags.AlignVCenter, str(row))
        for column in _named(n_columns):
            middle = area.left() + area.width() * (column + 0.5) / n_columns
            box = QRectF(middle - 20, area.bottom() + 2, 40, height)
            box.moveLeft(min(max(box.left(), area.left() - 20), self.width() - 40.0))
            painter.drawText(box, flags.AlignCenter, str(column))


def _named(n: int) -> range | tuple[int, int]:
    return range(n) if n <= MOST_NAMED else (0, n - 1)


def _numbered(what: str, number: int) -> str:
    """One of several: "digit 3", "unit 7 of dense 3"."""
    one, of, whose = what.partition(" of ")
    return f"{one} {number}{of}{whose}"
