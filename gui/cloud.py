"""The points of two classes in a chart, by shape and colour, and the rings of a mini-batch."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPolygonF

from gui.look import Look
from gui.plotting import Chart
from gui.shapes import FloatArray, IntArray

SMALLEST, LARGEST = 4.5, 10.0
"""Diameters of a point at the desk, in logical pixels."""
AREA_PER_DIAMETER = 44.0
"""Widths of a point across the shorter side of a picture."""
MANY = 900
"""From so many points on they are drawn smaller, lest they hide the surface."""
BATCH_SHARE = 1.3
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
        self._marks: dict[tuple[int, bool, float], QPixmap] = {}
        self._painted = QPixmap()
        self._painted_scale = 0.0
        self._points = chart.add_layer(1.0, self._paint_points)
        self._layer = chart.add_layer(4.0, self._paint_batch)
        chart.resized.connect(self._fit)

    def __len__(self) -> int:
        return len(self._X)

    def show_points(self, X: FloatArray, y: FloatArray) -> None:
        """Show these points, (n, 2), of class y, (n,) of 0 and 1; the batch is forgotten."""
        self._X = np.asarray(X, dtype=np.float64)
        self._classes = (np.asarray(y) > 0.5).astype(np.int64)
        self._batch = np.empty(0, dtype=np.int64)
        self._fit()

    def show_batch(self, indices: IntArray) -> None:
        """Ring these points; an index that is not there is left out."""
        # the first np.unique of a process imports numpy.ma, which takes 18 ms
        rows = np.array(sorted(set(indices.tolist())), dtype=np.int64)
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

    def within(self, box: QRectF) -> int:
        """How many points lie in a box, in pixels of the area."""
        x, y = self._chart.places(self._X).T
        inside = (x > box.left()) & (x < box.right()) & (y > box.top()) & (y < box.bottom())
        return int(inside.sum())

    @property
    def radius(self) -> float:
        """Half a ring's diameter, in logical pixels."""
        return self._diameter * BATCH_SHARE / 2 + 3.5 * self._look.enlargement

    def restyle(self, look: Look) -> None:
        """Wear another theme or other sizes."""
        self._look = look
        self._fit()

    def _fit(self) -> None:
        """Paint the points anew, as large as there is room."""
        self._diameter = self._wanted_diameter()
        self._marks.clear()
        self._painted_scale = 0.0
        self._points.update()
        self._layer.update()

    def _wanted_diameter(self) -> float:
        side = min(self._chart.area.width(), self._chart.area.height())
        crowd = min(1.0, (MANY / max(len(self._X), 1)) ** 0.25)
        diameter = min(max(crowd * side / AREA_PER_DIAMETER, SMALLEST), LARGEST)
        return float(round(2 * diameter * self._look.enlargement) / 2)

    def _paint_points(self, painter: QPainter) -> None:
        """All points, painted once and then shown as one image: they change seldom."""
        scale, area = painter.deviceTransform().m11(), self._chart.area
        if scale != self._painted_scale:
            self._painted = QPixmap((area.size() * scale).toSize())
            self._painted.fill(Qt.GlobalColor.transparent)
            onto = QPainter(self._painted)
            onto.scale(scale, scale)
            self._paint_marks(onto, np.arange(len(self._X)), scale, ringed=False)
            onto.end()
            self._painted_scale = scale
        painter.drawPixmap(area, self._painted, QRectF(self._painted.rect()))

    def _paint_batch(self, painter: QPainter) -> None:
        if len(self._batch):
            scale = painter.deviceTransform().m11()
            self._paint_marks(painter, self._batch, scale, ringed=True)

    def _paint_marks(
        self, painter: QPainter, rows: IntArray, scale: float, *, ringed: bool
    ) -> None:
        marks = [self._mark(of_class, ringed, scale) for of_class in (0, 1)]
        half, whole = marks[0].width() / scale / 2, QRectF(marks[0].rect())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        places = self._chart.places(self._X[rows]) - half
        for (x, y), of_class in zip(places.tolist(), self._classes[rows].tolist(), strict=True):
            painter.drawPixmap(QRectF(x, y, 2 * half, 2 * half), marks[of_class], whole)

    def _mark(self, of_class: int, ringed: bool, scale: float) -> QPixmap:
        """A class's mark, with a ring or without, painted once for each resolution."""
        key = (of_class, ringed, scale)
        if key not in self._marks:
            room = self.radius + self._look.sizes.halo_width if ringed else self._diameter
            pixmap = QPixmap(2 * round(room * scale), 2 * round(room * scale))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(pixmap.width() / 2, pixmap.height() / 2)
            painter.scale(scale, scale)
            if ringed:
                self._paint_ring(painter)
            size = self._diameter * (BATCH_SHARE if ringed else 1.0)
            self._paint_mark(painter, of_class, size)
            painter.end()
            self._marks[key] = pixmap
        return self._marks[key]

    def _paint_ring(self, painter: QPainter) -> None:
        look, radius = self._look, self.radius
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (
            (look.theme.panel, look.sizes.halo_width),
            (look.theme.text, look.sizes.line_width),
        ):
            painter.setPen(look.pen(colour, width))
            painter.drawEllipse(QPointF(0, 0), radius, radius)

    def _paint_mark(self, painter: QPainter, of_class: int, size: float) -> None:
        theme = self._look.theme
        painter.setPen(self._look.pen(theme.panel))
        painter.setBrush(self._look.colour(theme.class_points[of_class]))
        if of_class:
            painter.drawPolygon(QPolygonF([QPointF(x * size, y * size) for x, y in TRIANGLE]))
        else:
            painter.drawEllipse(QPointF(0, 0), size / 2, size / 2)
