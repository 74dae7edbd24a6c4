"""What is ink in a picture, and what is paper: any colours, any light.

    drawing, scan       the paper has one colour; ink is what differs from it
    cut to the digit    the picture has two colours, ink reaches its edges: paper has the corners
    photograph          the paper's brightness is estimated everywhere (`engine.mnist.light`), and
                        ink is what is darker than the paper around it, or lighter on a blackboard

What is no part of the digit goes: specks, ruled lines, the table on which the paper lies, and what
is around the picture within a picture (`engine.mnist.frame`).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.mnist.frame import framed
from engine.mnist.light import WIDEST_MARKER, against_light, lessened, opened
from engine.mnist.specks import sheet_in, without_specks

Float32Array = NDArray[np.float32]

BAND, EDGE = 0.06, 0.01
"""How much of the picture is its border, where paper is looked for; and where frames are."""
SAME = 0.03, 0.05
"""Colours that differ by less count as one: so much in the dark, so much more on white."""
EVEN_SHARE = 0.55
"""Light is even if so much of the border has one colour …"""
HALF_TONES, LEAST_SIDE = 0.1, 5
"""… and nothing as wide as this share of the longest side is between paper and ink: no shadow."""
PLAIN_SHARE, TWO_SHARE = 0.6, 0.97
"""A picture has two colours if so much of it is plain, and so much of that has one of them."""
FLAT, FLAT_SHARE = 0.006, 0.75
"""So many neighbours differ by less in a drawing; a photograph has light and grain."""
SHADE = 0.15
"""Of the strength of the ink: what differs less from the paper is paper."""
SHEET_SHARE = 0.2
"""Of a photograph: what covers more is a sheet, not ink."""
BRIGHTER = 0.04
"""A sheet is so much brighter than nearly all of the table."""
LEAST_CONTRAST = 0.06
LEAST, PAPER = 5, 30
"""Percentiles that are paper, however much ink there is: the way between them is its noise."""
NOISES = 5.0
"""Ink stands out from the paper by so many times its noise."""
TOP_SHARE = 0.0003
"""Of the pixels, those which are surely ink if any is: they tell how strong it is."""
NOTICED, TOP_OF_INK = 0.02, 0.1
"""Of the pixels that differ by more than the first, surely the second is ink: where a tiny digit is
all that differs on a large canvas."""
LOW, HIGH = 0.3, 0.8
"""Of the strength of the ink: below the first is paper, above the second is ink."""
FRAME_INK = 0.25
"""Ink that is as strong may be a frame, which is often grey."""
SMALL = 100
"""Pictures up to this side have no pixels to spare: all greys of their strokes count."""


def ink_of_colours(colours: Float32Array) -> Float32Array | None:
    """The ink of a digit in a picture.

    Args:
        colours: Red, green, blue from 0 to 1, shape (h, w, 3).

    Returns:
        Shape (h, w), from 0 (paper) to 1 (ink); None where no ink stands out.
    """
    ink = _whole_ink(colours)
    if ink is None:
        return None
    inside = framed(ink >= FRAME_INK) if max(ink.shape) > SMALL else None
    if inside is not None:
        digit = _whole_ink(colours[inside])
        if digit is not None:
            ink = np.zeros_like(ink)
            ink[inside] = digit
    return without_specks(ink)


def _whole_ink(colours: Float32Array) -> Float32Array | None:
    """All ink in a picture, also what is no part of the digit; None where none stands out."""
    sheet = _sheet(colours)
    ink = None if sheet is None else _ink(against_light(_grey(colours), False))
    ink = _ink(_difference(colours)) if ink is None else ink
    return _ink(_distance(colours, _border_colour(colours))) if ink is None else ink


def _sheet(colours: Float32Array) -> tuple[slice, slice] | None:
    """Where a sheet lies on a darker table; None if all of the picture is paper."""
    if max(colours.shape) <= SMALL:
        return None
    grey = _grey(colours)
    table = float(np.percentile(_border(grey), 95))
    return sheet_in(grey > table + BRIGHTER)


def _ink(difference: Float32Array) -> Float32Array | None:
    """All that differs from the paper by enough; None where nothing does."""
    strength = _contrast(difference)
    if strength < LEAST_CONTRAST:
        return None
    low, high = (LOW, HIGH) if max(difference.shape) > SMALL else (0.1, 1.0)
    ink = (difference / np.float32(strength) - np.float32(low)) / np.float32(high - low)
    return np.asarray(np.clip(ink, 0, 1), dtype=np.float32)


def _difference(colours: Float32Array) -> Float32Array:
    """How much each pixel differs from the paper, from 0 to about 1."""
    paper = _border_colour(colours)
    from_paper = _distance(colours, paper)
    is_even = np.mean(_border(from_paper) < _same(paper)) >= EVEN_SHARE
    if is_even and _is_drawn(from_paper, colours):
        return from_paper
    paper_of_two = _paper_of_two(colours)
    if paper_of_two is not None:
        return _distance(colours, paper_of_two)
    return against_light(_grey(colours))


def _border_colour(colours: Float32Array) -> Float32Array:
    return np.asarray(np.median(_border(colours), axis=0), dtype=np.float32)


def _is_drawn(from_paper: Float32Array, colours: Float32Array) -> bool:
    """Whether what differs from the border is ink: neither the grain of paper nor a whole sheet."""
    strength = _contrast(from_paper)
    if strength < LEAST_CONTRAST or _has_half_tones(from_paper, strength):
        return False
    is_ink = np.pad(lessened(from_paper) > strength / 4, WIDEST_MARKER)
    if opened(is_ink, WIDEST_MARKER).any():
        return False
    is_photograph = max(from_paper.shape) > SMALL and not _is_flat(_grey(colours))
    return not is_photograph or float(np.mean(from_paper > strength / 2)) < SHEET_SHARE


def _has_half_tones(from_paper: Float32Array, strength: float) -> bool:
    """Whether something wide is neither paper nor ink: a shadow. Blurred edges are narrow.

    What lies beyond the edges is neither, so that a thin frame is narrow, too.
    """
    small = lessened(from_paper)
    between = (small > strength * SHADE) & (small < strength / 2)
    side = max(round(HALF_TONES * max(small.shape)), LEAST_SIDE)
    return bool(opened(np.pad(between, side), side).any())


def _is_flat(grey: Float32Array) -> bool:
    """Whether neighbours mostly have one colour, as in a drawing and in no photograph."""
    steps = np.abs(np.diff(grey, axis=1))
    return not steps.size or bool(np.mean(steps < FLAT) >= FLAT_SHARE)


def _is_plain(grey: Float32Array) -> NDArray[np.bool_]:
    """Where a pixel has the colour of the next to the right and below: no edge, however blurred."""
    found = np.ones(grey.shape, bool)
    found[:, :-1] &= np.abs(np.diff(grey, axis=1)) < FLAT
    found[:-1] &= np.abs(np.diff(grey, axis=0)) < FLAT
    return found


def _paper_of_two(colours: Float32Array) -> Float32Array | None:
    """The paper of a drawing in two colours, cut so close that ink reaches its edges; else None.

    Paper is what has more of the four corners; as many of each: the lighter one.
    """
    grey = _grey(colours)
    is_light = grey > (grey.min() + grey.max()) / 2
    is_plain = _is_plain(grey)
    masks = is_plain & ~is_light, is_plain & is_light
    if is_plain.mean() < PLAIN_SHARE or not all(mask.any() for mask in masks):
        return None
    dark, light = (np.median(colours[mask], axis=0) for mask in masks)
    is_either = [_distance(colours, one) < _same(one) for one in (dark, light)]
    if np.mean((is_either[0] | is_either[1])[is_plain]) < TWO_SHARE:
        return None
    in_corners = is_light[[0, 0, -1, -1], [0, -1, 0, -1]]
    return np.asarray(light if in_corners.sum() >= 2 else dark, dtype=np.float32)


def _same(colour: NDArray[np.floating]) -> float:
    """How near another colour is that counts as the same."""
    return SAME[0] + SAME[1] * float(colour.mean())


def _grey(colours: Float32Array) -> Float32Array:
    return np.asarray(colours.mean(axis=2), dtype=np.float32)


def _border(values: Float32Array) -> Float32Array:
    """The values in a band along the four edges, shape (n, …); all, where there is nothing else."""
    is_border = np.ones(values.shape[:2], bool)
    if min(values.shape[:2]) > 2:
        _inner(is_border)[...] = False
    return values[is_border]


def _inner(values: NDArray[Any], band: float = BAND) -> NDArray[Any]:
    """The values within that band; a view. A frame around the picture is not among them."""
    rows, columns = (max(round(n * band), 1) for n in values.shape[:2])
    found = values[rows:-rows, columns:-columns]
    return found if found.size else values


def _distance(colours: Float32Array, paper: Float32Array) -> Float32Array:
    """√ of the mean of the squared differences of red, green and blue."""
    return np.asarray(np.sqrt(np.mean((colours - paper) ** 2, axis=2)), dtype=np.float32)


def _contrast(difference: Float32Array) -> float:
    """How much ink differs from paper, within the border; a tiny digit may lie on the border."""
    return _strength(_inner(difference)) or _strength(_inner(difference, EDGE))


def _strength(difference: Float32Array) -> float:
    """How much ink differs from paper; 0 where nothing stands out from the noise."""
    n_differing = np.count_nonzero(difference > NOTICED)
    n_top = round(min(difference.size * TOP_SHARE, n_differing * TOP_OF_INK))
    n_top = max(n_top, min(4, difference.size))
    top = float(np.partition(difference, -n_top, axis=None)[-n_top])
    if float(np.percentile(difference, PAPER)) > top / 2:  # nearly all is ink
        difference = difference[difference < top / 2]
        if not difference.size:
            return 0.0
    least, paper, middle = (float(one) for one in np.percentile(difference, (LEAST, PAPER, 50)))
    spread = 1.48 * float(np.median(np.abs(difference - middle)))
    stands_out = min(middle + NOISES * spread, paper + NOISES * (paper - least))
    return top if top > stands_out else 0.0
