"""Where the parts of a drawn network stand, in pixels, and which part is under the mouse.

Geometry alone: it knows no weight, no colour and no painter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from gui.shapes import FloatArray

IndexArray = NDArray[np.int64]
Part = tuple[str, int]
"""What the mouse means: "unit" with its place, "link" with its index, or "output"."""

MOST_SHOWN = 50
"""Hidden units that are drawn; of more, those with the largest outgoing weights."""
ONE_COLUMN, TWO_COLUMNS = 8, 20
"""Most units that stand in one column, and in two."""
N_INPUTS = 2

UNIT_SHARE, OUTPUT_SHARE = 0.19, 0.26
"""Most of the width that a unit and the output may take."""
TALLEST_UNIT, TALLEST_OUTPUT = 0.34, 0.46
"""The same of the height."""
OUTPUT_OVER_UNIT = 1.35
GAP_SHARES = (0.2, 0.12)
"""Room between two units above each other in one column and in two, in sides of a unit."""
WIDEST_GAPS = 2.5
"""Most that it grows where there is room, in its own measure."""
GRID_GAP = 0.16
"""Share of a grid's cell that stays free."""
NEARLY_LARGEST = 0.87
"""A grid without holes is preferred if its tiles are so large against the largest possible."""
LEFT_OF_GRID, RIGHT_OF_GRID = 0.12, 0.1
"""Shares of the width left to the links of a grid."""
REACH = 5.0
"""Pixels around a link in which the mouse means it."""


@dataclass(frozen=True)
class NetworkLayout:
    """Places of everything that is drawn of a network of n units.

    Attributes:
        inputs: Centres of the two inputs.
        radius: Of an input.
        units: Places of the units, in their order.
        output: Place of the output.
        links: Ends of the links, (3 n, 4) as x0, y0, x1, y1: unit by unit those of its two inputs,
            then those of all units to the output.
    """

    inputs: tuple[QPointF, QPointF]
    radius: float
    units: tuple[QRectF, ...]
    output: QRectF
    links: FloatArray

    @property
    def n_units(self) -> int:
        """How many units are drawn."""
        return len(self.units)

    @property
    def in_grid(self) -> bool:
        """Whether the units stand too close for links between them."""
        return self.n_units > TWO_COLUMNS

    @property
    def grid(self) -> QRectF:
        """What all units together take."""
        whole = QRectF()
        for place in self.units:
            whole = whole.united(place)
        return whole

    def part_at(self, at: QPointF, offered: IndexArray) -> Part | None:
        """What is under a pixel; of the links only the offered ones can be meant."""
        unit = next((n for n, place in enumerate(self.units) if place.contains(at)), None)
        if unit is not None:
            return "unit", unit
        if self.output.contains(at):
            return "output", 0
        if not len(offered):
            return None
        away = distances(self.links[offered], at.x(), at.y())
        nearest = int(np.argmin(away))
        return ("link", int(offered[nearest])) if away[nearest] <= REACH else None

    def links_of(self, unit: int) -> IndexArray:
        """The three links of a unit."""
        return np.array([2 * unit, 2 * unit + 1, N_INPUTS * self.n_units + unit])


def network_layout(n_units: int, area: QRectF, radius: float) -> NetworkLayout:
    """The places of a network 2 – n – 1.

    Args:
        n_units: n, from 1 to `MOST_SHOWN`.
        area: What there is room in.
        radius: Of an input, in pixels.
    """
    tall = min(TALLEST_OUTPUT * area.height(), OUTPUT_SHARE * area.width())
    left, right = area.left() + 2 * radius, area.right() - tall
    if n_units <= TWO_COLUMNS:
        units = _in_columns(n_units, 1 if n_units <= ONE_COLUMN else 2, area, left, right)
    else:
        units = _in_grid(n_units, area, left, right)
    side = min(tall, max(OUTPUT_OVER_UNIT * units[0].width(), 0.6 * tall))
    output = _square(area.right() - side / 2, area.center().y(), side)
    apart = min(area.height() / 4, 6 * radius)
    inputs = tuple(
        QPointF(area.left() + radius, area.center().y() + sign * apart) for sign in (-1, 1)
    )
    links = _links((inputs[0], inputs[1]), radius, units, output)
    return NetworkLayout((inputs[0], inputs[1]), radius, units, output, links)


