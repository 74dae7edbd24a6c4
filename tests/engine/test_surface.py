"""The grid and the boundary, held to shapes whose lines are known from geometry."""

import numpy as np
import pytest

from engine.surface import Grid, boundary, hard

FRAME = (-3.0, 5.0, -2.0, 2.0)


def test_points_are_the_centres_of_the_cells() -> None:
    grid = Grid((0.0, 4.0, 10.0, 12.0), 2)
    assert grid.points.tolist() == [[1.0, 10.5], [3.0, 10.5], [1.0, 11.5], [3.0, 11.5]]


def test_points_are_float32_read_only_and_made_once() -> None:
    grid = Grid(FRAME, 48)
    assert grid.points.dtype == np.float32
    assert grid.points.shape == (48 * 48, 2)
    assert grid.points is grid.points
    with pytest.raises(ValueError, match="read-only"):
        grid.points[0] = 0.0


def test_answers_in_the_order_of_the_points_make_a_surface_with_rows_from_the_bottom_up() -> None:
    grid = Grid(FRAME, 10)
    surface = grid.points[:, 1].reshape(10, 10)
    assert (np.diff(surface, axis=0) > 0).all()
    assert (np.diff(surface, axis=1) == 0).all()


def test_the_boundary_of_a_round_model_lies_on_its_circle() -> None:
    grid = Grid((-2.0, 2.0, -2.0, 2.0), 200)
    x, y = grid.points.T
    p = 1 / (1 + np.exp(4 * (x**2 + y**2 - 1.5**2)))
    lines = boundary(p.reshape(200, 200).astype(np.float32), grid)
    assert len(lines) == 1
    np.testing.assert_allclose(np.hypot(*lines[0].T), 1.5, atol=2e-3)
    np.testing.assert_array_equal(lines[0][0], lines[0][-1])


def test_an_open_boundary_reaches_both_edges_of_the_frame() -> None:
    grid = Grid(FRAME, 48)
    p = (1 / (1 + np.exp(-(grid.points[:, 0] - 1.0)))).reshape(48, 48).astype(np.float32)
    (line,) = boundary(p, grid)
    np.testing.assert_allclose(line[:, 0], 1.0, atol=1e-3)
    assert line[:, 1].min() <= -2.0
    assert line[:, 1].max() >= 2.0


@pytest.mark.parametrize("p", [0.0, 0.5, 0.73, 1.0])
def test_a_constant_surface_has_no_boundary(p: float) -> None:
    assert boundary(np.full((48, 48), p, dtype=np.float32), Grid(FRAME, 48)) == ()


def test_another_level_gives_another_line() -> None:
    grid = Grid((0.0, 1.0, 0.0, 1.0), 200)
    p = grid.points[:, 0].reshape(200, 200)
    (line,) = boundary(p, grid, level=0.25)
    np.testing.assert_allclose(line[:, 0], 0.25, atol=1e-6)


def test_what_is_not_finite_is_left_out() -> None:
    grid = Grid((0.0, 1.0, 0.0, 1.0), 48)
    p = grid.points[:, 0].reshape(48, 48).copy()
    p[:20] = np.nan
    p[20] = np.inf
    lines = boundary(p, grid)
    assert lines
    assert all(np.isfinite(line).all() for line in lines)
    assert boundary(np.full((48, 48), np.nan, dtype=np.float32), grid) == ()


def test_hard_answers_are_zero_or_one_and_doubt_is_zero() -> None:
    answers = hard(np.array([[0.0, 0.5], [0.500001, 1.0]], dtype=np.float32))
    assert answers.tolist() == [[0.0, 0.0], [1.0, 1.0]]
    assert answers.dtype == np.float32
