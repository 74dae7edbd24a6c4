"""The grid on which a model is asked what it says of every place, and the boundary in its answers.

A surface is an array (n, n) of probabilities, one for each cell of a `Grid`; the model that gives
them stands elsewhere, and so does every pixel.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from contourpy import FillType, LineType, SerialContourGenerator, ZInterp
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Surface = NDArray[np.float32]
Frame = tuple[float, float, float, float]
"""x_min, x_max, y_min, y_max of a picture, in the units of the data."""

LARGE_SIDE = 200
"""Cells along a side of the large picture."""
SMALL_SIDE = 48
"""Cells along a side of a small multiple, or of what one hidden unit computes."""


@dataclass(frozen=True)
class Grid:
    """A frame cut into n times n equal cells.

    Attributes:
        frame: x_min, x_max, y_min, y_max; each minimum below its maximum.
        side: n, the number of cells along a side, at least 2.
    """

    frame: Frame
    side: int = LARGE_SIDE

    @cached_property
    def x(self) -> FloatArray:
        """Centres of the columns, left to right, (n,)."""
        return _centres(self.frame[0], self.frame[1], self.side)

    @cached_property
    def y(self) -> FloatArray:
        """Centres of the rows, from the bottom up, (n,)."""
        return _centres(self.frame[2], self.frame[3], self.side)

    @cached_property
    def points(self) -> NDArray[np.float32]:
        """Centres of the cells, (n * n, 2), read-only.

        Row by row from the bottom up, in a row from left to right: point i * n + j is
        (x[j], y[i]), so that a model's answers `.reshape(n, n)` are a surface.
        """
        columns, rows = np.meshgrid(self.x, self.y)
        points = np.column_stack((columns.ravel(), rows.ravel())).astype(np.float32)
        points.flags.writeable = False
        return points

    @cached_property
    def mesh(self) -> tuple[FloatArray, FloatArray]:
        """The x and y of every cell and of one more on each side, both (n + 2, n + 2)."""
        x, y = np.meshgrid(_with_margin(self.x), _with_margin(self.y))
        return x, y


def boundary(probabilities: Surface, grid: Grid, level: float = 0.5) -> tuple[FloatArray, ...]:
    """The lines along which a surface has the value `level`.

    Args:
        probabilities: The surface, (n, n), rows from the bottom up; what is not finite is left out.
        grid: The cells that it was computed on.
        level: The value looked for.

    Returns:
        Polylines (k, 2) in the units of the data; none if the surface never crosses the level. An
        open line reaches the edge of the frame or a little beyond it.
    """
    values = _with_margin(probabilities)
    finite = np.isfinite(values)
    # its stub does not allow None, which means that nothing is left out
    mask: Any = None if finite.all() else ~finite
    # contourpy's own `contour_generator` spends half the time on what is known here
    found = SerialContourGenerator(
        *grid.mesh,
        values,
        mask,
        corner_mask=True,
        line_type=LineType.Separate,
        fill_type=FillType.OuterOffset,
        quad_as_tri=False,
        z_interp=ZInterp.Linear,
    ).lines(level)
    return tuple(np.asarray(line, dtype=np.float64) for line in found)


def hard(probabilities: Surface) -> Surface:
    """What the model would answer if it had to: 1 where p > 0.5, else 0; same shape."""
    return (probabilities > np.float32(0.5)).astype(np.float32)


def _centres(low: float, high: float, side: int) -> FloatArray:
    edges = np.linspace(low, high, side + 1, dtype=np.float64)
    centres: FloatArray = (edges[1:] + edges[:-1]) / 2
    return centres


def _with_margin(values: NDArray[np.floating[Any]]) -> FloatArray:
    """`values`, (n,) or (n, n), continued by one cell on every side, in a straight line.

    Cell centres end half a cell inside the frame; a line drawn through them would end there too.
    """
    wider = np.empty([n + 2 for n in values.shape])
    wider[(slice(1, -1),) * values.ndim] = values
    with np.errstate(all="ignore"):  # inf - inf, where a model has failed; corners come last
        for axis in range(values.ndim):
            v = np.moveaxis(wider, axis, 0)
            v[0] = 2 * v[1] - v[2]
            v[-1] = 2 * v[-2] - v[-3]
    return wider
