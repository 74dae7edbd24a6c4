"""The draw place as a person uses it: draw, see, undo, open, switch."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QScrollArea, QToolButton
from pytestqt.qtbot import QtBot

from engine.errors import DataError
from engine.mnist.network import Network, dense, flatten
from gui.appearance import Appearance
from gui.mnist.activations_view import ActivationsView
from gui.mnist.answers import Answerer
from gui.mnist.bars import Bars
from gui.mnist.draw_place import LEAST_SHEET, DrawPlace
from gui.mnist.raster import Raster
from gui.mnist.seen_image import SeenImage
from gui.mnist.verdict_view import VerdictView
from gui.widgets.message_bar import Message
from tests.gui.mnist.hands import SCRIBBLE, SEVEN, mouse_draws

pytestmark = pytest.mark.qt_log_ignore(
    "propagateSizeHints", r"does not support raise\(\)", "grabbing the keyboard"
)
CTRL = Qt.KeyboardModifier.ControlModifier
TOP = np.zeros((28, 28), dtype=np.float32)
TOP[4:10, 4:24] = 1


def network(digit: int, sharp: float = 1.0) -> Network:
    """One that says `digit` where the upper half of the image has ink, and nothing else sure."""
    W = np.zeros((784, 10), dtype=np.float32)
    W[: 14 * 28, digit] = sharp
    layers = flatten((28, 28)), dense((784,), 10, "softmax", "output")
    return Network(layers, ((), (W, np.zeros(10, dtype=np.float32))))


READY = Answerer("Ready-made network (99.4 % on test)", network(7))
RUN = Answerer("This run, batch 412", network(1, 0.01))


@pytest.fixture
def place(qtbot: QtBot) -> DrawPlace:
    appearance = Appearance()
    appearance.set_mode("light")
    made = DrawPlace(appearance, lambda: "MNIST; batch 412")
    qtbot.addWidget(made)
    made.resize(312, 620)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_networks(READY, RUN)
    qtbot.waitUntil(lambda: made._who.text() == READY.words)
    return made


def bars(place: DrawPlace) -> Bars:
    return place.findChildren(Bars)[0]


def verdict_words(place: DrawPlace) -> tuple[int | None, str]:
    shown = place.findChildren(VerdictView)[0].shown
    return shown.digit, shown.words


def button(place: DrawPlace, name: str) -> QToolButton:
    return next(one for one in place.findChildren(QToolButton) if one.accessibleName() == name)


def settled(qtbot: QtBot, place: DrawPlace, drawn: bool = True) -> None:
    qtbot.waitUntil(lambda: (place.image is not None) == drawn and not place._image_due.is_due)


def test_an_empty_sheet_is_no_digit(place: DrawPlace) -> None:
    assert place.image is None
    assert verdict_words(place) == (None, "")
    answer, other = bars(place).shown
    assert answer is not None
    assert other is not None
    assert answer.probabilities is None
    assert place._who.text() == READY.words
    assert place._outlined.text() == "Outlined: This run, batch 412"


def test_the_answer_follows_the_pen_while_it_is_down(qtbot: QtBot, place: DrawPlace) -> None:
    canvas = place.canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center())
    QTest.mouseMove(canvas, canvas.rect().center() * 0.5)
    settled(qtbot, place)
    assert canvas.sketch.is_under_way
    assert verdict_words(place)[0] == 7
    answer, other = bars(place).shown
    assert answer is not None
    assert answer.probabilities is not None
    assert answer.probabilities.argmax() == 7
    assert other is not None
    assert other.probabilities is not None
    assert 0.1 < other.probabilities[1] < 0.9
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center() * 0.5)


def test_many_movements_are_answered_once(
    qtbot: QtBot, place: DrawPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    place.image_shown.connect(shown.append)
    mouse_draws(place.canvas, SCRIBBLE)
    settled(qtbot, place)
    assert 1 <= len(shown) <= 3
    assert shown[-1] is place.image


def test_doubt_is_told_in_words(qtbot: QtBot, place: DrawPlace) -> None:
    place.show_networks(Answerer("Doubtful", network(4, 0.002)), None)
    mouse_draws(place.canvas, SCRIBBLE)
    settled(qtbot, place)
    digit, words = verdict_words(place)
    assert digit is None
    assert words.startswith("Not sure: ")
    assert place._outlined.text() == ""


def test_another_network_answers_for_the_same_drawing(qtbot: QtBot, place: DrawPlace) -> None:
    mouse_draws(place.canvas, SEVEN)
    settled(qtbot, place)
    place.show_networks(Answerer("This run, batch 9", network(2)), READY)
    qtbot.waitUntil(lambda: verdict_words(place)[0] == 2)
    assert place._who.text() == "This run, batch 9"
    place.show_networks(Answerer("Ready-made network", network(2), "Two hundred filters."), None)
    qtbot.waitUntil(lambda: place._who.toolTip() == "Two hundred filters.")


def test_without_any_network_one_can_draw_all_the_same(qtbot: QtBot, place: DrawPlace) -> None:
    place.show_networks(None, None)
    mouse_draws(place.canvas, SEVEN)
    settled(qtbot, place)
    assert place._who.text() == "No network yet"


def test_undo_is_the_canvas_own_while_it_has_the_focus(qtbot: QtBot, place: DrawPlace) -> None:
    mouse_draws(place.canvas, SEVEN)
    mouse_draws(place.canvas, SCRIBBLE)
    place.canvas.setFocus()
    for left in (1, 0):
        QTest.keyClick(place.canvas, Qt.Key.Key_Z, CTRL)
        assert len(place.canvas.sketch.drawing.marks) == left
    settled(qtbot, place, drawn=False)
    button(place, "Redo").click()
    settled(qtbot, place)
    assert place.undo_stack.canRedo()


def test_a_menu_of_the_drawing_opens_over_the_place(place: DrawPlace) -> None:
    place.offer_choices({"run": RUN.words, "ready": READY.words})
    for name in ("More", "Choose which network answers"):
        button = next(b for b in place.findChildren(QToolButton) if b.accessibleName() == name)
        menu = button.menu()
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        right = button.mapToGlobal(button.rect().topRight()).x()
        assert menu.geometry().right() == right
        menu.close()


def test_nothing_moves_when_another_network_can_be_chosen(place: DrawPlace) -> None:
    before = place._bars.pos(), place._seen.pos()
    place.offer_choices({"run": RUN.words, "ready": READY.words})
    QApplication.processEvents()
    assert (place._bars.pos(), place._seen.pos()) == before


def test_on_the_canvas_a_key_of_the_menus_acts_on_the_drawing(place: DrawPlace) -> None:
    undone: list[bool] = []
    undo = QAction("Undo", place)
    undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
    undo.triggered.connect(lambda: undone.append(True))
    place.addAction(undo)
    mouse_draws(place.canvas, SEVEN)
    place.canvas.setFocus()
    QTest.keyClick(place.canvas, Qt.Key.Key_Z, CTRL)
    assert not undone
    assert not place.canvas.sketch.drawing.marks
    eraser = button(place, "Eraser")
    eraser.setFocus()
    QTest.keyClick(eraser, Qt.Key.Key_Z, CTRL)
    assert undone == [True]


def test_buttons_are_offered_for_what_there_is(qtbot: QtBot, place: DrawPlace) -> None:
    names = ("Undo", "Redo", "Clear")
    assert [button(place, name).isEnabled() for name in names] == [False, False, False]
    mouse_draws(place.canvas, SEVEN)
    settled(qtbot, place)
    assert [button(place, name).isEnabled() for name in names] == [True, False, True]
    button(place, "Clear").click()
    settled(qtbot, place, drawn=False)
    assert [button(place, name).isEnabled() for name in names] == [True, False, False]


def test_the_eraser_is_a_button_and_the_pen_another(place: DrawPlace) -> None:
    button(place, "Eraser").click()
    assert place.canvas.erasing
    button(place, "Pen").click()
    assert not place.canvas.erasing


def test_a_digit_that_was_clicked_is_seen_as_it_is(qtbot: QtBot, place: DrawPlace) -> None:
    mouse_draws(place.canvas, SEVEN)
    place.show_image(TOP, "Test digit 412, a 7")
    settled(qtbot, place)
    qtbot.waitUntil(lambda: np.array_equal(place.image, TOP))  # type: ignore[arg-type]
    mouse_draws(place.canvas, ((200, 200), (220, 220)))
    qtbot.waitUntil(lambda: not np.array_equal(place.image, TOP))  # type: ignore[arg-type]
    place.undo_stack.undo()
    qtbot.waitUntil(lambda: np.array_equal(place.image, TOP))  # type: ignore[arg-type]
    place.undo_stack.undo()
    assert len(place.canvas.sketch.drawing.marks) == 1


def test_what_happens_without_centring_can_be_seen(qtbot: QtBot, place: DrawPlace) -> None:
    mouse_draws(place.canvas, ((20, 20), (20, 80)))
    settled(qtbot, place)
    assert place.image is not None
    rows = np.nonzero(place.image > 0.5)[0]
    assert rows.max() - rows.min() >= 17
    centred, stroke = place.findChildren(QCheckBox)
    centred.click()
    settled(qtbot, place)
    qtbot.waitUntil(lambda: bool((np.nonzero(place.image)[1] < 6).all()))  # type: ignore[arg-type]
    assert not stroke.isEnabled()


def test_a_drawing_is_there_again_after_the_next_start(qtbot: QtBot, place: DrawPlace) -> None:
    mouse_draws(place.canvas, SEVEN)
    ink, kept = place.canvas.sketch.ink.copy(), place.drawing()
    place.restore_drawing(b"spoilt")
    assert not place.canvas.sketch.ink.any()
    place.restore_drawing(kept)
    assert np.array_equal(place.canvas.sketch.ink, ink)
    assert not place.undo_stack.canUndo()


def test_who_saves_the_drawing_is_told_of_each_stroke(place: DrawPlace) -> None:
    changes: list[bool] = []
    place.drawing_changed.connect(lambda: changes.append(True))
    mouse_draws(place.canvas, SEVEN)
    assert changes == [True]


# Pictures in and out --------------------------------------------------------------------------


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


# Room -----------------------------------------------------------------------------------------


def test_it_fits_where_the_tab_has_least_room(place: DrawPlace) -> None:
    assert place.minimumSizeHint().width() <= 312
    assert place.minimumSizeHint().height() <= 598
    assert place.canvas.width() == 280
    assert place.findChildren(SeenImage)[0].width() == 112


def test_activations_are_shown_where_there_is_room(qtbot: QtBot, place: DrawPlace) -> None:
    view = place.findChildren(ActivationsView)[0]
    assert view.isHidden()
    place.resize(312, 900)
    qtbot.waitUntil(view.isVisible)
    assert place.minimumSizeHint().height() <= 598


def test_the_canvas_grows_while_the_window_is_projected(qtbot: QtBot, place: DrawPlace) -> None:
    place._appearance.set_presenting(True)
    place.resize(place.width_wanted, 980)
    qtbot.waitUntil(lambda: place.canvas.width() > 400)
    assert place.canvas.height() == place.canvas.width()
    place._appearance.set_presenting(False)
    place.resize(312, 620)
    qtbot.waitUntil(lambda: place.canvas.width() == 280)


def test_in_a_low_window_the_canvas_gives_way_to_the_bars(qtbot: QtBot, place: DrawPlace) -> None:
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(place)
    place.setMinimumHeight(0)  # what it needed while it was a window
    qtbot.addWidget(area)
    area.show()
    area.resize(312, 700)
    qtbot.waitUntil(lambda: place.canvas.width() == 280)
    area.resize(312, 528)  # the place in a window of 1280 × 640
    qtbot.waitUntil(lambda: place.canvas.width() < 280)
    qtbot.waitUntil(lambda: place.height() == 528)
    assert place.canvas.width() >= LEAST_SHEET
    assert place._bars.geometry().bottom() < place._preparation.geometry().bottom() < 528
    area.takeWidget()


# All at random --------------------------------------------------------------------------------


def test_whatever_is_done_the_image_is_that_of_the_marks(qtbot: QtBot, place: DrawPlace) -> None:
    random = np.random.RandomState(0)
    sketch = place.canvas.sketch
    deeds: dict[str, Callable[[], object]] = {
        "draw": lambda: mouse_draws(place.canvas, random.uniform(-20, 300, (4, 2)).tolist()),
        "erase": lambda: place.canvas.set_pen(random.uniform(4, 48), bool(random.randint(2))),
        "undo": place.undo_stack.undo,
        "redo": place.undo_stack.redo,
        "clear": lambda: place._act("clear"),
        "digit": lambda: place.show_image(TOP, "Test digit 1, a 7"),
        "colours": lambda: place._appearance.set_mode(("light", "dark")[random.randint(2)]),
        "room": lambda: place.resize(312, random.randint(598, 1000)),
        "project": lambda: place._appearance.set_presenting(bool(random.randint(2))),
        "save": lambda: place.restore_drawing(place.drawing()),
        "networks": lambda: place.show_networks(*((READY, RUN), (RUN, None))[random.randint(2)]),
    }
    for name in random.choice([*deeds, "draw", "draw", "undo"], 120):
        deeds[name]()
        QApplication.processEvents()
    place._appearance.set_presenting(False)
    place._image_due.now()
    afresh = Raster.of(sketch.drawing, sketch.raster.scale)
    assert np.abs(sketch.ink.astype(int) - afresh.ink).max() <= 3  # saved points are rounded
    assert (place.image is None) == (not (sketch.raster.values() >= 0.1).any())
