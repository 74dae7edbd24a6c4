"""Lessons that went over paper and camera: as the program finds them again."""

from typing import Any

import numpy as np
import pytest

from engine.mnist.drawing import digit_image
from engine.mnist.paper import ink_of_colours
from tools import lessons
from tools.papers import drawn, found_again, photographed
from tools.strokes import form_of, written

Array = np.ndarray[Any, np.dtype[Any]]


def ring() -> Array:
    y, x = np.mgrid[:96, :96] - 47.5
    return np.asarray(np.abs(np.hypot(x, y * 0.8) - 24) < 4, dtype=np.float32)


@pytest.mark.parametrize("make", [drawn, photographed])
def test_pictures_are_of_all_sizes_and_mostly_show_the_digit(make: Any) -> None:
    random = np.random.default_rng(0)
    pictures = [make(ring(), random) for _ in range(60)]
    sides = [max(picture.shape[:2]) for picture in pictures]
    assert min(sides) < 40
    assert max(sides) > 110
    meant = digit_image(ring())
    assert meant is not None
    n_alike = 0
    for picture in pictures:
        ink = ink_of_colours(np.asarray(np.clip(picture, 0, 255) / 255, dtype=np.float32))
        image = None if ink is None else digit_image(ink)
        n_alike += image is not None and np.corrcoef(image.ravel(), meant.ravel())[0, 1] > 0.8
    assert n_alike >= 45


def test_what_nobody_could_read_is_no_lesson() -> None:
    random = np.random.default_rng(0)
    speckled = np.asarray(random.random((96, 96)) > 0.995, dtype=np.float32)
    found = [found_again(ring(), random) for _ in range(20)]
    lost = [found_again(speckled, random) for _ in range(20)]
    assert sum(image is not None for image in found) >= 15
    assert sum(image is None for image in lost) >= 10


def test_a_flag_is_steeper_than_a_bar() -> None:
    """A 1 with a long flag is no 7: that is what its forms must teach."""
    random = np.random.default_rng(0)
    for _ in range(100):
        one, seven = form_of(1, random)[0], form_of(7, random)[0]
        if len(one) > 2:
            x, y = one[0]
            assert np.hypot(0.6 - x, y) < 0.31 or y / (0.6 - x) > np.tan(0.5)
        level = [y for _, y in seven[:4]]
        assert max(level) - min(level) < 0.45


def test_every_kind_of_lesson_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    image = np.asarray(ring()[10:-10:3, 10:-10:3] * 255, dtype=np.uint8)
    monkeypatch.setattr(lessons, "_digits", [(np.pad(image, 1)[:28, :28], 0)])
    for kind, (make, n) in enumerate(lessons.KINDS):
        pairs = [make(0, np.random.default_rng([lessons.SEED, kind, 0])) for _ in range(2)]
        assert n > 0
        assert pairs[0][0].shape == (28, 28)
        assert pairs[0][1] == pairs[1][1]
        np.testing.assert_array_equal(pairs[0][0], pairs[1][0])


def test_all_ten_digits_are_written() -> None:
    random = np.random.default_rng(0)
    assert {written(random)[1] for _ in range(100)} == set(range(10))
