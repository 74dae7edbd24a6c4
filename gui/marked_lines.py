"""Lines of few values: a mark at each, a name at the end, a band behind the one that is open."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from gui.labels import Label, text_size
from gui.look import Look
from gui.plotting import Chart
from gui.shapes import Dash, FloatArray
from gui.strokes import draw_strokes, stroke

BESIDE = 9.0
"""Pixels between the end of a line and its name."""


def draw_mark(
    painter: QPainter, at: QPointF, colour: str, radius: float, look: Look, *, filled: bool
) -> None:
    """A dot, or a ring; `radius` in logical pixels at the desk."""
    painter.setPen(QPen(look.colour(colour), look.sizes.line_width * 0.75))
    painter.setBrush(look.colour(colour if filled else look.theme.panel))
    painter.drawEllipse(at, radius * look.enlargement, radius * look.enlargement)


def draw_marked_line(
    painter: QPainter,
    places: FloatArray,
    name: str,
    colour: str,
    radius: float,
    look: Look,
    *,
    filled: bool,
    dash: Dash = (),
) -> Label | None:
    """Draws a line through its marks, and leaves its name to be drawn.

    Args:
        painter: On the chart's area.
        places: In pixels, (k, 2); nan where nothing is known yet.
        name: Of the line.
        colour: Of all of it.
        radius: Of its marks, in logical pixels at the desk.
        look: Colours and sizes.
        filled: Whether the marks are dots, or rings.
        dash: Of the line; none for a whole one.

    Returns:
        The name beside the last mark; None if nothing is known.
    """
    known = places[np.isfinite(places).all(axis=1)]
    if not len(known):
        return None
    line = stroke(look.colour(colour), look.sizes.line_width, [known], dash)
    draw_strokes(painter, [line], look.colour(look.theme.panel))
    for x, y in known.tolist():
        draw_mark(painter, QPointF(x, y), colour, radius, look, filled=filled)
    return name_beside(name, colour, known[-1], look)


def name_beside(name: str, colour: str, end: FloatArray, look: Look) -> Label:
    """The name of a line that ends at a place in pixels, (2,)."""
    width, height = text_size(name, look.caption)
    box = QRectF(end[0] + BESIDE, end[1] - height / 2, width, height)
    return Label(name, look.colour(colour), box)


def draw_band(painter: QPainter, chart: Chart, value: float, look: Look) -> None:
    """A band behind one value of the horizontal axis, half a unit to each side."""
    left, right = (chart.place(value + side / 2, 0.0)[0] for side in (-1, 1))
    band = QRectF(left, 0.0, right - left, chart.area.height())
    painter.fillRect(band, look.colour(look.theme.hovered))
