"""Strokes as ink: areas, edges, erasing, pictures."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.mnist.ink import Drawing, Picture, Stroke, bend, points_of
from gui.mnist.raster import Pending, Raster


def stroke(*rows: tuple[float, float, float], erases: bool = False) -> Stroke:
    return Stroke(points_of(list(rows)), erases)


def area(raster: Raster) -> float:
    return float(raster.ink.sum()) / 255 / raster.scale**2


@pytest.mark.parametrize("width", [4.0, 20.0, 48.0])
@pytest.mark.parametrize("scale", [1, 2])
def test_a_dot_is_a_disc_as_wide_as_the_pen(width: float, scale: int) -> None:
    raster = Raster.of(Drawing((stroke((140.3, 139.6, width)),)), scale)
    assert area(raster) == pytest.approx(np.pi * width**2 / 4, rel=0.04)


def test_a_straight_stroke_has_its_length_times_its_width_and_round_ends() -> None:
    raster = Raster.of(Drawing((stroke((60, 100, 20), (220, 140, 20)),)))
    length = float(np.hypot(160, 40))
    assert area(raster) == pytest.approx(20 * length + np.pi * 100, rel=0.01)


def test_a_fast_pen_leaves_no_gaps() -> None:
    raster = Raster.of(Drawing((stroke((10, 140, 6), (140, 20, 6), (270, 140, 6)),)))
    assert (raster.ink.max(axis=0)[12:268] == 255).all()


def test_a_stroke_of_many_pieces_has_the_edge_of_one_of_few() -> None:
    few = stroke((40, 90, 18), (240, 170, 18))
    many = stroke(*((40 + 200 * t, 90 + 80 * t, 18) for t in np.linspace(0, 1, 60)))
    one, other = Raster.of(Drawing((few,))), Raster.of(Drawing((many,)))
    assert np.abs(one.ink.astype(int) - other.ink.astype(int)).max() <= 2


def test_pressure_makes_a_stroke_wider_along_its_way() -> None:
    raster = Raster.of(Drawing((stroke((40, 140, 6), (240, 140, 40)),)))
    thick = (raster.ink > 127).sum(axis=0)
    assert 8 < thick[60] < 14
    assert 34 < thick[230] < 40


def test_an_eraser_takes_away_what_it_covers_and_a_pen_draws_over_it_again() -> None:
    line, across = (
        stroke((40, 140, 20), (240, 140, 20)),
        ((140.0, 60.0, 30.0), (140.0, 220.0, 30.0)),
    )
    erased = Raster.of(Drawing((line, stroke(*across, erases=True))))
    assert erased.ink[140, 140] == 0
    assert erased.ink[140, 60] == 255
    again = Raster.of(Drawing((line, stroke(*across, erases=True), line)))
    assert again.ink[140, 140] == 255


POINT = st.tuples(st.floats(-60, 340), st.floats(-60, 340), st.floats(2, 48))


@settings(max_examples=30, deadline=None)
@given(st.lists(POINT, min_size=1, max_size=8), st.booleans())
def test_ink_that_grows_point_by_point_is_that_of_the_whole_stroke(
    rows: list[tuple[float, float, float]], erases: bool
) -> None:
    start = stroke((0, 140, 48), (280, 140, 48))
    live = Raster.of(Drawing((start,)))
    pending = Pending(live)
    for count in range(1, len(rows) + 1):
        points = points_of(rows[:count])
        pending.take_back()
        if count > 1:
            live.draw(bend(points), erases)
        pending.draw(points, erases)
    whole = Raster.of(Drawing((start, Stroke(points_of(rows), erases))))
    assert np.array_equal(live.ink, whole.ink)


def test_a_finer_sheet_is_the_same_drawing_to_the_network() -> None:
    drawing = Drawing((stroke((60, 60, 14), (220, 90, 22), (100, 230, 18)),))
    coarse, fine = Raster.of(drawing).values(), Raster.of(drawing, 3).values()
    assert coarse.shape == fine.shape == (280, 280)
    assert coarse.dtype == fine.dtype == np.float32
    assert np.abs(coarse - fine).max() < 0.2
    assert np.abs(coarse - fine).mean() < 0.001


def test_an_exact_picture_fills_the_sheet() -> None:
    ink = np.zeros((28, 28), dtype=np.float32)
    ink[4:24, 10:14] = 1
    raster = Raster.of(Drawing((Picture(ink, "Test digit 3, a 1"),)))
    assert raster.ink[140, 120] == 255
    assert raster.ink[140, 80] == 0
    assert area(raster) == pytest.approx(100 * 80, rel=0.05)


def test_the_ink_of_another_picture_is_brought_to_the_middle() -> None:
    ink = np.zeros((600, 900), dtype=np.float32)
    ink[20:120, 30:60] = 1
    raster = Raster.of(Drawing((Picture(ink),)))
    rows, columns = np.nonzero(raster.ink > 127)
    assert (int(rows.min()), int(rows.max())) == (40, 239)
    assert columns.mean() == pytest.approx(139.5, abs=1)


def test_a_picture_without_ink_leaves_the_sheet_empty() -> None:
    assert not Raster.of(Drawing((Picture(np.zeros((40, 50), dtype=np.float32)),))).ink.any()


def test_ink_beyond_the_sheet_is_cut_off() -> None:
    raster = Raster.of(Drawing((stroke((-500, -500, 30), (-400, 900, 30)),)))
    assert not raster.ink.any()
