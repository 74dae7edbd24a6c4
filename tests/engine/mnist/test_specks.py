"""Pieces of ink are found as others find them, and those of the digit are kept."""

from typing import Any

import numpy as np
import pytest

from engine.mnist.specks import labelled, without_specks

Array = np.ndarray[Any, np.dtype[Any]]


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.8])
def test_pieces_are_those_that_scipy_finds(share: float) -> None:
    from scipy.ndimage import label

    grid = np.random.default_rng(1).random((60, 45)) < share
    expected, n = label(grid, np.ones((3, 3)))
    found = labelled(grid)
    assert found.max() == n
    pairs = {*zip(found.ravel().tolist(), expected.ravel().tolist(), strict=True)}
    assert len(pairs) == n + (not grid.all())


def page(*squares: tuple[int, int, int, int]) -> Array:
    """Ink in rectangles: first row, first column, rows, columns."""
    ink = np.zeros((150, 150), np.float32)
    for top, left, rows, columns in squares:
        ink[top : top + rows, left : left + columns] = 1
    return ink


DIGIT = (50, 60, 50, 20)


@pytest.mark.parametrize(
    ("other", "stays"),
    [
        ((55, 90, 4, 4), False),
        ((40, 60, 6, 20), True),
        ((5, 140, 8, 4), False),
        ((0, 0, 150, 8), False),
        ((120, 0, 2, 150), False),
        ((5, 130, 40, 15), False),
        ((50, 100, 40, 15), True),
    ],
    ids=[
        "dust beside it",
        "a bar above it",
        "writing far away",
        "the table",
        "a ruled line",
        "large ink far away",
        "large ink beside it",
    ],
)
def test_what_is_no_part_of_the_digit_goes(other: tuple[int, int, int, int], stays: bool) -> None:
    found = without_specks(page(DIGIT, other))
    np.testing.assert_array_equal(found, page(DIGIT, other) if stays else page(DIGIT))


def test_a_digit_that_fills_the_picture_stays() -> None:
    ink = page((0, 0, 150, 40), (110, 0, 40, 150))
    np.testing.assert_array_equal(without_specks(ink), ink)


def test_a_one_that_is_straight_and_nearly_as_tall_as_the_picture_stays() -> None:
    ink = page((15, 70, 120, 10))
    np.testing.assert_array_equal(without_specks(ink), ink)


def test_a_stroke_across_a_ruled_line_is_not_cut() -> None:
    ink = page(DIGIT, (74, 0, 2, 150))
    np.testing.assert_array_equal(without_specks(ink)[50:100, 60:80], ink[50:100, 60:80])
    assert without_specks(ink)[74].sum() < 25


def test_paper_without_ink_stays_empty() -> None:
    assert without_specks(page()).sum() == 0


def test_a_thick_bar_from_edge_to_edge_is_no_ruled_line() -> None:
    bar = page((60, 0, 20, 150), (0, 60, 150, 40))
    np.testing.assert_array_equal(without_specks(bar), bar)


def test_the_dashes_of_a_broken_line_hang_together_one_by_one() -> None:
    dashes = page(*((10 + 14 * k, 60 + 2 * k, 12, 5) for k in range(9)))
    np.testing.assert_array_equal(without_specks(dashes), dashes)
