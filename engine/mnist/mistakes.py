"""What a network gets wrong: how often it takes which digit for which, and in which images."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.mnist.forward import probabilities
from engine.mnist.network import N_DIGITS, Float32Array, Network

PORTION = 512
"""Images that are looked at before it is asked whether the answer is still wanted."""
INK = np.float32(255)


@dataclass(frozen=True, eq=False)
class Mistakes:
    """What a network says of images whose digits are known.

    Attributes:
        confusion: How many images of each digit (rows) got which answer (columns), (10, 10).
        wrong: Indices of the images with a wrong answer, the most confident one first, (k,).
        said: The probabilities of those, (k, 10), in the same order.
    """

    confusion: NDArray[np.int64]
    wrong: NDArray[np.int64]
    said: Float32Array

    @property
    def n_images(self) -> int:
        """How many images were looked at."""
        return int(self.confusion.sum())

    @property
    def accuracy(self) -> float:
        """The share of right answers, from 0 to 1; nan without images."""
        return float(np.trace(self.confusion) / self.n_images) if self.n_images else float("nan")


def find_mistakes(
    network: Network,
    images: NDArray[np.uint8],
    labels: NDArray[np.uint8],
    unwanted: Callable[[], bool] = lambda: False,
) -> Mistakes | None:
    """Looks at all images and compares the answers with the labels.

    Args:
        network: Who answers.
        images: (n, 28, 28), 0 is paper and 255 is ink.
        labels: 0 to 9, (n,).
        unwanted: Asked now and then; True ends the search.

    Returns:
        The mistakes; None if they became unwanted.
    """
    said = np.empty((len(images), N_DIGITS), np.float32)
    for start in range(0, len(images), PORTION):
        if unwanted():
            return None
        portion = slice(start, start + PORTION)
        said[portion] = probabilities(network, images[portion].astype(np.float32) / INK)
    return mistakes_of(said, labels)


def mistakes_of(said: Float32Array, labels: NDArray[np.uint8]) -> Mistakes:
    """The mistakes in what was said, (n, 10), of images with these labels, (n,)."""
    answers = said.argmax(axis=1)
    confusion = np.zeros((N_DIGITS, N_DIGITS), np.int64)
    np.add.at(confusion, (labels.astype(np.int64), answers), 1)
    wrong = np.flatnonzero(answers != labels)
    order = np.argsort(-said[wrong].max(axis=1), kind="stable")
    return Mistakes(confusion, wrong[order], said[wrong[order]])
