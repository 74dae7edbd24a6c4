"""The session: a real process that trains, and is started again when it dies."""

import os
import signal
from functools import partial

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.messages import Step
from engine.player import Pace
from engine.process import WorkerProcess
from engine.run import Mode, Programme
from gui import session as session_module
from tests.gui.inline import some_points
from tests.gui.session.listeners import MILLISECONDS, SETTINGS, Desk, MakeSession, has
from tests.gui.targets import echo, end_at_once, end_slowly, hang_at_the_end, sleep_for_ever


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


@pytest.mark.process
def test_the_pipe_is_closed_only_when_nobody_sends_any_more(
    make: MakeSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    wait, close = session_module._Writer.wait, WorkerProcess.close

    def wait_and_tell(writer: QThread) -> bool:
        ended = wait(writer)
        order.append("nobody sends")
        return ended

    def close_and_tell(process: WorkerProcess) -> None:
        order.append("closed")
        close(process)

    monkeypatch.setattr(session_module._Writer, "wait", wait_and_tell)
    monkeypatch.setattr(WorkerProcess, "close", close_and_tell)
    session, _ = make(sleep_for_ever)
    session.start()
    qtbot.waitUntil(lambda: session.pid > 0, timeout=MILLISECONDS)
    session.close(patient=False)
    assert order == ["nobody sends", "closed"]


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
def test_how_a_process_ended_is_told_truly_even_if_that_takes_long(
    make: MakeSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, listener = make(end_slowly)
    session.start()
    qtbot.waitUntil(lambda: bool(listener.lost), timeout=MILLISECONDS)
    assert "exit code 3" in listener.lost[0]
    session.close(patient=False)
    monkeypatch.setattr(session_module, "SECONDS_TO_END", 0.1)
    session, listener = make(hang_at_the_end)
    session.start()
    qtbot.waitUntil(lambda: bool(listener.lost), timeout=MILLISECONDS)
    assert listener.lost[0].startswith("The engine hung while it ended, and was killed.")


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
