from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from engine.datasets import Points, make_points
from engine.linear.settings import LinearSettings
from engine.point_settings import OWN_FILE
from gui.data_source import DataSource, Wish, own_file_settings
from tests.gui.inline import some_points

RING = LinearSettings(points=60)
MOONS = LinearSettings(dataset="moons", points=60)


class PatientAssistant(QObject):
    """An assistant without a process: answers when it is told to."""

    answered = Signal(int, object)
    refused = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[Any, ...]] = []
        self.cancelled: list[int] = []

    def ask(self, name: str, *arguments: object) -> int:
        self.asked.append((name, *arguments))
        return len(self.asked)

    def cancel(self, number: int) -> None:
        self.cancelled.append(number)


class Notes:
    """What a source has said."""

    def __init__(self, source: DataSource) -> None:
        self.got: list[tuple[Wish, Points]] = []
        self.refused: list[tuple[Wish, str]] = []
        self.waiting: list[bool] = []
        source.got.connect(lambda wish, points: self.got.append((wish, points)))
        source.refused.connect(lambda wish, sentence: self.refused.append((wish, sentence)))
        source.waiting_changed.connect(self.waiting.append)


@pytest.fixture
def assistant(qtbot: QtBot) -> PatientAssistant:
    return PatientAssistant()


@pytest.fixture
def source(assistant: PatientAssistant) -> DataSource:
    return DataSource(assistant)  # type: ignore[arg-type]


def test_what_plain_numpy_can_make_is_there_at_once(
    source: DataSource, assistant: PatientAssistant
) -> None:
    notes = Notes(source)
    wish = Wish(RING, "Change Data")
    source.make(wish)
    ((back, points),) = notes.got
    assert back is wish
    np.testing.assert_array_equal(points.X, make_points("ring", 60, RING.noise, 0).X)
    assert assistant.asked == []
    assert notes.waiting == []


def test_what_needs_scikit_learn_comes_from_the_second_process(
    source: DataSource, assistant: PatientAssistant
) -> None:
    notes = Notes(source)
    source.make(Wish(MOONS, "Change Data"))
    assert assistant.asked == [("make_points", "moons", 60, MOONS.noise, MOONS.data_seed)]
    assert source.waiting
    assert notes.got == []
    assistant.answered.emit(1, some_points())
    assert len(notes.got) == 1
    assert notes.waiting == [True, False]


def test_a_file_is_read_by_the_second_process(
    source: DataSource, assistant: PatientAssistant
) -> None:
    source.read(Wish(RING, "Open", path=Path("points.csv")))
    assert assistant.asked == [("load_points", Path("points.csv"))]


def test_only_the_newest_wish_counts(source: DataSource, assistant: PatientAssistant) -> None:
    notes = Notes(source)
    newest = Wish(MOONS.changed(noise=0.2), "Change Data")
    source.make(Wish(MOONS, "Change Data"))
    source.make(newest)
    assistant.answered.emit(1, some_points())
    assert notes.got == []
    assistant.answered.emit(2, some_points())
    assert [wish for wish, _ in notes.got] == [newest]
    assert notes.waiting == [True, False]


def test_points_that_are_made_at_once_outrun_those_that_are_waited_for(
    source: DataSource, assistant: PatientAssistant
) -> None:
    notes = Notes(source)
    source.make(Wish(MOONS, "Change Data"))
    source.make(Wish(RING, "Change Data"))
    assistant.answered.emit(1, some_points())
    assert [wish.settings for wish, _ in notes.got] == [RING]
    assert not source.waiting


def test_a_refusal_comes_with_its_wish(source: DataSource, assistant: PatientAssistant) -> None:
    notes = Notes(source)
    wish = Wish(RING, "Open", path=Path("points.csv"))
    source.read(wish)
    assistant.refused.emit(1, "It is empty. Choose another.")
    assert notes.refused == [(wish, "It is empty. Choose another.")]
    assert notes.waiting == [True, False]


def test_a_cancelled_wish_is_refused_and_never_answered(
    source: DataSource, assistant: PatientAssistant
) -> None:
    notes = Notes(source)
    source.make(Wish(MOONS, "Change Data"))
    source.cancel()
    assert assistant.cancelled == [1]
    assert "Cancelled" in notes.refused[0][1]
    assistant.answered.emit(1, some_points())
    assert notes.got == []
    source.cancel()
    assert assistant.cancelled == [1]


def test_answers_for_others_are_not_taken(source: DataSource, assistant: PatientAssistant) -> None:
    notes = Notes(source)
    source.make(Wish(MOONS, "Change Data"))
    assistant.answered.emit(99, some_points())
    assistant.refused.emit(98, "No.")
    assert notes.got == []
    assert notes.refused == []
    assert source.waiting


@pytest.mark.parametrize(("n", "points"), [(2, 10), (60, 60), (100_000, 100_000)])
def test_an_own_file_keeps_the_settings_and_tells_its_points(n: int, points: int) -> None:
    y = np.zeros(n)
    y[0] = 1
    settings = own_file_settings(RING.changed(batch_size=7), Points(np.zeros((n, 2)), y, "f"))
    assert settings.dataset == OWN_FILE
    assert settings.points == points
    assert settings.batch_size == 7
