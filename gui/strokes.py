"""Lines in pixels, drawn quickly: as short straight pieces, cut into dashes.

Qt strokes a wide polyline as one outline, 480 ms for 1,500 noisy points; as separate pieces it is
5 ms, but calm lines show knots at the joints, so those are drawn as short polylines. Qt's dashes
start anew at each piece, so they are cut here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from pyqtgraph.Qt import internals
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.shapes import Dash, FloatArray

FAR = 1e5
"""Pixels from which on nothing can be seen; Qt's own arithmetic fails further out."""
CALM_LENGTH = 3000.0
CALM_POINTS = 400
"""A line of at most so many pixels and points is drawn as polylines, without knots."""
NOISY = 3.0
"""A line so many times longer than it goes across is noisy, if its points are also dense."""
DENSE = 1.0
"""Pixels from point to point, at most, of a dense line; of others each single rise can be seen."""
CHUNK = 16
"""Points of one such polyline: the fastest of 4, 8, 16, 32."""


@dataclass(frozen=True)
class Stroke:
    """One line ready to be drawn.

    Attributes:
        colour: Of the line.
        width: Of the line, in logical pixels.
        whole: Its pieces without dashes, (k, 4) as x0, y0, x1, y1 in pixels, for its halo.
        dashed: Its pieces with dashes, the same shape; None for a full line.
        chunks: A full, calm line once more, as short polylines.
        halo: Width of the halo under it, 0 for none.
    """

    colour: QColor
    width: float
    whole: FloatArray
    dashed: FloatArray | None = None
    chunks: tuple[QPolygonF, ...] = ()
    halo: float = 0.0


def stroke(
    colour: QColor,
    width: float,
    polylines: Iterable[FloatArray],
    dash: Dash = (),
    halo: float = 0.0,
) -> Stroke:
    """A line through points in pixels.

    Args:
        colour: Of the line.
        width: Of the line, in logical pixels.
        polylines: Pieces (k, 2) in pixels; the line is broken where a point is not finite.
        dash: Lengths of strokes and gaps in widths of the pen.
        halo: Width of the halo under it.
    """
    lines = [np.clip(line, -FAR, FAR) for line in polylines if len(line) > 1]
    whole = _joined([pieces(line) for line in lines])
    if dash:
        lengths = np.array(dash) * width
        dashed = _joined([dashes(line, lengths) for line in lines])
        return Stroke(colour, width, whole, dashed, halo=halo)
    calm = len(whole) <= CALM_POINTS and _length(whole) <= CALM_LENGTH
    chunks = tuple(c for line in lines for c in _chunks(line)) if calm else ()
    return Stroke(colour, width, whole, chunks=chunks, halo=halo)


def sparse(points: FloatArray, spacing: float) -> FloatArray:
    """A smooth line with fewer points, some `spacing` pixels apart; its ends stay."""
    steps = points[1:] - points[:-1]
    way = float(np.hypot(steps[:, 0], steps[:, 1]).sum())
    every = int(spacing * (len(points) - 1) / max(way, 1e-9))
    return np.concatenate((points[:-1:every], points[-1:])) if every > 1 else points


def pieces(points: FloatArray) -> FloatArray:
    """The straight pieces between neighbouring points, (k, 2) to (k - 1, 4), finite ones only."""
    joined = np.concatenate((points[:-1], points[1:]), axis=1)
    finite = np.isfinite(joined)
    found: FloatArray = joined if finite.all() else joined[finite.all(axis=1)]
    return found


def dashes(points: FloatArray, lengths: FloatArray) -> FloatArray:
    """The straight pieces of a dashed line.

    Args:
        points: The line, (k, 2) in pixels.
        lengths: Of stroke, gap, stroke … in pixels; an even number of them, all above 0.

    Returns:
        The pieces that lie in strokes, (m, 4). The first stroke begins at the first point. A dense
        line that goes up and down far more than across is measured across: along its way, dashes
        would be noise too.
    """
    points = points[np.isfinite(points).all(axis=1)]
    if len(points) < 2:
        return np.empty((0, 4))
    across, up = np.abs(np.diff(points, axis=0)).T
    steps = np.hypot(across, up)
    dense = len(points) > across.sum() / DENSE
    if dense and steps.sum() > NOISY * across.sum() > 0:
        steps = across
    way = np.concatenate(([0.0], np.cumsum(steps)))
    ends = np.cumsum(lengths)
    if steps.mean() * 3 < lengths.min():  # whole pieces are fine enough; no need to cut them
        marks, x, y = way, points[:, 0], points[:, 1]
    else:
        rounds = int(np.ceil(way[-1] / ends[-1]))
        cuts = (np.arange(rounds)[:, None] * ends[-1] + ends[None, :]).ravel()
        marks = np.sort(np.concatenate((way, cuts[cuts < way[-1]])))
        x, y = np.interp(marks, way, points[:, 0]), np.interp(marks, way, points[:, 1])
    middle = (marks[:-1] + marks[1:]) / 2
    drawn = np.searchsorted(ends, middle % ends[-1], side="right") % 2 == 0
    found: FloatArray = np.column_stack((x[:-1], y[:-1], x[1:], y[1:]))[drawn]
    return found


def draw_strokes(painter: QPainter, strokes: Sequence[Stroke], ground: QColor) -> None:
    """Draw lines in order, each over its own halo in the colour of the ground."""
    for line in strokes:
        pen = QPen(line.colour, line.width)
        if line.halo:
            draw_pieces(painter, line.whole, QPen(ground, line.halo))
        if line.dashed is not None:
            draw_pieces(painter, line.dashed, pen, flat=True)
        elif line.chunks:
            # at blunt angles a mitre looks as a round joint does, in half the time
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            for chunk in line.chunks:
                painter.drawPolyline(chunk)
        else:
            draw_pieces(painter, line.whole, pen)


def draw_pieces(painter: QPainter, drawn: FloatArray, pen: QPen, *, flat: bool = False) -> None:
    """Draw straight pieces (k, 4) in one call.

    Args:
        painter: Where.
        drawn: The pieces.
        pen: Colour and width.
        flat: Whether pieces end where they end, as dashes do; else they reach over the joints.
    """
    if not len(drawn):
        return
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if flat else Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    # WORKAROUND: PySide wants a list of QLineF, 1 ms for 1,500; pyqtgraph lays them out in memory
    array: Any = internals.PrimitiveArray(QLineF, 4)
    array.resize(len(drawn))
    array.ndarray()[:] = drawn
    painter.drawLines(*array.drawargs())


def _joined(parts: list[FloatArray]) -> FloatArray:
    return np.concatenate(parts) if parts else np.empty((0, 4))


def _length(drawn: FloatArray) -> float:
    return float(np.hypot(drawn[:, 2] - drawn[:, 0], drawn[:, 3] - drawn[:, 1]).sum())


def _chunks(points: FloatArray) -> list[QPolygonF]:
    """A line as short polylines, each beginning where the one before ends."""
    finite = np.isfinite(points)
    runs = [points]
    if not finite.all():
        gaps = np.flatnonzero(~finite.all(axis=1))
        runs = [run[np.isfinite(run).all(axis=1)] for run in np.split(points, gaps)]
    found = []
    for run in runs:
        for start in range(0, len(run) - 1, CHUNK):
            part = run[start : start + CHUNK + 1]
            chunk = create_qpolygonf(len(part))
            ndarray_from_qpolygonf(chunk)[:] = part
            found.append(chunk)
    return found
