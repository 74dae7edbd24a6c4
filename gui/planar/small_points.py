"""A few of the points, small, as one image that many tiles share."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPolygonF

from gui.cloud import TRIANGLE
from gui.look import Look
from gui.regions import Frame
from gui.shapes import FloatArray

MOST_MARKS = 200
"""Points that are drawn; of more, an even choice of each class."""
SMALLEST, LARGEST = 3.0, 6.0
"""Diameters of a mark at the desk, in pixels."""
SIDE_PER_DIAMETER = 45.0
"""Diameters of a mark across a tile."""
OUTLINE = 0.6


class SmallPoints:
    """The points of all tiles, painted once and then shown as an image.

    Args:
        look: Colours and sizes.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._X: FloatArray = np.empty((0, 2))
        self._y: FloatArray = np.empty(0)
        self._frame: Frame = (0.0, 1.0, 0.0, 1.0)
        self._painted = QPixmap()
        self._painted_for: tuple[QSizeF, float] | None = None

    def __len__(self) -> int:
        return len(self._X)

    def show(self, X: FloatArray, y: FloatArray, frame: Frame) -> None:
        """Show these points (n, 2) of classes y (n,) in a frame."""
        classes = [np.flatnonzero((y > 0.5) == bool(c)) for c in (0, 1)]
        share = MOST_MARKS / max(len(y), 1)
        kept = np.concatenate([_even(rows, int(share * len(rows))) for rows in classes])
        self._X, self._y, self._frame = X[kept], y[kept], frame
        self._painted_for = None

    def restyle(self, look: Look) -> None:
        """Wear another theme or other sizes."""
        self._look = look
        self._painted_for = None

    def draw(self, painter: QPainter, place: QRectF) -> None:
        """Draw all of them over a tile."""
        scale = painter.deviceTransform().m11()
        if (place.size(), scale) != self._painted_for:
            self._paint(place.size(), scale)
        painter.drawPixmap(place, self._painted, QRectF(self._painted.rect()))

    def _paint(self, size: QSizeF, scale: float) -> None:
        self._painted_for = (QSizeF(size), scale)
        self._painted = QPixmap((size * scale).toSize())
        self._painted.fill(Qt.GlobalColor.transparent)
        left, right, low, high = self._frame
        x = (self._X[:, 0] - left) / (right - left) * size.width()
        y = (high - self._X[:, 1]) / (high - low) * size.height()
        diameter = min(max(min(size.width(), size.height()) / SIDE_PER_DIAMETER, SMALLEST), LARGEST)
        diameter *= self._look.enlargement
        triangle = QPolygonF([QPointF(a * diameter, b * diameter) for a, b in TRIANGLE])
        colours = [self._look.colour(colour) for colour in self._look.theme.class_points]
        painter = QPainter(self._painted)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        painter.setPen(self._look.pen(self._look.theme.panel, OUTLINE))
        for across, down, of_class in zip(x.tolist(), y.tolist(), self._y.tolist(), strict=True):
            painter.setBrush(colours[int(of_class > 0.5)])
            if of_class > 0.5:
                painter.drawPolygon(triangle.translated(across, down))
            else:
                painter.drawEllipse(QPointF(across, down), diameter / 2, diameter / 2)
        painter.end()


def _even(rows: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """At most so many of the rows, evenly, at least one."""
    if len(rows) <= max(most, 1):
        return rows
    return rows[np.linspace(0, len(rows) - 1, max(most, 1)).astype(np.intp)]
