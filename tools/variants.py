"""A digit of MNIST as another hand and another pen would have drawn it, on our canvas.

Turned, slanted, stretched and bent; its strokes from a hair to a marker; then made into an image by
`engine.mnist.drawing`, as every drawing is that the network will see.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.mnist.drawing import digit_image
from engine.mnist.stroke import thickened, thickness, thinned
from tools.papers import found_again

ByteImage = NDArray[np.uint8]
Float32Array = NDArray[np.float32]

SIDE = 96
"""Of the picture on which the digit is drawn again, three pixels for one of MNIST's."""
SCALE = 3.0
CELLS = 4
"""The picture is bent by moving the corners of 4 × 4 cells."""
PENS = (1.0, 24.0)
"""The thinnest and the thickest pen, in pixels of the picture."""


def lightly(image: ByteImage, random: np.random.Generator) -> ByteImage:
    """The digit turned and moved a little, the strokes its own: as MNIST might have it."""
    return _bent(image, random, turn=0.12, stretch=0.06, bend=0.25, side=28, scale=1.0)


def redrawn(image: ByteImage, random: np.random.Generator) -> ByteImage:
    """The digit drawn on a canvas by another hand with another pen, seen as drawings are."""
    return seen(drawn_again(image, random), random)


def drawn_again(image: ByteImage, random: np.random.Generator) -> Float32Array:
    """The ink of the digit by another hand, mostly with another pen; shape (96, 96) or larger."""
    bent = _bent(image, random, turn=0.17, stretch=0.15, bend=0.6, side=SIDE, scale=SCALE)
    ink = bent.astype(np.float32) / np.float32(255)
    return _with_another_pen(ink, random) if random.random() < 0.7 else ink


def found(ink: Float32Array, random: np.random.Generator) -> ByteImage:
    """The image of a picture of some ink; where that cannot be read, of the ink itself."""
    image = found_again(ink, random)
    return seen(ink, random) if image is None else np.asarray(image * 255, dtype=np.uint8)


def seen(ink: Float32Array, random: np.random.Generator) -> ByteImage:
    """The image of some ink, mostly with MNIST's strokes; now and then blurred or pale."""
    image = digit_image(ink, stroke=bool(random.random() < 0.85))
    if image is None:
        return np.zeros((28, 28), np.uint8)
    if random.random() < 0.3:
        image = _blurred(image, random.uniform(0, 0.7))
    if random.random() < 0.3:
        image = image ** np.float32(random.uniform(0.6, 1.5))
    return np.asarray(image * 255, dtype=np.uint8)


def _bent(
    image: ByteImage,
    random: np.random.Generator,
    *,
    turn: float,
    stretch: float,
    bend: float,
    side: int,
    scale: float,
) -> ByteImage:
    """The digit turned, slanted, stretched, and each corner of the cells moved.

    Args:
        image: Shape (28, 28).
        random: Draws all that.
        turn: Spread of the angle, and of the slant, in radians.
        stretch: Spread of the logarithm of its two sides.
        bend: Spread of the corners' moves, in pixels of the image.
        side: Of the result.
        scale: Pixels of the result for one of the image.
    """
    from PIL import Image

    angle, slant = random.normal(0, turn), random.normal(0, turn)
    turned = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    sides = np.diag(np.exp(random.normal(0, stretch, 2)))
    back = sides @ np.array([[1, slant], [0, 1]]) @ turned / scale
    ticks = np.linspace(0, side, CELLS + 1)
    corners = np.stack(np.meshgrid(ticks, ticks), axis=-1)  # (y, x) → its (x, y)
    sources = (corners - side / 2) @ back + 14 + random.normal(0, bend, corners.shape)
    mesh: list[Any] = []
    for i in range(CELLS):
        for j in range(CELLS):
            box = tuple(int(ticks[k]) for k in (j, i, j + 1, i + 1))
            quad = [sources[i, j], sources[i + 1, j], sources[i + 1, j + 1], sources[i, j + 1]]
            mesh.append((box, tuple(float(one) for corner in quad for one in corner)))
    picture = Image.fromarray(image)
    moved = picture.transform((side, side), Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)
    return np.asarray(moved)


def _with_another_pen(ink: Float32Array, random: np.random.Generator) -> Float32Array:
    """The same lines by a pen of another width: peeled or thickened, or their middle redrawn."""
    mask = ink > 0.45
    mask = np.pad(mask[np.ix_(mask.any(axis=1), mask.any(axis=0))], 13)
    now = thickness(mask.astype(np.float32))
    pen = float(np.exp(random.uniform(*np.log(PENS))))
    if random.random() < 0.4:
        mask, now = thinned(mask, SIDE), 1.0
    change = (pen - now) / 2
    mask = thickened(mask, change) if change > 0 else thinned(mask, round(-change))
    return mask.astype(np.float32)


def _blurred(image: Float32Array, strength: float) -> Float32Array:
    """The image, mixed with the mean of each pixel's neighbours above, below, left, right."""
    wide = np.pad(image, 1)
    mean = (wide[:-2, 1:-1] + wide[2:, 1:-1] + wide[1:-1, :-2] + wide[1:-1, 2:]) / 4
    return np.asarray(image + np.float32(strength) * (mean - image), dtype=np.float32)
