"""A picture within a picture: a figure of a plotting program, a drawing area of another program.

The digit stands in a rectangle, filled or only outlined, which has axes, a title or buttons around.
"""

import numpy as np
from numpy.typing import NDArray

from engine.mnist.specks import cells_of, labelled, pieces

Mask = NDArray[np.bool_]
Slices = tuple[slice, slice]

LEAST_SIDE = 0.35
"""Of the picture's sides: a smaller rectangle is no frame."""
OUTER = 0.15
"""Of its box: so much may stand out, as the ticks of an axis do."""
LINE, STRAIGHT = 0.75, 0.97
"""A row is a side if the frame covers so much of its box; then it covers so much of the side."""
FILLED = 0.5
"""A rectangle that covers more of its box is a picture itself, whatever it shows."""
LEAST_DIGIT = 0.2
"""Of the longest side of an outline: what is no longer within it is no digit."""


def framed(ink: Mask) -> Slices | None:
    """Where the picture within the picture lies, without its frame.

    Args:
        ink: What differs from the paper, shape (h, w).

    Returns:
        Rows and columns; None where there is no frame, or none with anything in it.
    """
    cells, step = cells_of(ink)
    labels = labelled(cells)
    found = pieces(labels)
    for one in found:
        top, left, bottom, right = one.box
        sides = (bottom + 1 - top) / len(cells), (right + 1 - left) / cells.shape[1]
        if one.touches or min(sides) < LEAST_SIDE:
            continue
        own = labels[top : bottom + 1, left : right + 1] == one.number
        inner = _within(own)
        if inner is None:
            continue
        rows, columns = (
            slice((start + part.start) * step, (start + part.stop) * step)
            for start, part in zip((top, left), inner, strict=True)
        )
        is_filled = own[inner].mean() > FILLED
        if is_filled or _holds_a_digit(cells[top:, left:][inner]):
            return rows, columns
    return None


def _within(own: Mask) -> Slices | None:
    """The part of a piece's box that its four sides enclose; None unless they are straight."""
    rows, columns = _sides(own), _sides(own.T)
    if rows is None or columns is None:
        return None
    (first, last), (left, right) = rows, columns
    box = own[first : last + 1, left : right + 1]
    covered = min(float(side.mean()) for side in (box[0], box[-1], box[:, 0], box[:, -1]))
    if covered < STRAIGHT:
        return None
    top, bottom = _thickness(box), _thickness(box[::-1])
    before, after = _thickness(box.T), _thickness(box.T[::-1])
    return slice(first + top, last + 1 - bottom), slice(left + before, right + 1 - after)


def _sides(own: Mask) -> tuple[int, int] | None:
    """The first and the last row that the piece covers, near the edges of its box."""
    outer = max(round(OUTER * len(own)), 1)
    lines = np.flatnonzero(own.mean(axis=1) >= LINE)
    if not len(lines) or lines[0] > outer or lines[-1] < len(own) - 1 - outer:
        return None
    return int(lines[0]), int(lines[-1])


def _thickness(box: Mask) -> int:
    """How many rows the frame is thick at the top: of a filled rectangle one."""
    is_line = box.mean(axis=1) >= LINE
    n_rows = len(box) if is_line.all() else int(np.argmin(is_line))
    return n_rows + 1 if n_rows < OUTER * len(box) else 1


def _holds_a_digit(cells: Mask) -> bool:
    """Whether something of some size stands free within an outline."""
    least = LEAST_DIGIT * max(cells.shape)
    return any(one.length >= least and not one.touches for one in pieces(labelled(cells)))
