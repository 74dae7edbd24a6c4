"""Several digits in a picture, where one is expected.

A broken 5 and an open 4 are pieces of one digit. It is several digits only where the whole is
doubtful, and the pieces that stand side by side are digits beyond doubt.
"""

import itertools

import numpy as np

from engine.mnist.drawing import digit_image
from engine.mnist.forward import probabilities
from engine.mnist.network import Float32Array, Network
from engine.mnist.specks import FAINT, Piece, cells_of, enlarged, labelled, pieces

DOUBTFUL = 0.75
"""The whole may be several digits if none is as probable for it …"""
KNOWN = 0.9
"""… and each piece is one with at least this probability."""
TALL = 0.6
"""Of the height of all ink: what is lower is no digit of its own, but a bar or a dot."""
BESIDE = 0.2
"""Of its width: so much of a digit may be above or below the next."""


def several_digits(network: Network, ink: Float32Array, said: Float32Array) -> tuple[int, ...]:
    """The digits that stand side by side, from left to right; none where there seems to be one.

    Args:
        network: Who answers.
        ink: Shape (h, w), 0 where there is paper, 1 where there is ink.
        said: The probabilities of the ten digits for the whole, shape (10,).
    """
    if said.max() >= DOUBTFUL:
        return ()
    images = [digit_image(part) for part in side_by_side(ink)]
    seen = [image for image in images if image is not None]
    if len(seen) < 2:
        return ()
    parts = probabilities(network, np.stack(seen))
    is_known = parts.max(axis=1) >= KNOWN
    return tuple(int(digit) for digit in parts.argmax(axis=1)) if is_known.all() else ()


def side_by_side(ink: Float32Array) -> list[Float32Array]:
    """The tall pieces of ink from left to right, each alone; none where they are interwoven.

    Args:
        ink: Shape (h, w), 0 where there is paper, 1 where there is ink.
    """
    cells, step = cells_of(ink >= FAINT)
    labels = labelled(cells)
    found = pieces(labels)
    if not found:
        return []
    height = max(one.box[2] for one in found) + 1 - min(one.box[0] for one in found)
    tall = [one for one in found if one.box[2] + 1 - one.box[0] >= TALL * height]
    tall.sort(key=lambda one: one.box[1])
    if any(_overlap(one, other) > BESIDE for one, other in itertools.pairwise(tall)):
        return []
    return [
        np.where(enlarged(labels == one.number, step, ink.shape), ink, np.float32(0))
        for one in tall
    ]


def _overlap(left: Piece, right: Piece) -> float:
    """How much of the narrower one's width is above or below the other."""
    shared = left.box[3] + 1 - right.box[1]
    return shared / min(one.box[3] + 1 - one.box[1] for one in (left, right))
