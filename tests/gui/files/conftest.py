"""A window whose runs may be thrown away, for each test its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.files.answers import says
from tests.gui.stage import Stage, made_stage


@pytest.fixture
def stage(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Stage:
    says(monkeypatch, "Discard")  # qtbot closes the window
    return made_stage(qapp, qtbot, monkeypatch, tmp_path)


@pytest.fixture
def settled(stage: Stage, qtbot: QtBot) -> Callable[[], None]:
    """Waits until nothing is being read or written."""
    return lambda: qtbot.waitUntil(lambda: not stage.window.files._errands.busy)
