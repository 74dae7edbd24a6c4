"""Small digits for tests: a bar whose place tells the digit, so that a network can learn them."""

import functools
import os
from pathlib import Path
from typing import Any

import numpy as np

from engine.mnist.digits import ByteArray, Digits, Pair, digits_of

BESIDE_THE_PROJECT = Path(__file__).parents[4] / "shared" / "data" / "mnist"
MNIST = Path(os.environ.get("DESCENT_MNIST", BESIDE_THE_PROJECT))
"""The folder with MNIST; tests that need it are skipped where it is missing."""


def some_images(n: int, seed: int) -> Pair:
    """Images (n, 28, 28) and labels (n,): digit d is a bar in rows 2 d + 4 and the next."""
    random = np.random.RandomState(seed)
    labels = (np.arange(n) % 10).astype(np.uint8)
    images = random.randint(0, 60, (n, 28, 28)).astype(np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[2 * label + 4 : 2 * label + 6, 6:22] = 250
    return images, labels


@functools.cache
def some_digits(n_train: int = 100, n_validation: int = 20, n_test: int = 30) -> Digits:
    """Digits in the three parts; the same ones each time, so that nothing is compiled twice."""
    train = some_images(n_train + n_validation, 0)
    return digits_of(train, some_images(n_test, 1), "made for a test", n_validation)


def save_npz(path: Path, **changes: ByteArray | None) -> Path:
    """A file as Keras packs it; what is named is replaced, or left out where it is None."""
    (x_train, y_train), (x_test, y_test) = some_images(120, 0), some_images(30, 1)
    arrays = {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}
    held: Any = {key: one for key, one in {**arrays, **changes}.items() if one is not None}
    np.savez_compressed(path, **held)
    return path
