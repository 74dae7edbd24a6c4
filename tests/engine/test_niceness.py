"""Who gives way to whom."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from engine.niceness import LEAST_URGENT, TRAINING, be_nice, behind_everything

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="niceness is called priority there")


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", "input()"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)
    yield process
    process.kill()
    process.communicate()


def test_another_process_is_made_nicer_than_this_one(sleeper: subprocess.Popen[bytes]) -> None:
    mine = psutil.Process().nice()
    be_nice(pid=sleeper.pid)
    assert psutil.Process(sleeper.pid).nice() == min(mine + TRAINING, LEAST_URGENT)
    assert psutil.Process().nice() == mine


def test_a_process_that_has_gone_is_an_error_that_can_be_passed_over(
    sleeper: subprocess.Popen[bytes],
) -> None:
    sleeper.kill()
    sleeper.communicate()
    with pytest.raises(OSError, match="No such process"):
        be_nice(pid=sleeper.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness of their own")
def test_what_is_done_behind_everything_gives_way_and_this_thread_does_not() -> None:
    mine = niceness()
    assert behind_everything(niceness) == LEAST_URGENT
    assert niceness() == mine


def test_an_error_behind_everything_reaches_who_asked() -> None:
    with pytest.raises(ZeroDivisionError):
        behind_everything(lambda: 1 // 0)


def niceness() -> int:
    """Of this thread."""
    return os.getpriority(os.PRIO_PROCESS, 0)
