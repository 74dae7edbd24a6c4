"""A drawing as data: strokes and pictures on a sheet of 280 × 280 units, in order.

Nothing here changes once it is made: undo goes back to the drawing before. How strokes become ink
stands in `gui.mnist.raster`.
"""

import math
from dataclasses import dataclass
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from engine.mnist.network import IMAGE_SHAPE
from gui.shapes import FloatArray

SHEET = 280.0
"""Side of the sheet in units: ten for each pixel of the image that a network sees."""
STEP = 4.0
"""Units between two points of a curve; shorter pieces could not be told from it."""

Ink = NDArray[np.uint8]
"""The sheet's pixels, rows from the top; 0 is paper, 255 ink."""
Shares = NDArray[np.float32]
"""A picture's pixels, rows from the top; 0 is paper, 1 ink."""


@dataclass(frozen=True, eq=False)
class Stroke:
    """One stroke of a pen or an eraser.

    Attributes:
        points: Where the pen was, (k, 3): x and y from the top left, and the width, in units.
        erases: Whether it takes ink away.
    """

    points: FloatArray
    erases: bool = False


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture that was put in.

    Attributes:
        ink: Of any shape, just as the engine found it: rounded, it would be answered otherwise.
        words: What it is, "Test digit 412, a 7"; empty for a picture of the person's own.
    """

    ink: Shares
    words: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether a network can see it just as it is."""
        return self.ink.shape == IMAGE_SHAPE and bool(self.words)


Mark = Stroke | Picture


@dataclass(frozen=True, eq=False)
class Drawing:
    """Marks in the order in which they were made."""

    marks: tuple[Mark, ...] = ()

    def with_mark(self, mark: Mark) -> "Drawing":
        """This drawing, and one mark more."""
        return Drawing((*self.marks, mark))

    @property
    def alone(self) -> Picture | None:
        """The picture that this drawing is, if it is nothing else."""
        only = self.marks[0] if len(self.marks) == 1 else None
        return only if is_picture(only) else None

    @property
    def exact(self) -> Picture | None:
        """The same, if it can be seen as it is."""
        alone = self.alone
        return alone if alone is not None and alone.is_exact else None


def is_picture(mark: Mark | None) -> TypeGuard[Picture]:
    """Whether a mark is a picture."""
    return isinstance(mark, Picture)


def points_of(rows: list[tuple[float, float, float]]) -> FloatArray:
    """The points of a stroke, read-only."""
    points = np.array(rows, dtype=np.float64).reshape(-1, 3)
    points.setflags(write=False)
    return points


# A smooth way through the points ------------------------------------------------------------
#
# Half-way between two points the curve runs straight from one to the other; around each point it
# bends, as a parabola whose control is the point. So a new point changes nothing before the last.


def whole_way(points: FloatArray) -> FloatArray:
    """The smooth way of a stroke, (m, 3), from its first point to its last."""
    bends = [bend(points[:n]) for n in range(2, len(points) + 1)]
    return np.vstack((*bends, tail(points)))


def bend(points: FloatArray) -> FloatArray:
    """The piece of the way that the newest point makes certain, (m, 3); it ends half-way to it.

    Args:
        points: All points so far, two at least.
    """
    if len(points) == 2:
        return np.vstack((points[0], (points[0] + points[1]) / 2))
    before, control, newest = points[-3:]
    return parabola((before + control) / 2, control, (control + newest) / 2)


def tail(points: FloatArray) -> FloatArray:
    """The rest of the way to the newest point, (2, 3), or (1, 3) for the first."""
    if len(points) == 1:
        return points
    return np.vstack(((points[-2] + points[-1]) / 2, points[-1]))


def parabola(start: FloatArray, control: FloatArray, end: FloatArray) -> FloatArray:
    """Points of the quadratic Bézier curve from `start` to `end`, (m, 3), `STEP` apart at most."""
    length = math.dist(start[:2], control[:2]) + math.dist(control[:2], end[:2])
    t = np.linspace(0, 1, max(math.ceil(length / STEP), 1) + 1)[:, None]
    way: FloatArray = (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end
    return way
