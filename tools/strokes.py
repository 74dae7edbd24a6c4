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
        (((0.5, 0), (0.15, 0.2), (0.1, 0.55), (0.3, 0.95), (0.6, 0.98), (0.88, 0.7), (0.88, 0.3),
          (0.65, 0.03), (0.45, 0.02)), ((0.8, 0.1), (0.2, 0.92))),
    ),
    2: (
        (((0.1, 0.25), (0.3, 0.02), (0.7, 0.05), (0.8, 0.35), (0.1, 1), (0.1, 1), (0.9, 1)),),
        (((0.1, 0.2), (0.5, 0), (0.85, 0.3), (0.5, 0.7), (0.1, 0.95), (0.2, 0.75), (0.5, 0.9),
          (0.9, 1)),),
        (((0.15, 0.1), (0.5, 0), (0.8, 0.2), (0.7, 0.5), (0.15, 1), (0.15, 1), (0.85, 0.95)),),
        (((0.1, 0.25), (0.4, 0), (0.8, 0.2), (0.6, 0.6), (0.05, 0.95), (0.3, 0.88), (0.6, 1),
          (0.95, 0.88)),),
        (((0.15, 0.05), (0.5, 0.02), (0.75, 0.2), (0.6, 0.55), (0.1, 1), (0.1, 1), (0.8, 1)),),
    ),
    3: (
        (((0.15, 0.1), (0.5, 0), (0.8, 0.2), (0.4, 0.45), (0.4, 0.45), (0.85, 0.7), (0.5, 1),
          (0.1, 0.9)),),
        (((0.15, 0), (0.15, 0), (0.85, 0), (0.85, 0), (0.45, 0.4), (0.45, 0.4), (0.85, 0.65),
          (0.6, 0.98), (0.1, 0.9)),),
        (((0.15, 0.08), (0.55, 0), (0.72, 0.22), (0.45, 0.42), (0.35, 0.5), (0.48, 0.48),
          (0.85, 0.7), (0.5, 1), (0.1, 0.92)),),
        (((0.2, 0.15), (0.55, 0), (0.75, 0.25), (0.55, 0.45), (0.8, 0.65), (0.55, 1),
          (0.2, 0.85)),),
    ),
    4: (
        (((0.55, 0), (0.1, 0.65), (0.1, 0.65), (0.9, 0.65)), ((0.65, 0.35), (0.6, 1))),
        (((0.2, 0), (0.15, 0.5), (0.15, 0.5), (0.8, 0.5)), ((0.8, 0), (0.75, 1))),
        (((0.7, 1), (0.7, 0), (0.7, 0), (0.1, 0.7), (0.1, 0.7), (0.95, 0.7)),),
        (((0.3, 0.1), (0.15, 0.45), (0.3, 0.55), (0.85, 0.5)), ((0.75, 0), (0.7, 1))),
        (((0.6, 0), (0.25, 0.6), (0.25, 0.6), (0.85, 0.6)), ((0.6, 0), (0.6, 1))),
        (((0.5, 0), (0.3, 0.62), (0.3, 0.62), (0.75, 0.6)), ((0.58, 0.3), (0.55, 1))),
        (((0.1, 0), (0.1, 0.4), (0.35, 0.55), (0.85, 0.4)), ((0.85, 0), (0.85, 0.5), (0.8, 1))),
        (((0.55, 0), (0.05, 0.55), (0.05, 0.55), (0.7, 0.52)), ((0.7, 0.15), (0.5, 1))),
    ),
    5: (
        (((0.85, 0), (0.2, 0), (0.2, 0), (0.15, 0.45), (0.15, 0.45), (0.6, 0.4), (0.85, 0.7),
          (0.55, 1), (0.1, 0.92)),),
        (((0.2, 0), (0.2, 0.42), (0.2, 0.42), (0.7, 0.45), (0.75, 0.85), (0.4, 1), (0.1, 0.9)),
         ((0.2, 0), (0.85, 0.02))),
        (((0.85, 0.02), (0.3, 0.04), (0.2, 0.4), (0.65, 0.5), (0.8, 0.78), (0.5, 1),
          (0.1, 0.95)),),
        (((0.25, 0.12), (0.2, 0.45), (0.2, 0.45), (0.65, 0.45), (0.75, 0.8), (0.45, 1),
          (0.1, 0.92)), ((0.35, 0.02), (0.95, 0))),
        (((0.9, 0.05), (0.3, 0.08), (0.3, 0.08), (0.2, 0.5), (0.5, 0.4), (0.75, 0.65),
          (0.5, 0.98), (0.05, 0.95)),),
    ),
    6: (
        (((0.75, 0), (0.35, 0.25), (0.15, 0.7), (0.4, 1), (0.8, 0.8), (0.6, 0.55), (0.2, 0.7)),),
        (((0.55, 0), (0.25, 0.4), (0.2, 0.8), (0.5, 1), (0.8, 0.75), (0.5, 0.5), (0.22, 0.75)),),
        (((0.6, 0), (0.2, 0.6), (0.2, 0.85), (0.5, 1), (0.8, 0.8), (0.55, 0.6), (0.22, 0.75)),),
        (((0.2, 0), (0.15, 0.45), (0.15, 0.85), (0.45, 1), (0.8, 0.75), (0.5, 0.5),
          (0.17, 0.72)),),
        (((0.8, 0.12), (0.5, 0), (0.2, 0.3), (0.15, 0.75), (0.5, 1), (0.82, 0.75), (0.55, 0.5),
          (0.2, 0.65)),),
    ),
    8: (
        (((0.75, 0.15), (0.4, 0), (0.2, 0.25), (0.7, 0.65), (0.6, 1), (0.2, 0.9), (0.25, 0.6),
          (0.75, 0.35), (0.75, 0.12)),),
        (((0.5, 0.45), (0.2, 0.25), (0.5, 0), (0.8, 0.25), (0.5, 0.45)),
         ((0.5, 0.45), (0.15, 0.75), (0.5, 1), (0.85, 0.75), (0.5, 0.45))),
        (((0.8, 0.05), (0.4, 0.02), (0.2, 0.25), (0.75, 0.7), (0.5, 1), (0.2, 0.75), (0.7, 0.3),
          (0.88, 0.1)),),
        (((0.5, 0.5), (0.25, 0.3), (0.45, 0), (0.75, 0.2), (0.5, 0.5), (0.2, 0.8), (0.5, 1),
          (0.8, 0.8), (0.5, 0.5)),),
    ),
    9: (
        (((0.8, 0.15), (0.4, 0), (0.15, 0.3), (0.45, 0.5), (0.8, 0.2), (0.8, 0.2), (0.75, 1)),),
        (((0.8, 0.2), (0.5, 0), (0.2, 0.25), (0.5, 0.5), (0.8, 0.2), (0.8, 0.2), (0.8, 0.7),
          (0.5, 1), (0.15, 0.9)),),
        (((0.75, 0.1), (0.35, 0.05), (0.2, 0.35), (0.5, 0.5), (0.78, 0.15), (0.6, 0.6),
          (0.4, 1)),),
        (((0.75, 0.2), (0.45, 0), (0.15, 0.25), (0.45, 0.5), (0.75, 0.25)),
         ((0.78, 0.02), (0.78, 1))),
        (((0.8, 0.3), (0.5, 0), (0.15, 0.3), (0.5, 0.54), (0.82, 0.25), (0.75, 0.7),
          (0.4, 1)),),
        (((0.8, 0.2), (0.45, 0), (0.15, 0.25), (0.5, 0.45), (0.78, 0.2), (0.78, 0.2),
          (0.8, 0.85), (0.6, 1), (0.1, 0.98)),),
        (((0.8, 0.12), (0.5, 0.03), (0.35, 0.2), (0.55, 0.32), (0.8, 0.14), (0.8, 0.14),
          (0.85, 0.7), (0.6, 1), (0.1, 0.95)),),
        (((0.85, 0.05), (0.35, 0.05), (0.15, 0.3), (0.45, 0.5), (0.85, 0.35), (0.85, 0.05),
          (0.85, 0.05), (0.7, 1)),),
    ),
}  # fmt: skip
"""For each digit but 1 and 7 its forms, each of one or more strokes."""


