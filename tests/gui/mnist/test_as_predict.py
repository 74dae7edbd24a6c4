"""A picture on the sheet is the one that `main.py predict` sees: the same image and answer."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from engine.mnist.drawing import digit_image
from engine.mnist.photograph import ink_of_file
from engine.mnist.predict import predicted
from engine.mnist.ready_made import ready_made
from gui.appearance import Appearance
from gui.mnist.answering import ready_made_answerer
from gui.mnist.bars import Bars
from gui.mnist.draw_place import DrawPlace
from gui.widgets.message_bar import Message
from tests.gui.mnist.hands import drop, mouse_draws

Array = np.ndarray[Any, np.dtype[Any]]
FIVE = ((0.62, 0.2), (0.4, 0.22), (0.38, 0.45), (0.6, 0.5), (0.58, 0.72), (0.35, 0.75))


def five(size: tuple[int, int], width: float, at: tuple[float, float] = (0, 0)) -> Image.Image:
    """A 5 by a pen that is so wide, white on black."""
    side = 4 * min(size)
    large = Image.new("L", (4 * size[0], 4 * size[1]))
    points = [(side * (x + at[0]), side * (y + at[1])) for x, y in FIVE]
    ImageDraw.Draw(large).line(points, fill=255, width=round(4 * width), joint="curve")
    return large.resize(size, Image.Resampling.BOX)


def inverted(picture: Image.Image) -> Image.Image:
    return picture.point([255 - level for level in range(256)])


def transparent(path: Path) -> None:
    clear = Image.new("RGBA", (300, 420), (20, 20, 90, 0))
    clear.putalpha(five((300, 420), 14))
    clear.save(path)


def photograph(path: Path) -> None:
    ink = np.asarray(five((640, 480), 17, (0.2, 0.05)).filter(ImageFilter.GaussianBlur(2)))
    light = np.linspace(0.5, 1, 640) * (1 - 0.3 * (np.arange(640) > 420))
    grey = (215 - 165.0 * ink / 255) * light + np.random.default_rng(4).normal(0, 4, ink.shape)
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).convert("RGB").save(path, quality=80)


def turned(path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    inverted(five((300, 200), 9)).rotate(90, expand=True).save(path, exif=exif)


def mnists(path: Path) -> None:
    image = digit_image(np.asarray(five((200, 200), 24), dtype=np.float32) / 255)
    assert image is not None
    Image.fromarray((image * 255).astype(np.uint8)).save(path)


KINDS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "an image like MNIST's": ("digit.png", mnists),
    "a thin pen, 1500×800": ("wide.png", lambda to: inverted(five((1500, 800), 2)).save(to)),
    "one pixel, 3000×2000": ("thin.png", lambda to: inverted(five((3000, 2000), 1)).save(to)),
    "light on dark": ("dark.png", lambda to: five((200, 260), 12, (0.1, 0.2)).save(to)),
    "transparent": ("clear.png", transparent),
    "tiny": ("tiny.png", lambda to: inverted(five((11, 14), 1.5)).save(to)),
    "thick": ("thick.bmp", lambda to: inverted(five((400, 400), 75)).save(to)),
    "small in a corner": ("corner.gif", lambda to: five((90, 900), 5, (0, 8)).save(to)),
    "a photograph": ("photo.jpg", photograph),
    "a photograph that lies on its side": ("lying.jpg", turned),
}


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Makes a picture of a kind, once."""
    folder = tmp_path_factory.mktemp("pictures")

    @functools.cache
    def made(kind: str) -> Path:
        name, make = KINDS[kind]
        make(folder / name)
        return folder / name

    return made


@pytest.fixture
def place(qtbot: QtBot) -> DrawPlace:
    """Where one draws, with the ready-made network."""
    made = DrawPlace(Appearance(), lambda: "")
    qtbot.addWidget(made)
    made.resize(312, 620)
    made.show_networks(ready_made_answerer(), None)
    return made


def until_there(qtbot: QtBot, place: DrawPlace) -> None:
    """Until what the sheet holds has been prepared and answered."""
    place._exchange.wait()
    qtbot.waitUntil(lambda: not place.is_empty)
    place._image_due.now()
    place._answer_due.now()


