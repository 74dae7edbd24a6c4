"""A workbench with a run, for each test its own."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.inline import Bench
from tests.gui.workbench.stage import SETTINGS


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(SETTINGS)
    yield made
    made.workbench.pause()
    made.answer()
