"""The image that the network sees: pixels, words, colours."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.mnist.seen_image import SeenImage
from gui.theme import DARK, LIGHT

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


@pytest.fixture
def seen(qtbot: QtBot) -> SeenImage:
    appearance = Appearance()
    appearance.set_mode("dark")
    made = SeenImage(appearance)
    qtbot.addWidget(made)
    made.resize(112, 112)
    image = np.zeros((28, 28), dtype=np.float32)
    image[14, 9] = 1
    made.show_image(image)
    made.show()
    return made


def test_each_pixel_is_a_sharp_square(seen: SeenImage) -> None:
    shot = seen.grab().toImage()
    colours = {shot.pixelColor(x, y).name().upper() for x in range(36, 40) for y in range(56, 60)}
    assert colours == {DARK.text}
    assert shot.pixelColor(35, 57).name().upper() == DARK.panel
    assert shot.pixelColor(40, 57).name().upper() == DARK.panel


def test_the_pixel_under_the_mouse_tells_its_ink(seen: SeenImage) -> None:
    assert seen.words_at(QPointF(37, 57)) == "row 14, column 9: 1"
    assert seen.words_at(QPointF(500, -3)) == "row 0, column 27: 0"
    seen.show_image(None)
    assert "28 × 28" in seen.words_at(QPointF(37, 57))


def test_a_picture_of_it_is_light_and_as_large_as_asked_for(seen: SeenImage) -> None:
    picture = seen.picture(3)
    assert picture.width() == 336
    assert picture.pixelColor(3 * 38, 3 * 58).name().upper() == LIGHT.text
    assert picture.pixelColor(3, 3).name().upper() == LIGHT.panel


def test_it_follows_the_theme(seen: SeenImage) -> None:
    seen._appearance.set_mode("light")
    assert seen.grab().toImage().pixelColor(38, 58).name().upper() == LIGHT.text
