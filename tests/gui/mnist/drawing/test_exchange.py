"""Pictures come onto the sheet and go out: opened, pasted, dropped, copied, saved."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from engine.errors import DataError
from gui.mnist.draw_place import DrawPlace
from gui.widgets.message_bar import Message
from tests.gui.mnist.drawing.seen import CTRL, TOP, settled
from tests.gui.mnist.hands import SCRIBBLE, SEVEN, mouse_draws

pytestmark = pytest.mark.qt_log_ignore(
    "propagateSizeHints", r"does not support raise\(\)", "grabbing the keyboard"
)


def saved_picture(folder: Path) -> Path:
    image = QImage(60, 90, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for row in range(10, 80):
        for column in range(25, 35):
            image.setPixelColor(column, row, Qt.GlobalColor.black)
    image.save(str(folder / "one.png"))
    return folder / "one.png"


def test_a_picture_is_opened_and_undone(qtbot: QtBot, place: DrawPlace, tmp_path: Path) -> None:
    place.open_picture(saved_picture(tmp_path))
    settled(qtbot, place)
    assert place.undo_stack.undoText() == "Open one.png"
    ink = place.canvas.sketch.ink
    assert ink[140, 140] > 200
    assert ink[140, 60] < 60
    place.undo_stack.undo()
    assert not place.canvas.sketch.ink.any()


def test_a_picture_is_chosen_without_holding_up_the_window(
    qtbot: QtBot, place: DrawPlace, tmp_path: Path
) -> None:
    place._act("open")
    dialog = place.window().findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(saved_picture(tmp_path)))
    dialog.close()
    settled(qtbot, place)


def test_a_picture_on_the_clipboard_is_pasted(
    qtbot: QtBot, place: DrawPlace, tmp_path: Path
) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(saved_picture(tmp_path))))
    place.canvas.setFocus()
    QTest.keyClick(place.canvas, Qt.Key.Key_V, CTRL)
    settled(qtbot, place)
    assert place.undo_stack.undoText() == "Paste Picture"


def test_the_image_that_was_copied_out_is_the_same_digit_when_it_is_pasted(
    qtbot: QtBot, place: DrawPlace
) -> None:
    mouse_draws(place.canvas, SEVEN)
    settled(qtbot, place)
    before = place.image
    place._act("copy_seen")
    place._act("clear")
    settled(qtbot, place, drawn=False)
    place._act("paste")
    settled(qtbot, place)
    assert before is not None
    assert place.image is not None
    assert np.corrcoef(before.ravel(), place.image.ravel())[0, 1] > 0.95


def test_a_file_that_is_no_picture_is_told_and_the_drawing_stays(
    qtbot: QtBot, place: DrawPlace, tmp_path: Path
) -> None:
    mouse_draws(place.canvas, SEVEN)
    path = tmp_path / "words.png"
    path.write_text("no picture")
    with qtbot.waitSignal(place.told) as told:
        place.open_picture(path)
    message = told.args[0]
    assert isinstance(message, Message)
    assert message.level == "bad"
    assert len(place.canvas.sketch.drawing.marks) == 1
    with qtbot.waitSignal(place.withdrawn) as withdrawn:
        mouse_draws(place.canvas, SCRIBBLE)
    assert withdrawn.args == [message.key]


def test_an_empty_picture_is_told(
    qtbot: QtBot, place: DrawPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = np.zeros((9, 9), dtype=np.float32)
    monkeypatch.setattr("engine.mnist.photograph.ink_of_file", lambda path: empty)
    with qtbot.waitSignal(place.told):
        place.open_picture(Path("white.png"))


def test_the_picture_that_was_given_last_wins(
    qtbot: QtBot, place: DrawPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ink_of_file(path: Path) -> NDArray[np.float32]:
        if path.name == "bad":
            raise DataError("No.")
        return np.ones((9, 9), dtype=np.float32)

    monkeypatch.setattr("engine.mnist.photograph.ink_of_file", ink_of_file)
    told: list[object] = []
    place.told.connect(told.append)
    place.open_picture(Path("bad"))
    place.open_picture(Path("good"))
    settled(qtbot, place)
    assert not told
    place.open_picture(Path("bad"))
    place.show_image(TOP, "Test digit 1, a 7")
    place._exchange.wait()
    QApplication.processEvents()
    assert not told
    assert len(place.undo_stack.text(0)) > 0


def test_a_pasted_picture_for_which_there_is_no_room_is_told(
    qtbot: QtBot, place: DrawPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted = QImage(str(saved_picture(tmp_path)))
    monkeypatch.setattr(QImage, "save", lambda _image, _path: False)
    with qtbot.waitSignal(place.told) as told:
        place._exchange.take(pasted)
    assert isinstance(told.args[0], Message)
    assert "could not be written" in told.args[0].text
    assert place.is_empty


def test_a_clipboard_without_picture_is_told(qtbot: QtBot, place: DrawPlace) -> None:
    QGuiApplication.clipboard().setText("seven")
    with qtbot.waitSignal(place.told):
        place._act("paste")


def test_drawing_and_image_are_copied_out(qtbot: QtBot, place: DrawPlace) -> None:
    mouse_draws(place.canvas, SEVEN)
    settled(qtbot, place)
    place.canvas.setFocus()
    QTest.keyClick(place.canvas, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().image().width() == 560
    place._act("copy_seen")
    small = QGuiApplication.clipboard().image()
    assert (small.width(), small.height()) == (28, 28)
    assert place.image is not None
    row, column = np.unravel_index(place.image.argmax(), (28, 28))
    assert QImage(small).pixelColor(int(column), int(row)).lightness() > 200


@pytest.mark.parametrize("name", ["canvas", "_seen", "_bars", "_activations"])
def test_every_picture_can_be_copied_and_saved(place: DrawPlace, name: str) -> None:
    actions = [action.text() for action in getattr(place, name).actions()]
    assert actions[:2] == ["Copy Picture", "Save Picture"]
    getattr(place, name).actions()[0].trigger()
    assert not QGuiApplication.clipboard().image().isNull()
