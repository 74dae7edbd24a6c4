import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from pytestqt.qtbot import QtBot

from engine.datasets import make_points
from gui.assistant import Assistant

pytestmark = pytest.mark.process

MILLISECONDS = 60_000
MOONS = ("moons", 60, 0.1, 3)


class Notes:
    """What an assistant has said."""

    def __init__(self, assistant: Assistant) -> None:
        self.answers: dict[int, object] = {}
        self.refusals: dict[int, str] = {}
        assistant.answered.connect(self.answers.__setitem__)
        assistant.refused.connect(self.refusals.__setitem__)


@pytest.fixture
def assistant(urgent: None, qtbot: QtBot) -> Iterator[Assistant]:
    made = Assistant()
    yield made
    made.close()


def test_no_process_is_started_before_it_is_needed(assistant: Assistant, qtbot: QtBot) -> None:
    before = psutil.Process().children()
    assert not assistant.busy
    assert psutil.Process().children() == before


def test_it_answers_with_what_the_job_gave(assistant: Assistant, qtbot: QtBot) -> None:
    notes = Notes(assistant)
    with qtbot.waitSignal(assistant.answered, timeout=MILLISECONDS):
        number = assistant.ask("make_points", *MOONS)
        assert assistant.busy
    assert not assistant.busy
    points: Any = notes.answers[number]
    np.testing.assert_array_equal(points.X, make_points(*MOONS).X)


def test_what_cannot_be_done_is_refused_with_a_sentence(
    assistant: Assistant, qtbot: QtBot, tmp_path: Path
) -> None:
    notes = Notes(assistant)
    with qtbot.waitSignal(assistant.refused, timeout=MILLISECONDS):
        number = assistant.ask("load_points", tmp_path / "missing.csv")
    assert "missing.csv" in notes.refusals[number]


def test_a_cancelled_job_is_not_answered_and_the_next_one_is(
    assistant: Assistant, qtbot: QtBot
) -> None:
    notes = Notes(assistant)
    cancelled, other = assistant.ask("make_points", *MOONS), assistant.ask("make_points", *MOONS)
    assistant.cancel(cancelled)
    assert list(notes.refusals) == [other]
    assert not assistant.busy
    with qtbot.waitSignal(assistant.answered, timeout=MILLISECONDS):
        following = assistant.ask("make_points", *MOONS)
    assert list(notes.answers) == [following]


def test_cancelling_what_is_done_changes_nothing(assistant: Assistant, qtbot: QtBot) -> None:
    with qtbot.waitSignal(assistant.answered, timeout=MILLISECONDS):
        number = assistant.ask("warm_up")
    assistant.cancel(number)
    with qtbot.waitSignal(assistant.answered, timeout=MILLISECONDS):
        assistant.ask("warm_up")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_a_process_that_dies_refuses_its_jobs_and_another_takes_the_next(
    assistant: Assistant, qtbot: QtBot
) -> None:
    notes = Notes(assistant)
    number = assistant.ask("warm_up")
    qtbot.waitUntil(lambda: bool(psutil.Process().children()), timeout=MILLISECONDS)
    with qtbot.waitSignal(assistant.refused, timeout=MILLISECONDS):
        os.kill(assistant._session.pid or _youngest(), signal.SIGKILL)
    assert "signal 9" in notes.refusals[number]
    assert notes.refusals[number].endswith("Try again.")
    with qtbot.waitSignal(assistant.answered, timeout=MILLISECONDS):
        assistant.ask("make_points", *MOONS)


def _youngest() -> int:
    newest = max(psutil.Process().children(), key=lambda child: child.create_time())
    return int(newest.pid)


def test_closing_while_it_works_leaves_nothing_and_says_nothing(
    assistant: Assistant, qtbot: QtBot
) -> None:
    notes = Notes(assistant)
    assistant.ask("warm_up")
    assistant.close()
    assert notes.answers == {}
    assert notes.refusals == {}
    assistant.ask("warm_up")  # a late wish of a window that is closing
    assert assistant._session.pid == 0
