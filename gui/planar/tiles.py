"""Many small surfaces in one image, coloured through one table and painted tile by tile.

It knows neither where a tile stands nor what computed it.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from gui.look import Look
from gui.regions import SHADES, shade_table

Surfaces = NDArray[np.float32]
"""Surfaces (n, side, side), rows from the bottom up."""

DOUBT = SHADES // 2


class Tiles:
    """The surfaces of one frame, one under the other in a single image.

    Args:
        look: Whose region colours the surfaces have.
    """

    def __init__(self, look: Look) -> None:
        self._hard = False
        self._look = look
        self._table = shade_table(look, hard=False)
        self._shades: NDArray[np.uint8] = np.empty((0, 1, 1), dtype=np.uint8)
        self._pixels: NDArray[np.uint32] = np.empty((0, 1, 1), dtype=np.uint32)
        self._image = QImage()

    def __len__(self) -> int:
        return len(self._shades)

    def show(self, surfaces: Surfaces, low: float = 0.0, high: float = 1.0) -> None:
        """Show these from now on.

        Args:
            surfaces: What is to be seen.
            low: The value that has the colour of class 0's region.
            high: That of class 1's; half-way between the two lies the panel's own colour.
        """
        self._shades = shades(surfaces, low, high)
        self._colour()

    def set_hard(self, hard: bool) -> None:
        """Show only on which side of the middle a value lies, or how far."""
        self._hard = hard
        self.restyle(self._look)

    def restyle(self, look: Look) -> None:
        """Wear another theme."""
        self._look = look
        self._table = shade_table(look, hard=self._hard)
        self._colour()

    def draw(self, painter: QPainter, index: int, place: QRectF) -> None:
        """Draw one surface; nothing if there is none of this index."""
        n, rows, columns = self._pixels.shape
        if 0 <= index < n:
            source = QRectF(0, index * rows, columns, rows)
            painter.drawImage(place, self._image, source)

    def _colour(self) -> None:
        n, rows, columns = self._shades.shape
        self._pixels = self._table[self._shades]
        self._image = QImage(
            self._pixels.data, columns, n * rows, 4 * columns, QImage.Format.Format_RGB32
        )


def shades(surfaces: Surfaces, low: float, high: float) -> NDArray[np.uint8]:
    """Rows of the colour table, top row first; beyond both ends the ends, no number is doubt."""
    span = high - low if high > low else 1.0
    factor = np.float32((SHADES - 1) / span)
    with np.errstate(all="ignore"):
        scaled = surfaces[:, ::-1] * factor
        scaled += np.float32(0.5 - low * factor)
    np.clip(scaled, 0, SHADES - 1, out=scaled)
    if scaled.size and np.isnan(scaled.min()):
        np.nan_to_num(scaled, copy=False, nan=DOUBT)
    return scaled.astype(np.uint8)
