"""The first run of the MNIST tab is shown in pieces; whatever comes in between does no harm."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.messages import Play
from engine.mnist.settings import MnistSettings
from tests.engine.mnist.made import save_npz
from tests.gui.mnist.tab_stage import DIGITS, SMALL, MnistStage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


def shows_its_run(stage: MnistStage) -> bool:
    """Whether the window looks as if its run had been shown in one piece."""
    stage.tab._time.runs.setFocus()  # a cursor that blinks is no difference
    in_pieces = stage.window.grab().toImage()
    stage.tab._show_record()
    stage.tab._opening.finish()
    return in_pieces == stage.window.grab().toImage()


def test_the_first_run_is_shown_in_pieces_and_as_in_one(stage: MnistStage) -> None:
    stage.begin_opening()
    assert stage.tab._opening.going
    assert stage.tab._pictures.train.images.n_digits == 0
    stage.end_opening()
    assert stage.tab._settings.form.isEnabled()
    assert stage.tab._pictures.train.images.n_digits == 63
    assert stage.tab._pictures.samples._digits is DIGITS
    assert shows_its_run(stage)


def test_every_other_run_is_shown_at_once(stage: MnistStage) -> None:
    stage.bring_images()
    stage.tab.desk.wish(MnistSettings(**SMALL), "all")  # type: ignore[arg-type]
    assert not stage.tab._opening.going
    assert shows_its_run(stage)


def wishes_another(stage: MnistStage) -> None:
    stage.tab.desk.wish(MnistSettings(**SMALL), "all")  # type: ignore[arg-type]


def plays(stage: MnistStage) -> None:
    QTest.keyClick(stage.tab._transport.bar.play, Qt.Key.Key_Space)
    assert stage.session.sent_of(Play)
    stage.session.answer(stage.record)
    stage.train(3)
    stage.workbench.pause()


def looks_elsewhere(stage: MnistStage) -> None:
    for view in ("samples", "weights", "activations", "mistakes", "train"):
        stage.tab.show_view(view)


def goes_to_another_tab(stage: MnistStage) -> None:
    stage.window.show_tab("linear")


def hears_from_keras(stage: MnistStage) -> None:
    stage.session.answer(stage.record)


def resets(stage: MnistStage) -> None:
    stage.workbench.reset()
    stage.workbench.seek(0)


def changes_its_colours(stage: MnistStage) -> None:
    stage.window._appearance.set_mode("dark")


@pytest.mark.parametrize(
    "deed",
    [
        wishes_another,
        plays,
        looks_elsewhere,
        goes_to_another_tab,
        hears_from_keras,
        resets,
        changes_its_colours,
    ],
)
def test_what_is_done_meanwhile_does_no_harm(
    stage: MnistStage, deed: Callable[[MnistStage], None]
) -> None:
    stage.begin_opening()
    assert stage.tab._opening.going
    deed(stage)
    stage.end_opening()
    stage.window.show_tab("mnist")
    assert stage.tab._pictures.train.images.n_digits == 63
    assert stage.tab._settings.form.isEnabled()
    assert shows_its_run(stage)


def test_the_window_may_close_meanwhile(stage: MnistStage, qtbot: QtBot) -> None:
    stage.begin_opening()
    assert stage.tab._opening.going
    stage.window.close()
    stage.end_opening()
    qtbot.wait(50)


def test_images_that_are_no_longer_wished_when_their_moment_comes_are_left(
    stage: MnistStage, qtbot: QtBot, tmp_path: Path
) -> None:

    stage.bring_images()
    folder = tmp_path
    first, second = save_npz(folder / "first.npz"), save_npz(folder / "second.npz")
    source = stage.tab._source
    held: list[Callable[[], None]] = []
    source._hand_on = held.append
    stage.window.open_file(first)
    qtbot.waitUntil(lambda: len(held) == 1)
    stage.window.open_file(second)
    qtbot.waitUntil(lambda: len(held) == 2)
    for deed in held:
        deed()
    assert stage.record.points.name.startswith("second.npz")
    assert len(stage.workbench.shelf.records) == 1