SHARES = np.array([7, 26, 7, 7, 7, 7, 7, 18, 7, 7]) / 100
"""How often each digit is written: 1 and 7 differ most from MNIST's, and from land to land."""


def written(random: np.random.Generator) -> tuple[NDArray[np.float32], int]:
    """The ink of one of the forms, by an unsteady hand, and the digit that it is."""
    digit = int(random.choice(10, p=SHARES))
    form = form_of(digit, random)
    hand = _hand(random, narrowest=0.7 if digit in (1, 7) else 0.5)
    moved = [(_unsteady(np.array(stroke), random) - 0.5) @ hand + 0.5 for stroke in form]
    return _inked([_line(points, random) for points in moved], random), digit


def form_of(digit: int, random: np.random.Generator) -> tuple[Stroke, ...]:
    """One of the forms of a digit. Those of 1 and 7 pass into each other, so they have numbers."""
    if digit == 1:
        return _one(random)
    if digit == 7:
        return _seven(random)
    return FORMS[digit][random.integers(len(FORMS[digit]))]


def _one(random: np.random.Generator) -> tuple[Stroke, ...]:
    """A stem; mostly a flag, short, or steep and as long as the stem at most; perhaps a foot."""
    top = (0.6, 0.0)
    foot = (0.6 - random.uniform(-0.1, 0.25), 1.0)
    strokes: list[Stroke] = [(top, foot)]
    kind = random.random()
    if kind < 0.85:
        is_short = kind < 0.3
        length = random.uniform(0.1, 0.3) if is_short else random.uniform(0.25, 0.85)
        steep = random.uniform(0.1 if is_short else 0.55, 1.2)
        end = (top[0] - length * np.cos(steep), length * np.sin(steep))
        bow = random.uniform(-0.12, 0.06) * length
        middle = ((top[0] + end[0]) / 2 + bow, (top[1] + end[1]) / 2 - bow)
        corner = (top, top) if random.random() < 0.75 else (top,)
        strokes = [(end, middle, *corner, foot)]
    if random.random() < 0.25:
        left, right = random.uniform(0.12, 0.5, 2)
        strokes.append(((foot[0] - left, 1.0), (foot[0] + right, 1.0)))
    return tuple(strokes)


