"""What stands beside the main picture waits for it, and is never left out of the last frame."""

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from engine.run import Mode
from gui.turn import EVERY_FRAME, Turn


class Frames(QObject):
    """As much of a workbench as a turn asks of it."""

    mode_changed = Signal(object)

    def __init__(self, hurried: bool) -> None:
        super().__init__()
        self.hurried = hurried
        self.number = 0

    def spares(self, turn: int) -> bool:
        return self.hurried and self.number % 2 != turn


class Shown:
    """Counts how often it was shown."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def test_without_hurry_it_is_shown_at_once(qtbot: QtBot) -> None:
    shown = Shown()
    frames = Frames(hurried=False)
    Turn(frames, 1, shown).ask()  # type: ignore[arg-type]
    assert shown.times == 1


@pytest.mark.parametrize("turn", [0, EVERY_FRAME])
def test_at_full_speed_it_is_shown_after_what_is_to_be_painted(
    qtbot: QtBot, turn: int | None
) -> None:
    shown = Shown()
    frames = Frames(hurried=True)
    Turn(frames, turn, shown).ask()  # type: ignore[arg-type]
    assert shown.times == 0
    qtbot.waitUntil(lambda: shown.times == 1)


def test_what_was_left_out_is_shown_when_the_mode_changes_and_only_once(qtbot: QtBot) -> None:
    shown = Shown()
    frames = Frames(hurried=True)
    turn = Turn(frames, 1, shown)  # type: ignore[arg-type]
    turn.ask()
    assert shown.times == 0
    frames.mode_changed.emit(Mode.PAUSED)
    frames.mode_changed.emit(Mode.FINISHED)
    assert shown.times == 1


def test_what_was_shown_for_the_mode_is_not_shown_again_after_painting(qtbot: QtBot) -> None:
    shown = Shown()
    frames = Frames(hurried=True)
    turn = Turn(frames, 0, shown)  # type: ignore[arg-type]
    turn.ask()
    frames.mode_changed.emit(Mode.PAUSED)
    qtbot.waitUntil(lambda: not turn._after_painting.isActive())
    assert shown.times == 1
