"""A session that is closed leaves no process and no thread, whatever that process is doing."""

import os
import signal
import subprocess
import sys
import textwrap
from functools import partial
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

import main
from engine.messages import Acknowledge
from engine.player import Pace
from tests.gui.session.listeners import MILLISECONDS, SETTINGS, Desk, MakeSession, has
from tests.gui.targets import echo, sleep_for_ever

PROJECT = Path(main.__file__).parent
SECONDS_TO_END = 150
"""What imports much and gives way to everything else hears late that its window is gone."""


@pytest.mark.process
@pytest.mark.parametrize("patient", [True, False])
def test_closing_while_the_process_starts_leaves_nothing(
    make: MakeSession, qtbot: QtBot, patient: bool
) -> None:
    session, listener = make(echo)
    session.start()
    session.close(patient)
    qtbot.wait(0)
    assert session.pid == 0
    assert listener.lost == []  # leftovers.py looks for process and threads


@pytest.mark.process
def test_closing_while_the_process_is_busy_leaves_nothing(desk: Desk, qtbot: QtBot) -> None:
    desk.workbench.change(SETTINGS.changed(iterations=10_000_000))
    desk.workbench.set_pace(Pace.flat_out())
    desk.workbench.play()
    qtbot.waitUntil(lambda: desk.record.head > 100, timeout=MILLISECONDS)
    pid = desk.session.pid
    desk.session.close()
    assert not psutil.pid_exists(pid)
    assert desk.troubles == []


@pytest.mark.process
def test_closing_ends_a_process_that_hears_nothing(make: MakeSession, qtbot: QtBot) -> None:
    session, listener = make(sleep_for_ever)
    session.start()
    qtbot.waitUntil(lambda: session.pid > 0, timeout=MILLISECONDS)
    pid = session.pid
    session.close()
    assert not psutil.pid_exists(pid)
    assert listener.lost == []


@pytest.mark.process
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_closing_ends_a_process_that_was_stopped(make: MakeSession, qtbot: QtBot) -> None:
    session, listener = make(echo)
    session.send(1)
    qtbot.waitUntil(lambda: listener.messages == [1], timeout=MILLISECONDS)
    pid = session.pid
    os.kill(pid, signal.SIGSTOP)
    session.close()
    assert not psutil.pid_exists(pid)


@pytest.mark.process
def test_a_session_can_be_stopped_twice_and_started_again(make: MakeSession, qtbot: QtBot) -> None:
    session, listener = make(echo)
    session.stop()
    for k in range(2):
        session.send(k)
        qtbot.waitUntil(partial(has, listener.messages, k + 1), timeout=MILLISECONDS)
        session.stop()
        session.stop()
    assert listener.lost == []


@pytest.mark.process
def test_a_closed_session_starts_no_process_whatever_is_still_sent(
    make: MakeSession, qtbot: QtBot
) -> None:
    session, _ = make(echo)
    session.start()
    session.close()
    session.send(Acknowledge())
    session.start()
    session.restart()
    assert session.pid == 0
    assert session._owner is None


@pytest.mark.process
def test_what_a_given_up_process_said_last_is_not_heard(make: MakeSession, qtbot: QtBot) -> None:
    session, listener = make(echo)
    session.send("old")
    qtbot.waitUntil(lambda: listener.messages == ["old"], timeout=MILLISECONDS)
    owner = session._owner
    assert owner is not None
    owner.received.emit("late")  # queued by Qt, as from its thread
    session.stop()
    owner.received.emit("later")
    session.send("new")
    qtbot.waitUntil(lambda: "new" in listener.messages, timeout=MILLISECONDS)
    assert "later" not in listener.messages


@pytest.mark.process
def test_restarting_replaces_a_process_that_hangs(make: MakeSession, qtbot: QtBot) -> None:
    session, listener = make(sleep_for_ever)
    session.start()
    qtbot.waitUntil(lambda: session.pid > 0, timeout=MILLISECONDS)
    before = session.pid
    session.restart()
    qtbot.waitUntil(lambda: session.pid not in (0, before), timeout=MILLISECONDS)
    assert not psutil.pid_exists(before)
    assert listener.lost == []


WINDOW = """
    import sys
    from PySide6.QtCore import QCoreApplication, QTimer
    from gui.session import Session
    from engine import assistant

    if __name__ == "__main__":
        app = QCoreApplication([])
        sessions = [Session("one"), Session("two", assistant.main)]
        for session in sessions:
            session.start()

        def tell():
            if all(session.pid for session in sessions):
                print(*(session.pid for session in sessions), flush=True)
                timer.stop()

        timer = QTimer()
        timer.timeout.connect(tell)
        timer.start(10)
        app.exec()
"""


@pytest.mark.process
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_a_window_that_is_killed_leaves_no_worker(tmp_path: Path) -> None:
    program = tmp_path / "window.py"
    program.write_text(textwrap.dedent(WINDOW))
    with subprocess.Popen(
        [sys.executable, str(program)],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as window:
        assert window.stdout is not None
        workers = [psutil.Process(int(pid)) for pid in window.stdout.readline().split()]
        assert len(workers) == 2
        window.kill()
    _, alive = psutil.wait_procs(workers, timeout=SECONDS_TO_END)
    assert alive == []
