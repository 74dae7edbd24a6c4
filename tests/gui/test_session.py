import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import main
from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.messages import Acknowledge, Adjust, Pause, Play, Step
from engine.player import Pace
from engine.record import Record
from engine.run import Mode, Programme
from engine.run_record import expected
from gui import session as session_module
from gui.session import Outbox, Session
from gui.workbench import Workbench
from tests.gui.inline import some_points
from tests.gui.targets import echo, end_at_once, sleep_for_ever

PROJECT = Path(main.__file__).parent
MILLISECONDS = 60_000
SETTINGS = LinearSettings(points=60, iterations=3000)


class Listener(QObject):
    """Hears what a session says, and in which thread."""

    heard = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.messages: list[Any] = []
        self.lost: list[str] = []
        self.threads: set[QThread] = set()
        session.received.connect(self.receive)
        session.lost.connect(self.lose)

    def receive(self, message: Any) -> None:
        self.messages.append(message)
        self.threads.add(QThread.currentThread())
        self.heard.emit()

    def lose(self, sentence: str) -> None:
        self.lost.append(sentence)
        self.threads.add(QThread.currentThread())


MakeSession = Callable[..., tuple[Session, Listener]]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[MakeSession]:
    made: list[Session] = []

    def make_one(target: Callable[[Connection], None]) -> tuple[Session, Listener]:
        session = Session("descent-test", target)
        made.append(session)
        return session, Listener(session)

    yield make_one
    for session in made:
        session.close(patient=False)


# What waits to be sent ---------------------------------------------------------------------------


def taken(outbox: Outbox) -> list[Any]:
    outbox.close()
    return list(iter(outbox.take, None))


def test_commands_are_taken_in_the_order_in_which_they_were_put() -> None:
    outbox = Outbox()
    commands = [Step(1), Pause(), Step(2), Acknowledge(), Step(3)]
    for command in commands:
        outbox.put(command)
    assert taken(outbox) == commands


def test_a_newer_value_replaces_the_one_before_it() -> None:
    outbox = Outbox()
    for rate in (1.0, 2.0, 3.0):
        outbox.put(Adjust(SETTINGS.changed(learning_rate=rate)))
    for pace in (1.0, 2.0):
        outbox.put(Play(Pace.steady(pace)))
    expected = [Adjust(SETTINGS.changed(learning_rate=3.0)), Play(Pace.steady(2.0))]
    assert taken(outbox) == expected


def test_nothing_is_replaced_across_another_command() -> None:
    outbox = Outbox()
    commands = [Play(Pace.steady(1)), Pause(), Play(Pace.steady(2)), Step(1), Step(1)]
    for command in commands:
        outbox.put(command)
    assert taken(outbox) == commands


def test_two_acknowledgements_in_a_row_are_one() -> None:
    outbox = Outbox()
    for command in (Acknowledge(), Acknowledge(), Step(1), Acknowledge()):
        outbox.put(command)
    assert taken(outbox) == [Acknowledge(), Step(1), Acknowledge()]


def test_a_closed_outbox_gives_what_it_has_and_then_nothing() -> None:
    outbox = Outbox()
    outbox.put(Step(1))
    outbox.close()
    assert outbox.take() == Step(1)
    assert outbox.take() is None


# A real process ----------------------------------------------------------------------------------


@pytest.mark.process
def test_messages_arrive_in_order_in_the_thread_of_the_window(
    make: MakeSession, qtbot: QtBot
) -> None:
    session, listener = make(echo)
    for k in range(200):
        session.send(k)
    qtbot.waitUntil(lambda: len(listener.messages) == 200, timeout=MILLISECONDS)
    assert listener.messages == list(range(200))
    app = QApplication.instance()
    assert app is not None
    assert listener.threads == {app.thread()}


@pytest.mark.process
def test_sending_never_waits_for_a_process_that_does_not_listen(
    make: MakeSession, qtbot: QtBot
) -> None:
    session, _ = make(sleep_for_ever)
    session.start()
    qtbot.waitUntil(lambda: session.pid > 0, timeout=MILLISECONDS)
    for _ in range(50):
        session.send(bytes(100_000))  # far more than a pipe holds
    session.close(patient=False)
    assert session.pid == 0


