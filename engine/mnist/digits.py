"""Images of digits with their labels, in the three parts that training needs.

Where they come from is the matter of `engine.mnist.sources`; here is only what they are.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

ByteArray = NDArray[np.uint8]
Pair = tuple[ByteArray, ByteArray]
"""Images (n, 28, 28) and labels (n,)."""

SIDE = 28
N_CLASSES = 10
N_VALIDATION = 10_000
"""The assignment validates on the last 10,000 of the training images."""
MOST_IMAGES = 10_000_000
SHARE_VALIDATING = 4
"""Where images are few, at most every fourth validates."""
TRAIN_SHAPE, TEST_SHAPE = (60_000, SIDE, SIDE), (10_000, SIDE, SIDE)
MNIST_SHA256 = "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16"
"""Of the bytes of the four arrays of MNIST in a row: `fingerprint`."""


@dataclass(frozen=True)
class Source:
    """Where digits are to be had: small, where they are 50 MB.

    Attributes:
        kind: "file" that a person opened; "keras", its own copy of MNIST; "sklearn", the small
            digits that scikit-learn carries.
        path: Of the file; None for "sklearn".
    """

    kind: Literal["file", "keras", "sklearn"]
    path: Path | None = None


@dataclass(frozen=True, eq=False)
class Digits:
    """Images and labels; read-only.

    Attributes:
        name: "MNIST (50,000 / 10,000 / 10,000)".
        is_mnist: Whether these are the very images of MNIST, wherever they come from.
        train_images: What is learnt from, (n, 28, 28), 0 is paper and 255 is ink.
        train_labels: 0 to 9, (n,).
        validation_images: What each epoch is judged by.
        validation_labels: Theirs.
        test_images: What the end is judged by.
        test_labels: Theirs.
        source: Where they can be read again; None for those that were made.
        are_here: Whether these are the images. Those of a run that was opened from a file have to
            be read first; until then there are as many, all blank.
    """

    name: str
    is_mnist: bool
    train_images: ByteArray
    train_labels: ByteArray
    validation_images: ByteArray
    validation_labels: ByteArray
    test_images: ByteArray
    test_labels: ByteArray
    source: Source | None = None
    are_here: bool = True

    def __post_init__(self) -> None:
        for array in self.arrays:
            array.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Arrays that crossed a pipe come back writeable; freeze them again."""
        self.__dict__.update(state)
        self.__post_init__()

    @property
    def arrays(self) -> tuple[ByteArray, ...]:
        """Images and labels for training, validation, test."""
        return (
            self.train_images,
            self.train_labels,
            self.validation_images,
            self.validation_labels,
            self.test_images,
            self.test_labels,
        )


def absent_digits(
    name: str, is_mnist: bool, counts: tuple[int, int, int], source: Source | None
) -> Digits:
    """Digits that have to be read first: as many, all blank, in no memory.

    Args:
        name: As of the digits that they stand for.
        is_mnist: The same.
        counts: For training, validation and test, each at least 1.
        source: Where they can be read.

    Raises:
        ValueError: A count is out of range.
    """
    if not all(1 <= n <= MOST_IMAGES for n in counts):
        raise ValueError(f"There must be 1 to {MOST_IMAGES:,} images. Received {counts}.")
    (train, labels), (validation, validated), (test, tested) = map(_blank, counts)
    return Digits(
        name, is_mnist, train, labels, validation, validated, test, tested, source, are_here=False
    )


def _blank(n: int) -> Pair:
    """So many blank images with label 0, in the memory of one pixel."""
    nothing = np.zeros(1, np.uint8)
    return np.broadcast_to(nothing, (n, SIDE, SIDE)), np.broadcast_to(nothing, (n,))


def digits_of(train: Pair, test: Pair, name: str, n_validation: int = N_VALIDATION) -> Digits:
    """Digits split as the assignment splits them: the last of `train` validate.

    Args:
        train: Images (n, 28, 28) and labels (n,).
        test: The same.
        name: What they are called, unless they are MNIST's own.
        n_validation: How many validate; of few images at most a fourth.
    """
    is_mnist = fingerprint(*train, *test) == MNIST_SHA256
    images, labels = train
    held_out = max(1, min(n_validation, len(labels) // SHARE_VALIDATING))
    cut = len(labels) - held_out
    counts = f"({cut:,} / {held_out:,} / {len(test[1]):,})"
    return Digits(
        f"{'MNIST' if is_mnist else name} {counts}",
        is_mnist,
        images[:cut],
        labels[:cut],
        images[cut:],
        labels[cut:],
        *test,
    )


def fingerprint(*arrays: ByteArray) -> str:
    """The SHA-256 of the arrays' bytes in a row, whatever file they were packed in."""
    if tuple(one.shape for one in arrays[::2]) != (TRAIN_SHAPE, TEST_SHAPE):
        return ""  # not MNIST; no need to look at every byte
    found = hashlib.sha256()
    for one in arrays:
        found.update(np.ascontiguousarray(one).data)
    return found.hexdigest()
