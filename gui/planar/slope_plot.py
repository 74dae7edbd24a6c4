"""Gradient descent on a cost of one weight: the curve, the steps so far, the tangent there."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from engine.planar.slope import WIDEST, cost, descend, gradient
from gui.appearance import Appearance
from gui.chart_widget import ChartWidget
from gui.labels import Label, draw_labels, text_size
from gui.shapes import FloatArray
from gui.strokes import draw_strokes, stroke
from gui.theme import mix
from gui.ticks import number_text

POINTS = 200
BELOW = 0.08
"""Room under the minimum, in heights of the curve."""
TANGENT = 0.27
"""Half the length of the tangent, in widths of the picture."""
TANGENT_DASH = (3.0, 2.0)
CURVE, PASSED = 0.6, 0.55
"""How strongly the curve is drawn, and the steps that lie behind."""
HEAD = 3.0
"""Length of an arrow's head, in widths of a line."""
SHORTEST = 3.0
"""Pixels below which a step is not worth an arrow."""


class SlopePlot(ChartWidget):
    """One rate on J(w) = w², step by step.

    Args:
        appearance: Colours and sizes.
        title: What it is called.
        rate: η.
        start: The first weight.
        n_steps: How many steps there are.
    """

    def __init__(
        self, appearance: Appearance, title: str, rate: float, start: float, n_steps: int
    ) -> None:
        super().__init__(appearance, ("w", "J"))
        self._title = title
        self._weights = descend(rate, start, n_steps)
        self._step = 0
        self._layer = self.chart.add_layer(2.0, self._paint)
        self.setAccessibleName(f"Gradient descent on a cost of one weight, {title}")
        self.setMinimumSize(120, 90)
        self.chart.resized.connect(self._fit)
        self._fit()

    @property
    def words(self) -> tuple[str, str]:
        """What is said of the step shown: where it is, and how steep the curve is there."""
        w = float(self._weights[self._step])
        return f"w = {number_text(w)}", f"slope {number_text(gradient(w))}"

    def show_step(self, step: int) -> None:
        """Shows the steps up to this one, from 0; beyond the last, the last."""
        self._step = max(0, min(step, len(self._weights) - 1))
        self.chart.set_title(self._title, self._look.theme.text)
        self.setAccessibleDescription(f"step {self._step}: {', '.join(self.words)}")
        self._layer.update()

    def sizeHint(self) -> QSize:
        """Small."""
        return QSize(220, 150)

    def _fit(self) -> None:
        highest = float(cost(np.array(WIDEST)))
        self.chart.set_range(-WIDEST, WIDEST, -BELOW * highest, highest)
        self.chart.set_round_ticks()
        self.show_step(self._step)

    def _places(self, w: FloatArray, J: FloatArray) -> FloatArray:
        return self.chart.places(np.column_stack((w, J)))

    # -- drawing -------------------------------------------------------------------------------

    def _paint(self, painter: QPainter) -> None:
        look, theme, width = self._look, self._look.theme, self._look.sizes.line_width
        painter.setClipRect(self.chart.area)
        w = np.linspace(-WIDEST, WIDEST, POINTS)
        grey = look.colour(mix(theme.secondary, theme.panel, CURVE))
        curve = stroke(grey, width, [self._places(w, cost(w))])
        draw_strokes(painter, [curve], look.colour(theme.panel))
        passed = self._weights[: self._step + 1]
        steps = self._places(passed, cost(passed))
        quiet = look.colour(mix(theme.text, theme.panel, PASSED))
        for n in range(self._step):
            latest = n == self._step - 1
            colour = look.colour(theme.text) if latest else quiet
            self._paint_arrow(painter, steps[n], steps[n + 1], colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(quiet)
        for x, y in steps[:-1].tolist():
            painter.drawEllipse(QPointF(x, y), width, width)
        self._paint_tangent(painter, float(passed[-1]), steps[-1])
        painter.setPen(look.pen(theme.panel, 0.75 * width))
        painter.setBrush(look.colour(theme.accent))
        painter.drawEllipse(QPointF(*steps[-1]), 2.5 * width, 2.5 * width)
        self._paint_words(painter)

    def _paint_tangent(self, painter: QPainter, w: float, at: FloatArray) -> None:
        """A straight line that touches the curve, of the same length wherever it touches."""
        away = self._places(np.array([w + 1]), np.array([cost(np.array(w)) + gradient(w)]))[0]
        way = away - at
        way *= TANGENT * self.chart.area.width() / max(float(np.hypot(*way)), 1e-9)
        look = self._look
        line = stroke(
            look.colour(look.theme.text),
            look.sizes.line_width,
            [np.stack((at - way, at + way))],
            TANGENT_DASH,
        )
        draw_strokes(painter, [line], look.colour(look.theme.panel))

    def _paint_arrow(
        self, painter: QPainter, start: FloatArray, end: FloatArray, colour: QColor
    ) -> None:
        """A step from point to point; its head ends where the next point begins."""
        width = self._look.sizes.line_width
        length = float(np.hypot(*(end - start)))
        if length < SHORTEST:
            return
        along = (end - start) / length
        head = min(HEAD * width, length / 2)
        tip = end - along * min(2 * width, length / 3)
        back = tip - along * head
        aside = np.array([-along[1], along[0]]) * head / 2
        painter.setPen(QPen(colour, width / 2))
        painter.drawLine(QPointF(*start), QPointF(*back))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        corners = (tip, back + aside, back - aside)
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))

    def _paint_words(self, painter: QPainter) -> None:
        """Where it stands, in the empty middle above the curve."""
        look, area = self._look, self.chart.area
        tall = text_size("0", look.caption)[1]
        labels = []
        for n, text in enumerate(self.words):
            box = QRectF(0, look.sizes.inside + n * tall, text_size(text, look.caption)[0], tall)
            box.moveLeft(round(area.center().x() - box.width() / 2))
            labels.append(Label(text, look.colour(look.theme.text), box))
        draw_labels(painter, labels, look, look.caption)
