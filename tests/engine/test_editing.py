import numpy as np
import pytest

from engine import editing
from engine.datasets import Points
from engine.errors import DataError

POINTS = Points(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), np.array([0.0, 0.0, 1.0]), "ring")


@pytest.mark.parametrize("label", [0, 1])
def test_a_point_is_added_at_the_end_with_its_class(label: int) -> None:
    points = editing.added(POINTS, 2.5, -1.5, label)
    np.testing.assert_array_equal(points.X[:-1], POINTS.X)
    np.testing.assert_array_equal(points.y[:-1], POINTS.y)
    assert points.X[-1].tolist() == [2.5, -1.5]
    assert points.y[-1] == label


def test_a_point_moves_to_the_other_class_and_back() -> None:
    moved = editing.toggled(POINTS, 1)
    assert moved.y.tolist() == [0.0, 1.0, 1.0]
    assert editing.toggled(moved, 1).y.tolist() == POINTS.y.tolist()
    np.testing.assert_array_equal(moved.X, POINTS.X)


def test_a_point_is_removed() -> None:
    points = editing.removed(POINTS, 0)
    assert points.X.tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert points.y.tolist() == [0.0, 1.0]


def test_the_last_point_of_a_class_can_neither_go_nor_change() -> None:
    for edit in (editing.removed, editing.toggled):
        with pytest.raises(DataError, match="at least one point of each class"):
            edit(POINTS, 2)


def test_the_points_that_were_there_stay_as_they_were() -> None:
    X, y = POINTS.X.copy(), POINTS.y.copy()
    editing.added(POINTS, 1, 1, 0)
    editing.toggled(POINTS, 0)
    editing.removed(POINTS, 0)
    np.testing.assert_array_equal(POINTS.X, X)
    np.testing.assert_array_equal(POINTS.y, y)


def test_edited_points_say_so_once() -> None:
    once = editing.added(POINTS, 1, 1, 0)
    twice = editing.toggled(once, 0)
    assert once.name == twice.name == "ring (edited)"
