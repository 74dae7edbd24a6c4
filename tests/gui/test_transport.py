from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.linear.settings import LinearSettings
from engine.player import Pace
from engine.run import Mode
from gui.appearance import Appearance
from gui.sliders import Slider
from gui.transport import Transport
from tests.gui.inline import Bench

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SETTINGS = LinearSettings(points=60, iterations=40)


class Stage:
    """A transport over a bench, in a window with a picture and a check box."""

    def __init__(self, qtbot: QtBot, appearance: Appearance) -> None:
        self.bench = Bench()
        self.transport = Transport(appearance, self.bench.workbench)
        self.bench.workbench.open_new(SETTINGS, self.bench.points, "Open")
        self.bench.answer()
        self.window = QWidget()
        self.picture = QLabel("picture")
        self.picture.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box = QCheckBox("a box")
        row = QHBoxLayout(self.window)
        for widget in (self.picture, self.box, self.transport.bar):
            row.addWidget(widget)
        self.transport.give_keys_to(self.picture)
        qtbot.addWidget(self.window)
        self.window.resize(1200, 100)
        self.window.show()

    def button(self, name: str) -> QAbstractButton:
        buttons = self.transport.bar.findChildren(QAbstractButton)
        return next(one for one in buttons if one.accessibleName() == name)

    def words(self) -> list[str]:
        return [label.text() for label in self.transport.bar.findChildren(QLabel)]

    def position(self) -> int:
        return self.bench.workbench.position


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot) -> Iterator[Stage]:
    appearance = Appearance()
    appearance.apply(qapp)
    made = Stage(qtbot, appearance)
    yield made
    made.bench.workbench.pause()
    made.bench.answer()


def test_the_buttons_move_the_run(stage: Stage) -> None:
    bench = stage.bench
    bench.workbench.set_pace(Pace.flat_out())
    stage.transport.bar.play.click()
    bench.wait(0.5)
    assert bench.mode() is Mode.FINISHED
    stage.button("Reset").click()
    assert stage.position() == 0
    stage.button("Forward one iteration").click()
    stage.button("Forward one iteration").click()
    stage.button("Back one iteration").click()
    assert stage.position() == 1
    stage.button("To the last iteration").click()
    assert stage.position() == 40


def test_play_becomes_pause_while_it_plays(stage: Stage) -> None:
    play = stage.transport.bar.play
    assert play.text() == "Play"
    play.click()
    assert play.text() == "Pause"
    play.click()
    assert stage.bench.mode() is Mode.PAUSED


def test_at_the_end_play_says_how_many_it_trains_more(stage: Stage) -> None:
    stage.bench.workbench.set_pace(Pace.flat_out())
    stage.bench.play_to_end()
    assert stage.transport.bar.play.text() == "Train 40 more"


def test_an_iteration_that_is_typed_is_shown(stage: Stage) -> None:
    stage.bench.workbench.set_pace(Pace.flat_out())
    stage.bench.play_to_end()
    field = stage.transport.bar.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "17")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert stage.position() == 17
    assert field.text() == "17"


def test_the_speed_slider_sets_the_pace(stage: Stage) -> None:
    slider = stage.transport.bar.findChild(Slider)
    assert slider is not None
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert stage.bench.workbench.pace == Pace.flat_out()


def test_position_target_rate_and_time_left_are_shown(stage: Stage) -> None:
    stage.bench.workbench.set_pace(Pace.steady(10))
    stage.bench.workbench.play()
    stage.bench.wait(2)
    assert "/ 40" in stage.words()
    assert any(word.endswith("/s") and word[0].isdigit() for word in stage.words())
    assert {"0:02 left", "0:03 left"} & set(stage.words())
    stage.bench.workbench.pause()
    stage.bench.answer()
    assert not any(word.endswith(" left") for word in stage.words())


KEYS = [
    (Qt.Key.Key_Right, 21),
    (Qt.Key.Key_PageDown, 21),
    (Qt.Key.Key_Left, 19),
    (Qt.Key.Key_PageUp, 19),
    (Qt.Key.Key_Home, 0),
    (Qt.Key.Key_End, 40),
]


@pytest.mark.parametrize(("key", "position"), KEYS)
@pytest.mark.parametrize("focus", ["picture", "play"])
def test_the_keys_of_a_player_and_a_clicker_act_on_pictures_and_play(
    stage: Stage, key: Qt.Key, position: int, focus: str
) -> None:
    stage.bench.workbench.set_pace(Pace.flat_out())
    stage.bench.play_to_end()
    stage.bench.workbench.seek(20)
    widget = stage.picture if focus == "picture" else stage.transport.bar.play
    QTest.keyClick(widget, key)
    assert stage.position() == position


@pytest.mark.parametrize("focus", ["picture", "play"])
def test_space_plays_and_pauses(stage: Stage, focus: str) -> None:
    widget = stage.picture if focus == "picture" else stage.transport.bar.play
    QTest.keyClick(widget, Qt.Key.Key_Space)
    assert stage.bench.mode() is Mode.PLAYING
    QTest.keyClick(widget, Qt.Key.Key_Space)
    assert stage.bench.mode() is Mode.PAUSED


def test_space_that_is_held_is_one_press(stage: Stage) -> None:
    QTest.keyPress(stage.picture, Qt.Key.Key_Space)
    for _ in range(3):
        held = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Space,
            Qt.KeyboardModifier.NoModifier,
            " ",
            True,
        )
        QApplication.sendEvent(stage.picture, held)
    assert stage.bench.mode() is Mode.PLAYING


def test_other_widgets_keep_their_keys(stage: Stage) -> None:
    QTest.keyClick(stage.box, Qt.Key.Key_Space)
    assert stage.box.isChecked()
    assert stage.bench.mode() is Mode.PAUSED


def test_keys_with_control_or_shift_are_not_the_transports(stage: Stage) -> None:
    for modifier in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier):
        QTest.keyClick(stage.picture, Qt.Key.Key_Space, modifier)
    assert stage.bench.mode() is Mode.PAUSED


def test_the_keys_of_the_number_pad_act_too(stage: Stage) -> None:
    QTest.keyClick(stage.picture, Qt.Key.Key_Right, Qt.KeyboardModifier.KeypadModifier)
    stage.bench.answer()
    assert stage.position() == 1
