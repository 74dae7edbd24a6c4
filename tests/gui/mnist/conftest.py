"""A window that shows the MNIST tab, for each test its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.mnist.tab_stage import MnistStage, made_stage


@pytest.fixture
def stage(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[MnistStage]:
    yield from made_stage(qapp, qtbot, monkeypatch, tmp_path)
