"""The sheet without a widget: strokes, undo, pictures."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from gui.mnist.ink import Picture
from gui.mnist.raster import Raster
from gui.mnist.sketch import Sketch

IMAGE = np.zeros((28, 28), dtype=np.float32)
IMAGE[5:20, 12:16] = 0.8


@pytest.fixture
def sketch(qapp: QApplication) -> Sketch:
    return Sketch()


def draw(sketch: Sketch, *points: tuple[float, float], width: float = 20.0) -> None:
    sketch.begin(*points[0], width)
    for point in points[1:]:
        sketch.extend(*point, width)
    sketch.finish()


def test_undo_and_redo_bring_back_the_same_ink(sketch: Sketch) -> None:
    inks = [sketch.ink.copy()]
    for n in range(4):
        draw(sketch, (40, 40 + 40 * n), (140, 60 + 40 * n), (240, 40 + 40 * n))
        inks.append(sketch.ink.copy())
    for ink in reversed(inks[:-1]):
        sketch.undo_stack.undo()
        assert np.array_equal(sketch.ink, ink)
    for ink in inks[1:]:
        sketch.undo_stack.redo()
        assert np.array_equal(sketch.ink, ink)


def test_a_stroke_under_way_is_seen_but_not_yet_a_mark(sketch: Sketch) -> None:
    sketch.begin(100, 100, 20)
    assert sketch.ink[100, 100] == 255
    assert not sketch.drawing.marks
    assert not sketch.undo_stack.canUndo()
    sketch.finish()
    assert len(sketch.drawing.marks) == 1


def test_drawing_after_an_undo_does_not_spoil_what_can_be_undone(sketch: Sketch) -> None:
    draw(sketch, (40, 40), (240, 40))
    first = sketch.ink.copy()
    draw(sketch, (40, 140), (240, 140))
    sketch.undo_stack.undo()
    draw(sketch, (40, 240), (240, 240))
    sketch.undo_stack.undo()
    assert np.array_equal(sketch.ink, first)


def test_a_cancelled_stroke_leaves_nothing(sketch: Sketch) -> None:
    draw(sketch, (40, 40), (240, 40))
    before = sketch.ink.copy()
    sketch.begin(40, 140, 20)
    sketch.extend(240, 140, 20)
    sketch.cancel()
    assert np.array_equal(sketch.ink, before)
    sketch.finish()
    assert len(sketch.drawing.marks) == 1


def test_clearing_can_be_undone_and_an_empty_sheet_is_left_alone(sketch: Sketch) -> None:
    sketch.clear()
    assert not sketch.undo_stack.canUndo()
    draw(sketch, (40, 40), (240, 40))
    before = sketch.ink.copy()
    sketch.clear()
    assert not sketch.ink.any()
    sketch.undo_stack.undo()
    assert np.array_equal(sketch.ink, before)


def test_a_digit_that_was_clicked_is_exact_until_it_is_drawn_on(sketch: Sketch) -> None:
    sketch.put(Picture(IMAGE, "Test digit 412, a 1"), "Test digit 412, a 1")
    assert sketch.exact is not None
    sketch.begin(200, 200, 10)
    assert sketch.exact is None
    sketch.finish()
    assert sketch.exact is None
    sketch.undo_stack.undo()
    assert sketch.exact is not None
    assert np.array_equal(sketch.exact.ink, IMAGE)


def test_a_finer_screen_shows_the_same_marks_finer(sketch: Sketch) -> None:
    draw(sketch, (40, 40), (240, 240))
    sketch.set_scale(2)
    assert sketch.ink.shape == (560, 560)
    assert sketch.ink[280, 280] == 255
    sketch.undo_stack.undo()
    assert not sketch.ink.any()


def test_trembling_on_the_spot_adds_no_points(sketch: Sketch) -> None:
    sketch.begin(100, 100, 20)
    for n in range(50):
        sketch.extend(100 + 0.3 * (n % 2), 100, 20)
    sketch.finish()
    (mark,) = sketch.drawing.marks
    assert not isinstance(mark, Picture)
    assert len(mark.points) == 1


def test_a_pen_that_is_up_draws_nothing(sketch: Sketch) -> None:
    sketch.extend(100, 100, 20)
    sketch.finish()
    assert not sketch.ink.any()


def test_ink_and_drawing_say_when_they_change(sketch: Sketch) -> None:
    inked: list[bool] = []
    drawn: list[bool] = []
    sketch.inked.connect(lambda: inked.append(True))
    sketch.drawn.connect(lambda: drawn.append(True))
    sketch.begin(100, 100, 20)
    sketch.extend(150, 100, 20)
    assert (len(inked), len(drawn)) == (2, 0)
    sketch.finish()
    assert len(drawn) == 1


def test_ink_that_was_drawn_live_is_that_of_the_finished_mark(sketch: Sketch) -> None:
    draw(sketch, (20, 20), (140, 20), (140, 140), (30, 150), (240, 260))
    assert np.array_equal(sketch.ink, Raster.of(sketch.drawing).ink)
