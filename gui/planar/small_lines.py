"""Lines for tiles that change with every frame: few pieces, and all tiles in one call.

`engine.surface.boundary` finds one line to be read exactly; here many small ones are found at once.
"""

import numpy as np
from contourpy import LineType, contour_generator

from gui.planar.tiles import Surfaces
from gui.shapes import FloatArray, IntArray

PASSES = 3
"""Times that every second point may be left out."""
LEVEL = 0.5
STRETCH = 1.5
"""Pixels of a small curve that are drawn as one."""


def boundaries(surfaces: Surfaces) -> tuple[FloatArray, IntArray]:
    """Where surfaces are 0.5.

    Args:
        surfaces: (n, side, side), rows from the bottom up; what is not finite is left out.

    Returns:
        Points (k, 2) from (0, 0) at a tile's top left to (1, 1) at its bottom right, the lines
        parted by nan; and the tile of each, (k,).
    """
    n, side = surfaces.shape[:2]
    if not n:
        return np.empty((0, 2)), np.empty(0, dtype=np.int64)
    # a row of nan parts the tiles, a margin carries lines over the half cell up to the edge
    values = np.full((n, side + 3, side + 2), np.nan)
    with np.errstate(invalid="ignore"):
        values[:, 1:-2, 1:-1] = surfaces
        values[:, 0], values[:, -2] = (
            2 * values[:, a] - values[:, b] for a, b in ((1, 2), (-3, -4))
        )
        for edge, a, b in ((0, 1, 2), (-1, -2, -3)):
            values[:, :-1, edge] = 2 * values[:, :-1, a] - values[:, :-1, b]
    stacked = np.ma.masked_invalid(values.reshape(-1, side + 2))
    generator = contour_generator(z=stacked, line_type=LineType.ChunkCombinedNan)
    found = generator.lines(LEVEL)[0][0]
    if found is None:
        return np.empty((0, 2)), np.empty(0, dtype=np.int64)
    rows = np.nan_to_num(found[:, 1])
    # half a row up: what lies on a tile's lowest row may be a hair below it
    tiles = ((rows + 0.5) // (side + 3)).astype(np.int64)
    across = (found[:, 0] - 0.5) / side
    down = 1 - (found[:, 1] - tiles * (side + 3) - 0.5) / side
    return np.clip(np.column_stack((across, down)), 0.0, 1.0), tiles


def thinned(points: FloatArray, most: float) -> FloatArray:
    """Lines without the points that they hardly need.

    Args:
        points: (k, 2), lines parted by nan.
        most: How far a point may lie off the straight line between its neighbours, about.
    """
    for _ in range(PASSES):
        if len(points) < 3:
            break
        before, here, after = points[:-2], points[1:-1], points[2:]
        way, aside = after - before, here - before
        area = np.abs(way[:, 0] * aside[:, 1] - way[:, 1] * aside[:, 0])
        length = np.hypot(way[:, 0], way[:, 1])
        kept = np.ones(len(points), dtype=np.bool_)
        # nan compares as false: ends of lines are kept
        kept[1:-1:2] = ~((area[::2] <= most * length[::2]) & (length[::2] > 0))
        points = points[kept]
    return points


def straight(points: FloatArray) -> FloatArray:
    """The straight pieces (m, 4) of lines (k, 2) that are parted by nan."""
    joined = np.hstack((points[:-1], points[1:]))
    found: FloatArray = joined[np.isfinite(joined).all(axis=1)]
    return found


def with_peaks(points: FloatArray) -> FloatArray:
    """Lines with at most two points for each stretch of some pixels, its lowest and its highest.

    Args:
        points: (k, 2) in pixels, x rising within a line; lines parted by nan.
    """
    if len(points) < 3:
        return points
    stretches = np.floor(points[:, 0] / STRETCH)
    starts = np.flatnonzero(np.diff(stretches, prepend=np.nan))  # nan counts as another stretch
    found = np.repeat(points[starts], 2, axis=0)
    with np.errstate(invalid="ignore"):
        found[::2, 1] = np.fmin.reduceat(points[:, 1], starts)
        found[1::2, 1] = np.fmax.reduceat(points[:, 1], starts)
    falling = points[np.append(starts[1:], len(points)) - 1, 1] < points[starts, 1]
    swapped = np.repeat(falling, 2)
    found[swapped] = found[swapped].reshape(-1, 2, 2)[:, ::-1].reshape(-1, 2)
    return found
