"""Ink put on paper, and the paper photographed: files of pictures as strangers make them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.lab.hands import sturdy
from engine.mnist.resampling import resampled, squashed

Float32Array = NDArray[np.float32]
Random = np.random.Generator


def small(ink: Float32Array, _random: Random) -> Float32Array:
    """28×28, light on dark, as it fits."""
    return np.float32(255) * squashed(sturdy(ink, 10), (28, 28))[..., None].repeat(3, axis=2)


def drawn(ink: Float32Array, random: Random) -> Float32Array:
    """A drawing, dark on light or light on dark, anywhere on a canvas of any size."""
    return _coloured(_placed(ink, random), random)


def wide(ink: Float32Array, random: Random) -> Float32Array:
    """A drawing on a canvas of 1500×800, far from its centre."""
    return _coloured(_placed(ink, random, (800, 1500)), random)


def scanned(ink: Float32Array, random: Random) -> Float32Array:
    """A scan: grain, specks of dust, and a frame that the scanner left."""
    page = _placed(ink, random)
    colours = _coloured(page, random, paper=235, pen=random.uniform(20, 90))
    for _ in range(6 if min(page.shape) > 300 else 0):
        y, x = (random.integers(0, n - 3) for n in page.shape)
        colours[y : y + 2, x : x + 3] = 120
    if random.random() < 0.5:
        colours[:, :3] = colours[-4:] = 40
    grain = random.normal(0, 4, page.shape)[..., None]
    return np.asarray(colours + grain, dtype=np.float32)


def photographed(ink: Float32Array, random: Random) -> Float32Array:
    """A photograph of paper: light from a side, the shadow of a hand, blur, grain."""
    page = _blurred(_placed(sturdy(ink, 6), random, (600, 800)))
    return _lit(_paper(page, random), random)


def ruled(ink: Float32Array, random: Random) -> Float32Array:
    """A photograph of squared or lined paper."""
    page = _blurred(_placed(sturdy(ink, 6), random, (600, 800)))
    paper = _paper(page, random)
    step, line = int(random.integers(35, 90)), np.array([150, 170, 205])
    is_line = np.zeros(page.shape, bool)
    is_line[step // 2 :: step] = is_line[1 + step // 2 :: step] = True
    if random.random() < 0.5:
        is_line[:, step // 3 :: step] = is_line[:, 1 + step // 3 :: step] = True
    paper[is_line & (page < 0.5)] = line
    return _lit(paper, random)


def on_a_table(ink: Float32Array, random: Random) -> Float32Array:
    """A photograph of a sheet on a dark table, not quite straight."""
    page = _blurred(_placed(sturdy(ink, 6), random, (440, 560)))
    table = np.full((600, 800, 3), (88.0, 66.0, 48.0)) + random.normal(0, 6, (600, 800, 1))
    sheet = _paper(page, random)
    lean = random.uniform(-0.08, 0.08)
    top, left = int(random.integers(50, 110)), int(random.integers(60, 180))
    for row, pixels in enumerate(sheet):
        start = left + int(lean * row)
        table[top + row, start : start + 560] = pixels
    return _lit(np.asarray(table, dtype=np.float32), random)


def chalked(ink: Float32Array, random: Random) -> Float32Array:
    """A photograph of a blackboard: chalk with gaps on dark green, unevenly lit."""
    page = _blurred(_placed(sturdy(ink, 6), random, (600, 800)))
    chalk = page * np.clip(random.normal(0.75, 0.2, page.shape), 0, 1)
    board = np.array([50.0, 75.0, 60.0]) + chalk[..., None] * 160
    return _lit(np.asarray(board, dtype=np.float32), random)


def turned(ink: Float32Array, random: Random) -> Float32Array:
    """A photograph of a sheet that lies slanting on a coloured table, perhaps over its edge."""
    from PIL import Image

    page = _blurred(_placed(sturdy(ink, 6), random, (440, 560)))
    colour = random.uniform(30, 120, 3)
    table = Image.new("RGB", (800, 600), tuple(colour.astype(int).tolist()))
    sheet = Image.fromarray(np.clip(_paper(page, random), 0, 255).astype(np.uint8)).convert("RGBA")
    slanting = sheet.rotate(random.uniform(-7, 7), Image.Resampling.BICUBIC, expand=True)
    table.paste(
        slanting, (int(random.integers(-20, 220)), int(random.integers(-10, 120))), slanting
    )
    return _lit(np.asarray(table, dtype=np.float32), random)


def pencilled(ink: Float32Array, random: Random) -> Float32Array:
    """A photograph of a pencil's grey strokes."""
    page = _blurred(_placed(sturdy(ink, 6), random, (600, 800)))
    strokes = page * np.clip(random.normal(0.85, 0.2, page.shape), 0, 1)
    grey = 222 - strokes[..., None].repeat(3, axis=2) * random.uniform(60, 110)
    return _lit(np.asarray(grey, dtype=np.float32), random)


