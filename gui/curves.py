"""The curves of a loss plot laid out in pixels: their lines, their names, values and marks."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from gui.heights import Scale
from gui.labels import Label, spread, text_size
from gui.look import Look
from gui.notes import Row
from gui.ruler import Ruler
from gui.shapes import Curve, Event, FloatArray, Losses
from gui.strokes import Stroke, stroke
from gui.ticks import number_text, spaced

CLEAR = 3.0
"""Pixels between the line of the open run and the name of an earlier one."""
BESIDE = 8.0
"""Pixels between the end of a curve and its name."""
LEAST_NAME = 5
"""Heights of type that a name needs across at least, to be told by its beginning."""
MANY_MARKS = 30
"""From so many on marked losses may not touch each other."""
FAINT = 0.5
"""Width of an earlier run's curve, in widths of an ordinary line."""


def value_at(curve: Curve, iteration: int, exact: Losses) -> float | None:
    """A curve's loss at an iteration, from the exact ones if they have it; None outside of it."""
    if curve.key in exact:
        return exact[curve.key]
    if not len(curve.iterations):
        return None
    if not curve.iterations[0] <= iteration <= curve.iterations[-1]:
        return None
    return float(np.interp(iteration, curve.iterations, curve.losses))


class CurveShapes:
    """Curves laid out in pixels: strokes, and names that keep clear of each other.

    Attributes:
        strokes: The lines, earlier runs first.
        labels: Names at the lines' ends, and values at the cursor.
        dots: Where the cursor meets a curve, with the curve's colour.
    """

    def __init__(self) -> None:
        self.strokes: list[Stroke] = []
        self.labels: tuple[Label, ...] = ()
        self.dots: list[tuple[QPointF, str]] = []

    def lay_lines(self, curves: Sequence[Curve], ruler: Ruler, scale: Scale, look: Look) -> None:
        """Lay out the lines."""
        self.strokes = []
        for curve in sorted(curves, key=lambda curve: not curve.faint):
            points = np.column_stack((ruler.places(curve.iterations), scale.places(curve.losses)))
            width = look.sizes.line_width * (FAINT if curve.faint else 1.0)
            self.strokes.append(stroke(look.colour(curve.colour), width, [points], curve.dash))

    def lay_names(
        self,
        curves: Sequence[Curve],
        cursor: int | None,
        exact: Losses,
        ruler: Ruler,
        scale: Scale,
        area: QRectF,
        look: Look,
    ) -> None:
        """Lay out names, and values where the cursor is."""
        wanted: list[Label] = []
        self.dots = []
        for curve in curves:
            ends = np.flatnonzero(np.isfinite(scale.places(curve.losses)))
            if not len(ends):
                continue
            last, name = int(curve.iterations[ends[-1]]), curve.label
            value = None if cursor is None or curve.faint else value_at(curve, cursor, exact)
            height = math.nan if value is None else scale.place(value)
            if value is not None and math.isfinite(height):
                across = ruler.place(float(cursor or 0))
                self.dots.append((QPointF(across, height), curve.colour))
                if across >= ruler.place(last):
                    name = f"{name}  {number_text(value)}".strip()
                else:
                    wanted.append(_label(number_text(value), curve.colour, across, height, look))
            if name:
                end = scale.place(float(curve.losses[ends[-1]]))
                if curve.faint:
                    name = _fitting(name, area.right() - 2 - ruler.place(last) - BESIDE, look)
                label = _label(name, curve.colour, ruler.place(last), end, look)
                if curve.faint:
                    label = _beside_lines(label, curves, ruler, scale, area)
                wanted.append(label)
        self.labels = spread(wanted, area.adjusted(2, 2, -2, -2))


def read_out(
    curves: Sequence[Curve], iteration: int, exact: Losses, look: Look, step: str
) -> list[Row]:
    """An iteration, or what else one `step` is called, and each curve's loss, line by line."""
    rows: list[Row] = [(None, f"{step} {iteration:,}")]
    for curve in curves:
        value = value_at(curve, iteration, exact)
        if value is not None:
            text = f"{curve.label}  {number_text(value)}".strip()
            rows.append((look.colour(curve.colour), text))
    return rows


