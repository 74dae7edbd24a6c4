"""Strokes as data: the way between points, and drawings as bytes."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.mnist.drawing_file import read, written
from gui.mnist.ink import STEP, Drawing, Picture, Stroke, points_of, whole_way

ROWS = st.lists(
    st.tuples(st.floats(0, 280), st.floats(0, 280), st.floats(2, 40)), min_size=1, max_size=12
)


@given(ROWS)
def test_the_way_runs_from_the_first_point_to_the_last(rows: list[tuple[float, ...]]) -> None:
    points = points_of(rows)  # type: ignore[arg-type]
    way = whole_way(points)
    assert way[0] == pytest.approx(points[0])
    assert way[-1] == pytest.approx(points[-1])


@given(ROWS)
def test_a_curve_stays_within_the_points_that_it_follows(rows: list[tuple[float, ...]]) -> None:
    points = points_of(rows)  # type: ignore[arg-type]
    way = whole_way(points)
    assert (way >= points.min(axis=0) - 1e-9).all()
    assert (way <= points.max(axis=0) + 1e-9).all()


def test_a_fast_pen_leaves_a_curve_and_no_corners() -> None:
    corner = points_of([(20, 20, 10), (140, 20, 10), (140, 140, 10)])
    way = whole_way(corner)
    way = way[np.append(True, np.hypot(*np.diff(way[:, :2], axis=0).T) > 1e-9)]
    directions = np.degrees(np.unwrap(np.arctan2(*np.diff(way[:, :2], axis=0).T[::-1])))
    turns = np.abs(np.diff(directions))
    assert turns.max() < 12
    assert np.hypot(*np.diff(way[3:-3, :2], axis=0).T).max() <= STEP + 1e-9


def test_a_drawing_comes_back_from_its_bytes() -> None:
    stroke = Stroke(points_of([(1.25, 2.5, 20), (30, 40, 18)]), erases=True)
    random = np.random.default_rng(0)
    picture = Picture(random.random((28, 28), dtype=np.float32), "Test digit 412, a 7")
    marks = read(written(Drawing((picture, stroke))))
    assert marks is not None
    first, second = marks
    assert isinstance(first, Picture)
    assert isinstance(second, Stroke)
    assert np.array_equal(first.ink, picture.ink)
    assert first.words == picture.words
    assert np.allclose(second.points, stroke.points)
    assert second.erases
    assert Drawing((first,)).exact is first


SPOILT = (
    b"",
    b"\xff\x00",
    b"[]",
    b'{"form": 99, "marks": []}',
    b'{"form": 1, "marks": [{}]}',
    b'{"form": 1, "marks": [{"points": [], "erases": false}]}',
    b'{"form": 1, "marks": [{"points": [[1, 2]], "erases": false}]}',
    b'{"form": 1, "marks": [{"points": [[1, 2, NaN]], "erases": false}]}',
    b'{"form": 1, "marks": [{"shape": [2, 2], "ink": "eJw=", "words": ""}]}',
    b'{"form": 1, "marks": [{"shape": [9, 9], "ink": "eJxjYAAAAAIAAQ==", "words": ""}]}',
    written(Drawing((Picture(np.full((3, 3), 1.5, dtype=np.float32)),))),
    written(Drawing((Picture(np.full((3, 3), np.nan, dtype=np.float32)),))),
)


@pytest.mark.parametrize("data", SPOILT)
def test_bytes_that_are_no_drawing_are_none(data: bytes) -> None:
    assert read(data) is None


def test_an_old_drawing_without_marks_is_empty() -> None:
    assert read(json.dumps({"form": 1, "marks": []}).encode()) == ()


def test_a_picture_that_was_kept_in_256_steps_is_still_read() -> None:
    told = {"shape": [1, 3], "ink": "eJxjaPgPAAICAYA=", "words": ""}
    marks = read(json.dumps({"form": 1, "marks": [told]}).encode())
    assert marks is not None
    (picture,) = marks
    assert isinstance(picture, Picture)
    assert picture.ink.dtype == np.float32
    assert picture.ink.ravel() == pytest.approx([0, 128 / 255, 1])
