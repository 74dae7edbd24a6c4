"""Cells in a grid: where each stands, which one is under the mouse, which one an arrow reaches."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt


@dataclass(frozen=True)
class Cells:
    """`n` cells in rows from the top left.

    Attributes:
        n: How many cells.
        columns: In each row.
        left: Pixels before the first column.
        top: Pixels above the first row.
        pitch: Width and height from one cell to the next, in pixels.
        gap: Of these, the room between two cells.
    """

    n: int = 0
    columns: int = 1
    left: float = 0.0
    top: float = 0.0
    pitch: tuple[float, float] = (1.0, 1.0)
    gap: float = 0.0

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return math.ceil(self.n / self.columns)

    @property
    def height(self) -> float:
        """Of all rows, in pixels."""
        return self.rows * self.pitch[1] - self.gap

    def place(self, index: int) -> QRectF:
        """Where a cell stands."""
        row, column = divmod(index, self.columns)
        across, down = self.pitch
        x, y = self.left + column * across, self.top + row * down
        return QRectF(x, y, across - self.gap, down - self.gap)

    def index_at(self, at: QPointF) -> int | None:
        """The cell at a point, or None."""
        column = math.floor((at.x() - self.left) / self.pitch[0])
        row = math.floor((at.y() - self.top) / self.pitch[1])
        index = row * self.columns + column
        return index if 0 <= column < self.columns and 0 <= index < self.n else None

    def stepped(self, index: int, key: int) -> int | None:
        """The cell that an arrow key reaches from a cell; None for every other key."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.columns,
            Qt.Key.Key_Down: self.columns,
        }
        step = steps.get(Qt.Key(key))
        if step is None:
            return None
        return index + step if 0 <= index + step < self.n else index


def fitted(n: int, columns: int, width: float, height: float, gap: float) -> Cells:
    """Square cells in so many columns, as large as there is room for, in the middle of it.

    Args:
        n: How many.
        columns: In each row.
        width: Of the room, in pixels.
        height: Of the room, in pixels.
        gap: Between two cells, in pixels.
    """
    rows = max(math.ceil(n / columns), 1)
    pitch = math.floor(min((width + gap) / columns, (height + gap) / rows))
    left = math.floor((width - columns * pitch + gap) / 2)
    return Cells(n, columns, max(left, 0), 0.0, (max(pitch, 1), max(pitch, 1)), gap)


def flowing(n: int, width: float, cell: tuple[float, float], gap: float) -> Cells:
    """Cells of one size in as many columns as there is room for, like words on a page."""
    across, down = cell[0] + gap, cell[1] + gap
    columns = max(int((width + gap) // across), 1)
    return Cells(n, columns, 0.0, 0.0, (across, down), gap)


def largest(n: int, width: float, height: float, gap: float, least: int, most: int) -> Cells:
    """Square cells as large as they can be so that all have room; the first few if they have not.

    The rows are as even as they can be: no last one of a single cell.

    Args:
        n: How many.
        width: Of the room, in pixels.
        height: Of the room, in pixels.
        gap: Between two cells, in pixels.
        least: The smallest cell, in pixels.
        most: The largest cell, in pixels.
    """
    for side in range(most, least - 1, -1):
        columns, rows = _room(width, height, side, gap)
        if columns * rows >= n:
            break
    columns, rows = _room(width, height, side, gap)
    shown = min(n, columns * rows)
    columns = max(math.ceil(shown / max(math.ceil(shown / columns), 1)), 1)
    return Cells(shown, columns, 0.0, 0.0, (side + gap, side + gap), gap)


def _room(width: float, height: float, side: float, gap: float) -> tuple[int, int]:
    """How many columns and rows of such cells there is room for, at least one of each."""
    pitch = side + gap
    return max(int((width + gap) // pitch), 1), max(int((height + gap) // pitch), 1)
