"""The light on a photograph: how bright the paper is everywhere, through shadows and under ink.

What is ink, and which pieces of it are the digit, is decided elsewhere.
"""

import numpy as np
from numpy.typing import NDArray

from engine.mnist.resampling import resampled, squashed
from engine.mnist.specks import labelled, pieces

Float32Array = NDArray[np.float32]

LIGHT_SIDE = 128
"""The light is estimated on a picture of this size …"""
WIDEST_STROKE, WIDEST_MARKER = 25, 51
"""… on which strokes of a pen are no wider than the first, those of a thick marker than the second.
"""
THICK = 13
"""Ink that fills a square of this side is that of a marker."""
TOP = 99.0
"""Percentile of the shares that is surely ink, where there is so much of it."""
PENS = 7, 13, WIDEST_STROKE, WIDEST_MARKER
"""Windows on it, in which strokes of thin and of thick pens stand out."""
LIGHT_TAIL, BRIGHT = 2.0, 0.6
"""Ink is lighter than paper if the tail has at least this skewness and the paper is below that."""
NIGHT, DARK, CONTRAST = 0.2, 0.25, 2.0
"""Brightness at which nobody writes with dark ink; that of a dark board at most, and how many times
brighter chalk is at least."""
STANDS_OUT, LEAST_INK, CLEARLY = 0.04, 0.002, 8.0
"""Ink differs by the first from the edges, has the second of the pixels, and so much more than the
other side."""
BLACK = 0.05
"""Added to brightnesses before they are divided: in the dark is mostly noise …"""
BOARD = 0.3
"""… and this where ink is light: in a photograph's negative, paper in the light is black."""
STEADY = 0.3
"""The light is even where it changes by less than this share over the width of a stroke."""


def against_light(grey: Float32Array, is_light_ink: bool | None = None) -> Float32Array:
    """How much darker a pixel is than the paper around it, as a share of the brighter of the two.

    A shadow darkens paper and ink alike, so that the share stays. Light ink on a dark board is the
    same in the negative.

    Args:
        grey: The brightness, shape (h, w).
        is_light_ink: Whether ink is lighter than paper, where that is known.

    Returns:
        Shape (h, w); below zero where a pixel is lighter than the paper around it.
    """
    small = lessened(grey)
    if is_light_ink is None:
        is_light_ink = _has_light_ink(small)
    paper = _paper(small, is_light_ink, _widest_stroke(small, is_light_ink))
    scales = small.shape[0] / grey.shape[0], small.shape[1] / grey.shape[1]
    paper = resampled(np.pad(paper, 1, mode="edge"), grey.shape, scales, (1.0, 1.0))
    return _share(grey, paper, is_light_ink)


def lessened(image: Float32Array) -> Float32Array:
    """The image, its longest side on 128 pixels at most."""
    scale = max(max(image.shape) / LIGHT_SIDE, 1.0)
    rows, columns = (max(round(n / scale), 1) for n in image.shape)
    return squashed(image, (rows, columns))


def opened(mask: NDArray[np.bool_], side: int) -> NDArray[np.bool_]:
    """What of a mask holds a square of that side."""
    return -_closed(-mask.astype(np.float32), side) > 0


def _share(grey: Float32Array, paper: Float32Array, is_light_ink: bool) -> Float32Array:
    """How much ink differs from the paper under it, as a share of the brighter of the two."""
    dark, bright = (paper, grey) if is_light_ink else (grey, paper)
    black = BOARD if is_light_ink else BLACK
    return np.asarray(1 - (dark + black) / (bright + black), dtype=np.float32)


def _widest_stroke(small: Float32Array, is_light_ink: bool) -> int:
    """The window for these strokes: that of a marker if ink as thick stands free of the edges.

    A wider window finds thicker strokes, and sees less of the light. Shadows reach an edge.
    """
    share = _share(small, _paper(small, is_light_ink, WIDEST_MARKER), is_light_ink)
    solid = opened(share > np.percentile(share, TOP) / 2, THICK)
    is_free = any(not piece.touches for piece in pieces(labelled(solid)))
    return WIDEST_MARKER if is_free else WIDEST_STROKE


