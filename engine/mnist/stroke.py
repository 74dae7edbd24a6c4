"""The pen: how thick its strokes are, and how to make them thicker or thinner.

Thinning peels the strokes as Zhang and Suen do ("A fast parallel algorithm for thinning digital
patterns", 1984): no line breaks, no loop opens, however thin it was.
"""

import functools
import math

import numpy as np
from numpy.typing import NDArray

Float32Array = NDArray[np.float32]
Mask = NDArray[np.bool_]

NEIGHBOURS = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
"""P2 … P9 of Zhang and Suen: from the north clockwise; bit k of a pixel's code."""

ONE, THREE, OPPOSITE = [1, 2, 4, 8], [7, 11, 13, 14], [6, 9]
"""Squares of 2 × 2 pixels, as the bits of a number: with one pixel of ink, three, two opposite."""


def thickness(ink: Float32Array) -> float:
    """How thick the strokes are, on average, in pixels.

    A stroke of width w and length l has the area A = w l and the outline P = 2 (w + l), so that
    w² − w P/2 + A = 0. The outline is measured by how often lines in four directions cross it
    (Crofton), so that its slope does not matter.

    Args:
        ink: Shape (h, w), from 0 to 1, with a margin of one empty pixel.
    """
    area = float(ink.sum())
    straight = np.abs(np.diff(ink, axis=0)).sum() + np.abs(np.diff(ink, axis=1)).sum()
    slanted = np.abs(ink[1:, 1:] - ink[:-1, :-1]).sum() + np.abs(ink[1:, :-1] - ink[:-1, 1:]).sum()
    half = math.pi / 16 * (float(straight) + float(slanted) / math.sqrt(2))
    return (half - math.sqrt(max(half * half - 4 * area, 0.0))) / 2


def thickened(mask: Mask, radius: float) -> Mask:
    """The ink of a pen that is `radius` pixels larger on every side.

    Args:
        mask: Shape (h, w), with an empty margin that is wider than the radius.
        radius: In pixels; below 3/4 nothing changes.
    """
    grown = mask.copy()
    rows = len(mask)
    radius += 0.25  # so that whole radii give round pens
    for down in range(-int(radius), int(radius) + 1):
        source = mask[max(-down, 0) : rows - max(down, 0)]
        target = grown[max(down, 0) : rows - max(-down, 0)]
        target |= source
        for right in range(1, int(math.sqrt(radius * radius - down * down)) + 1):
            target[:, right:] |= source[:, :-right]
            target[:, :-right] |= source[:, right:]
    return grown


def thinned(mask: Mask, layers: int) -> Mask:
    """The strokes without their outer layers of pixels; a line of one pixel stays.

    Args:
        mask: Shape (h, w), with an empty margin of one pixel.
        layers: How many pixels to peel from every side.
    """
    mask = mask.copy()
    first, second = _peelable()
    for _ in range(layers):
        before = np.count_nonzero(mask)
        for peelable in (first, second):
            mask &= ~peelable[_codes(mask)]
        if np.count_nonzero(mask) == before:
            break
    return mask


def euler_number(mask: Mask) -> int:
    """How many pieces there are, less their holes; pixels that touch at a corner hang together.

    Counted in squares of four pixels, as Gray did ("Local properties of binary images in two
    dimensions", 1971): those with one pixel of ink, less those with three, less twice those with
    two at opposite corners, divided by four.

    Args:
        mask: Shape (h, w), with an empty margin of one pixel.
    """
    bits = mask.view(np.uint8)
    a, b, c, d = bits[:-1, :-1], bits[:-1, 1:], bits[1:, :-1], bits[1:, 1:]
    counts = np.bincount((a + 2 * b + 4 * c + 8 * d).ravel(), minlength=16)
    ones, threes, diagonals = (counts[own].sum() for own in (ONE, THREE, OPPOSITE))
    return int(ones - threes - 2 * diagonals) // 4


def _codes(mask: Mask) -> NDArray[np.uint8]:
    """For each pixel which of its eight neighbours are ink, as the bits of a number."""
    bits = mask.view(np.uint8)
    codes = np.zeros_like(bits)
    inner = codes[1:-1, 1:-1]
    rows, columns = mask.shape
    for k, (down, right) in enumerate(NEIGHBOURS):
        inner |= bits[1 + down : rows - 1 + down, 1 + right : columns - 1 + right] << k
    return codes


@functools.cache
def _peelable() -> tuple[Mask, Mask]:
    """For each code whether the pixel may go in the first and in the second half of a step.

    It may if it has two to six neighbours in one unbroken row (so that nothing comes apart), and
    lies on the south-east side in the first half, on the north-west side in the second.
    """
    P = (np.arange(256)[:, None] >> np.arange(8)) & 1
    north, _, east, _, south, _, west, _ = P.T
    n_neighbours = P.sum(axis=1)
    n_rows = np.sum((P == 0) & (np.roll(P, -1, axis=1) == 1), axis=1)
    is_edge = (n_neighbours >= 2) & (n_neighbours <= 6) & (n_rows == 1)
    first = is_edge & (north * east * south == 0) & (east * south * west == 0)
    second = is_edge & (north * east * west == 0) & (north * south * west == 0)
    return first, second
