"""Marked losses are drawn as far as there is room, and the last one always."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from gui.appearance import Appearance
from gui.curves import draw_marks
from gui.heights import Scale
from gui.look import Look, look_of
from gui.ruler import Ruler

SCALE = Scale(0.0, 1.0, 100.0, logarithmic=False)


class Pen:
    """As much of a painter as marks need."""

    def __init__(self) -> None:
        self.rings: list[float] = []

    def setPen(self, pen: object) -> None: ...

    def setBrush(self, brush: object) -> None: ...

    def drawEllipse(self, at: QPointF, _x: float, _y: float) -> None:
        self.rings.append(at.x())


@pytest.fixture
def look(qapp: object) -> Look:
    return look_of(Appearance())


def rings(iterations: list[int], last: int, look: Look) -> list[float]:
    pen: Any = Pen()
    marks = np.array([(float(one), 0.5) for one in iterations])
    draw_marks(pen, marks, Ruler(0, last, False, 0.0, 100.0), SCALE, look)
    found: list[float] = pen.rings
    return found


def test_marks_with_room_are_all_drawn(look: Look) -> None:
    assert rings([0, 50, 100], 100, look) == [0.0, 50.0, 100.0]


def test_of_a_thousand_marks_side_by_side_no_two_lie_on_one_another(look: Look) -> None:
    drawn = rings(list(range(1000)), 1000, look)
    assert 10 < len(drawn) < 50
    assert min(np.diff(drawn[:-1])) >= 3.0
    assert drawn[-1] == pytest.approx(99.9)
