"""Work in a thread: only the latest request is told, and nothing is left behind."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from engine.errors import DataError
from gui.background import Background, Unwanted


class Worker:
    """Work that waits until it may go on.

    Attributes:
        begun: Set when it runs.
        may_end: Set by the test.
        unwanted: What it was told at its end.
    """

    def __init__(self, result: str) -> None:
        self.result = result
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.unwanted: bool | None = None

    def __call__(self, unwanted: Unwanted) -> str:
        self.begun.set()
        self.may_end.wait(10)
        self.unwanted = unwanted()
        return self.result


class Listener:
    """Hears what comes."""

    def __init__(self, background: Background) -> None:
        self.came: list[tuple[object, object]] = []
        self.refused: list[tuple[object, str]] = []
        background.came.connect(lambda key, result: self.came.append((key, result)))
        background.refused.connect(lambda key, words: self.refused.append((key, words)))


def test_of_several_requests_only_the_latest_is_told(qtbot: QtBot) -> None:
    background = Background()
    listener = Listener(background)
    first, second, third = Worker("first"), Worker("second"), Worker("third")
    background.ask(1, first)
    assert first.begun.wait(10)
    background.ask(2, second)
    background.ask(3, third)
    for one in (first, second, third):
        one.may_end.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert listener.came == [(3, "third")]
    assert first.unwanted
    assert not second.begun.is_set()
    background.close()


def test_patient_requests_let_the_one_before_end(qtbot: QtBot) -> None:
    background = Background()
    listener = Listener(background)
    first, second = Worker("first"), Worker("second")
    background.ask(1, first)
    background.ask(2, second, patient=True)
    first.may_end.set()
    second.may_end.set()
    qtbot.waitUntil(lambda: len(listener.came) == 2)
    assert listener.came == [(1, "first"), (2, "second")]
    background.close()


def test_what_cannot_be_done_is_told_as_a_sentence(qtbot: QtBot) -> None:
    def fail(unwanted: Unwanted) -> None:
        raise DataError("The file is empty. Open another.")

    background = Background()
    listener = Listener(background)
    background.ask("file", fail)
    qtbot.waitUntil(lambda: bool(listener.refused))
    assert listener.refused == [("file", "The file is empty. Open another.")]
    assert listener.came == []
    background.close()


def test_what_is_forgotten_is_not_told(qtbot: QtBot) -> None:
    background = Background()
    listener = Listener(background)
    work = Worker("late")
    with qtbot.waitSignal(background.busy_changed):
        background.ask(1, work)
    background.forget()
    work.may_end.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert listener.came == []
    background.close()


@pytest.mark.parametrize("wanted", [True, False])
def test_closing_waits_for_the_thread(qtbot: QtBot, wanted: bool) -> None:
    background = Background()
    work = Worker("done")
    background.ask(1, work)
    assert work.begun.wait(10)
    if not wanted:
        background.forget()
    work.may_end.set()
    background.close()
    assert work.unwanted is not None
