"""The check that no test leaves anything behind can itself fail."""

import subprocess
import sys

from PySide6.QtCore import QThread, QTimer
from pytestqt.qtbot import QtBot

from tests.leftovers import Leftovers


def test_a_timer_that_goes_on_is_found_with_the_line_that_began_it(qtbot: QtBot) -> None:
    leftovers = Leftovers()
    timer = QTimer()
    timer.start(60_000)
    (found,) = leftovers.found()
    timer.stop()
    assert "QTimer" in found
    assert "timer.start(60_000)" in found
    assert leftovers.found() == []


def test_a_thread_that_runs_on_is_found_with_the_line_that_began_it(qtbot: QtBot) -> None:
    leftovers = Leftovers()
    thread = QThread()
    thread.start()
    (found,) = leftovers.found()
    thread.quit()
    thread.wait()
    assert "QThread" in found
    assert "thread.start()" in found


def test_a_process_that_runs_on_is_found_with_its_command_line() -> None:
    leftovers = Leftovers(seconds_to_end=0.05)
    command = [sys.executable, "-c", "input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        (found,) = leftovers.found()
    assert str(process.pid) in found
    assert "input()" in found


def test_a_widget_that_was_closed_takes_its_timers_with_it(qtbot: QtBot) -> None:
    leftovers = Leftovers()
    timer = QTimer()
    timer.start(60_000)
    timer.deleteLater()
    assert leftovers.found() == []
