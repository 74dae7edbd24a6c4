"""What the network that comes with the program learns from: images, and the digit of each.

Every lesson has a generator of its own, so that they are the same however many processes make them.
"""

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.mnist.files import read_digits
from tools.strokes import scribbled, written
from tools.variants import drawn_again, found, lightly, redrawn, seen

SEED = 3
NO_DIGIT = 10
"""The label of a scribble."""
PORTION = 2_000
"""Lessons that a process makes at a time."""

ByteArray = NDArray[np.uint8]
Random = np.random.Generator
Lesson = tuple[ByteArray, int]
_digits: list[Lesson] = []
"""MNIST's training digits, in a process that makes lessons."""


def _as_it_is(number: int, random: Random) -> Lesson:
    image, digit = _digits[number]
    return lightly(image, random), digit


def _drawn_again(number: int, random: Random) -> Lesson:
    image, digit = _digits[number]
    return redrawn(image, random), digit


def _on_paper(number: int, random: Random) -> Lesson:
    image, digit = _digits[number]
    return found(drawn_again(image, random), random), digit


def _written(_number: int, random: Random) -> Lesson:
    ink, digit = written(random)
    return seen(ink, random), digit


def _written_on_paper(_number: int, random: Random) -> Lesson:
    ink, digit = written(random)
    return found(ink, random), digit


def _scribbled(_number: int, random: Random) -> Lesson:
    return seen(scribbled(random), random), NO_DIGIT


KINDS: tuple[tuple[Callable[[int, Random], Lesson], int], ...] = (
    (_as_it_is, 60_000),
    (_drawn_again, 60_000),
    (_on_paper, 60_000),
    (_written, 44_000),
    (_written_on_paper, 22_000),
    (_scribbled, 6_000),
)
"""What makes a lesson, and how many there are of its kind: of MNIST's digits one of each."""


def all_lessons(data: Path) -> tuple[ByteArray, ByteArray]:
    """Everything that is learnt from.

    Args:
        data: MNIST's file; of its digits those for training are taken.

    Returns:
        Images (n, 28, 28) and labels 0 to 10.
    """
    portions = [
        (kind, start, min(start + PORTION, n))
        for kind, (_, n) in enumerate(KINDS)
        for start in range(0, n, PORTION)
    ]
    images, labels = [], []
    started = time.perf_counter()
    with ProcessPoolExecutor(os.cpu_count(), initializer=_open, initargs=(data,)) as pool:
        for number, (some, digits) in enumerate(pool.map(_portion, portions), start=1):
            images.append(some)
            labels.append(digits)
            if number % 10 == 0:
                seconds = time.perf_counter() - started
                sys.stderr.write(f"{number} of {len(portions)} portions in {seconds:.0f} s\n")
    return np.concatenate(images), np.concatenate(labels)


def _open(data: Path) -> None:
    digits = read_digits(data)
    images = np.concatenate([digits.train_images, digits.validation_images])
    labels = np.concatenate([digits.train_labels, digits.validation_labels])
    _digits[:] = zip(images, labels.tolist(), strict=True)


def _portion(portion: tuple[int, int, int]) -> tuple[ByteArray, ByteArray]:
    kind, start, end = portion
    make = KINDS[kind][0]
    pairs = [make(n, np.random.default_rng([SEED, kind, n])) for n in range(start, end)]
    return np.stack([image for image, _ in pairs]), np.array([d for _, d in pairs], np.uint8)
