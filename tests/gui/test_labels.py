"""Names beside lines keep clear of each other."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from gui.labels import Label, beside_line, spread, stacked

AREA = QRectF(0, 0, 400, 200)


def label(x: float, y: float) -> Label:
    return Label("name", QColor("black"), QRectF(x, y, 60, 15))


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(-50, 250)), min_size=1, max_size=8))
def test_names_never_lie_over_each_other_nor_leave_the_plot(
    places: list[tuple[float, float]],
) -> None:
    boxes = [found.box for found in spread([label(x, y) for x, y in places], AREA)]
    for n, box in enumerate(boxes):
        assert AREA.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(box)
        shrunk = box.adjusted(0.001, 0.001, -0.001, -0.001)
        assert not any(shrunk.intersects(other) for other in boxes[n + 1 :])


def test_names_that_have_room_stay_where_they_want_to_be() -> None:
    wanted = [label(300, 20), label(300, 90), label(10, 22)]
    assert [found.box for found in spread(wanted, AREA)] == [found.box for found in wanted]


def test_names_keep_the_order_of_their_lines() -> None:
    tops = [found.box.top() for found in spread([label(0, 52), label(0, 50), label(0, 51)], AREA)]
    assert tops[1] < tops[2] < tops[0]


def test_a_stack_moves_as_little_as_need_be() -> None:
    assert stacked([10.0, 10.0], [20.0, 20.0], 0.0, 100.0) == [0.0, 20.0]
    assert stacked([50.0, 50.0], [20.0, 20.0], 0.0, 100.0) == [40.0, 60.0]
    assert stacked([90.0, 95.0], [20.0, 20.0], 0.0, 100.0) == [60.0, 80.0]


def test_a_name_beside_a_line_does_not_cover_it() -> None:
    line = np.column_stack((np.linspace(0, 400, 200), np.full(200, 100.0)))
    box = beside_line((60.0, 15.0), line, AREA, [], np.empty((0, 2)))
    assert box is not None
    assert box.bottom() < 100.0 or box.top() > 100.0
    assert AREA.contains(box)


def test_a_name_stays_put_while_its_line_moves_a_little() -> None:
    line = np.column_stack((np.linspace(0, 400, 200), np.full(200, 100.0)))
    nothing = np.empty((0, 2))
    before = beside_line((60.0, 15.0), line, AREA, [], nothing)
    assert before is not None
    assert (
        beside_line((60.0, 15.0), line + np.array([0.0, 1.0]), AREA, [], nothing, before) == before
    )
    assert (
        beside_line((60.0, 15.0), line + np.array([0.0, 60.0]), AREA, [], nothing, before) != before
    )


def test_a_line_outside_the_picture_has_no_name() -> None:
    line = np.array([[500.0, 500.0], [600.0, 600.0]])
    assert beside_line((60.0, 15.0), line, AREA, [], np.empty((0, 2))) is None
