"""The 0.5 lines of many tiles at once: each stays in its tile."""

import numpy as np
import pytest

from gui.planar.small_lines import boundaries, straight, thinned

SIDE = 48


def slanted(turns: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> np.ndarray:
    """Surfaces with a straight line through the middle, each at another angle."""
    x, y = np.meshgrid(*2 * [(np.arange(SIDE) + 0.5) / SIDE - 0.5])
    angles = turns[:, None, None] * 2 * np.pi
    z = 9 * (np.cos(angles) * x + np.sin(angles) * y)
    return np.asarray(1 / (1 + np.exp(-z)), dtype=np.float32)


@pytest.mark.parametrize("seed", range(4))
def test_every_line_stays_in_its_own_tile(seed: int) -> None:
    turns = np.random.default_rng(seed).random(60)
    turns[::3] = np.round(turns[::3] * 8) / 8  # through the corners, and level
    points, tiles = boundaries(slanted(turns))
    assert set(tiles[np.isfinite(points[:, 0])]) == set(range(60))
    corners = np.column_stack((np.arange(60) * 10.0, np.zeros(60)))
    pieces = straight(thinned(points + corners[tiles], 1e-3))
    assert len(pieces) >= 60
    left, right = (np.floor(pieces[:, k] / 10) for k in (0, 2))
    np.testing.assert_array_equal(left, right)


def test_a_line_goes_through_the_middle_of_its_tile() -> None:
    points, _ = boundaries(slanted(np.array([0.0, 0.25])))
    finite = points[np.isfinite(points[:, 0])]
    upright, level = finite[: len(finite) // 2], finite[len(finite) // 2 :]
    assert upright[:, 0] == pytest.approx(0.5, abs=1e-6)
    assert level[:, 1] == pytest.approx(0.5, abs=1e-6)
