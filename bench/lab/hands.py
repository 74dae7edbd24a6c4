"""Digits by hands that the shipped network has never seen, as ink on a canvas of 280×280.

MNIST's test digits drawn again by other pens; scikit-learn's digits, of other writers; strokes of
our own; digits of typefaces that look like handwriting. None of them is used in training.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.mnist.resampling import resampled
from engine.mnist.stroke import thickened, thickness, thinned

Float32Array = NDArray[np.float32]
Drawing = tuple[Float32Array, int]
"""Ink (280, 280) from 0 to 1, and the digit that it is."""

SIDE = 280
PENS = (2, 5, 10, 18, 30, 45)
"""From a hair to a thick marker, in pixels of the canvas."""
FONT_FOLDER = Path("/usr/share/fonts")
HANDWRITTEN = (
    "breip", "because", "comicneue", "dancing", "dkg", "ecolier", "femke", "humor", "kaushan",
    "klee", "kristi", "rufscript", "setofont.ttf", "delphine", "stevehand", "yozbef.", "yozre_.",
    "yusei",
)  # fmt: skip
"""Parts of the names of Debian's typefaces that look like handwriting."""

STROKES: dict[int, tuple[tuple[tuple[int, ...], ...], ...]] = {
    0: (((4, 0, 1, 2, 0, 5, 1, 9, 5, 10, 8, 8, 8, 3, 6, 0, 4, 0),),
        ((5, 1, 2, 1, 0, 4, 0, 7, 3, 10, 7, 9, 9, 5, 8, 2, 4, 0, 3, 2),),
        ((4, 0, 3, 4, 3, 8, 5, 10, 7, 7, 7, 3, 5, 0),)),
    1: (((3, 3, 6, 0, 6, 10),), ((5, 0, 5, 10),), ((6, 0, 3, 10),),
        ((1, 5, 4, 2, 6, 0, 5, 10),), ((3, 2, 5, 0, 5, 10), (2, 10, 8, 10))),
    2: (((1, 3, 2, 1, 5, 0, 7, 2, 6, 5, 1, 10, 8, 10),),
        ((0, 1, 5, 0, 7, 2, 5, 6, 1, 9, 3, 8, 8, 10),),
        ((2, 1, 6, 0, 8, 3, 4, 7, 0, 10, 9, 9),)),
    3: (((1, 1, 4, 0, 7, 2, 4, 5, 7, 7, 5, 10, 1, 9),),
        ((0, 0, 7, 0, 3, 4, 7, 6, 6, 9, 3, 10, 0, 9),),
        ((2, 0, 6, 1, 6, 4, 3, 5, 7, 6, 7, 9, 1, 10),)),
    4: (((6, 10, 6, 0, 0, 7, 9, 7),), ((2, 0, 1, 5, 7, 5), (6, 1, 6, 10)),
        ((5, 0, 1, 6, 8, 6), (6, 4, 5, 10)), ((1, 0, 1, 6, 8, 6), (8, 0, 8, 10))),
    5: (((8, 0, 2, 0, 1, 4, 5, 4, 8, 6, 6, 9, 1, 10),),
        ((2, 0, 1, 4, 6, 4, 7, 7, 5, 10, 0, 9), (2, 0, 8, 0)),
        ((7, 1, 1, 1, 1, 5, 4, 4, 7, 7, 4, 10, 0, 10),)),
    6: (((6, 0, 2, 3, 0, 7, 3, 10, 7, 8, 5, 6, 1, 7),),
        ((4, 0, 1, 5, 1, 9, 4, 10, 7, 8, 5, 5, 2, 7),),
        ((8, 1, 4, 1, 1, 5, 2, 9, 6, 10, 8, 7, 5, 5, 1, 6),)),
    7: (((1, 0, 8, 0, 4, 10),), ((1, 0, 8, 0, 4, 10), (2, 5, 8, 5)),
        ((0, 2, 1, 0, 7, 1, 5, 5, 4, 10),), ((0, 1, 7, 0, 4, 6, 3, 10), (3, 4, 7, 5))),
    8: (((7, 2, 4, 0, 2, 2, 6, 6, 7, 9, 4, 10, 1, 8, 6, 4, 7, 2),),
        ((4, 4, 1, 2, 4, 0, 7, 2, 4, 4, 0, 7, 4, 10, 8, 7, 4, 4),),
        ((5, 0, 2, 1, 3, 4, 6, 7, 4, 10, 1, 8, 4, 5, 7, 2, 5, 0),)),
    9: (((7, 2, 4, 0, 1, 3, 4, 5, 7, 2, 7, 10),),
        ((7, 2, 5, 0, 2, 2, 4, 5, 7, 3, 7, 8, 4, 10, 1, 9),),
        ((6, 1, 3, 0, 1, 3, 4, 5, 6, 1, 5, 6, 2, 10),)),
}  # fmt: skip
"""For each digit its forms, each of one or more strokes x, y, x, y … in tenths, y downwards."""


