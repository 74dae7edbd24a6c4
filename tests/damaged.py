"""Damage to files as it happens: cut off, or with bytes that have become others."""

from collections.abc import Iterator

import numpy as np


def damaged(whole: bytes, cuts: int, flips: int, seed: int = 0) -> Iterator[bytes]:
    """The bytes of a file, cut off at places evenly apart, then with one byte altered each.

    Args:
        whole: What stood there.
        cuts: How many are cut off.
        flips: How many have an altered byte.
        seed: Of the places and the other bytes.
    """
    for length in np.linspace(0, len(whole) - 1, cuts).astype(int):
        yield whole[:length]
    random = np.random.RandomState(seed)
    for place in random.randint(0, len(whole), flips):
        content = bytearray(whole)
        content[place] ^= random.randint(1, 256)
        yield bytes(content)