def assert_is_as_predicted(place: DrawPlace, path: Path) -> None:
    """The window and the command see the same and say the same."""
    image = digit_image(ink_of_file(path))
    assert image is not None
    assert place.image is not None
    np.testing.assert_allclose(place.image, image, rtol=0, atol=1e-6)
    answer = place.findChildren(Bars)[0].shown[0]
    assert answer is not None
    assert answer.probabilities is not None
    expected = predicted(ready_made().network, str(path)).probabilities
    np.testing.assert_allclose(answer.probabilities, expected, rtol=0, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_is_opened_is_answered_as_predict_does(
    qtbot: QtBot, place: DrawPlace, pictures: Callable[[str], Path], kind: str
) -> None:
    place.open_picture(pictures(kind))
    until_there(qtbot, place)
    assert_is_as_predicted(place, pictures(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_is_dropped_is_answered_as_predict_does(
    qtbot: QtBot, place: DrawPlace, pictures: Callable[[str], Path], kind: str
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(pictures(kind)))])
    assert drop(place.canvas, data)
    until_there(qtbot, place)
    assert_is_as_predicted(place, pictures(kind))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "photograph" not in kind])
@pytest.mark.parametrize("way", ["pasted", "dropped"])
def test_pixels_without_a_file_are_answered_as_predict_does(
    qtbot: QtBot, place: DrawPlace, pictures: Callable[[str], Path], kind: str, way: str
) -> None:
    pixels = QImage(str(pictures(kind)))
    if way == "pasted":
        QGuiApplication.clipboard().setImage(pixels)
        place._act("paste")
    else:
        data = QMimeData()
        data.setImageData(pixels)
        assert drop(place.canvas, data)
    until_there(qtbot, place)
    assert_is_as_predicted(place, pictures(kind))


def test_a_file_on_the_clipboard_is_answered_as_predict_does(
    qtbot: QtBot, place: DrawPlace, pictures: Callable[[str], Path]
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(pictures("a photograph")))])
    QGuiApplication.clipboard().setMimeData(data)
    place._act("paste")
    until_there(qtbot, place)
    assert_is_as_predicted(place, pictures("a photograph"))


@pytest.mark.parametrize("kind", ["a thin pen, 1500×800", "a photograph", "an image like MNIST's"])
def test_it_is_the_same_again_after_undo_and_redo_and_the_next_start(
    qtbot: QtBot, place: DrawPlace, pictures: Callable[[str], Path], kind: str
) -> None:
    path = pictures(kind)
    place.open_picture(path)
    until_there(qtbot, place)
    mouse_draws(place.canvas, ((40, 250), (60, 262)))
    place._image_due.now()
    assert not np.allclose(place.image, digit_image(ink_of_file(path)))  # type: ignore[arg-type]
    place.undo_stack.undo()
    until_there(qtbot, place)
    assert_is_as_predicted(place, path)
    place.undo_stack.undo()
    assert place.is_empty
    place.undo_stack.redo()
    until_there(qtbot, place)
    assert_is_as_predicted(place, path)
    kept = place.drawing()
    place.restore_drawing(b"")
    place.restore_drawing(kept)
    until_there(qtbot, place)
    assert_is_as_predicted(place, path)
    place._appearance.set_presenting(True)
    place.resize(place.width_wanted, 980)
    until_there(qtbot, place)
    assert_is_as_predicted(place, path)


def test_the_switches_show_what_happens_without(
    qtbot: QtBot, place: DrawPlace, pictures: Callable[[str], Path]
) -> None:
    path = pictures("small in a corner")
    place.open_picture(path)
    until_there(qtbot, place)
    centred, stroke = place.findChildren(QCheckBox)
    for switch, options in ((stroke, {"stroke": False}), (centred, {"centred": False})):
        switch.click()
        until_there(qtbot, place)
        expected = digit_image(ink_of_file(path), **options)
        assert np.array_equal(place.image, expected)  # type: ignore[arg-type]
    centred.click()
    stroke.click()
    until_there(qtbot, place)
    assert_is_as_predicted(place, path)


def test_ink_too_faint_for_predict_is_too_faint_for_the_sheet(
    qtbot: QtBot, place: DrawPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    faint = np.full((40, 40), 0.09, dtype=np.float32)
    assert digit_image(faint) is None
    monkeypatch.setattr("engine.mnist.photograph.ink_of_file", lambda path: faint)
    with qtbot.waitSignal(place.told) as told:
        place.open_picture(Path("faint.png"))
    assert isinstance(told.args[0], Message)
    assert place.is_empty
