"""Dots that were painted before are kept, and look as if all were painted anew."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from gui.appearance import Appearance
from gui.dots import Dots
from gui.heights import Scale
from gui.look import Look, look_of
from gui.ruler import Ruler
from gui.shapes import FloatArray

AREA = QRectF(0, 0, 120, 60)
RULER = Ruler(0, 100, False, 4.0, 110.0)
SCALE = Scale(0.0, 1.0, 60.0, logarithmic=False)


@pytest.fixture
def look(qapp: object) -> Look:
    return look_of(Appearance())


def some_dots(n: int) -> FloatArray:
    return np.column_stack((np.arange(n), np.linspace(0.9, 0.1, 100)[:n]))


def drawn(dots: Dots, look: Look, scale: Scale = SCALE, finely: float = 1.0) -> QImage:
    image = QImage((AREA.size() * finely).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(finely, finely)
    dots.draw(painter, AREA, RULER, scale, look)
    painter.end()
    return image


def of(points: FloatArray) -> Dots:
    dots = Dots()
    dots.show(points)
    return dots


def test_dots_that_became_more_look_like_all_of_them_at_once(look: Look) -> None:
    dots = of(some_dots(10))
    drawn(dots, look)
    assert dots.show(some_dots(50))
    assert drawn(dots, look) == drawn(of(some_dots(50)), look)
    assert drawn(dots, look) != drawn(of(some_dots(10)), look)


def test_other_dots_take_the_place_of_those_before(look: Look) -> None:
    dots = of(some_dots(50))
    drawn(dots, look)
    dots.show(some_dots(50)[::2])
    assert drawn(dots, look) == drawn(of(some_dots(50)[::2]), look)
    dots.show(some_dots(0))
    assert drawn(dots, look) == drawn(of(some_dots(0)), look)


@pytest.mark.parametrize("finely", [1.0, 2.0])
def test_another_axis_or_resolution_moves_them_all(look: Look, finely: float) -> None:
    dots = of(some_dots(50))
    drawn(dots, look)
    scale = replace(SCALE, high=2.0)
    assert drawn(dots, look, scale, finely) == drawn(of(some_dots(50)), look, scale, finely)


def test_a_dot_without_a_place_is_left_out(look: Look) -> None:
    with_nan = np.vstack((some_dots(5), [[6.0, np.nan]]))
    assert drawn(of(with_nan), look) == drawn(of(some_dots(5)), look)


def test_no_dots_twice_are_nothing_new() -> None:
    assert not Dots().show(some_dots(0))