def shown_units(outgoing: FloatArray, before: IndexArray) -> IndexArray:
    """Which units are drawn, in the order of their places.

    Args:
        outgoing: The weights to the output, (n,).
        before: Which units were drawn last, place by place; who stays keeps its place.
    """
    n = len(outgoing)
    if n <= MOST_SHOWN:
        return np.arange(n)
    largest = np.sort(np.argsort(-np.abs(outgoing), kind="stable")[:MOST_SHOWN])
    if len(before) != MOST_SHOWN or before.max() >= n:
        return largest
    places = before.copy()
    places[~np.isin(before, largest)] = largest[~np.isin(largest, before)]
    return places


def distances(lines: FloatArray, x: float, y: float) -> FloatArray:
    """How far a point is from straight pieces (k, 4), (k,)."""
    start, way = lines[:, :2], lines[:, 2:] - lines[:, :2]
    point = np.array([x, y]) - start
    length = np.maximum((way**2).sum(axis=1), 1e-9)
    share = np.clip((point * way).sum(axis=1) / length, 0.0, 1.0)
    return np.asarray(np.hypot(*(point - share[:, None] * way).T))


def _in_columns(
    n: int, columns: int, area: QRectF, left: float, right: float
) -> tuple[QRectF, ...]:
    """One column, or two of which the second is lower by half a step, so that links pass."""
    rows = -(-n // columns)
    steps = rows if columns == 1 else rows + 0.5
    gap = GAP_SHARES[columns - 1]
    side = min(
        area.height() / (steps * (1 + gap)),
        UNIT_SHARE * area.width(),
        TALLEST_UNIT * area.height(),
    )
    pitch = min(area.height() / steps, side * (1 + WIDEST_GAPS * gap))
    top = area.center().y() - steps * pitch / 2
    places = []
    for unit in range(n):
        column, row = divmod(unit, rows)
        x = left + (right - left) * (column + 1) / (columns + 1)
        places.append(_square(x, top + (row + 0.5 + column / 2) * pitch, side))
    return tuple(places)


def _in_grid(n: int, area: QRectF, left: float, right: float) -> tuple[QRectF, ...]:
    """As many columns as give large tiles and few holes."""
    left, right = left + LEFT_OF_GRID * area.width(), right - RIGHT_OF_GRID * area.width()
    shapes = [(columns, -(-n // columns)) for columns in range(1, n + 1)]
    pitches = [min((right - left) / across, area.height() / down) for across, down in shapes]
    good = [k for k, pitch in enumerate(pitches) if pitch >= NEARLY_LARGEST * max(pitches)]
    best = min(good, key=lambda k: (shapes[k][0] * shapes[k][1] - n, -pitches[k]))
    (columns, rows), pitch = shapes[best], pitches[best]
    x0 = (left + right) / 2 - pitch * (columns - 1) / 2
    y0 = area.center().y() - pitch * (rows - 1) / 2
    return tuple(
        _square(x0 + unit % columns * pitch, y0 + unit // columns * pitch, pitch * (1 - GRID_GAP))
        for unit in range(n)
    )


def _links(
    inputs: tuple[QPointF, QPointF], radius: float, units: tuple[QRectF, ...], output: QRectF
) -> FloatArray:
    ends = [
        (start.x() + radius, start.y(), unit.left(), unit.center().y())
        for unit in units
        for start in inputs
    ]
    end = (output.left(), output.center().y())
    ends += [(unit.right(), unit.center().y(), *end) for unit in units]
    return np.array(ends, dtype=np.float64)


def _square(x: float, y: float, side: float) -> QRectF:
    """A square around a centre, on whole pixels so that its edges are sharp."""
    side = max(round(side), 2)
    return QRectF(round(x - side / 2), round(y - side / 2), side, side)
