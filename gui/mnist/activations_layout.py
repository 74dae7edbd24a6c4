"""Where the layers of a network stand, and in them the cells of their units or filters."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

from engine.mnist.network import Layer
from gui.mnist.cells import Cells, largest

WIDE = 1.25
"""An area so many times wider than high has its layers side by side, else one below the other."""
MOST_UNIT, MOST_MAP = 28, 84
"""Sides of the largest cells of units and of maps, in pixels at the desk."""
LATTICE_FROM = 6
"""Units get a line between them from this side on; smaller ones stand edge to edge."""
MAP_GAP = 3
LAST_SIDE = 26
"""Side of the cells of the ten digits, in pixels at the desk; they get no more room than that."""
LAST_COLUMNS = 2
"""In how many columns they stand where layers stand side by side."""


@dataclass(frozen=True)
class Block:
    """One layer.

    Attributes:
        layer: Which.
        caption: Where its words stand.
        room: Where its cells have room.
        cells: Of its units, or of its filters' maps.
    """

    layer: Layer
    caption: QRectF
    room: QRectF
    cells: Cells

    @property
    def has_maps(self) -> bool:
        """Whether its cells are little pictures."""
        return len(self.layer.shape) == 3

    @property
    def grid(self) -> QRectF:
        """The rectangle that the cells fill."""
        cells = self.cells
        across, down = cells.pitch
        width, height = cells.columns * across - cells.gap, cells.rows * down - cells.gap
        return QRectF(cells.left, cells.top, width, height)

    def pixel_at(self, at: QPointF, cell: int) -> tuple[int, int]:
        """Row and column of a map under a point."""
        place = self.cells.place(cell)
        rows, columns, _ = self.layer.shape
        row = int((at.y() - place.top()) / place.height() * rows)
        column = int((at.x() - place.left()) / place.width() * columns)
        return min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)


def blocks(
    layers: Sequence[Layer], area: QRectF, line: float, gap: float, enlargement: float = 1.0
) -> tuple[Block, ...]:
    """The places of the layers, in their order.

    Args:
        layers: That compute.
        area: What they share.
        line: Height of a line of words.
        gap: Between two layers.
        enlargement: Of the cells, on a projector.
    """
    if not layers or area.isEmpty():
        return ()
    beside = area.width() > WIDE * area.height()
    words = (2 if beside else 1) * line
    last = (LAST_SIDE + 1) * enlargement
    last = LAST_COLUMNS * last if beside else last + words
    length = area.width() if beside else area.height()
    each = max((length - last - gap * (len(layers) - 1)) / max(len(layers) - 1, 1), 1.0)
    found, start = [], 0.0
    for layer in layers:
        size = last if layer is layers[-1] else each
        box = (
            QRectF(area.left() + start, area.top(), size, area.height())
            if beside
            else QRectF(area.left(), area.top() + start, area.width(), size)
        )
        found.append(_block(layer, box, words, enlargement))
        start += size + gap
    return tuple(found)


def _block(layer: Layer, box: QRectF, words: float, enlargement: float) -> Block:
    room = box.adjusted(0, words, 0, 0)
    cells = _cells(layer, max(room.width(), 1.0), max(room.height(), 1.0), enlargement)
    placed = replace(cells, left=round(room.left()), top=math.ceil(room.top()))
    return Block(layer, QRectF(box.left(), box.top(), box.width(), words), room, placed)


def _cells(layer: Layer, width: float, height: float, enlargement: float) -> Cells:
    """As large as there is room for; units that are small stand edge to edge."""
    n_cells = layer.shape[-1]
    if len(layer.shape) == 3:
        return largest(n_cells, width, height, MAP_GAP, 1, round(MOST_MAP * enlargement))
    cells = largest(n_cells, width, height, 1, 1, round(MOST_UNIT * enlargement))
    if cells.pitch[0] - cells.gap >= LATTICE_FROM:
        return cells
    return largest(n_cells, width, height, 0, 1, LATTICE_FROM)
