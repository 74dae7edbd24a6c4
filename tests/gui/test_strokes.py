"""Lines as pieces, held to their lengths."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from gui.shapes import FloatArray
from gui.strokes import CALM_POINTS, dashes, pieces, sparse, stroke


def lengths(drawn: FloatArray) -> FloatArray:
    result: FloatArray = np.hypot(drawn[:, 2] - drawn[:, 0], drawn[:, 3] - drawn[:, 1])
    return result


def test_dashes_cover_their_share_of_a_line_round_corners() -> None:
    corner = np.array([[0.0, 0.0], [30.0, 0.0], [30.0, 30.0]])
    drawn = dashes(corner, np.array([6.0, 4.0]))
    assert lengths(drawn).sum() == pytest.approx(36.0)
    assert drawn[0].tolist() == [0.0, 0.0, 6.0, 0.0]
    assert not ((drawn[:, 0] > 6.0) & (drawn[:, 2] < 10.0) & (drawn[:, 3] == 0)).any()


def test_dashes_of_a_noisy_line_are_measured_across() -> None:
    x = np.arange(0.0, 300.0, 0.5)
    noisy = np.column_stack((x, 40.0 * (np.arange(len(x)) % 2)))
    drawn = dashes(noisy, np.array([12.0, 6.0]))
    phase = ((drawn[:, 0] + drawn[:, 2]) / 2) % 18.0
    assert (phase < 12.0).all()
    assert len(drawn) == pytest.approx(len(x) * 2 / 3, rel=0.05)


def test_a_single_peak_of_a_dashed_line_is_not_lost_in_a_gap() -> None:
    x = np.arange(0.0, 200.0, 2.0)
    jagged = np.column_stack((x, 40.0 * (np.arange(len(x)) % 2)))
    drawn = dashes(jagged, np.array([4.0, 4.0]))
    assert lengths(drawn).max() <= 4.0 + 1e-9
    for rise in range(0, 198, 2):  # each has its share of the dashes
        within = (drawn[:, 0] >= rise - 1e-9) & (drawn[:, 2] <= rise + 2 + 1e-9)
        assert lengths(drawn[within]).sum() > 12.0


def test_a_point_that_is_not_finite_breaks_the_line() -> None:
    points = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, np.nan], [3.0, 0.0], [4.0, 0.0]])
    assert pieces(points).tolist() == [[0.0, 0.0, 1.0, 0.0], [3.0, 0.0, 4.0, 0.0]]


def test_a_calm_line_is_drawn_without_knots_and_a_long_one_in_pieces() -> None:
    black = QColor("black")
    x = np.linspace(0, 600, CALM_POINTS)
    calm = stroke(black, 2.0, [np.column_stack((x, x / 3))])
    noisy = stroke(black, 2.0, [np.column_stack((x, 50.0 * (np.arange(CALM_POINTS) % 2)))])
    assert calm.chunks
    assert not noisy.chunks
    assert len(noisy.whole) == CALM_POINTS - 1


def test_chunks_join_where_they_meet_and_break_where_the_line_breaks() -> None:
    x = np.arange(100.0)
    y = np.zeros(100)
    y[50] = np.nan
    chunks = stroke(QColor("black"), 2.0, [np.column_stack((x, y))]).chunks
    ends = [(chunk.first().x(), chunk.last().x()) for chunk in chunks]
    first = [(0.0, 16.0), (16.0, 32.0), (32.0, 48.0), (48.0, 49.0)]
    assert ends == [*first, (51.0, 67.0), (67.0, 83.0), (83.0, 99.0)]


def test_a_sparse_line_keeps_its_ends() -> None:
    x = np.linspace(0.0, 100.0, 1001)
    thin = sparse(np.column_stack((x, x)), 4.0)
    assert len(thin) < 60
    assert thin[0].tolist() == [0.0, 0.0]
    assert thin[-1].tolist() == [100.0, 100.0]


def test_what_is_far_away_is_brought_near_enough_for_qt() -> None:
    far = stroke(QColor("black"), 2.0, [np.array([[0.0, 0.0], [1.0, 1e300]])])
    assert np.abs(far.whole).max() <= 1e5
