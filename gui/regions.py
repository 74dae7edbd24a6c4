"""A surface of probabilities as an image: colours from a table, scaled smoothly to its place."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from gui.look import Look
from gui.plotting import Chart
from gui.theme import mix

Surface = NDArray[np.float32]
Frame = tuple[float, float, float, float]

SHADES = 256


class Regions:
    """The two classes' regions in a chart, under everything else."""

    def __init__(self, chart: Chart, look: Look) -> None:
        self._chart = chart
        self._look = look
        self._hard = False
        self._shades: NDArray[np.uint8] | None = None
        self._frame: Frame = (0.0, 1.0, 0.0, 1.0)
        self._pixels: NDArray[np.uint32] = np.empty((0, 0), dtype=np.uint32)
        self._table = shade_table(look, hard=False)
        self._layer = chart.add_layer(-1.0, self._paint)

    def show(self, probabilities: Surface | None, frame: Frame) -> None:
        """Show a surface (n, n), rows from the bottom up, over a frame; or none."""
        self._shades = None if probabilities is None else shades(probabilities)
        self._frame = frame
        self._colour()

    def set_hard(self, hard: bool) -> None:
        """Show only which class is the likelier one, or how likely it is."""
        self._hard = hard
        self.restyle(self._look)

    def restyle(self, look: Look) -> None:
        """Wear another theme."""
        self._look = look
        self._table = shade_table(look, hard=self._hard)
        self._colour()

    def _colour(self) -> None:
        if self._shades is not None:
            self._pixels = self._table[self._shades[::-1]]
        self._layer.update()

    def _paint(self, painter: QPainter) -> None:
        if self._shades is None:
            return
        rows, columns = self._pixels.shape
        image = QImage(self._pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
        left, right, bottom, top = self._frame
        corners = (
            QPointF(*self._chart.place(left, top)),
            QPointF(*self._chart.place(right, bottom)),
        )
        painter.drawImage(QRectF(*corners), image)


def shades(probabilities: Surface) -> NDArray[np.uint8]:
    """Rows of the colour table for probabilities; what is not a number counts as doubt."""
    if np.isnan(probabilities.min()):
        probabilities = np.nan_to_num(probabilities, nan=0.5)
    rows: NDArray[np.uint8] = (probabilities * np.float32(SHADES - 1) + np.float32(0.5)).astype(
        np.uint8
    )
    return rows


def shade_table(look: Look, *, hard: bool) -> NDArray[np.uint32]:
    """A colour for each shade from p = 0 to p = 1, (256,) as 0xffRRGGBB.

    Soft, it fades from the region of class 0 over the pure panel at p = 0.5 to that of class 1.
    """
    ends = look.theme.region_ends
    table = []
    for shade in range(SHADES):
        lean = 2 * shade / (SHADES - 1) - 1
        end = ends[int(lean > 0)]
        table.append(QColor(end if hard else mix(end, look.theme.panel, abs(lean))).rgb())
    return np.array(table, dtype=np.uint32)
