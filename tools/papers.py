"""Ink on paper, as the program gets it: a drawing on a screen, a scan, a photograph of a sheet.

A lesson that went this way is what the network will really see: with all that finding the ink does
to a digit (`engine.mnist.paper`). The pictures are small, so that a lesson takes some milliseconds.
"""

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.mnist.drawing import digit_image
from engine.mnist.paper import ink_of_colours
from engine.mnist.resampling import resampled

Float32Array = NDArray[np.float32]
Random = np.random.Generator

SIDES = (24, 130)
"""The shortest and the longest side of a picture, in pixels."""
DRAWN = 0.55
"""The share of pictures that were drawn on a screen; the others are photographs."""
ALIKE = 0.5
"""A lesson that is less like the ink than this (a cosine) cannot be read, and teaches nothing."""


def found_again(ink: Float32Array, random: Random) -> Float32Array | None:
    """The image that the network sees of a picture of that ink.

    Args:
        ink: Shape (h, w), 0 where there is paper, 1 where there is ink.
        random: Draws pen, paper, light and camera.

    Returns:
        Shape (28, 28); None where the ink was lost on the way.
    """
    colours = drawn(ink, random) if random.random() < DRAWN else photographed(ink, random)
    found = ink_of_colours(np.asarray(np.clip(colours, 0, 255) / 255, dtype=np.float32))
    image = None if found is None else digit_image(found, stroke=bool(random.random() < 0.95))
    as_meant = digit_image(ink)
    if image is None or as_meant is None:
        return None
    likeness = np.sum(image * as_meant) / np.sqrt(np.sum(image**2) * np.sum(as_meant**2) + 1e-9)
    return image if likeness >= ALIKE else None


def drawn(ink: Float32Array, random: Random) -> Float32Array:
    """A drawing of any size in two colours: hard or soft edges, sharp or blurred, perhaps cut."""
    page = _placed(ink, random, smallest=0.3)
    if random.random() < 0.35:
        strength = np.percentile(page[page > 0.05], 80) if (page > 0.05).any() else 1.0
        page = (page > random.uniform(0.25, 0.6) * strength).astype(np.float32)
    if random.random() < 0.3:
        page = _blurred(page, random.uniform(0.3, 0.02 * len(page) + 0.4))
    if random.random() < 0.12:
        page = _cut(page)
    paper, pen = _two_colours(random)
    return _as_jpeg(paper + page[..., None] * (pen - paper), random, share=0.3)


def photographed(ink: Float32Array, random: Random) -> Float32Array:
    """A photograph of paper or of a board: slanting, in uneven light, with shadow and grain."""
    page = _placed(ink, random, smallest=0.45)
    page = _blurred(page, random.uniform(0.3, 0.008 * len(page) + 0.4))
    is_board = random.random() < 0.3
    paper = random.uniform(25, 90) if is_board else random.uniform(170, 250)
    pen = random.uniform(170, 250) if is_board else random.uniform(10, 110)
    strength = 1 - random.uniform(0, 0.4) * _blurred(_noise(page.shape, random), 0.6)
    tint = 1 - random.uniform(0, 0.12, (2, 3))
    ground, line = paper * tint[0], pen * tint[1]
    colours = ground + (page * strength)[..., None] * (line - ground)
    if random.random() < 0.2:
        colours = _ruled(colours, page, random)
    colours = _tilted(colours, random)
    lit = colours * _light(page.shape, random)[..., None]
    return _as_jpeg(lit + random.normal(0, random.uniform(0.5, 5), lit.shape), random, share=0.8)