def _seven(random: np.random.Generator) -> tuple[Stroke, ...]:
    """A bar that is nearly level and a stem; now and then a serif, a line across, waves."""
    left, right = (random.uniform(-0.1, 0.15), random.uniform(-0.05, 0.18)), (0.9, 0.0)
    foot = (random.uniform(0.2, 0.75), 1.0)
    bend = random.uniform(-0.12, 0.06)
    middle = ((right[0] + foot[0]) / 2 + bend, 0.5)
    wave = random.uniform(-0.08, 0.08) if random.random() < 0.4 else 0.0
    bar: Stroke = (left, (0.35, left[1] - wave), (0.6, wave), right)
    if random.random() < 0.25:
        bar = ((left[0], left[1] + random.uniform(0.08, 0.22)), left, *bar)
    corner = (right,) if random.random() < 0.8 else ()
    strokes: list[Stroke] = [(*bar, *corner, middle, foot)]
    if random.random() < 0.5:
        height = random.uniform(0.4, 0.62)
        half, slope = random.uniform(0.15, 0.35), random.uniform(-0.12, 0.1)
        strokes.append(((middle[0] - half, height + slope), (middle[0] + half, height - slope)))
    return tuple(strokes)


def scribbled(random: np.random.Generator) -> NDArray[np.float32]:
    """The ink of a scribble that is no digit: a few strokes to anywhere."""
    n_strokes = random.integers(1, 4)
    lengths = random.integers(6, 12, size=n_strokes)
    return _inked([smooth(random.random((int(n), 2))) for n in lengths], random)


def _line(points: Points, random: np.random.Generator) -> Points:
    """The line of a pen through the points, or of a mouse: straight from one to the next."""
    return smooth(points) if random.random() < 0.85 else points


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


def _hand(random: np.random.Generator, narrowest: float) -> Points:
    """Slant, turn and proportions of a hand, as a matrix."""
    turn, slant = random.normal(0, 0.12), random.normal(-0.1, 0.2)
    turned = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    width = random.uniform(narrowest, 1.0)
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