def name_room(curves: Sequence[Curve], look: Look) -> float:
    """Pixels that the widest name with its value needs beside the last iteration."""
    names = [curve.label if curve.faint else f"{curve.label}  0.000" for curve in curves]
    return max((text_size(name, look.caption)[0] for name in names), default=0.0) + 2 * BESIDE


def draw_events(
    painter: QPainter, events: Sequence[Event], ruler: Ruler, height: float, look: Look
) -> None:
    """Draw an upright line for each event, and its text where there is room."""
    painter.setFont(look.caption)
    places = [ruler.place(event.iteration) for event in events]
    widths = [text_size(event.text, look.caption)[0] for event in events]
    middles = [place + width / 2 for place, width in zip(places, widths, strict=True)]
    written = spaced(middles, widths, look.sizes.gap)
    for n, (event, place) in enumerate(zip(events, places, strict=True)):
        painter.setPen(look.pen(look.theme.border, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(place, 0.0, place, height))
        if n in written:
            painter.setPen(look.colour(look.theme.secondary))
            painter.drawText(
                QPointF(place + look.sizes.inside, look.sizes.caption_px + 2), event.text
            )


def draw_marks(
    painter: QPainter, marks: FloatArray, ruler: Ruler, scale: Scale, look: Look
) -> None:
    """Draw a small ring for each marked loss, (k, 2) as iteration and loss, where there is room.

    The last one is always drawn; of others that would lie on one another, the first.
    """
    painter.setPen(look.pen(look.theme.text, look.sizes.line_width * 0.75))
    painter.setBrush(look.colour(look.theme.panel))
    radius = 2.0 * look.enlargement + 1.5
    for x, y in mark_places(marks, ruler, scale, radius).tolist():
        painter.drawEllipse(QPointF(x, y), radius, radius)


def mark_places(marks: FloatArray, ruler: Ruler, scale: Scale, radius: float) -> FloatArray:
    """Where marked losses have their rings, in pixels; of many, those that can be told apart.

    Args:
        marks: Iteration and loss of each, (k, 2), in order.
        ruler: Where iterations are.
        scale: Where losses are.
        radius: Of a ring.
    """
    places = np.column_stack((ruler.places(marks[:, 0]), scale.places(marks[:, 1])))
    places = places[np.isfinite(places).all(axis=1)]
    apart = radius if len(places) <= MANY_MARKS else 2 * radius
    drawn = np.diff(np.floor(places[:, 0] / apart), prepend=-np.inf) > 0
    drawn[-1:] = True
    return np.asarray(places[drawn])


def _beside_lines(
    label: Label, curves: Sequence[Curve], ruler: Ruler, scale: Scale, area: QRectF
) -> Label:
    """The name of an earlier run above the lines of the open one, or beneath them."""
    box = QRectF(label.box)
    first, last = ruler.iteration(box.left()), ruler.iteration(box.right())
    passed = [
        scale.places(curve.losses[slice(*np.searchsorted(curve.iterations, (first, last + 1)))])
        for curve in curves
        if not curve.faint
    ]
    heights_there = np.concatenate(passed) if passed else np.empty(0)
    heights_there = heights_there[np.isfinite(heights_there)]
    if not len(heights_there):
        return label
    top, bottom = float(heights_there.min()) - CLEAR, float(heights_there.max()) + CLEAR
    if box.bottom() <= top or box.top() >= bottom:
        return label
    if top - box.height() >= area.top():
        box.moveBottom(top)
    else:
        box.moveTop(bottom)
    return replace(label, box=box)


def _fitting(name: str, room: float, look: Look) -> str:
    """A name cut to the room beside its line, lest it lie over the cursor at the line's end."""
    if room < LEAST_NAME * look.sizes.caption_px:
        return name  # so little says nothing; it stands over its line
    return QFontMetricsF(look.caption).elidedText(name, Qt.TextElideMode.ElideRight, room)


def _label(text: str, colour: str, x: float, y: float, look: Look) -> Label:
    width, height = text_size(text, look.caption)
    return Label(text, look.colour(colour), QRectF(x + BESIDE, y - height / 2, width, height))
