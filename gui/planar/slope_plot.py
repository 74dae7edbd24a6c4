"""Gradient descent on a cost of one weight: the curve, the steps so far, the tangent there."""

import numpy as np
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from engine.planar.slope import WIDEST, cost, descend, gradient
from gui.look import Look, look_of
from gui.plotting import Chart
from gui.strokes import draw_strokes, stroke
from gui.theme import Appearance

POINTS = 200
TANGENT = 0.45
"""Half the length of the tangent, in weights."""


class SlopePlot(QWidget):
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
        super().__init__()
        self._appearance = appearance
        self._title = title
        self._look = look_of(appearance)
        self._weights = descend(rate, start, n_steps)
        self._step = 0
        self.chart = Chart(self._look, ("w", "J"))
        self._layer = self.chart.add_layer(2.0, self._paint)
        self.chart.fill(self)
        self.setAccessibleName(f"Gradient descent on a cost of one weight, {title}")
        self.setMinimumSize(140, 90)
        self.chart.resized.connect(self._fit)
        appearance.changed.connect(self._dress)
        self._fit()

    def show_step(self, step: int) -> None:
        """Shows the steps up to this one, from 0."""
        self._step = max(0, min(step, len(self._weights) - 1))
        self.chart.set_title(self._title, self._look.theme.text)
        self._layer.update()

    def picture(self, scale: float) -> QImage:
        """What is shown in light colours, `scale` times as many pixels as on the screen."""
        return self.chart.image(scale, self._restyle)

    def sizeHint(self) -> QSize:
        """Small."""
        return QSize(220, 150)

    def _dress(self) -> None:
        self._restyle(look_of(self._appearance))

    def _restyle(self, look: Look) -> None:
        self._look = look
        self.chart.restyle(look)
        self._fit()

    def _fit(self) -> None:
        highest = float(cost(np.array(WIDEST)))
        self.chart.set_range(-WIDEST, WIDEST, -0.05 * highest, highest)
        self.chart.set_round_ticks()
        self.show_step(self._step)

    def _paint(self, painter: QPainter) -> None:
        look = self._look
        ground = look.colour(look.theme.panel)
        w = np.linspace(-WIDEST, WIDEST, POINTS)
        curve = self.chart.places(np.column_stack((w, cost(w))))
        passed = self._weights[: self._step + 1]
        steps = self.chart.places(np.column_stack((passed, cost(passed))))
        here = float(passed[-1])
        along = np.array([here - TANGENT, here + TANGENT])
        tangent = self.chart.places(
            np.column_stack((along, float(cost(np.array(here))) + gradient(here) * (along - here)))
        )
        width = look.sizes.line_width
        draw_strokes(
            painter,
            [
                stroke(look.colour(look.theme.secondary), width / 2, [curve]),
                stroke(look.colour(look.theme.text), width, [tangent], (3.0, 2.0)),
                stroke(look.colour(look.theme.text), width / 2, [steps]),
            ],
            ground,
        )
        painter.setPen(look.pen(look.theme.panel, width / 2))
        painter.setBrush(look.colour(look.theme.text))
        for x, y in steps:
            painter.drawEllipse(QPointF(x, y), 2 * width, 2 * width)