class Desk:
    """A workbench with a real process, as a tab has it."""

    def __init__(self, settings: LinearSettings) -> None:
        self.session = Session("descent-linear")
        self.workbench = Workbench("linear", self.session)
        self.session.received.connect(self.workbench.receive)
        self.session.lost.connect(self.workbench.engine_lost)
        self.troubles: list[str] = []
        self.workbench.troubled.connect(self.note)
        self.workbench.open_new(settings, some_points(), "Open")

    def note(self, _key: str, sentence: str) -> None:
        self.troubles.append(sentence)

    @property
    def record(self) -> Record:
        return expected(Record, self.workbench.record)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(SETTINGS)
    yield made
    made.workbench.pause()
    made.workbench.tick()
    made.session.close()


def undisturbed(settings: LinearSettings) -> list[list[float]]:
    run = LinearRun(Programme.of(settings), some_points())
    return [*run.here().losses.tolist(), *run.advance(settings.iterations).losses.tolist()]


@pytest.mark.process
def test_a_run_in_a_process_gives_the_numbers_of_a_run_without_one(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.workbench.set_pace(Pace.flat_out())
    desk.workbench.play()
    qtbot.waitUntil(lambda: desk.workbench.mode is Mode.FINISHED, timeout=MILLISECONDS)
    assert desk.record.history.losses().tolist() == undisturbed(SETTINGS)


@pytest.mark.process
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_a_killed_process_loses_nothing_and_another_trains_on_to_the_same_bits(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.workbench.set_pace(Pace.steady(500))
    desk.workbench.play()
    qtbot.waitUntil(lambda: desk.record.head > 50, timeout=MILLISECONDS)
    first = desk.session.pid
    os.kill(first, signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(desk.troubles), timeout=MILLISECONDS)
    head = desk.record.head
    assert 50 < head < 3000
    assert "signal 9" in desk.troubles[0]
    assert desk.workbench.mode is Mode.PAUSED
    assert desk.record.history.losses().tolist() == undisturbed(SETTINGS)[: head + 1]
    desk.workbench.set_pace(Pace.flat_out())
    desk.workbench.play()
    qtbot.waitUntil(lambda: desk.workbench.mode is Mode.FINISHED, timeout=MILLISECONDS)
    assert desk.session.pid not in (0, first)
    assert desk.record.history.losses().tolist() == undisturbed(SETTINGS)


@pytest.mark.process
def test_a_process_that_dies_at_every_start_is_not_started_for_ever(
    make: MakeSession, qtbot: QtBot
) -> None:
    session, listener = make(end_at_once)
    session.start()
    most = session_module.MOST_STARTS
    qtbot.waitUntil(lambda: len(listener.lost) == most, timeout=MILLISECONDS)
    assert session.pid == 0
    assert "exit code 3" in listener.lost[-1]
    assert "not started again by itself" in listener.lost[-1]
    assert not any("not started again" in sentence for sentence in listener.lost[:-1])
    session.send(Step(1))  # a person tries again
    qtbot.waitUntil(lambda: len(listener.lost) > most, timeout=MILLISECONDS)
    session.close()


@pytest.mark.process
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_a_process_that_had_answered_is_always_started_again(
    make: MakeSession, qtbot: QtBot
) -> None:
    session, listener = make(echo)
    session.start()
    for k in range(1, session_module.MOST_STARTS + 2):
        session.send(k)
        qtbot.waitUntil(partial(has, listener.messages, k), timeout=MILLISECONDS)
        os.kill(session.pid, signal.SIGKILL)
        qtbot.waitUntil(partial(has, listener.lost, k), timeout=MILLISECONDS)
    assert not any("not started again" in sentence for sentence in listener.lost)


def has(things: list[Any], n: int) -> bool:
    return len(things) == n


@pytest.mark.process
def test_a_process_that_cannot_be_started_is_told(
    make: MakeSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError("Resource temporarily unavailable")

    monkeypatch.setattr(session_module, "WorkerProcess", fail)
    session, listener = make(echo)
    session.start()
    qtbot.waitUntil(lambda: len(listener.lost) == session_module.MOST_STARTS, timeout=MILLISECONDS)
    assert "could not be started: Resource temporarily unavailable." in listener.lost[-1]


# Closing -----------------------------------------------------------------------------------------


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
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert alive == []
