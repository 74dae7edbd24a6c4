"""How well a network does on images that it has not learnt from, in numpy alone."""

from dataclasses import dataclass

import numpy as np

from engine.mnist import forward
from engine.mnist.digits import ByteArray
from engine.mnist.network import Float32Array, Network

LEAST_PROBABILITY = 1e-7
"""Keras's: a probability of 0 would make the loss infinite."""
TOGETHER = 1000
"""Images that are brought to numbers from 0 to 1 at once."""


@dataclass(frozen=True)
class Evaluation:
    """What a network makes of images.

    Attributes:
        loss: Mean cross-entropy.
        accuracy: Share that it got right.
        probabilities: Of each digit for each image, (n, 10).
    """

    loss: float
    accuracy: float
    probabilities: Float32Array


def evaluate(network: Network, images: ByteArray, labels: ByteArray) -> Evaluation:
    """The network's answers beside the labels.

    Args:
        network: Any.
        images: (n, 28, 28), 0 is paper and 255 is ink.
        labels: (n,).
    """
    with np.errstate(all="ignore"):  # a run that went out of bounds answers with nan
        found = np.concatenate(
            [
                forward.probabilities(network, as_ink(images[start : start + TOGETHER]))
                for start in range(0, len(images), TOGETHER)
            ]
        )
    of_the_label = found[np.arange(len(labels)), labels].astype(np.float64)
    return Evaluation(
        loss=float(-np.log(np.maximum(of_the_label, LEAST_PROBABILITY)).mean()),
        accuracy=float(np.mean(found.argmax(axis=1) == labels)),
        probabilities=found,
    )


def as_ink(images: ByteArray) -> Float32Array:
    """Images as a network sees them: 0 is paper and 1 is ink; same shape."""
    return images.astype(np.float32) / np.float32(255)
