"""Digits as strangers write them and MNIST's writers seldom did, as strokes of a pen.

The 1 with a flag and a foot, the crossed 7, the open 4, the 9 that stands straight: each a few
points in a square from 0 to 1, y downwards, through which a smooth line is drawn.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Stroke = tuple[tuple[float, float], ...]
"""Points (x, y). A point that stands twice in a row is a corner."""

SIDE = 112
"""Of a drawn picture, in pixels."""
PER_PIECE = 8
"""Points of the smooth line between two given ones."""

FORMS: dict[int, tuple[tuple[Stroke, ...], ...]] = {
    0: (
        (((0.5, 0), (0.2, 0.15), (0.1, 0.5), (0.25, 0.9), (0.5, 1), (0.8, 0.85), (0.9, 0.5),
          (0.75, 0.12), (0.5, 0)),),
        (((0.6, 0.05), (0.3, 0.1), (0.2, 0.5), (0.3, 0.9), (0.55, 0.95), (0.75, 0.6),
          (0.7, 0.2), (0.5, 0.02), (0.35, 0.1)),),
    ),
    1: (
        (((0.25, 0.3), (0.55, 0), (0.55, 0), (0.55, 1)),),
        (((0.1, 0.5), (0.6, 0), (0.6, 0), (0.55, 1)),),
        (((0.25, 0.25), (0.5, 0), (0.5, 0), (0.5, 1)), ((0.2, 1), (0.8, 1))),
        (((0.5, 0), (0.5, 1)), ((0.25, 1), (0.75, 1))),
        (((0.05, 0.42), (0.4, 0.2), (0.6, 0), (0.6, 0), (0.62, 0.5), (0.6, 1)),),
        (((0, 0.65), (0.35, 0.3), (0.55, 0), (0.55, 0), (0.55, 1)),),
        (((0.15, 0.45), (0.6, 0), (0.6, 0), (0.45, 1)),),
    ),
    2: (
        (((0.1, 0.25), (0.3, 0.02), (0.7, 0.05), (0.8, 0.35), (0.1, 1), (0.1, 1), (0.9, 1)),),
        (((0.1, 0.2), (0.5, 0), (0.85, 0.3), (0.5, 0.7), (0.1, 0.95), (0.2, 0.75), (0.5, 0.9),
          (0.9, 1)),),
        (((0.15, 0.1), (0.5, 0), (0.8, 0.2), (0.7, 0.5), (0.15, 1), (0.15, 1), (0.85, 0.95)),),
    ),
    3: (
        (((0.15, 0.1), (0.5, 0), (0.8, 0.2), (0.4, 0.45), (0.4, 0.45), (0.85, 0.7), (0.5, 1),
          (0.1, 0.9)),),
        (((0.15, 0), (0.15, 0), (0.85, 0), (0.85, 0), (0.45, 0.4), (0.45, 0.4), (0.85, 0.65),
          (0.6, 0.98), (0.1, 0.9)),),
    ),
    4: (
        (((0.55, 0), (0.1, 0.65), (0.1, 0.65), (0.9, 0.65)), ((0.65, 0.35), (0.6, 1))),
        (((0.2, 0), (0.15, 0.5), (0.15, 0.5), (0.8, 0.5)), ((0.8, 0), (0.75, 1))),
        (((0.7, 1), (0.7, 0), (0.7, 0), (0.1, 0.7), (0.1, 0.7), (0.95, 0.7)),),
        (((0.3, 0.1), (0.15, 0.45), (0.3, 0.55), (0.85, 0.5)), ((0.75, 0), (0.7, 1))),
    ),
    5: (
        (((0.85, 0), (0.2, 0), (0.2, 0), (0.15, 0.45), (0.15, 0.45), (0.6, 0.4), (0.85, 0.7),
          (0.55, 1), (0.1, 0.92)),),
        (((0.2, 0), (0.2, 0.42), (0.2, 0.42), (0.7, 0.45), (0.75, 0.85), (0.4, 1), (0.1, 0.9)),
         ((0.2, 0), (0.85, 0.02))),
    ),
    6: (
        (((0.75, 0), (0.35, 0.25), (0.15, 0.7), (0.4, 1), (0.8, 0.8), (0.6, 0.55), (0.2, 0.7)),),
        (((0.55, 0), (0.25, 0.4), (0.2, 0.8), (0.5, 1), (0.8, 0.75), (0.5, 0.5), (0.22, 0.75)),),
    ),
    7: (
        (((0.1, 0), (0.1, 0), (0.85, 0), (0.85, 0), (0.35, 1)), ((0.25, 0.5), (0.85, 0.5))),
        (((0.1, 0.02), (0.1, 0.02), (0.9, 0), (0.9, 0), (0.5, 0.5), (0.45, 1)),
         ((0.3, 0.45), (0.8, 0.4))),
        (((0.1, 0.2), (0.12, 0), (0.12, 0), (0.85, 0.02), (0.85, 0.02), (0.4, 1)),),
        (((0.1, 0.05), (0.1, 0.05), (0.85, 0), (0.85, 0), (0.3, 1)),),
        (((0.15, 0.18), (0.15, 0), (0.15, 0), (0.85, 0), (0.85, 0), (0.45, 1)),
         ((0.3, 0.5), (0.85, 0.5))),
        (((0.1, 0.15), (0.3, 0.02), (0.6, 0.1), (0.9, 0), (0.6, 0.45), (0.45, 1)),
         ((0.25, 0.55), (0.8, 0.45))),
        (((0.15, 0.15), (0.4, 0), (0.85, 0.1), (0.7, 0.5), (0.3, 1)), ((0.3, 0.55), (0.9, 0.5))),
    ),
    8: (
        (((0.75, 0.15), (0.4, 0), (0.2, 0.25), (0.7, 0.65), (0.6, 1), (0.2, 0.9), (0.25, 0.6),
          (0.75, 0.35), (0.75, 0.12)),),
        (((0.5, 0.45), (0.2, 0.25), (0.5, 0), (0.8, 0.25), (0.5, 0.45)),
         ((0.5, 0.45), (0.15, 0.75), (0.5, 1), (0.85, 0.75), (0.5, 0.45))),
    ),
    9: (
        (((0.8, 0.15), (0.4, 0), (0.15, 0.3), (0.45, 0.5), (0.8, 0.2), (0.8, 0.2), (0.75, 1)),),
        (((0.8, 0.2), (0.5, 0), (0.2, 0.25), (0.5, 0.5), (0.8, 0.2), (0.8, 0.2), (0.8, 0.7),
          (0.5, 1), (0.15, 0.9)),),
        (((0.75, 0.1), (0.35, 0.05), (0.2, 0.35), (0.5, 0.5), (0.78, 0.15), (0.6, 0.6),
          (0.4, 1)),),
    ),
}  # fmt: skip
"""For each digit its forms, each of one or more strokes."""


SHARES = np.where(np.isin(np.arange(10), (1, 7)), 0.2, 0.075)
"""How often each digit is written: 1 and 7 differ most from MNIST's, and from land to land."""


