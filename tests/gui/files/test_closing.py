"""A window that closes asks only about runs that have a file and have changed since."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.runfile import open_run
from tests.gui.files.answers import says
from tests.gui.stage import Stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.mark.parametrize(
    ("button", "closes", "head"), [("Save", True, 100), ("Discard", True, 0), ("Cancel", False, 0)]
)
def test_closing_asks_where_a_file_would_stay_behind_its_run(
    stage: Stage,
    settled: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    button: str,
    closes: bool,
    head: int,
) -> None:
    stage.window.files.save_to(tmp_path / "ring.descent")
    settled()
    stage.train()
    says(monkeypatch, button)
    assert stage.window.close() is closes
    assert open_run(tmp_path / "ring.descent").record.head == head


def test_closing_asks_nothing_of_runs_that_were_never_saved(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.train()
    monkeypatch.setattr("gui.files.QMessageBox.question", lambda *_: 1 / 0)
    assert stage.window.close()