def mnist_redrawn(n: int, random: np.random.Generator, images: Any, labels: Any) -> list[Drawing]:
    """MNIST's test digits, each by a pen of another width."""
    found = []
    for index in random.choice(len(images), n, replace=False):
        image = images[index].astype(np.float32) / np.float32(255)
        large = resampled(image, (SIDE, SIDE), (0.1, 0.1))
        found.append((with_pen(large, int(random.choice(PENS))), int(labels[index])))
    return found


def other_writers(n: int, random: np.random.Generator) -> list[Drawing]:
    """scikit-learn's digits of 8×8 pixels, enlarged: blurred strokes of a thick pen."""
    from sklearn.datasets import load_digits

    data = load_digits()
    found = []
    for index in random.choice(len(data.images), n, replace=False):
        image = (data.images[index] / 16).astype(np.float32)
        large = resampled(image, (SIDE, SIDE), (0.05, 0.05), (-3, -3))
        found.append((np.clip(2 * large - 0.3, 0, 1), int(data.target[index])))
    return found


def own_strokes(n: int, random: np.random.Generator) -> list[Drawing]:
    """Our own strokes by an unsteady mouse: straight from point to point."""
    forms = [(digit, form) for digit, own in STROKES.items() for form in own]
    found = []
    for _ in range(n):
        digit, form = forms[random.integers(len(forms))]
        width, slant = random.uniform(13, 20), random.normal(0, 0.12)
        lines = []
        for stroke in form:
            points = np.array(stroke, dtype=np.float64).reshape(-1, 2)
            points += random.normal(0, 0.25, points.shape)
            x = 140 + (points[:, 0] - 4) * width - slant * (points[:, 1] - 5) * 20
            lines.append(np.stack([x, 40 + points[:, 1] * 20], axis=1))
        found.append((_inked(lines, int(random.choice(PENS))), digit))
    return found


def typefaces(n: int, random: np.random.Generator, folder: Path) -> list[Drawing]:
    """Digits of typefaces that look like handwriting; none where there are no such typefaces."""
    from PIL import Image, ImageDraw, ImageFont

    files = sorted(path for path in folder.rglob("*.[to]tf") if _is_handwritten(path))
    found: list[Drawing] = []
    while files and len(found) < n:
        path, digit = files[random.integers(len(files))], int(random.integers(10))
        picture = Image.new("L", (SIDE, SIDE))
        font = ImageFont.truetype(str(path), 200)
        ImageDraw.Draw(picture).text((140, 140), str(digit), font=font, fill=255, anchor="mm")
        ink = np.asarray(picture, dtype=np.float32) / np.float32(255)
        found.append((ink, digit))
    return found


def with_pen(ink: Float32Array, pen: float) -> Float32Array:
    """The lines of a drawing by a pen of that width: their middle, thickened."""
    mask = np.pad(ink > 0.5, 30)
    return thickened(thinned(mask, SIDE), (pen - 1) / 2).astype(np.float32)


def sturdy(ink: Float32Array, least: float) -> Float32Array:
    """The drawing, by a pen of at least that width."""
    now = thickness(ink)
    if now >= least:
        return ink
    return thickened(ink > 0.3, (least - now) / 2).astype(np.float32)


def sources(
    n: int, random: np.random.Generator, images: Any, labels: Any, fonts: Path
) -> Iterator[tuple[str, list[Drawing]]]:
    """Each kind of hand by its name, n drawings each."""
    kinds: dict[str, Callable[[], list[Drawing]]] = {
        "MNIST's test digits, other pens": lambda: mnist_redrawn(n, random, images, labels),
        "scikit-learn's writers": lambda: other_writers(n, random),
        "strokes of a mouse": lambda: own_strokes(n, random),
        "typefaces like handwriting": lambda: typefaces(n, random, fonts),
    }
    for name, make in kinds.items():
        drawings = make()
        if drawings:
            yield name, drawings


def _is_handwritten(path: Path) -> bool:
    return any(part in path.name.lower() for part in HANDWRITTEN)


def _inked(lines: list[NDArray[np.float64]], pen: int) -> Float32Array:
    from PIL import Image, ImageDraw

    picture = Image.new("L", (SIDE + 80, SIDE + 80))
    draw: Any = ImageDraw.Draw(picture)
    for line in lines:
        corners = [(float(x) + 40, float(y) + 40) for x, y in line]
        draw.line(corners, fill=255, width=pen, joint="curve")
        for x, y in (corners[0], corners[-1]):
            draw.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=255)
    return np.asarray(picture, dtype=np.float32) / np.float32(255)
