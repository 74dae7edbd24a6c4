"""Numbers become pixels: ink on paper for digits, two colours for signed weights."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from gui.look import Look
from gui.regions import SHADES
from gui.theme import mix

Pixels = NDArray[np.uint32]
"""0xffRRGGBB, as Qt's Format_RGB32 has them."""
Float32Array = NDArray[np.float32]

MIDDLE = SHADES // 2
SMALL = 8
"""Tiles of fewer pixels than this keep their pixels apart when they are enlarged."""


def ink_table(look: Look) -> Pixels:
    """Paper to ink, (256,): the panel's colour to the text's."""
    return _mixed(look.theme.text, look.theme.panel)


@lru_cache
def _mixed(ink: str, paper: str) -> Pixels:
    shares = np.linspace(0, 1, SHADES)
    return np.array([QColor(mix(ink, paper, share)).rgb() for share in shares], np.uint32)


def sign_table(look: Look) -> Pixels:
    """Negative over nothing to positive, (256,): class 0's region, the panel, class 1's region."""
    return _signed(look.theme.class_regions, look.theme.panel)


@lru_cache
def _signed(ends: tuple[str, str], middle: str) -> Pixels:
    colours = []
    for shade in range(SHADES):
        lean = (shade - MIDDLE) / (SHADES - 1 - MIDDLE)
        end = ends[int(lean > 0)]
        colours.append(QColor(mix(end, middle, min(abs(lean), 1.0))).rgb())
    return np.array(colours, dtype=np.uint32)


def signed_shades(values: Float32Array, reach: float) -> NDArray[np.uint8]:
    """Rows of the table for signed values; at ± `reach` and beyond it, its ends."""
    scaled = values * np.float32((SHADES - 1 - MIDDLE) / max(reach, 1e-12))
    scaled += np.float32(MIDDLE + 0.5)
    np.clip(scaled, 0, SHADES - 1, out=scaled)
    found: NDArray[np.uint8] = np.nan_to_num(scaled, copy=False, nan=MIDDLE).astype(np.uint8)
    return found


def image_of(pixels: Pixels) -> QImage:
    """Pixels (rows, columns) as an image; the pixels must live as long as the image."""
    rows, columns = pixels.shape
    return QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)


def sheet(tiles: NDArray[np.generic], columns: int, gap: int, empty: int) -> NDArray[np.generic]:
    """Tiles (n, side, side) side by side in so many columns, `gap` pixels of `empty` between."""
    n, tall, wide = tiles.shape
    rows = -(-n // columns)
    held = np.full((rows * columns, tall + gap, wide + gap), empty, dtype=tiles.dtype)
    held[:n, :tall, :wide] = tiles
    laid = held.reshape(rows, columns, tall + gap, wide + gap).swapaxes(1, 2)
    return np.ascontiguousarray(laid.reshape(rows * (tall + gap), columns * (wide + gap)))


@lru_cache(maxsize=32)
def resampling(source: int, target: int) -> Float32Array:
    """The matrix (target, source) that brings a row of `source` pixels to `target` of them.

    Fewer are means, more are interpolated between, and those of very small tiles are repeated.
    """
    if target < source:
        edges = np.linspace(0, source, target + 1)
        starts = np.arange(source)
        low = np.maximum(edges[:-1, None], starts)
        high = np.minimum(edges[1:, None], starts + 1)
        shares = np.clip(high - low, 0, None) * target / source
        return np.asarray(shares, dtype=np.float32)
    places = ((np.arange(target) + 0.5) * source / target - 0.5).clip(0, source - 1)
    if source < SMALL:
        repeated: Float32Array = np.eye(source, dtype=np.float32)[np.rint(places).astype(int)]
        return repeated
    distances = np.abs(places[:, None] - np.arange(source))
    return np.asarray(np.clip(1 - distances, 0, 1), dtype=np.float32)


def resampled(tiles: Float32Array, side: int) -> Float32Array:
    """Tiles (n, rows, columns) with `side` × `side` pixels each."""
    _, rows, columns = tiles.shape
    down, across = resampling(rows, side), resampling(columns, side)
    return np.asarray(down @ tiles @ across.T, dtype=np.float32)
