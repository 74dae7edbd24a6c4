"""The 1,797 handwritten 8×8 digits that scikit-learn carries, made as large as MNIST's.

They are there without a network; they are not MNIST, and the assignment's figures are not theirs.
Their file is read where scikit-learn is installed, without importing it, which takes a second.
"""

import gzip
import importlib.util
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError
from engine.mnist.digits import SIDE, ByteArray, Digits, digits_of

NAME = "8×8 digits of scikit-learn"
N_VALIDATION, N_TEST = 300, 300
SMALL_SIDE = 8
INK = 16.0
"""The darkest pixel of an 8×8 digit."""
BOX = 20
"""The longest side of a digit in MNIST, in pixels."""
SHUFFLE_SEED = 0
"""They are sorted by writer; each part should have all of them."""
PLACE = Path("datasets", "data", "digits.csv.gz")
"""Where scikit-learn keeps them; its `load_digits` reads the same file."""
MISSING = (
    "The small digits come with scikit-learn, which this Python does not have as they need it:"
    " {}. Run 'make setup', or 'python -m pip install scikit-learn', or open a file of images."
)

FloatArray = NDArray[np.float32]


def small_digits() -> Digits:
    """These digits, 1,197 to learn from, 300 to validate and 300 to test.

    Raises:
        DataError: scikit-learn is not installed, or its digits are not where they were.
    """
    small, labels = _read()
    order = np.random.RandomState(SHUFFLE_SEED).permutation(len(labels))
    images, labels = _enlarged(small[order]), labels[order]
    train = (images[:-N_TEST], labels[:-N_TEST])
    test = (images[-N_TEST:], labels[-N_TEST:])
    return digits_of(train, test, NAME, N_VALIDATION)


def _read() -> tuple[FloatArray, ByteArray]:
    """The digits (n, 8, 8), 0 is paper and 1 is ink, and their labels (n,)."""
    path = _path()
    try:
        lines = gzip.decompress(path.read_bytes()).splitlines() or [b"nothing"]
        rows = np.loadtxt(lines, np.uint8, delimiter=",", ndmin=2)
        ink = (rows[:, :-1] / INK).astype(np.float32).reshape(-1, SMALL_SIDE, SMALL_SIDE)
    except (OSError, EOFError, ValueError) as error:
        raise DataError(MISSING.format(f"{path} cannot be used ({error})")) from error
    return ink, rows[:, -1]


def _path() -> Path:
    """The file of the digits. Looks where the package is, and imports nothing of it."""
    found = importlib.util.find_spec("sklearn")
    if found is None or not found.submodule_search_locations:
        raise DataError(MISSING.format("it is not installed"))
    return Path(found.submodule_search_locations[0]) / PLACE


def _enlarged(ink: FloatArray) -> ByteArray:
    """Digits as MNIST's are made: the longest side 20 pixels, the centre of mass in the middle.

    Those whose ink is equally high and wide are enlarged together.

    Args:
        ink: (n, rows, columns), 0 is paper and 1 is ink.

    Returns:
        (n, 28, 28).
    """
    inked = ink > 0
    (top, height), (left, width) = _span(inked.max(axis=2)), _span(inked.max(axis=1))
    images = np.zeros((len(ink), SIDE, SIDE), dtype=np.uint8)
    for rows, columns in sorted(set(zip(height.tolist(), width.tolist(), strict=True))):
        which = np.flatnonzero((height == rows) & (width == columns))
        cropped = np.stack(
            [ink[n, top[n] : top[n] + rows, left[n] : left[n] + columns] for n in which]
        )
        large = np.rint(255 * _enlarged_alike(cropped)).astype(np.uint8)
        for n, one in zip(which, large, strict=True):
            images[n] = one
    return images


def _span(inked: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the ink of each digit begins along an axis, and how long it is: (n,) each."""
    first = inked.argmax(axis=1)
    return first, inked.shape[1] - inked[:, ::-1].argmax(axis=1) - first


def _enlarged_alike(ink: FloatArray) -> FloatArray:
    """Digits of one size, cut to their ink, on 28×28 pixels of paper each: (n, 28, 28)."""
    height, width = (max(1, round(side * BOX / max(ink.shape[1:]))) for side in ink.shape[1:])
    wide = _widened(ink, width)
    high = _widened(wide.swapaxes(1, 2), height).swapaxes(1, 2)
    return _centred(np.clip(np.ascontiguousarray(high), 0, 1))


def _widened(ink: FloatArray, width: int) -> FloatArray:
    """Digits (n, rows, columns) with so many columns: all their rows are one tall picture."""
    from PIL import Image

    n, rows, columns = ink.shape
    tall = Image.fromarray(np.ascontiguousarray(ink).reshape(n * rows, columns))
    wide = tall.resize((width, n * rows), Image.Resampling.BICUBIC)
    return np.asarray(wide).reshape(n, rows, width)


def _centred(ink: FloatArray) -> FloatArray:
    """The ink on paper, its centre of mass as near to the middle as it fits."""
    paper = np.zeros((len(ink), SIDE, SIDE), dtype=np.float32)
    _, height, width = ink.shape
    tops, lefts = _first_pixels(ink.sum(axis=2)), _first_pixels(ink.sum(axis=1))
    for one, top, left, sheet in zip(ink, tops, lefts, paper, strict=True):
        sheet[top : top + height, left : left + width] = one
    return paper


def _first_pixels(mass: FloatArray) -> NDArray[np.int64]:
    """Where to put digits along an axis, by the mass in each of their pixels: (n, pixels)."""
    size = mass.shape[1]
    centres = mass @ (np.arange(size) + 0.5) / mass.sum(axis=1, dtype=np.float64)
    first: NDArray[np.int64] = np.clip(np.rint(SIDE / 2 - centres), 0, SIDE - size).astype(np.int64)
    return first