def cut(ink: Float32Array, random: Random) -> Float32Array:
    """A drawing that was cut out so close that its ink reaches the edges."""
    is_ink = ink > 0.1
    rows, columns = (np.flatnonzero(is_ink.any(axis=axis)) for axis in (1, 0))
    close = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return _coloured(np.repeat(np.repeat(close, 2, axis=0), 2, axis=1), random)


PAPERS: dict[str, tuple[str, Callable[[Float32Array, Random], Float32Array]]] = {
    "28×28, light on dark": ("png", small),
    "canvas, any size and place, both polarities": ("png", drawn),
    "1500×800, off-centre": ("jpg", wide),
    "scan with dust and a frame": ("png", scanned),
    "photograph with shadows": ("jpg", photographed),
    "photograph of ruled paper": ("jpg", ruled),
    "sheet on a table": ("jpg", on_a_table),
    "slanting sheet on a coloured table": ("jpg", turned),
    "pencil": ("jpg", pencilled),
    "cut to the digit": ("png", cut),
    "blackboard": ("jpg", chalked),
}
"""For each kind of picture its file's ending, and what makes its colours (h, w, 3), 0 to 255."""


def save(colours: Float32Array, path: Path) -> None:
    """Write a picture, a JPEG in fair quality."""
    from PIL import Image

    picture = Image.fromarray(np.clip(colours, 0, 255).astype(np.uint8))
    picture.save(path, quality=75)


def _placed(
    ink: Float32Array, random: Random, shape: tuple[int, int] | None = None
) -> Float32Array:
    """The ink somewhere on a page, at least a quarter and at most nine tenths of its height."""
    rows, columns = shape or tuple(int(n) for n in random.integers(60, 900, 2))
    room = min(rows, columns)
    side = random.uniform(0.35 if room > 200 else 0.7, 0.95) * room
    scale = max(ink.shape) / side
    origin = [-random.uniform(0, n - side) * scale for n in (rows, columns)]
    return resampled(ink, (rows, columns), (scale, scale), (origin[0], origin[1]))


def _coloured(
    page: Float32Array, random: Random, paper: float | None = None, pen: float = 0.0
) -> Float32Array:
    """The page in colours that differ enough."""
    if paper is None:
        dark, light = random.uniform(0, 90, 3), random.uniform(180, 255, 3)
        from_, to = (dark, light) if random.random() < 0.5 else (light, dark)
    else:
        from_, to = np.full(3, paper), np.full(3, pen)
    return np.asarray(from_ + page[..., None] * (to - from_), dtype=np.float32)


def _paper(page: Float32Array, random: Random) -> Float32Array:
    """White paper with ink of a pencil or a pen."""
    paper, pen = np.array([225.0, 222.0, 215.0]), random.uniform(20, 110)
    return np.asarray(paper + page[..., None] * (pen - paper), dtype=np.float32)


def _lit(colours: Float32Array, random: Random) -> Float32Array:
    """The same in uneven light, with the edge of a shadow, and grain."""
    y, x = np.mgrid[0 : 1 : colours.shape[0] * 1j, 0 : 1 : colours.shape[1] * 1j]
    angle = random.uniform(0, 2 * np.pi)
    light = 0.8 + 0.35 * ((x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle))
    edge = (x - random.uniform(0.2, 0.8)) * np.sin(angle) + (y - 0.5) * np.cos(angle)
    light *= 1 - random.uniform(0.2, 0.5) / (1 + np.exp(-edge / random.uniform(0.01, 0.1)))
    grain = random.normal(0, 5, colours.shape)
    return np.asarray(colours * light[..., None] + grain, dtype=np.float32)


def _blurred(page: Float32Array) -> Float32Array:
    for axis in (0, 1):
        page = (np.roll(page, 1, axis) + page * 2 + np.roll(page, -1, axis)) / np.float32(4)
    return page
