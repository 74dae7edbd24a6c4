"""What is no part of the digit: specks, ruled lines, a frame, the edge of the table.

Ink that hangs together is a piece. The digit is the largest piece that is no line along an edge;
other pieces belong to it if they are large or near.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float32Array = NDArray[np.float32]
Mask = NDArray[np.bool_]

FAINT, STRONG = 0.25, 0.6
"""Ink below the first holds no pieces together; a piece has some that is above the second."""
CELLS = 200
"""Pieces are looked for on a grid of so many cells along the longest side."""
RULED = 0.75
"""A row or column that holds so much ink from edge to edge is a ruled line, where few are."""
MOST_RULED, WIDEST_RULED = 0.25, 0.06
"""So much of the rows, and so much together: more is a bar of the digit."""
HUGGING = 0.6
"""A piece that covers so much of an edge is a frame, or the edge of the table."""
INNER = 0.2
"""Of the ink of the largest piece: one that is no smaller and reaches no edge comes first."""
SPECK = 0.025
"""Of the ink of the digit: a smaller piece is a speck, …"""
LARGE = 0.4
"""… and a larger one belongs to the digit, …"""
NEAR = 0.3
"""… as one between does that is nearer than so much of the digit's longest side."""
NEXT = 0.15
"""… and what is so near to all that was found goes on with it."""
FAR = 0.8
"""What is farther than so much of the digit's longest side is no part of it, however large."""
EDGE = 0.08
"""So much of a side is its edge."""
SHEET, FULL = 0.45, 0.75
"""A sheet of paper fills so much of the picture's sides and of its own box."""
SMALLEST_DIGIT = 0.04
"""Of the longest side of the picture."""


@dataclass
class Piece:
    """Ink that hangs together.

    Attributes:
        number: In the grid of labels.
        area: Its cells.
        box: First row, first column, last row, last column.
        touches: Whether it reaches an edge of the picture.
        hugs: Whether it covers most of an edge.
    """

    number: int
    area: int
    box: tuple[int, int, int, int]
    touches: bool
    hugs: bool

    @property
    def length(self) -> int:
        """The longer side of its box, in cells."""
        top, left, bottom, right = self.box
        return max(bottom - top, right - left) + 1

    def distance(self, other: "Piece") -> int:
        """From box to box, in cells."""
        gaps = (
            max(self.box[k] - other.box[k + 2], other.box[k] - self.box[k + 2], 0) for k in (0, 1)
        )
        return max(gaps)


def without_specks(ink: Float32Array) -> Float32Array:
    """The ink of the digit alone.

    Args:
        ink: Shape (h, w), from 0 to 1.
    """
    grid, step = cells_of(ink >= FAINT)
    ruled = _ruled(grid)
    labels = labelled(grid & ~ruled)
    labels[np.isin(labels, labels[_cells(ink >= STRONG, step)], invert=True)] = 0
    kept = _of_the_digit(pieces(labels), max(grid.shape))
    is_kept = _cells_around(np.isin(labels, kept)) & ~ruled
    return np.where(enlarged(is_kept, step, ink.shape), ink, np.float32(0))


def sheet_in(bright: Mask) -> tuple[slice, slice] | None:
    """Where a sheet of paper lies on a table.

    Args:
        bright: Where the picture is brighter than its border, shape (h, w).

    Returns:
        Rows and columns of the sheet; None where nothing is as large and full.
    """
    cells, step = cells_of(bright)
    labels = labelled(cells)
    for one in pieces(labels):
        top, left, bottom, right = one.box
        rows, columns = bottom + 1 - top, right + 1 - left
        sides = rows / labels.shape[0], columns / labels.shape[1]
        if min(sides) >= SHEET and one.area >= FULL * rows * columns:
            return slice(top * step, (bottom + 1) * step), slice(left * step, (right + 1) * step)
    return None