def _placed(ink: Float32Array, random: Random, smallest: float) -> Float32Array:
    """The digit somewhere on a page; it has at least some 20 pixels, if it can."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = float(np.exp(random.uniform(*np.log(SIDES))))
    shape = (round(side), round(side * random.uniform(0.75, 1.35)))
    length = min(max(random.uniform(smallest, 0.95) * min(shape), 20), 0.98 * min(shape))
    scale = max(digit.shape) / length
    free = [n - m / scale for n, m in zip(shape, digit.shape, strict=True)]
    down, right = (-scale * room * random.random() for room in free)
    return np.clip(resampled(digit, shape, (scale, scale), (down, right)), 0, 1)


def _cut(page: Float32Array) -> Float32Array:
    """The page, cut to its ink."""
    is_ink = page > 0.3
    if not is_ink.any():
        return page
    rows, columns = np.flatnonzero(is_ink.any(axis=1)), np.flatnonzero(is_ink.any(axis=0))
    return page[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _two_colours(random: Random) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Paper and pen: black on white, white on black, or any that differ enough."""
    dark, light = random.uniform(0, 90, 3), random.uniform(180, 255, 3)
    if random.random() < 0.6:
        dark, light = np.zeros(3), np.full(3, 255.0)
    return (dark, light) if random.random() < 0.5 else (light, dark)


def _ruled(colours: Float32Array, page: Float32Array, random: Random) -> Float32Array:
    """The same on lined or squared paper."""
    step = max(round(len(page) * random.uniform(0.06, 0.2)), 5)
    is_line = np.zeros(page.shape, bool)
    is_line[int(random.integers(step)) :: step] = True
    if random.random() < 0.5:
        is_line[:, int(random.integers(step)) :: step] = True
    shade = random.uniform(0.72, 0.92)
    return np.where((is_line & (page < 0.3))[..., None], colours * shade, colours)


def _tilted(colours: Float32Array, random: Random) -> Float32Array:
    """The same seen from a little aside."""
    from PIL import Image

    rows, columns = colours.shape[:2]
    corners = np.array([[0, 0], [0, rows], [columns, rows], [columns, 0]], dtype=np.float64)
    corners += random.normal(0, 0.025, corners.shape) * (columns, rows)
    picture = Image.fromarray(np.clip(colours, 0, 255).astype(np.uint8))
    edge = tuple(int(one) for one in np.clip(np.median(colours, axis=(0, 1)), 0, 255))
    quad = [float(one) for one in corners.ravel()]
    options: Any = {"resample": Image.Resampling.BILINEAR, "fillcolor": edge}
    seen = picture.transform(picture.size, Image.Transform.QUAD, quad, **options)
    return np.asarray(seen, dtype=np.float32)


def _light(shape: tuple[int, ...], random: Random) -> Float32Array:
    """How bright the light is everywhere: from a side, perhaps with a shadow that has an edge."""
    y, x = np.mgrid[0 : 1 : shape[0] * 1j, 0 : 1 : shape[1] * 1j]
    angle = random.uniform(0, 2 * np.pi)
    along = (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle)
    light = random.uniform(0.65, 1.0) * (1 + random.uniform(0, 0.5) * along)
    if random.random() < 0.5:
        turn = random.uniform(0, 2 * np.pi)
        across = (x - random.random()) * np.cos(turn) + (y - random.random()) * np.sin(turn)
        light *= 1 - random.uniform(0.1, 0.5) / (1 + np.exp(-across / random.uniform(0.01, 0.2)))
    return np.asarray(light, dtype=np.float32)


def _noise(shape: tuple[int, ...], random: Random) -> Float32Array:
    return random.random(shape, dtype=np.float32)


def _blurred(page: Float32Array, radius: float) -> Float32Array:
    from PIL import Image, ImageFilter

    picture = Image.fromarray(np.asarray(page * 255, dtype=np.uint8))
    soft = picture.filter(ImageFilter.GaussianBlur(radius))
    return np.asarray(soft, dtype=np.float32) / np.float32(255)


def _as_jpeg(colours: NDArray[np.floating], random: Random, share: float) -> Float32Array:
    """The colours as a file keeps them: whole numbers, now and then a JPEG's."""
    from PIL import Image

    picture = Image.fromarray(np.clip(colours, 0, 255).astype(np.uint8))
    if random.random() < share:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=int(random.integers(45, 95)))
        picture = Image.open(file)
    return np.asarray(picture, dtype=np.float32)
