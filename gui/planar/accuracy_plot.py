"""Accuracy on training and on fresh points over the hidden-layer sizes."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from gui.labels import Label, draw_labels, spread, text_size
from gui.look import Look, look_of
from gui.notes import draw_plate
from gui.plotting import Chart
from gui.shapes import Dash, FloatArray
from gui.strokes import draw_strokes, stroke
from gui.theme import Appearance

LOWEST = 0.4
"""Accuracies below this are off the picture, unless one of them is."""
NAMES = ("train", "fresh")
FRESH_DASH: Dash = (4.0, 2.5)
ROOM = 1.6
"""Categories left free at the right, for the names of the lines."""


class AccuracyPlot(QWidget):
    """Two marked lines over evenly spaced sizes.

    Args:
        appearance: Colours and sizes.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._look = look_of(appearance)
        self._sizes: tuple[str, ...] = ()
        self._accuracies: FloatArray = np.empty((2, 0))
        self._pointer: QPointF | None = None
        self.chart = Chart(self._look, ("n_h", ""))
        self._layer = self.chart.add_layer(2.0, self._paint)
        self.chart.fill(self)
        self.setAccessibleName("Accuracy over hidden-layer sizes")
        self.setMinimumSize(160, 120)
        self.chart.resized.connect(self._fit)
        self.chart.pointing.moved.connect(self._move)
        self.chart.pointing.left.connect(self._leave)
        appearance.changed.connect(self._dress)

    def show_accuracies(self, sizes: Sequence[str], train: FloatArray, fresh: FloatArray) -> None:
        """Shows the accuracies, from 0 to 1, of networks of these sizes; nan where unknown."""
        self._sizes = tuple(sizes)
        self._accuracies = np.stack([train, fresh])
        self._fit()

    def picture(self, scale: float) -> QImage:
        """What is shown in light colours, `scale` times as many pixels as on the screen."""
        return self.chart.image(scale, self._restyle)

    def sizeHint(self) -> QSize:
        """About square."""
        return QSize(240, 260)

    def _dress(self) -> None:
        self._restyle(look_of(self._appearance))

    def _restyle(self, look: Look) -> None:
        self._look = look
        self.chart.restyle(look)
        self._fit()

    def _fit(self) -> None:
        known = self._accuracies[np.isfinite(self._accuracies)]
        low = min(LOWEST, float(known.min()) - 0.02) if len(known) else LOWEST
        last = max(len(self._sizes) - 1, 1)
        self.chart.set_range(-0.5, last + ROOM, low, 1.02)
        across = [(float(place), size) for place, size in enumerate(self._sizes)]
        up = [(share, f"{100 * share:.0f} %") for share in np.arange(1.0, low, -0.1).tolist()]
        self.chart.set_ticks(across, up)
        self.chart.set_title("Accuracy", self._look.theme.text)
        self._layer.update()

    def _move(self, at: QPointF) -> None:
        self._pointer = self.chart.within(at)
        self._layer.update()

    def _leave(self) -> None:
        self._pointer = None
        self._layer.update()

    def _paint(self, painter: QPainter) -> None:
        look = self._look
        ground = look.colour(look.theme.panel)
        colour = look.colour(look.theme.text)
        width = look.sizes.line_width
        across = np.arange(len(self._sizes), dtype=np.float64)
        lines = [self.chart.places(np.column_stack((across, row))) for row in self._accuracies]
        draw_strokes(
            painter,
            [
                stroke(colour, width, [line], dash)
                for line, dash in zip(lines, ((), FRESH_DASH), strict=True)
            ],
            ground,
        )
        names: list[Label] = []
        painter.setPen(look.pen(look.theme.text, width / 2))
        for line, name, brush in zip(lines, NAMES, (colour, ground), strict=True):
            painter.setBrush(brush)
            shown = line[np.isfinite(line).all(axis=1)]
            for x, y in shown:
                painter.drawEllipse(QPointF(x, y), 1.75 * width, 1.75 * width)
            if len(shown):
                wide, high = text_size(name, look.caption)
                end = QRectF(shown[-1, 0] + look.sizes.gap, shown[-1, 1] - high / 2, wide, high)
                names.append(Label(name, colour, end))
        draw_labels(painter, spread(names, self.chart.area), look, look.caption)
        self._paint_pointed(painter)

    def _paint_pointed(self, painter: QPainter) -> None:
        if self._pointer is None or not self._sizes or self.chart.picturing:
            return
        size = round(self.chart.value(self._pointer)[0])
        if 0 <= size < len(self._sizes):
            train, fresh = self._accuracies[:, size]
            rows: list[tuple[None, str]] = [(None, f"n_h {self._sizes[size]}")]
            rows.append((None, f"train {100 * train:.1f} %"))
            if np.isfinite(fresh):
                rows.append((None, f"fresh {100 * fresh:.1f} %"))
            area = self.chart.area.adjusted(4, 4, -4, -4)
            draw_plate(painter, rows, self._pointer, area, self._look)
