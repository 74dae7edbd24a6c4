"""A saved run, opened and saved again as a person would, in a real window."""

import sys
from pathlib import Path

import pytest

import main
from engine.datasets import make_points
from engine.errors import RunFileError
from engine.planar.run import PlanarRun
from engine.planar.settings import PlanarSettings
from engine.record import Record
from engine.run import Programme
from engine.runfile import open_run, save_run
from tests.window.test_program import running, until
from tests.xvfb import Display

pytestmark = [
    pytest.mark.window,
    pytest.mark.process,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux has displays with names"),
]


def head_of(path: Path) -> int:
    """How far the run in a file is."""
    try:
        return int(open_run(path).record.head)
    except RunFileError:
        return -1


def test_a_run_that_was_named_opens_in_its_tab_trains_on_and_is_saved_with_ctrl_s(
    display: Display, tmp_path: Path
) -> None:
    settings = PlanarSettings(iterations=1200)
    points = make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)
    record = Record(1, "planar", Programme.of(settings), points)
    record.append(PlanarRun(record.programme, points).advance(1100))
    path = tmp_path / "flower.descent"
    save_run(path, record, 1100)
    with running(display, str(path)) as program:
        until(lambda: program.orange() > 0.03, "The regions of the flower")
        program.press("alt+Right")

        def is_saved() -> bool:
            program.press("ctrl+s")
            return head_of(path) == 1101

        until(is_saved, "A saved iteration more")
        assert program.close() == (main.DONE, "")
