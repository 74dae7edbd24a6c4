"""What the tests of files share: what a person answers, drops and trains."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox

from engine.planar.settings import PlanarSettings, SizesSettings
from engine.record import Record
from engine.run import Programme
from gui.file_kinds import SAVED
from gui.workbench import Workbench
from tests.gui.inline import some_points
from tests.gui.stage import Stage


def says(monkeypatch: pytest.MonkeyPatch, button: str) -> None:
    """What the person answers when the window asks whether to save."""
    chosen = getattr(QMessageBox.StandardButton, button)
    monkeypatch.setattr("gui.files.QMessageBox.question", lambda *_: chosen)


def answers(monkeypatch: pytest.MonkeyPatch, path: Path, kind: str = SAVED[0]) -> None:
    """What the person answers in the dialog."""
    monkeypatch.setattr("gui.files.QFileDialog.getSaveFileName", lambda *_: (str(path), kind))


def workbench_of(stage: Stage) -> Workbench:
    """Of the tab that is shown, whichever it is."""
    tab: Any = stage.window.tab
    bench: Workbench = tab.desk.workbench
    return bench


def planar_run(settings: PlanarSettings | None = None, n: int = 40) -> Record:
    from engine.worker import make_run

    settings = settings or PlanarSettings(learning_rate=0.7)
    kind = {PlanarSettings: "planar", SizesSettings: "planar-sizes"}[type(settings)]
    record = Record(1, kind, Programme.of(settings), some_points())
    record.append(make_run(kind, record.programme, record.points).advance(n))
    return record