def cells_of(mask: Mask) -> tuple[Mask, int]:
    """The grid on which pieces are looked for, and how many pixels wide its cells are."""
    step = -(-max(mask.shape) // CELLS)
    return _cells(mask, step), step


def enlarged(cells: Mask, step: int, shape: tuple[int, ...]) -> Mask:
    """The pixels, as many as in `shape`, that lie in these cells."""
    fine = np.repeat(np.repeat(cells, step, axis=0), step, axis=1)
    return fine[: shape[0], : shape[1]]


def labelled(grid: Mask) -> NDArray[np.int64]:
    """For each cell the number of its piece, from 1; 0 where there is no ink.

    Cells hang together over sides and corners. Runs of a row are joined with those of the row
    above that they touch.
    """
    labels = np.zeros(grid.shape, np.int64)
    parent = [0]
    above: list[tuple[int, int, int]] = []
    runs: list[tuple[int, int, int]] = []
    rows, edges = np.nonzero(np.diff(grid, axis=1, prepend=False, append=False))
    row = -1
    for own, first, last in zip(
        rows[::2].tolist(), edges[::2].tolist(), edges[1::2].tolist(), strict=True
    ):
        if own != row:
            above, runs, row = (runs if own == row + 1 else []), [], own
        touched = [_root(parent, n) for a, b, n in above if a <= last and first <= b]
        number = min(touched, default=len(parent))
        if not touched:
            parent.append(number)
        for one in touched:
            parent[one] = number
        labels[row, first:last] = number
        runs.append((first, last, number))
    roots = np.array([_root(parent, n) for n in range(len(parent))])
    found: NDArray[np.int64] = np.unique(roots, return_inverse=True)[1].reshape(-1)[labels]
    return found


def pieces(labels: NDArray[np.int64]) -> list[Piece]:
    """What is to be known of each piece."""
    found = []
    sides = [labels[0], labels[-1], labels[:, 0], labels[:, -1]]
    for number in range(1, int(labels.max(initial=0)) + 1):
        own = labels == number
        if not own.any():
            continue
        rows, columns = np.flatnonzero(own.any(axis=1)), np.flatnonzero(own.any(axis=0))
        box = (int(rows[0]), int(columns[0]), int(rows[-1]), int(columns[-1]))
        covered = max(float(np.mean(side == number)) for side in sides)
        found.append(Piece(number, int(own.sum()), box, covered > 0, covered >= HUGGING))
    return found


def _of_the_digit(found: list[Piece], longest: int) -> list[int]:
    """The numbers of the pieces that are the digit."""
    free = [one for one in found if not one.hugs and one.length >= SMALLEST_DIGIT * longest]
    free = free or found
    if not free:
        return []
    largest = max(one.area for one in free)
    inner = [one for one in free if not one.touches and one.area >= INNER * largest]
    digit = max(inner or free, key=lambda one: one.area)
    others = [one for one in found if one in free or not one.hugs]
    return [one.number for one in _grown(digit, others)]


def _grown(digit: Piece, others: list[Piece]) -> list[Piece]:
    """The pieces that belong to the digit, and those that then belong to what was found.

    The dots and dashes of a dry brush or of a bad scan hang together one by one.
    """
    kept = [one for one in others if _belongs(one, digit)]
    while True:
        whole = _together(kept)
        more = [one for one in others if one not in kept and _continues(one, whole)]
        if not more:
            return kept
        kept += more


def _together(pieces: list[Piece]) -> Piece:
    """Several pieces as one."""
    tops, lefts, bottoms, rights = zip(*(one.box for one in pieces), strict=True)
    box = min(tops), min(lefts), max(bottoms), max(rights)
    area = sum(one.area for one in pieces)
    touches = any(one.touches for one in pieces)
    return Piece(pieces[0].number, area, box, touches, hugs=False)


def _continues(one: Piece, whole: Piece) -> bool:
    """Whether a piece goes on where the digit's other pieces end."""
    if one.touches and not whole.touches:
        return False
    return one.distance(whole) <= NEXT * whole.length and one.area >= SPECK * whole.area


def _belongs(one: Piece, digit: Piece) -> bool:
    if one.touches and not digit.touches:
        return False
    distance = one.distance(digit)
    if distance > FAR * digit.length:
        return False
    is_near = distance <= NEAR * digit.length
    return one.area >= (SPECK if is_near else LARGE) * digit.area


def _ruled(grid: Mask) -> Mask:
    """Cells of ruled lines, where the ink above and below does not go on through them."""
    found = np.zeros_like(grid)
    for cells, lines in ((grid, found), (grid.T, found.T)):
        end = max(round(EDGE * cells.shape[1]), 1)
        is_across = cells[:, :end].any(axis=1) & cells[:, -end:].any(axis=1)
        is_line = is_across & (cells.mean(axis=1) >= RULED)
        if not is_line.any() or is_line.mean() > MOST_RULED:
            continue
        edges = np.flatnonzero(np.diff(is_line, prepend=False, append=False))
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            if last - first > max(WIDEST_RULED * len(cells), 1):
                continue
            above = cells[first - 1] if first else np.zeros(cells.shape[1], bool)
            below = cells[last] if last < len(cells) else np.zeros(cells.shape[1], bool)
            lines[first:last] = cells[first:last] & ~(_wider(above) & _wider(below))
    return found


def _wider(cells: Mask) -> Mask:
    """The cells and their neighbours, along the first axis."""
    wide = cells.copy()
    wide[1:] |= cells[:-1]
    wide[:-1] |= cells[1:]
    return wide


def _cells(mask: Mask, step: int) -> Mask:
    """Whether there is ink in each square of `step` × `step` pixels."""
    rows, columns = (-(-n // step) for n in mask.shape)
    wide = np.zeros((rows * step, columns * step), bool)
    wide[: mask.shape[0], : mask.shape[1]] = mask
    return np.asarray(wide.reshape(rows, step, columns, step).any(axis=(1, 3)))


def _cells_around(cells: Mask) -> Mask:
    """The cells and their neighbours."""
    return _wider(_wider(cells).T).T


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        number = parent[number]
    return number
