"""The 1,797 handwritten 8×8 digits that scikit-learn carries, made as large as MNIST's.

They are there without a network; they are not MNIST, and the assignment's figures are not theirs.
scikit-learn is imported here, so this never runs in the window's process.
"""

import numpy as np
from numpy.typing import NDArray

from engine.mnist.digits import SIDE, ByteArray, Digits, digits_of

NAME = "8×8 digits of scikit-learn"
N_VALIDATION, N_TEST = 300, 300
INK = 16.0
"""The darkest pixel of an 8×8 digit."""
BOX = 20
"""The longest side of a digit in MNIST, in pixels."""
SHUFFLE_SEED = 0
"""They are sorted by writer; each part should have all of them."""


def small_digits() -> Digits:
    """These digits, 1,197 to learn from, 300 to validate and 300 to test."""
    from sklearn.datasets import load_digits

    found = load_digits()
    order = np.random.RandomState(SHUFFLE_SEED).permutation(len(found.target))
    images = np.stack([_enlarged(found.images[index] / INK) for index in order])
    labels = found.target[order].astype(np.uint8)
    train = (images[:-N_TEST], labels[:-N_TEST])
    test = (images[-N_TEST:], labels[-N_TEST:])
    return digits_of(train, test, NAME, N_VALIDATION)


def _enlarged(ink: NDArray[np.float64]) -> ByteArray:
    """A digit as MNIST's are made: the longest side 20 pixels, the centre of mass in the middle.

    Args:
        ink: (rows, columns), 0 is paper and 1 is ink.
    """
    from PIL import Image

    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    cropped = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = (max(1, round(side * BOX / max(cropped.shape))) for side in cropped.shape)
    small = Image.fromarray(cropped.astype(np.float32))
    large = np.clip(np.asarray(small.resize((width, height), Image.Resampling.BICUBIC)), 0, 1)
    return np.rint(255 * _centred(large)).astype(np.uint8)


def _centred(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """The ink on 28×28 pixels of paper, its centre of mass as near to the middle as it fits."""
    paper = np.zeros((SIDE, SIDE), dtype=np.float32)
    corner = [
        _first_pixel(float(np.average(np.arange(size) + 0.5, weights=ink.sum(axis=1 - axis))), size)
        for axis, size in enumerate(ink.shape)
    ]
    top, left = corner
    paper[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return paper


def _first_pixel(centre_of_mass: float, size: int) -> int:
    return max(0, min(round(SIDE / 2 - centre_of_mass), SIDE - size))
