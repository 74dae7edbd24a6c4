"""What stands beside the main picture waits for it, and is never left out of the last frame."""

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from engine.run import Mode
from gui.rhythm import Rhythm
from gui.turn import Turn


class Frames(QObject):
    """As much of a workbench as a turn asks of it."""

    mode_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.hurried = True
        self.rhythm = Rhythm(lambda: True, lambda: self.hurried)


class Shown:
    """Counts how often it was shown."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


@pytest.fixture
def frames(qapp: object) -> Frames:
    return Frames()


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def turn(frames: Frames, shown: Shown) -> Turn:
    return Turn(frames, shown)  # type: ignore[arg-type]


def test_without_hurry_it_is_shown_at_once(frames: Frames, turn: Turn, shown: Shown) -> None:
    frames.hurried = False
    turn.ask()
    assert shown.times == 1


def test_at_full_speed_it_is_shown_after_what_is_to_be_painted(
    qtbot: QtBot, frames: Frames, turn: Turn, shown: Shown
) -> None:
    frames.rhythm.start()
    frames.rhythm.beat()
    turn.ask()
    assert shown.times == 0
    qtbot.waitUntil(lambda: shown.times == 1)
    frames.rhythm.stop()


def test_what_was_left_out_is_shown_when_the_mode_changes_and_only_once(
    frames: Frames, turn: Turn, shown: Shown
) -> None:
    turn.ask()
    assert shown.times == 0
    frames.mode_changed.emit(Mode.PAUSED)
    frames.mode_changed.emit(Mode.FINISHED)
    assert shown.times == 1


def test_what_waited_is_not_shown_again_once_it_has_been_shown_without_hurry(
    qtbot: QtBot, frames: Frames, turn: Turn, shown: Shown
) -> None:
    turn.ask()
    frames.hurried = False
    turn.ask()
    qtbot.waitUntil(lambda: not frames.rhythm._after_painting.isActive())
    frames.mode_changed.emit(Mode.PAUSED)
    assert shown.times == 1