def written(random: np.random.Generator) -> tuple[NDArray[np.float32], int]:
    """The ink of one of the forms, by an unsteady hand, and the digit that it is."""
    digit = int(random.choice(10, p=SHARES))
    form = FORMS[digit][random.integers(len(FORMS[digit]))]
    hand = _hand(random)
    moved = [(_unsteady(np.array(stroke), random) - 0.5) @ hand + 0.5 for stroke in form]
    return _inked([smooth(points) for points in moved], random), digit


def scribbled(random: np.random.Generator) -> NDArray[np.float32]:
    """The ink of a scribble that is no digit: a few strokes to anywhere."""
    n_strokes = random.integers(1, 4)
    lengths = random.integers(6, 12, size=n_strokes)
    return _inked([smooth(random.random((int(n), 2))) for n in lengths], random)


def smooth(points: Points) -> Points:
    """The Catmull-Rom line through the points; a point that stands twice is a corner."""
    P = np.vstack([points[:1], points, points[-1:]])
    t = np.linspace(0, 1, PER_PIECE, endpoint=False)[:, None]
    pieces = [
        b
        + t * (c - a) / 2
        + t**2 * (a - 2.5 * b + 2 * c - d / 2)
        + t**3 * (1.5 * (b - c) + (d - a) / 2)
        for a, b, c, d in zip(P, P[1:], P[2:], P[3:], strict=False)
    ]
    return np.vstack([*pieces, points[-1:]])


def _hand(random: np.random.Generator) -> Points:
    """Slant, turn and proportions of a hand, as a matrix."""
    turn, slant = random.normal(0, 0.12), random.normal(-0.1, 0.2)
    turned = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    width = random.uniform(0.5, 1.0)
    found: Points = np.array([[width, 0], [slant, 1]]) @ turned
    return found


def _unsteady(points: Points, random: np.random.Generator) -> Points:
    """Points that have moved a little, corners together."""
    moved = points + random.normal(0, 0.035, points.shape)
    is_corner = (points[1:] == points[:-1]).all(axis=1)
    moved[1:][is_corner] = moved[:-1][is_corner]
    return moved


def _inked(lines: list[Points], random: np.random.Generator) -> NDArray[np.float32]:
    from PIL import Image, ImageDraw

    every = np.vstack(lines)
    low = every.min(axis=0)
    scale = (SIDE - 32) / max((every.max(axis=0) - low).max(), 1e-3)
    picture = Image.new("L", (SIDE, SIDE))
    draw: Any = ImageDraw.Draw(picture)
    pen = int(random.choice([2, 3, 5, 8, 11, 14, 18]))
    for line in lines:
        corners = [(float(x), float(y)) for x, y in (line - low) * scale + 16]
        draw.line(corners, fill=255, width=pen, joint="curve")
        for x, y in (corners[0], corners[-1]):
            draw.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=255)
    return np.asarray(picture, dtype=np.float32) / np.float32(255)
