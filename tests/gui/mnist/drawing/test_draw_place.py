"""The draw place as a person uses it: draw, see, undo, switch."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QToolButton
from pytestqt.qtbot import QtBot

from gui.mnist.answers import Answerer
from gui.mnist.bars import Bars
from gui.mnist.draw_place import DrawPlace
from gui.mnist.raster import Raster
from gui.mnist.verdict_view import VerdictView
from tests.gui.mnist.drawing.seen import CTRL, READY, RUN, TOP, network, settled
from tests.gui.mnist.hands import SCRIBBLE, SEVEN, mouse_draws

pytestmark = pytest.mark.qt_log_ignore(
    "propagateSizeHints", r"does not support raise\(\)", "grabbing the keyboard"
)


def bars(place: DrawPlace) -> Bars:
    return place.findChildren(Bars)[0]


def verdict_words(place: DrawPlace) -> tuple[int | None, str]:
    shown = place.findChildren(VerdictView)[0].shown
    return shown.digit, shown.words


def button(place: DrawPlace, name: str) -> QToolButton:
    return next(one for one in place.findChildren(QToolButton) if one.accessibleName() == name)


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