def _has_light_ink(small: Float32Array) -> bool:
    """The tail of the brightness is on the side of the ink, where the paper is all around.

    Of pens as thin as the first of `PENS` or as thick as the last, those count that show it best.
    On bright paper nobody writes with light ink, and on a dark board nobody with dark.
    """
    if _is_dark_board(small):
        return True
    if _has_dark_strokes(small):
        return False
    filled, emptied = _closed(small, WIDEST_STROKE), -_closed(-small, WIDEST_STROKE)
    is_inner = _is_steady(filled) | _is_steady(emptied)
    is_inner |= not is_inner.any()
    tails = [_skewness((small - _mean_around(small, side))[is_inner]) for side in PENS]
    return max(tails, key=abs) > LIGHT_TAIL and float(np.median(small)) < BRIGHT


def _is_dark_board(small: Float32Array) -> bool:
    """Whether it is night, or all is dark, and what is much brighter is strokes, no sheet."""
    middle, top = float(np.median(small)), float(np.percentile(small, TOP))
    if middle < NIGHT:
        return True
    if middle > DARK or top < CONTRAST * middle:
        return False
    return not opened(small > (middle + top) / 2, WIDEST_STROKE).any()


def _has_dark_strokes(small: Float32Array) -> bool:
    """Whether only strokes are darker than all of the edges, and nearly nothing is brighter."""
    edges = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    darker = small < float(edges.min()) - STANDS_OUT
    brighter = small > float(edges.max()) + STANDS_OUT
    is_clear = darker.mean() > max(LEAST_INK, CLEARLY * brighter.mean())
    return bool(is_clear and not opened(darker, WIDEST_STROKE).any())


def _skewness(values: Float32Array) -> float:
    """Above zero where the tail is on the side of the large values."""
    squares = values * values
    return float(np.mean(squares * values) / max(float(np.mean(squares)), 1e-12) ** 1.5)


def _is_steady(paper: Float32Array) -> NDArray[np.bool_]:
    """Where the paper does not end, and no shadow begins."""
    high, low = (_around(paper, WIDEST_STROKE, pick) for pick in (np.maximum, np.minimum))
    return np.asarray(high - low < STEADY * (high + BLACK))


def _paper(small: Float32Array, is_light_ink: bool, widest: int) -> Float32Array:
    """The brightness of the paper, also under strokes no wider than `widest`."""
    return -_paper_under(-small, widest) if is_light_ink else _paper_under(small, widest)


def _paper_under(small: Float32Array, widest: int) -> Float32Array:
    """The brightness of the paper, also under dark strokes.

    Where the paper ends, or a shadow begins, the darker of the two counts: what is in between is no
    ink.
    """
    filled = _closed(small, widest)
    depth = filled - small
    bare = np.where(depth < STEADY * depth.max(), small, filled)
    return _around(np.minimum(filled, _mean_around(bare, 5)), 3, np.minimum)


def _closed(image: Float32Array, side: int) -> Float32Array:
    """The image without dark strokes: the largest value around, then the smallest of those.

    What is dark at an edge goes on beyond it, and is no stroke.
    """
    wide = np.pad(image, side, mode="edge")
    wide = _around(_around(wide, side, np.maximum), side, np.minimum)
    return wide[side:-side, side:-side]


def _mean_around(image: Float32Array, side: int) -> Float32Array:
    """The mean of the `side` × `side` pixels around each; the edge goes on."""
    for axis in (0, 1):
        sums = np.cumsum(_on_edge(image, side, axis), axis=axis, dtype=np.float64)
        sums = np.moveaxis(sums, axis, 0)
        means = np.concatenate([sums[side - 1 : side], sums[side:] - sums[:-side]]) / side
        image = np.moveaxis(means, 0, axis).astype(np.float32)
    return image


def _around(image: Float32Array, side: int, pick: np.ufunc) -> Float32Array:
    """The largest or smallest of the `side` × `side` pixels around each; the edge goes on.

    Twice as many with each step: of 1 pixel, of 2, 4, 8 …
    """
    for axis in (0, 1):
        wide = np.moveaxis(_on_edge(image, side, axis), axis, 0)
        reach = 1
        while reach < side:
            step = min(reach, side - reach)
            wide = pick(wide[:-step], wide[step:])
            reach += step
        image = np.moveaxis(wide, 0, axis)
    return np.ascontiguousarray(image)


def _on_edge(image: Float32Array, side: int, axis: int) -> Float32Array:
    """The image, its edge pixels repeated so often that each has a whole window."""
    before = side // 2
    margins = [(0, 0), (0, 0)]
    margins[axis] = before, side - 1 - before
    return np.pad(image, margins, mode="edge")
