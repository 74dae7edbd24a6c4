"""Ten bars: lengths, outlines, words."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.mnist.answers import Answer
from gui.mnist.bars import Bars
from gui.theme import LIGHT

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


@pytest.fixture
def bars(qtbot: QtBot) -> Bars:
    appearance = Appearance()
    appearance.set_mode("light")
    made = Bars(appearance)
    qtbot.addWidget(made)
    made.resize(152, 170)
    made.show()
    return made


def said(**shares: float) -> NDArray[np.float32]:
    found = np.zeros(10, dtype=np.float32)
    for name, share in shares.items():
        found[int(name[1:])] = share
    return found


def row(image: QImage, digit: int) -> list[str]:
    """The colours along the middle of a digit's row."""
    y = int((digit + 0.5) * image.height() / 10)
    return [image.pixelColor(x, y).name().upper() for x in range(image.width())]


def test_a_bar_is_as_long_as_its_digit_is_probable(bars: Bars) -> None:
    lengths = []
    for share in (0.25, 0.5, 1.0):
        bars.show_answers(Answer("a", said(d3=share, d4=0.1)), None)
        lengths.append(row(bars.grab().toImage(), 3).count(LIGHT.class_regions[1]))
    assert lengths[1] == pytest.approx(2 * lengths[0], abs=2)
    assert lengths[2] == pytest.approx(4 * lengths[0], abs=6)


def test_the_likeliest_is_strong_and_the_others_are_quiet(bars: Bars) -> None:
    bars.show_answers(Answer("a", said(d3=0.6, d5=0.4)), None)
    image = bars.grab().toImage()
    strong, quiet = LIGHT.class_regions[1], QColor(row(image, 5)[22]).lightness()
    assert strong in row(image, 3)
    assert strong not in row(image, 5)
    assert QColor(strong).lightness() < quiet < 240


def test_the_other_network_is_an_outline_on_the_same_row(bars: Bars) -> None:
    bars.show_answers(Answer("a", said(d3=0.2)), Answer("b", said(d8=0.9)))
    with_other = bars.grab().toImage()
    bars.show_answers(Answer("a", said(d3=0.2)), None)
    without = bars.grab().toImage()
    changed = [digit for digit in range(10) if row(with_other, digit) != row(without, digit)]
    assert changed == [8]
    assert LIGHT.class_regions[1] not in row(with_other, 8)


def test_the_mouse_tells_all_figures(bars: Bars) -> None:
    bars.show_answers(Answer("This run, batch 9", said(d8=0.98713)), Answer("Ready", said(d8=0.5)))
    assert bars.words_of(8) == "That it is an 8:\nThis run, batch 9: 0.9871\nReady: 0.5"
    bars.show_answers(Answer("a"), None)
    assert bars.words_of(8).startswith("Draw a digit")


def test_probabilities_that_are_no_numbers_leave_the_bars_empty(bars: Bars) -> None:
    bars.show_answers(Answer("a", np.full(10, np.nan, dtype=np.float32)), None)
    assert LIGHT.class_regions[1] not in row(bars.grab().toImage(), 3)


def test_who_cannot_see_the_bars_is_told(bars: Bars) -> None:
    bars.show_answers(Answer("a", said(d8=0.5)), None)
    bars.describe()
    assert "That it is an 8:\na: 0.5" in bars.accessibleDescription()
    bars.show_answers(Answer("a"), None)
    bars.describe()
    assert bars.accessibleDescription() == ""


def test_a_picture_of_them_is_light(bars: Bars) -> None:
    bars._appearance.set_mode("dark")
    bars.show_answers(Answer("a", said(d3=1)), None)
    assert LIGHT.class_regions[1] in row(bars.picture(2), 3)
