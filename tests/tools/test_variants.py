"""What the shipped network learns from: digits drawn again by other hands, always the same ones."""

from typing import Any

import numpy as np
import pytest

from tools.strokes import FORMS, scribbled, smooth, written
from tools.variants import lightly, redrawn, seen

Array = np.ndarray[Any, np.dtype[Any]]


def ring() -> Array:
    """A digit like MNIST's: a zero."""
    y, x = np.mgrid[:28, :28] - 13.5
    return np.asarray(np.where(np.abs(np.hypot(x, y * 0.8) - 6) < 1.5, 255, 0), dtype=np.uint8)


@pytest.mark.parametrize("again", [lightly, redrawn])
def test_a_digit_drawn_again_differs_but_keeps_its_hole(again: Any) -> None:
    random = np.random.default_rng(0)
    found = np.stack([again(ring(), random) for _ in range(20)])
    assert found.shape == (20, 28, 28)
    assert found.dtype == np.uint8
    assert len({image.tobytes() for image in found}) == 20
    assert np.mean(found[:, 13:15, 13:15]) < 0.5 * np.mean(found.max(axis=(1, 2)))


def test_the_seed_fixes_them() -> None:
    first, second = (redrawn(ring(), np.random.default_rng(5)) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_every_digit_has_forms_of_its_own() -> None:
    assert sorted(FORMS) == [0, 2, 3, 4, 5, 6, 8, 9]  # 1 and 7 are made from numbers
    random = np.random.default_rng(0)
    pairs = [written(random) for _ in range(60)]
    assert {digit for _, digit in pairs} == set(range(10))
    for ink in (*(ink for ink, _ in pairs), scribbled(random)):
        assert 20 < ink.sum() < 0.6 * ink.size
        assert seen(ink, random).max() > 100


def test_a_smooth_line_passes_its_points_and_keeps_its_corners() -> None:
    points = np.array([[0, 0], [1, 0], [1, 0], [1, 1]], dtype=np.float64)
    line = smooth(points)
    for point in points:
        assert np.abs(line - point).sum(axis=1).min() == pytest.approx(0, abs=1e-12)
    assert line[:, 0].max() < 1.1
