"""A drawing becomes an image like MNIST's own: 28×28, as large, as thick and as centred.

How this is done decides whether a network that was trained on MNIST knows strangers' digits: with
the whole picture squashed to 28×28 it is right for one half of them, with this for nine of ten.
"""

import numpy as np
from numpy.typing import NDArray

from engine.mnist.network import IMAGE_SHAPE
from engine.mnist.resampling import resampled, squashed
from engine.mnist.stroke import euler_number, thickened, thickness, thinned

Float32Array = NDArray[np.float32]

DIGIT_SIDE = 20
"""The longest side of a digit, in pixels of the image."""
CENTRE = 14.5
"""Where the centre of mass lies, from the left and upper edge: in the middle of pixel 14."""
STROKE = 3.0
"""How thick MNIST's strokes are, in pixels of the image."""
FINE = 4
"""Strokes are thickened and thinned on a grid that is as many times finer than the image."""
MARGIN = 10
"""Empty pixels of the fine grid around the digit, into which a stroke may grow."""
LEAST_CHANGE = 0.75
"""Pixels of the fine grid: what is nearer to MNIST's strokes is left as it is."""
GAP = 2.0
"""In pixels of the fine grid."""
SHARES = 1.0, 0.75, 0.5, 0.25
"""Of the change of the pen: the first that fills no loop is made."""
FAINTEST = 0.1
"""Ink below this is paper."""


def digit_image(
    ink: NDArray[np.floating], centred: bool = True, stroke: bool = True
) -> Float32Array | None:
    """The image that the network sees of a drawing; within 2 ms for 280×280 pixels.

    Args:
        ink: Shape (h, w), 0 where there is paper, 1 where there is ink.
        centred: As in MNIST: cropped to the ink, the longest side on 20 pixels, the centre of mass
            at pixel (14, 14). Otherwise the whole picture is squashed to 28×28.
        stroke: Whether strokes are brought to MNIST's thickness, where the drawing is centred.

    Returns:
        Shape (28, 28), from 0 to 1; None where nothing is drawn.
    """
    ink = np.asarray(ink, dtype=np.float32)
    box = ink_box(ink)
    if box is None:
        return None
    if not centred:
        return np.clip(squashed(ink, IMAGE_SHAPE), 0, 1)
    digit = ink[box]
    return _centred(_like_mnist(digit) if stroke else digit)


def ink_box(ink: Float32Array) -> tuple[slice, slice] | None:
    """The rows and columns that hold ink; None where there is none.

    Args:
        ink: Shape (h, w), 0 where there is paper, 1 where there is ink.
    """
    is_ink = ink >= FAINTEST
    rows, columns = (np.flatnonzero(is_ink.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return None
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _like_mnist(digit: Float32Array) -> Float32Array:
    """The digit on the fine grid, its strokes as thick as MNIST's."""
    longest = FINE * DIGIT_SIDE
    scale = max(digit.shape) / longest
    rows, columns = (max(round(n / scale), 1) + 2 * MARGIN for n in digit.shape)
    fine = resampled(digit, (rows, columns), (scale, scale), (-MARGIN * scale, -MARGIN * scale))
    # A line of one pixel of the drawing fills that little of a cell, or half of it in each of two.
    strength = min(float(digit.max()), 1.0)
    mask = fine >= 0.5 * strength / max(scale, 1.0)
    change = _missing(mask, longest)
    if abs(change) < LEAST_CHANGE:
        return digit
    if change < 0:
        # Small loops are grey in a small picture; and an uneven stroke has thin places afterwards.
        mask &= fine >= 0.75 * strength / max(scale, 1.0)
        mask = thinned(mask, round(max(-_missing(mask, longest), 0)))
        change = _missing(mask, float(max(mask.any(axis=1).sum(), mask.any(axis=0).sum())))
    if change >= LEAST_CHANGE:
        mask = _thickened_around_loops(mask, change)
    found = mask.astype(np.float32)
    box = ink_box(found)
    return digit if box is None else found[box]


def _thickened_around_loops(mask: NDArray[np.bool_], radius: float) -> NDArray[np.bool_]:
    """The strokes thickened; less than wished where a loop would be filled.

    What a pen fills that is larger by `GAP` is no loop, but a gap in the ink.
    """
    most = euler_number(thickened(mask, GAP))
    for share in SHARES:
        grown = thickened(mask, share * radius)
        if euler_number(grown) <= most:
            return grown
    return mask


def _missing(mask: NDArray[np.bool_], longest: float) -> float:
    """How many pixels are missing on each side of the strokes; below zero: too many.

    The digit will be scaled to its longest side once more, so what counts is the thickness t
    beside the length l of the line in the middle of the strokes: t / (l + t) = 3 / 20.
    """
    now = thickness(mask.astype(np.float32))
    wanted = max(longest - now, now) * STROKE / (DIGIT_SIDE - STROKE)
    return (wanted - now) / 2


def _centred(digit: Float32Array) -> Float32Array:
    """The digit, its longest side on 20 pixels, its centre of mass at pixel (14, 14)."""
    scale = max(digit.shape) / DIGIT_SIDE
    total = float(digit.sum())
    origin = []
    for axis, n in enumerate(digit.shape):
        middle = float((np.arange(n) + 0.5) @ digit.sum(axis=1 - axis)) / total
        origin.append(_within(middle - CENTRE * scale, n, IMAGE_SHAPE[axis] * scale))
    image = resampled(digit, IMAGE_SHAPE, (scale, scale), (origin[0], origin[1]))
    return np.clip(image, 0, 1)


def _within(origin: float, n: int, frame: float) -> float:
    """The origin of a frame, moved as little as needed to hold all n pixels of the digit."""
    return min(max(origin, n - frame), 0.0)
