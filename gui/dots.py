"""Faint dots under a curve, one for each batch, that become more while a run trains."""

import numpy as np
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from gui.heights import NO_DOTS, Scale
from gui.layers import ONE_MORE
from gui.look import Look
from gui.ruler import Ruler
from gui.shapes import FloatArray

WIDTH, OPACITY = 1.5, 0.55


class Dots:
    """Losses of single batches, (k, 2) as iteration and loss.

    Those painted before are kept as an image: of thousands that stay, only the new ones are
    painted.
    """

    def __init__(self) -> None:
        self.places: FloatArray = NO_DOTS
        self._kept = QPixmap()
        self._kept_for: object = None
        self._painted = 0

    def show(self, dots: FloatArray) -> bool:
        """Show these from now on; says whether there are any to paint, or were."""
        before = self.places
        if not len(dots) and not len(before):
            return False
        self.places = dots
        if not np.array_equal(dots[: len(before)], before):
            self._painted, self._kept_for = 0, None
        return True

    def draw(self, painter: QPainter, area: QRectF, ruler: Ruler, scale: Scale, look: Look) -> None:
        """Draw them over an area that begins at (0, 0)."""
        if not len(self.places) or area.isEmpty():
            return
        finely = painter.deviceTransform().m11()
        laid = finely, area.size(), ruler, scale, look
        if laid != self._kept_for:
            self._kept = QPixmap((area.size() * finely).toSize() + ONE_MORE)
            self._kept.fill(Qt.GlobalColor.transparent)
            self._kept_for, self._painted = laid, 0
        if self._painted < len(self.places):
            onto = QPainter(self._kept)
            onto.scale(finely, finely)
            _paint(onto, self.places[self._painted :], ruler, scale, look)
            onto.end()
            self._painted = len(self.places)
        place = QRectF(0, 0, self._kept.width() / finely, self._kept.height() / finely)
        painter.drawPixmap(place, self._kept, QRectF(self._kept.rect()))


def _paint(painter: QPainter, dots: FloatArray, ruler: Ruler, scale: Scale, look: Look) -> None:
    """All in one call; those beyond the axis's range have no place."""
    places = np.column_stack((ruler.places(dots[:, 0]), scale.places(dots[:, 1])))
    places = places[np.isfinite(places).all(axis=1)]
    drawn = create_qpolygonf(len(places))
    ndarray_from_qpolygonf(drawn)[:] = places
    colour = look.colour(look.theme.border)
    colour.setAlphaF(OPACITY)
    painter.setPen(QPen(colour, WIDTH * look.enlargement))
    painter.drawPoints(drawn)
