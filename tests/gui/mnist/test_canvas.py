"""The canvas under hands: mouse, pen, fingers, keys, and pictures that are dropped."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QPointingDevice
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.mnist.canvas import Canvas
from gui.mnist.ink import Picture, Stroke
from gui.mnist.sketch import Sketch
from gui.theme import DARK, LIGHT
from tests.gui.mnist.hands import LEFT, SEVEN, drop, mouse_draws, pen_draws, pixel, send_pen, tablet

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")
NO_KEYS, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    appearance = Appearance()
    appearance.set_mode("light")
    made = Canvas(appearance, Sketch())
    qtbot.addWidget(made)
    made.setFixedSize(280, 280)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def ink_at(canvas: Canvas, x: float, y: float) -> int:
    scale = canvas.sketch.raster.scale
    return int(canvas.sketch.ink[int(y * scale), int(x * scale)])


def stroke_of(canvas: Canvas) -> Stroke:
    mark = canvas.sketch.drawing.marks[-1]
    assert isinstance(mark, Stroke)
    return mark


# Mouse ----------------------------------------------------------------------------------------


def test_the_mouse_draws_where_it_goes(canvas: Canvas) -> None:
    mouse_draws(canvas, SEVEN)
    assert len(canvas.sketch.drawing.marks) == 1
    for x, y in SEVEN[:2] + SEVEN[3:]:
        assert ink_at(canvas, x, y) > 200
    assert ink_at(canvas, 100, 180) == 0


def test_ink_is_seen_before_the_button_is_released(canvas: Canvas) -> None:
    QTest.mousePress(canvas, LEFT, NO_KEYS, QPoint(50, 50))
    QTest.mouseMove(canvas, QPoint(200, 50))
    assert canvas.grab().toImage().pixelColor(130, 50).name().upper() == LIGHT.text
    assert not canvas.sketch.drawing.marks
    QTest.mouseRelease(canvas, LEFT, NO_KEYS, QPoint(200, 50))


def test_the_right_button_does_not_draw(canvas: Canvas) -> None:
    QTest.mouseClick(canvas, Qt.MouseButton.RightButton, NO_KEYS, QPoint(100, 100))
    assert not canvas.sketch.ink.any()


def test_a_click_is_a_dot_and_two_quick_ones_are_two(canvas: Canvas) -> None:
    QTest.mouseClick(canvas, LEFT, NO_KEYS, QPoint(100, 100))
    QTest.mouseDClick(canvas, LEFT, NO_KEYS, QPoint(180, 100))
    QTest.mouseRelease(canvas, LEFT, NO_KEYS, QPoint(180, 100))
    assert ink_at(canvas, 100, 100) == ink_at(canvas, 180, 100) == 255
    assert len(canvas.sketch.drawing.marks) >= 2


def test_on_a_larger_canvas_the_same_hand_draws_the_same(qtbot: QtBot, canvas: Canvas) -> None:
    mouse_draws(canvas, SEVEN)
    small = canvas.sketch.raster.values()
    canvas.sketch.clear()
    canvas.setFixedSize(480, 480)
    qtbot.waitUntil(lambda: canvas.sketch.raster.scale == 2)
    mouse_draws(canvas, SEVEN)
    large = canvas.sketch.raster.values()
    assert np.abs(small - large).mean() < 0.005


def test_the_eraser_takes_ink_away(canvas: Canvas) -> None:
    mouse_draws(canvas, ((40, 140), (240, 140)))
    canvas.set_pen(40, erasing=True)
    mouse_draws(canvas, ((140, 80), (140, 200)))
    assert ink_at(canvas, 140, 140) == 0
    assert ink_at(canvas, 60, 140) == 255


def test_the_cursor_is_as_wide_as_the_pen(canvas: Canvas) -> None:
    canvas.set_pen(40, erasing=False)
    assert 40 <= canvas.cursor().pixmap().deviceIndependentSize().width() <= 48


# Pen tablet -----------------------------------------------------------------------------------


def test_pressure_is_width(canvas: Canvas) -> None:
    pen_draws(canvas, tablet(), [((40, 140), 0.1), ((140, 140), 0.5), ((240, 140), 1.0)])
    widths = stroke_of(canvas).points[:, 2]
    assert (np.diff(widths) > 0).all()
    thick = (canvas.sketch.ink > 127).sum(axis=0)
    assert thick[230] > 2 * thick[45]


def test_the_other_end_of_the_pen_erases(canvas: Canvas) -> None:
    mouse_draws(canvas, ((40, 140), (240, 140)))
    eraser = tablet(QPointingDevice.PointerType.Eraser)
    pen_draws(canvas, eraser, [((140, 120), 1.0), ((140, 160), 1.0)])
    assert stroke_of(canvas).erases
    assert ink_at(canvas, 140, 140) == 0
    assert not canvas.erasing


def test_a_pen_that_hovers_draws_nothing(canvas: Canvas) -> None:
    send_pen(canvas, tablet(), QEvent.Type.TabletMove, (100, 100), 0.0)
    assert not canvas.sketch.ink.any()


# Fingers --------------------------------------------------------------------------------------


def test_a_finger_draws_and_a_second_one_does_not(canvas: Canvas) -> None:
    screen = QTest.createTouchDevice()
    QTest.touchEvent(canvas, screen).press(0, QPoint(40, 60)).commit()
    QTest.touchEvent(canvas, screen).stationary(0).press(1, QPoint(40, 220)).commit()
    QTest.touchEvent(canvas, screen).move(0, QPoint(240, 60)).move(1, QPoint(240, 220)).commit()
    QTest.touchEvent(canvas, screen).release(1, QPoint(240, 220)).stationary(0).commit()
    assert canvas.sketch.is_under_way
    QTest.touchEvent(canvas, screen).release(0, QPoint(240, 60)).commit()
    assert ink_at(canvas, 140, 60) == 255
    assert ink_at(canvas, 140, 220) == 0
    assert len(canvas.sketch.drawing.marks) == 1


def test_a_palm_beside_the_pen_draws_nothing(canvas: Canvas) -> None:
    pen, screen = tablet(), QTest.createTouchDevice()
    send_pen(canvas, pen, QEvent.Type.TabletPress, (40, 60), 0.7)
    QTest.touchEvent(canvas, screen).press(0, QPoint(40, 220)).commit()
    send_pen(canvas, pen, QEvent.Type.TabletMove, (140, 60), 0.7)
    QTest.touchEvent(canvas, screen).move(0, QPoint(240, 220)).commit()
    send_pen(canvas, pen, QEvent.Type.TabletMove, (240, 60), 0.7)
    QTest.touchEvent(canvas, screen).release(0, QPoint(240, 220)).commit()
    assert canvas.sketch.is_under_way
    send_pen(canvas, pen, QEvent.Type.TabletRelease, (240, 60), 0.0)
    assert len(canvas.sketch.drawing.marks) == 1
    assert ink_at(canvas, 200, 60) == 255
    assert not canvas.sketch.ink[100:].any()


def test_a_palm_that_came_before_the_pen_is_taken_back(canvas: Canvas) -> None:
    pen, screen = tablet(), QTest.createTouchDevice()
    QTest.touchEvent(canvas, screen).press(0, QPoint(40, 220)).commit()
    pen_draws(canvas, pen, [((40, 60), 0.7), ((240, 60), 0.7)])
    QTest.touchEvent(canvas, screen).move(0, QPoint(240, 220)).commit()
    QTest.touchEvent(canvas, screen).release(0, QPoint(240, 220)).commit()
    assert len(canvas.sketch.drawing.marks) == 1
    assert not canvas.sketch.ink[100:].any()


# Keys -----------------------------------------------------------------------------------------


def test_the_keyboard_draws(canvas: Canvas) -> None:
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    for _ in range(5):
        QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.accessibleDescription() == "Pen down at column 9, row 13 of 28"
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert len(canvas.sketch.drawing.marks) == 1
    assert ink_at(canvas, 115, 130) == 255
    assert stroke_of(canvas).points[-1][:2].tolist() == [90, 130]


def test_space_draws_nothing_for_who_came_by_the_mouse(canvas: Canvas) -> None:
    mouse_draws(canvas, SEVEN)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert len(canvas.sketch.drawing.marks) == 1


def test_escape_takes_back_the_stroke_under_way(canvas: Canvas) -> None:
    QTest.mousePress(canvas, LEFT, NO_KEYS, QPoint(50, 50))
    QTest.mouseMove(canvas, QPoint(200, 50))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas, LEFT, NO_KEYS, QPoint(200, 50))
    assert not canvas.sketch.ink.any()


@pytest.mark.parametrize(
    ("key", "modifiers", "wish"),
    [
        (Qt.Key.Key_Z, CTRL, "undo"),
        (Qt.Key.Key_Z, CTRL | SHIFT, "redo"),
        (Qt.Key.Key_V, CTRL, "paste"),
        (Qt.Key.Key_C, CTRL, "copy"),
        (Qt.Key.Key_Delete, NO_KEYS, "clear"),
    ],
)
def test_a_key_says_what_is_wished(
    qtbot: QtBot, canvas: Canvas, key: Qt.Key, modifiers: Qt.KeyboardModifier, wish: str
) -> None:
    with qtbot.waitSignal(canvas.wished) as wished:
        QTest.keyClick(canvas, key, modifiers)
    assert wished.args == [wish]


def test_a_pen_that_is_left_down_is_lifted_when_the_focus_goes(canvas: Canvas) -> None:
    canvas.clearFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    canvas.clearFocus()
    assert not canvas.sketch.is_under_way
    assert len(canvas.sketch.drawing.marks) == 1


# What is painted ------------------------------------------------------------------------------


def test_an_empty_sheet_asks_for_a_digit(canvas: Canvas) -> None:
    empty = canvas.grab().toImage()
    middle = empty.copy(80, 110, 120, 60)
    assert len({middle.pixel(x, y) for x in range(120) for y in range(60)}) > 4
    assert canvas.accessibleDescription().startswith("Empty")
    mouse_draws(canvas, ((20, 20), (30, 20)))
    drawn = canvas.grab().toImage().copy(80, 110, 120, 60)
    assert {drawn.pixelColor(x, y).name().upper() for x in range(120) for y in range(60)} == {
        LIGHT.panel
    }


def test_ink_has_the_colour_of_the_theme_and_a_picture_is_light(canvas: Canvas) -> None:
    mouse_draws(canvas, SEVEN)
    canvas._appearance.set_mode("dark")
    at = pixel(canvas, SEVEN[1])
    assert canvas.grab().toImage().pixelColor(at).name().upper() == DARK.text
    picture = canvas.picture(2)
    assert picture.width() == 560
    assert picture.pixelColor(at * 2).name().upper() == LIGHT.text
    assert picture.pixelColor(3, 3).name().upper() == LIGHT.panel


def test_a_digit_that_was_clicked_says_what_it_is(canvas: Canvas) -> None:
    ink = np.zeros((28, 28), dtype=np.float32)
    canvas.sketch.put(Picture(ink, "Test digit 412, a 7"), "show")
    assert canvas.accessibleDescription().startswith("Test digit 412, a 7")
    foot = canvas.grab().toImage().copy(60, 260, 160, 18)
    assert any(QColor(foot.pixel(x, y)).lightness() < 200 for x in range(160) for y in range(18))


# Pictures -------------------------------------------------------------------------------------


def test_a_file_and_a_picture_can_be_dropped_and_words_cannot(canvas: Canvas) -> None:
    given: list[object] = []
    canvas.given.connect(given.append)
    file, picture, words = QMimeData(), QMimeData(), QMimeData()
    file.setUrls([QUrl.fromLocalFile("/somewhere/seven.png")])
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    words.setText("seven")
    assert drop(canvas, file)
    assert drop(canvas, picture)
    assert not drop(canvas, words)
    assert given[0] == Path("/somewhere/seven.png")
    assert isinstance(given[1], QImage)
