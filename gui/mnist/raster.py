"""Strokes become ink: anti-aliased, of any width, without knots where pieces meet.

The ink of a point is how much of it the nearest piece covers, not a sum over pieces, so a stroke
has the same edge however many pieces it is made of.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.mnist.drawing import ink_box
from engine.mnist.resampling import resampled, squashed
from gui.mnist.ink import SHEET, Drawing, Ink, Picture, Shares, Stroke, tail, whole_way
from gui.shapes import FloatArray

FULL = 255
PICTURE_SIDE = 200.0
"""The longest side of a picture's ink, in units: as much of the sheet as MNIST's digits take."""

Box = tuple[slice, slice]
"""Rows and columns."""


class Raster:
    """The ink of a sheet.

    Attributes:
        ink: (side, side), changed in place.

    Args:
        scale: Pixels for one unit.
    """

    def __init__(self, scale: int = 1) -> None:
        self.scale = scale
        side = round(SHEET) * scale
        self.ink: Ink = np.zeros((side, side), dtype=np.uint8)

    @classmethod
    def of(cls, drawing: Drawing, scale: int = 1) -> "Raster":
        """The ink of a drawing."""
        made = cls(scale)
        for mark in drawing.marks:
            made.add(mark)
        return made

    def copy(self) -> "Raster":
        """The same ink once more."""
        made = Raster(self.scale)
        made.ink[:] = self.ink
        return made

    def add(self, mark: Stroke | Picture) -> None:
        """Put a mark on the sheet."""
        if isinstance(mark, Picture):
            np.maximum(self.ink, _placed(mark, self.ink.shape[0]), out=self.ink)
        else:
            self.draw(whole_way(mark.points), mark.erases)

    def draw(self, way: FloatArray, erases: bool) -> None:
        """Draw along a way (m, 3) of x, y and width in units; one point is a dot."""
        scaled = way * self.scale
        if len(scaled) == 1:
            scaled = np.vstack((scaled, scaled))
        for start, end in pairwise(scaled):
            self._draw_piece(start, end, erases)

    def box_of(self, way: FloatArray) -> Box:
        """The rows and columns that drawing along a way can touch."""
        side = self.ink.shape[0]
        reach = way[:, 2].max() / 2 * self.scale + 1
        low = np.floor(way[:, :2].min(axis=0) * self.scale - reach)
        high = np.ceil(way[:, :2].max(axis=0) * self.scale + reach)
        left, top = np.clip(low, 0, side).astype(int).tolist()
        right, bottom = np.clip(high, 0, side).astype(int).tolist()
        return slice(top, bottom), slice(left, right)

    def values(self) -> NDArray[np.float32]:
        """The ink for `engine.mnist.drawing`, (280, 280) from 0 to 1, whatever the scale."""
        side = round(SHEET)
        if self.scale == 1:
            return self.ink * np.float32(1 / FULL)
        blocks = self.ink.reshape(side, self.scale, side, self.scale)
        means: NDArray[np.float32] = blocks.mean(axis=(1, 3), dtype=np.float32)
        return means * np.float32(1 / FULL)

    def _draw_piece(self, start: FloatArray, end: FloatArray, erases: bool) -> None:
        box = _box(start, end, self.ink.shape[0])
        rows, columns = box
        if rows.start >= rows.stop or columns.start >= columns.stop:
            return
        covered = _covered(start, end, box)
        there = self.ink[box]
        if erases:
            np.minimum(there, FULL - covered, out=there)
        else:
            np.maximum(there, covered, out=there)


class Pending:
    """The last piece of a stroke under way, which the next point replaces.

    Args:
        raster: Where it is drawn.
    """

    def __init__(self, raster: Raster) -> None:
        self._raster = raster
        self._under: tuple[Box, Ink] | None = None

    def draw(self, points: FloatArray, erases: bool) -> None:
        """Draw from the certain way to the newest of these points."""
        way = tail(points)
        box = self._raster.box_of(way)
        self._under = box, self._raster.ink[box].copy()
        self._raster.draw(way, erases)

    def take_back(self) -> None:
        """Have the ink as it was without it."""
        if self._under is not None:
            box, ink = self._under
            self._raster.ink[box] = ink
            self._under = None


def _box(start: FloatArray, end: FloatArray, side: int) -> Box:
    (x0, y0, w0), (x1, y1, w1) = start.tolist(), end.tolist()
    reach = max(w0, w1) / 2 + 1
    return (
        slice(max(int(min(y0, y1) - reach), 0), min(int(max(y0, y1) + reach) + 1, side)),
        slice(max(int(min(x0, x1) - reach), 0), min(int(max(x0, x1) + reach) + 1, side)),
    )


def _covered(start: FloatArray, end: FloatArray, box: Box) -> Ink:
    """How much of each pixel lies within the pen's radius of the piece from start to end."""
    (x0, y0, w0), (x1, y1, w1) = start.tolist(), end.tolist()
    rows, columns = box
    dx, dy = x1 - x0, y1 - y0
    x = np.arange(columns.start, columns.stop, dtype=np.float32) + np.float32(0.5 - x0)
    y = (np.arange(rows.start, rows.stop, dtype=np.float32) + np.float32(0.5 - y0))[:, None]
    length = dx * dx + dy * dy
    if length < 1e-9:
        return _ink(np.float32(max(w0, w1) / 2) - np.hypot(x, y))
    along = x * np.float32(dx / length) + y * np.float32(dy / length)
    np.clip(along, 0, 1, out=along)
    away = np.hypot(x - along * np.float32(dx), y - along * np.float32(dy))
    return _ink(np.float32(w0 / 2) + along * np.float32((w1 - w0) / 2) - away)


def _ink(inside: NDArray[np.float32]) -> Ink:
    """Ink from how far inside the edge a pixel's centre lies: half of it on the edge itself."""
    shares = np.clip(inside + np.float32(0.5), 0, 1)
    found: Ink = (shares * np.float32(FULL) + np.float32(0.5)).astype(np.uint8)
    return found


# Pictures -----------------------------------------------------------------------------------


def _placed(picture: Picture, side: int) -> Ink:
    """A picture on a sheet of its own: an exact one fills it, of others the ink is centred."""
    if picture.is_exact:
        return _in_steps(squashed(picture.ink, (side, side)))
    box = ink_box(picture.ink)
    if box is None:
        return np.zeros((side, side), dtype=np.uint8)
    cut = picture.ink[box]
    scale = max(cut.shape) / (PICTURE_SIDE / SHEET * side)
    tall, wide = cut.shape
    origin = (tall - side * scale) / 2, (wide - side * scale) / 2
    return _in_steps(resampled(cut, (side, side), (scale, scale), origin))


def _in_steps(shares: Shares) -> Ink:
    found: Ink = np.rint(np.clip(shares, 0, 1) * FULL).astype(np.uint8)
    return found
