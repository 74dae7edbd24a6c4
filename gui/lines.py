"""Named lines over a chart, each with a halo and its name beside it."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gui.labels import Label, beside_line, draw_labels, text_size
from gui.look import Look
from gui.plotting import Chart
from gui.shapes import FloatArray, Line
from gui.strokes import Stroke, draw_strokes, sparse, stroke

SPACING = 6.0
"""Pixels between the points of a line that are kept; more would cost time and show nothing."""
SAMPLES = 120
"""Points of a line that are looked at when its name is placed."""


class Lines:
    """The lines in a chart. Names stay where they stand as long as they can."""

    def __init__(self, chart: Chart, look: Look, z: float = 2.0) -> None:
        self._chart = chart
        self._look = look
        self._lines: tuple[Line, ...] = ()
        self._strokes: list[Stroke] = []
        self._labels: list[Label] = []
        self._boxes: dict[str, QRectF] = {}
        self._layer = chart.add_layer(z, self._paint)
        self._names = chart.add_layer(z + 3.0, self._paint_names)
        chart.resized.connect(self._ask)

    @property
    def labels(self) -> tuple[Label, ...]:
        """The names that are shown, and where."""
        return tuple(self._labels)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines, the last on top."""
        self._lines = tuple(lines)
        self._ask()

    def restyle(self, look: Look) -> None:
        """Wear another theme or other sizes."""
        self._look = look
        self._boxes.clear()
        self._ask()

    def _ask(self) -> None:
        self._chart.before_paint(self._lay_out)
        self._layer.update()
        self._names.update()

    def _lay_out(self) -> None:
        placed = [
            [sparse(self._chart.places(part), SPACING) for part in line.polylines]
            for line in self._lines
        ]
        width, halo = self._look.sizes.line_width, self._look.sizes.halo_width
        self._strokes = [
            stroke(self._look.colour(line.colour), width * line.width, parts, line.dash, halo)
            for line, parts in zip(self._lines, placed, strict=True)
        ]
        self._place_names(placed)

    def _place_names(self, placed: list[list[FloatArray]]) -> None:
        area = self._chart.area.adjusted(6, 4, -6, -4)
        taken: list[QRectF] = []
        points = [_sampled(parts) for parts in placed]
        self._labels = []
        for n, line in enumerate(self._lines):
            if not line.label or not len(points[n]):
                continue
            others = [points[m] for m in range(len(points)) if m != n]
            box = beside_line(
                text_size(line.label, self._look.base),
                points[n],
                area,
                taken,
                np.concatenate(others) if others else np.empty((0, 2)),
                self._boxes.get(line.label),
            )
            if box is not None:
                taken.append(box.adjusted(-4, 0, 4, 0))
                self._boxes[line.label] = box
                self._labels.append(Label(line.label, self._look.colour(line.colour), box))

    def _paint(self, painter: QPainter) -> None:
        draw_strokes(painter, self._strokes, self._look.colour(self._look.theme.panel))

    def _paint_names(self, painter: QPainter) -> None:
        draw_labels(painter, self._labels, self._look, self._look.base)


def _sampled(parts: list[FloatArray]) -> FloatArray:
    """A few points of a line, evenly along all its pieces."""
    if not parts:
        return np.empty((0, 2))
    points = np.concatenate(parts)
    points = points[np.isfinite(points).all(axis=1)]
    return points[:: max(1, len(points) // SAMPLES)]
