"""Where small multiples stand: a grid of tiles that fills its place. Geometry alone, in pixels."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

WIDEST, TALLEST = 1.5, 1.25
"""A surface is at most so many times as wide as high, and as high as wide."""
COSTS_SHARE = 0.3
"""Share of a tile's picture that its costs take at least; at most as much as the surface."""


@dataclass(frozen=True)
class TilePlace:
    """Where the parts of one tile stand.

    Attributes:
        whole: All of it, with a margin around.
        header: Title and note.
        surface: The picture.
        costs: The costs under it; empty if there are none.
        caption: The lines under both.
    """

    whole: QRectF
    header: QRectF
    surface: QRectF
    costs: QRectF
    caption: QRectF


@dataclass(frozen=True)
class Room:
    """What a tile needs beside its pictures, in pixels.

    Attributes:
        header: Height of title and note.
        caption: Height of the lines under the pictures.
        margin: Around everything, and between the pictures.
        costs: Whether there are costs under the surface.
    """

    header: float
    caption: float
    margin: float
    costs: bool


def columns_of(places: tuple[TilePlace, ...]) -> int:
    """How many tiles stand beside each other."""
    return sum(place.whole.top() == places[0].whole.top() for place in places)


def tile_places(n: int, area: QRectF, room: Room) -> tuple[TilePlace, ...]:
    """The places of n tiles, as large as they can be without many holes in the grid.

    Args:
        n: How many there are.
        area: What there is room in.
        room: What each needs beside its pictures.
    """
    if n < 1:
        return ()
    grids = [(columns, -(-n // columns)) for columns in range(1, n + 1)]
    sizes = [_surface_size(area.width() / c, area.height() / r, room) for c, r in grids]
    filled = [w * h * n / (c * r) for (w, h), (c, r) in zip(sizes, grids, strict=True)]
    best = int(np.argmax(filled))
    (columns, rows), (width, height) = grids[best], sizes[best]
    costs = _costs_height(height, area.height() / rows, room)
    whole_width, whole_height = _tile_size(width, height, costs, room)
    across = min(area.width() / columns, 1.2 * whole_width)
    left = area.center().x() - across * columns / 2
    top = area.center().y() - whole_height * rows / 2
    places = []
    for index in range(n):
        row, column = divmod(index, columns)
        x = left + across * column + (across - whole_width) / 2
        corner = QPointF(round(x), round(top + whole_height * row))
        places.append(_tile(corner, width, height, costs, room))
    return tuple(places)


def _surface_size(width: float, height: float, room: Room) -> tuple[float, float]:
    """The largest surface in a cell of this size, on whole pixels."""
    wide = max(width - 2 * room.margin, 4.0)
    tall = height - room.header - room.caption - 2 * room.margin
    if room.costs:
        tall = (tall - room.margin) * (1 - COSTS_SHARE)
    tall = max(tall, 4.0)
    return float(int(min(wide, WIDEST * tall))), float(int(min(tall, TALLEST * wide)))


def _costs_height(surface: float, cell: float, room: Room) -> float:
    """What a cell of this height has left under a surface of that height."""
    if not room.costs:
        return 0.0
    least = round(surface * COSTS_SHARE / (1 - COSTS_SHARE))
    left = int(cell - room.header - room.caption - 3 * room.margin - surface)
    return float(max(least, min(left, surface)))


def _tile_size(width: float, height: float, costs: float, room: Room) -> tuple[float, float]:
    under = costs + room.margin if room.costs else 0.0
    return width + 2 * room.margin, height + under + room.header + room.caption + 2 * room.margin


def _tile(corner: QPointF, width: float, height: float, costs: float, room: Room) -> TilePlace:
    left, top = corner.x() + room.margin, corner.y() + room.margin
    header = QRectF(left, top, width, room.header)
    surface = QRectF(left, header.bottom(), width, height)
    gap = room.margin if room.costs else 0.0
    under = QRectF(left, surface.bottom() + gap, width, costs)
    caption = QRectF(left, under.bottom(), width, room.caption)
    whole = QRectF(corner, caption.bottomRight() + QPointF(room.margin, room.margin))
    return TilePlace(whole, header, surface, under, caption)
