"""The whole window with its engines in-line, for each test its own."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.stage import Stage, made_stage


@pytest.fixture
def stage(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Stage:
    return made_stage(qapp, qtbot, monkeypatch, tmp_path)


@pytest.fixture
def urgent(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the window starts gives way to nobody: on a busy machine it took minutes."""
    monkeypatch.setattr("gui.program.be_nice", lambda *_: None)
    monkeypatch.setattr("engine.process.be_nice", lambda **_: None)
