"""Who gives way to whom."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

import psutil
import pytest

from engine import niceness as niceness_module
from engine.niceness import EVEN, GROUP, LEAST_URGENT, TRAINING, be_nice, behind_everything
from engine.process import WorkerProcess

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


GROUPED = pytest.mark.skipif(not GROUP.exists(), reason="this system groups no programs")


def group() -> tuple[str, str]:
    """Name and niceness of the group of this process."""
    name, _, niceness = GROUP.read_text().strip().partition(" nice ")
    return name, niceness


def group_when_it_is(niceness: int) -> tuple[str, str]:
    """The group of this process as soon as it is so nice, or after five seconds."""
    until = time.monotonic() + 5
    while group()[1] != str(niceness) and time.monotonic() < until:
        time.sleep(0.02)
    return group()


def tell_groups(connection: Connection) -> None:
    """A process of its own tells its group: at first, behind everything, and after it."""
    before = group()
    meanwhile = behind_everything(lambda: group_when_it_is(LEAST_URGENT))
    connection.send((before, meanwhile, group()))


def tell_impatient_group(connection: Connection) -> None:
    """The same, of work that takes longer than the patience."""
    niceness_module.PATIENCE_SECONDS = 0.1
    connection.send(behind_everything(lambda: group_when_it_is(EVEN)))


def told_by(target: Callable[[Connection], None]) -> Any:
    process = WorkerProcess(target, "descent-test")
    try:
        return process.connection.recv()
    finally:
        process.end()
        process.close()


@GROUPED
def test_a_process_is_a_group_that_gives_way_and_more_so_while_it_imports() -> None:
    before, meanwhile, after = told_by(tell_groups)
    assert before[0] == meanwhile[0] == after[0] != group()[0]
    assert (before[1], meanwhile[1], after[1]) == (str(TRAINING), str(LEAST_URGENT), str(TRAINING))


@GROUPED
def test_a_group_that_gets_nothing_waits_behind_all_others_only_for_a_while() -> None:
    assert told_by(tell_impatient_group)[1] == str(EVEN)


@GROUPED
def test_a_command_leaves_the_group_it_was_started_in_as_it_is() -> None:
    before = group()
    assert behind_everything(group) == before
    assert group() == before


def niceness() -> int:
    """Of this thread."""
    return os.getpriority(os.PRIO_PROCESS, 0)
