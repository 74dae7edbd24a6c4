"""A window that is killed while it trains comes back whole with the next one."""

import sys
from pathlib import Path

import pytest

from bench.lab.killed import kill_and_restore

pytestmark = [
    pytest.mark.window,
    pytest.mark.process,
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's"),
]

MOST_LOST = 3.0
"""Seconds; the bench holds it to one, on a machine that does nothing else."""


@pytest.mark.parametrize(
    ("scene", "seconds"), [("linear", 1.0), ("planar", 0.0), ("planar-sizes", 0.8)]
)
def test_a_window_that_is_killed_comes_back_to_the_bit(
    scene: str, seconds: float, tmp_path: Path
) -> None:
    outcome = kill_and_restore(scene, seconds, tmp_path)
    assert outcome.recovered
    assert outcome.same
    assert outcome.seconds_lost < MOST_LOST
    assert outcome.left == 0
    assert not outcome.damaged
