"""The points of two classes in a chart, by shape and colour, and the rings of a mini-batch."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPolygonF

from gui.look import Look
from gui.plotting import Chart
from gui.shapes import FloatArray, IntArray

SMALLEST, LARGEST = 4.0, 9.0
"""Diameters of a point at the desk, in logical pixels."""
AREA_PER_DIAMETER = 52.0
"""Widths of a point across the shorter side of a picture."""
MANY = 900
"""From so many points on they are drawn smaller, lest they hide the surface."""
BATCH_SHARE = 1.3
TRIANGLE_SHARE = 1.15
"""A triangle looks smaller than a circle of the same width."""
REACH = 9.0
"""Pixels around a point in which the mouse means it."""
TRIANGLE = ((0.0, -0.62), (0.62, 0.52), (-0.62, 0.52))
"""Corners of class 1's mark, for a diameter of 1."""


class Cloud:
    """The points in a chart: class 0 as circles, class 1 as triangles, a mini-batch ringed."""

    def __init__(self, chart: Chart, look: Look) -> None:
        self._chart = chart
        self._look = look
        self._X: FloatArray = np.empty((0, 2))
        self._classes: IntArray = np.empty(0, dtype=np.int64)
        self._batch: IntArray = np.empty(0, dtype=np.int64)
        self._diameter = 0.0
        self._rings: dict[tuple[int, float], QPixmap] = {}
        self._scatter: Any = pg.ScatterPlotItem(pxMode=True, antialias=True)
        chart.add_item(self._scatter)
        self._layer = chart.add_layer(4.0, self._paint_batch)
        chart.resized.connect(self._fit)

    def __len__(self) -> int:
        return len(self._X)

    def show_points(self, X: FloatArray, y: FloatArray) -> None:
        """Show these points, (n, 2), of class y, (n,) of 0 and 1; the batch is forgotten."""
        self._X = np.asarray(X, dtype=np.float64)
        self._classes = (np.asarray(y) > 0.5).astype(np.int64)
        self._batch = np.empty(0, dtype=np.int64)
        self._diameter = self._wanted_diameter()
        self._set_data()
        self._layer.update()

    def show_batch(self, indices: IntArray) -> None:
        """Ring these points; an index that is not there is left out."""
        rows = np.unique(np.asarray(indices, dtype=np.int64))
        self._batch = rows[(rows >= 0) & (rows < len(self._X))]
        self._layer.update()

    def nearest(self, at: QPointF) -> int | None:
        """The point under a pixel of the area, or None."""
        if not len(self._X):
            return None
        away = np.hypot(*(self._chart.places(self._X) - (at.x(), at.y())).T)
        index = int(np.argmin(away))
        return index if away[index] <= REACH * self._look.enlargement else None

    def place(self, index: int) -> QPointF:
        """Where a point is, as a pixel of the area."""
        return QPointF(*self._chart.place(*self._X[index]))

    @property
    def radius(self) -> float:
        """Half a ring's diameter, in logical pixels."""
        return self._diameter * BATCH_SHARE / 2 + 3.5 * self._look.enlargement

    def restyle(self, look: Look) -> None:
        """Wear another theme or other sizes."""
        self._look = look
        self._rings.clear()
        self._diameter = self._wanted_diameter()
        self._scatter.setExportMode(self._chart.picturing, {"antialias": True})
        self._set_data()
        self._layer.update()

    def _fit(self) -> None:
        if self._wanted_diameter() != self._diameter:
            self.restyle(self._look)

    def _wanted_diameter(self) -> float:
        side = min(self._chart.area.width(), self._chart.area.height())
        crowd = min(1.0, (MANY / max(len(self._X), 1)) ** 0.25)
        diameter = min(max(crowd * side / AREA_PER_DIAMETER, SMALLEST), LARGEST)
        return float(round(2 * diameter * self._look.enlargement) / 2)

    def _set_data(self) -> None:
        theme = self._look.theme
        brushes = [pg.mkBrush(self._look.colour(colour)) for colour in theme.class_points]
        self._scatter.setData(
            x=self._X[:, 0],
            y=self._X[:, 1],
            symbol=np.array(["o", "t1"])[self._classes],
            brush=np.array(brushes, dtype=object)[self._classes],
            pen=pg.mkPen(self._look.colour(theme.panel), width=1),
            size=self._diameter * np.array([1.0, TRIANGLE_SHARE])[self._classes],
        )

    def _paint_batch(self, painter: QPainter) -> None:
        if not len(self._batch):
            return
        scale = painter.deviceTransform().m11()
        for index, (x, y) in zip(
            self._batch, self._chart.places(self._X[self._batch]), strict=True
        ):
            ring = self._ring(int(self._classes[index]), scale)
            half = ring.width() / scale / 2
            painter.drawPixmap(
                QRectF(x - half, y - half, 2 * half, 2 * half), ring, QRectF(ring.rect())
            )

    def _ring(self, of_class: int, scale: float) -> QPixmap:
        """A point of a class in its ring, painted once for each resolution."""
        if (of_class, scale) not in self._rings:
            side = int(np.ceil(2 * (self.radius + self._look.sizes.halo_width)))
            pixmap = QPixmap(round(side * scale), round(side * scale))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(scale, scale)
            painter.translate(side / 2, side / 2)
            self._paint_ring(painter, of_class)
            painter.end()
            self._rings[of_class, scale] = pixmap
        return self._rings[of_class, scale]

    def _paint_ring(self, painter: QPainter, of_class: int) -> None:
        look, centre, radius = self._look, QPointF(0, 0), self.radius
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(look.pen(look.theme.panel, look.sizes.halo_width))
        painter.drawEllipse(centre, radius, radius)
        painter.setPen(look.pen(look.theme.text, look.sizes.line_width))
        painter.drawEllipse(centre, radius, radius)
        painter.setPen(look.pen(look.theme.panel))
        painter.setBrush(look.colour(look.theme.class_points[of_class]))
        size = self._diameter * BATCH_SHARE
        if of_class:
            painter.drawPolygon(QPolygonF([QPointF(x * size, y * size) for x, y in TRIANGLE]))
        else:
            painter.drawEllipse(centre, size / 2, size / 2)
