"""The costs of several runs as small curves, with one ruler and one scale for all of them."""

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gui.curves import value_at
from gui.heights import Heights, Scale
from gui.labels import Label, draw_labels, text_size
from gui.look import Look
from gui.planar.small_lines import straight, thinned, with_peaks
from gui.ruler import Ruler
from gui.shapes import Curve, FloatArray, Losses
from gui.strokes import draw_pieces
from gui.ticks import number_text

WIDTH = 0.65
"""Of a curve, in widths of an ordinary line."""
DOT = 3.0
HARDLY = 0.2
"""Pixels that a curve may be off to be drawn with fewer pieces."""
NO_POINT = np.full((1, 2), np.nan)


class SmallCosts:
    """Small curves of the same width. Costs are logarithmic, so that all sizes can be compared.

    Args:
        look: Colours and sizes.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._curves: tuple[Curve, ...] = ()
        self._ruler = Ruler()
        self._cursor: int | None = None
        self._exact: Losses = {}
        self._heights = Heights()
        self._scale = Scale(0.0, 1.0, 1.0, logarithmic=True)
        self._pieces: dict[str, FloatArray] | None = None

    def __len__(self) -> int:
        return len(self._curves)

    def show_curves(self, curves: Sequence[Curve]) -> None:
        """Show these, one in each tile."""
        self._curves = tuple(curves)
        self._pieces = None

    def show_range(self, first: int, last: int, logarithmic_time: bool) -> None:
        """Show these iterations."""
        self._ruler = Ruler(first, max(last, first + 1), logarithmic_time)
        self._pieces = None

    def show_cursor(self, iteration: int | None, losses: Losses | None = None) -> None:
        """Mark an iteration, with the exact costs there if they are known."""
        self._cursor, self._exact = iteration, losses or {}

    def restyle(self, look: Look) -> None:
        """Wear another theme or other sizes."""
        self._look = look

    def forget_places(self) -> None:
        """The places are others from now on."""
        self._pieces = None

    def told(self, index: int, place: QRectF, at: QPointF) -> str:
        """What a curve says under the mouse: its iteration and its cost; "" without one."""
        if not 0 <= index < len(self._curves):
            return ""
        iteration = self._ruler_in(place).iteration(at.x())
        value = value_at(self._curves[index], iteration, {})
        cost = "" if value is None else f"\ncost {number_text(value)}"
        return f"iteration {iteration:,}{cost}"

    def draw(self, painter: QPainter, places: Sequence[QRectF]) -> None:
        """Draw them, each in its place, and where the cursor is."""
        if not self._curves or not places:
            return
        look = self._look
        if self._pieces is None:
            self._lay_out(places)
        for curve, place in zip(self._curves, places, strict=False):
            painter.setPen(look.pen(look.theme.line))
            painter.drawLine(place.bottomLeft(), place.bottomRight())
            self._draw_start(painter, curve, place)
        for colour, drawn in (self._pieces or {}).items():
            pen = QPen(look.colour(colour), WIDTH * look.sizes.line_width)
            draw_pieces(painter, drawn, pen, flat=True)
        if self._cursor is not None:
            for curve, place in zip(self._curves, places, strict=False):
                x = self._ruler_in(place).place(self._cursor)
                self._draw_cursor(painter, curve, x, place)

    def _lay_out(self, places: Sequence[QRectF]) -> None:
        """All curves at once as straight pieces in pixels, by colour."""
        shown = self._heights.shown(self._curves, logarithmic=True)
        self._scale = Scale(shown.low, shown.high, places[0].height(), logarithmic=True)
        lines: dict[str, list[FloatArray]] = {}
        for curve, place in zip(self._curves, places, strict=False):
            heights = place.top() + self._scale.places(curve.losses)
            points = np.column_stack((self._ruler_in(place).places(curve.iterations), heights))
            lines.setdefault(curve.colour, []).extend((points, NO_POINT))
        self._pieces = {
            colour: straight(thinned(with_peaks(np.concatenate(parts)), HARDLY))
            for colour, parts in lines.items()
        }

    def _ruler_in(self, place: QRectF) -> Ruler:
        ruler = self._ruler
        return Ruler(ruler.first, ruler.last, ruler.logarithmic, place.left(), place.right())

    def _draw_start(self, painter: QPainter, curve: Curve, place: QRectF) -> None:
        """A dotted line at the cost from which the run started: above it, it got worse."""
        start = float(curve.losses[0]) if len(curve.losses) else math.nan
        height = place.top() + self._scale.place(start)
        if math.isfinite(height):
            painter.setPen(self._look.pen(self._look.theme.border, 1, Qt.PenStyle.DotLine))
            painter.drawLine(QLineF(place.left(), height, place.right(), height))

    def _draw_cursor(self, painter: QPainter, curve: Curve, x: float, place: QRectF) -> None:
        look = self._look
        painter.setPen(look.pen(look.theme.accent, look.sizes.cursor_width / 2))
        painter.drawLine(QLineF(x, place.top(), x, place.bottom()))
        value = value_at(curve, self._cursor or 0, self._exact)
        height = math.nan if value is None else place.top() + self._scale.place(value)
        if value is None or not math.isfinite(height):
            return
        radius = DOT * look.enlargement
        # the cost may have gone on beyond a scale that was laid out for the curves before it
        height = min(max(height, place.top() + radius), place.bottom() - radius)
        painter.setPen(look.pen(look.theme.panel, look.enlargement))
        painter.setBrush(look.colour(curve.colour))
        painter.drawEllipse(QPointF(x, height), radius, radius)
        text = number_text(value)
        width, tall = text_size(text, look.caption)
        box = QRectF(0, 0, width, tall)
        box.moveCenter(QPointF(0, height))
        box.moveLeft(x + 2 * DOT if x + 2 * DOT + width < place.right() else x - 2 * DOT - width)
        box.moveTop(min(max(box.top(), place.top()), place.bottom() - tall))
        draw_labels(painter, [Label(text, look.colour(look.theme.text), box)], look, look.caption)
