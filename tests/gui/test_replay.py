"""Runs that are trained again from their notes, as they were: to the bit."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from engine.datasets import make_points
from engine.linear.settings import LinearSettings
from engine.notes import RunNote
from engine.record import Record
from engine.run import Change, Programme
from engine.worker import make_run
from gui.replay import Replay
from tests.gui.stage import InlineSession


def noted(record: Record) -> RunNote:
    return RunNote(
        record.key,
        record.assignment,
        record.programme,
        record.events,
        record.origin,
        record.points,
        None,
        record.head,
    )


def replayed(record: Record, disturb: Callable[[InlineSession], None] | None = None) -> Record:
    came: list[Record] = []
    replay = Replay([noted(record)])
    replay.came.connect(lambda _, one: came.append(one))
    replay.start()
    session: Any = replay._session
    for turn in range(3000):
        if came:
            break
        if disturb is not None and turn == 5:
            disturb(session)
        session.work()
    replay.close()
    return came[0]


@pytest.fixture
def inline(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.replay.Session", InlineSession)


def long_record() -> Record:
    settings = LinearSettings(iterations=6000, optimizers=("sgd", "adam"))
    points = make_points("ring", 60, 0.3, 0)
    record = Record(1, "linear", Programme.of(settings), points)
    run = make_run("linear", record.programme, points)
    record.append(run.advance(3000))
    change = Change(3000, settings.changed(learning_rate=0.2, iterations=4000))
    run.change(change.settings)
    record.note(change)
    record.append(run.advance(1000))
    record.note(Change(4000, change.settings.changed(iterations=50)))
    return record


@pytest.mark.usefixtures("inline")
def test_a_run_whose_end_was_moved_to_before_its_head_is_replayed_whole() -> None:
    record = long_record()
    again = replayed(record)
    assert (again.head, again.settings.iterations) == (4000, 50)
    np.testing.assert_array_equal(again.history.losses(), record.history.losses())


@pytest.mark.usefixtures("inline")
def test_a_process_that_dies_while_it_replays_is_given_the_rest() -> None:
    record = long_record()
    again = replayed(record, InlineSession.die)
    np.testing.assert_array_equal(again.history.losses(), record.history.losses())
