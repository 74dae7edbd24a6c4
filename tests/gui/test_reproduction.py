"""Reproduce the Assignment: numbers that come one by one from a process of their own."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.assignments import ASSIGNMENTS
from engine.check import Check
from engine.datafile import COURSE_FIRST_POINT, COURSE_SHAPE
from engine.datasets import Points
from gui.appearance import Appearance
from gui.reproduction import Answer, Reproduction
from gui.reproduction_text import TITLES
from gui.reproduction_window import ReproductionWindow
from tests.gui.stage import made_stage

SECONDS = 60_000
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"support raise\(\)")

HOLDS = Answer("linear", Check("expand of (1, 0)", (1.0, 0.0), (1.0, 0.0), 1e-12))
REASONED = Answer("planar", Check("cost at 9000", 0.218607, 0.2185604, 1.5e-4, "Round-off <b>."))
DIFFERS = Answer("planar", Check("right points", 188.0, 180.0, 0.0))


class FakeReproduction(QObject):
    """Computes nothing."""

    came = Signal(object, int, int)
    ended = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.running = False
        self.begun: list[Points | None] = []
        self.cancelled = 0

    def start(self, points: Points | None) -> None:
        self.running = True
        self.begun.append(points)

    def cancel(self) -> None:
        self.cancelled += self.running

    def end(self, sentence: str = "") -> None:
        self.running = False
        self.ended.emit(sentence)


@pytest.fixture
def fake() -> FakeReproduction:
    return FakeReproduction()


@pytest.fixture
def reproduction(urgent: None, qapp: QApplication) -> Iterator[Reproduction]:
    reproduction = Reproduction()
    yield reproduction
    reproduction.close()


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, fake: Any) -> ReproductionWindow:
    window = ReproductionWindow(Appearance(), fake)
    qtbot.addWidget(window)
    window.show()
    window.start(None)
    return window


def test_numbers_stand_in_the_table_as_they_come(
    window: ReproductionWindow, fake: FakeReproduction
) -> None:
    fake.came.emit(HOLDS, 1, 36)
    assert "expand of (1, 0)" in window.page.toPlainText()
    assert "✓ holds" in window.page.toPlainText()
    assert (window.bar.value(), window.bar.maximum()) == (1, 36)
    assert window.words.text() == "1 of 36 numbers"
    fake.came.emit(REASONED, 2, 36)
    text = window.page.toPlainText()
    assert "Round-off <b>." in text
    assert "0.218607" in text
    assert "Assignment 2: planar network" in text


def test_a_minus_is_no_hyphen_and_a_hyphen_no_minus(
    window: ReproductionWindow, fake: FakeReproduction
) -> None:
    check = Check("one-layer expand of (2.61, -1.28)", (-1.28,), (-1.28,), 1e-12)
    fake.came.emit(Answer("linear", check), 1, 36)
    text = window.page.toPlainText()
    assert "one-layer expand of (2.61, −1.28)" in text
    assert "-1.28" not in text


def test_what_does_not_hold_is_said_in_words(
    window: ReproductionWindow, fake: FakeReproduction
) -> None:
    fake.came.emit(HOLDS, 1, 2)
    fake.came.emit(DIFFERS, 2, 2)
    fake.end()
    assert "✗ differs" in window.page.toPlainText()
    assert window.words.text() == "1 of 2 do not hold."
    assert not window.bar.isVisible()


def test_cancel_keeps_what_has_come_and_run_again_begins_anew(
    window: ReproductionWindow, fake: FakeReproduction
) -> None:
    fake.came.emit(HOLDS, 1, 36)
    window.act.click()
    assert fake.cancelled == 1
    fake.end("Cancelled: the rest was not computed.")
    assert "expand" in window.page.toPlainText()
    assert window.act.text() == "Run Again"
    window.act.click()
    assert len(fake.begun) == 2
    assert "expand" not in window.page.toPlainText()


def test_escape_ends_what_nobody_would_see(
    window: ReproductionWindow, fake: FakeReproduction
) -> None:
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert fake.cancelled == 1


def test_the_numbers_are_copied_as_text(window: ReproductionWindow, fake: FakeReproduction) -> None:
    fake.came.emit(REASONED, 1, 1)
    window.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Assignment 2: planar network\n")
    assert "expected 0.218607   obtained 0.2185604   tolerance 0.00015" in copied
    assert "Round-off <b>." in copied


def test_the_page_follows_the_appearance(qapp: QApplication, qtbot: QtBot, fake: Any) -> None:
    appearance = Appearance()
    window = ReproductionWindow(appearance, fake)
    qtbot.addWidget(window)
    window.start(None)
    fake.came.emit(HOLDS, 1, 1)
    light = window.page.toHtml()
    appearance.set_mode("dark")
    assert window.page.toHtml() != light


def test_every_assignment_has_a_title() -> None:
    assert set(ASSIGNMENTS) <= set(TITLES)


@pytest.mark.process
def test_all_numbers_come_and_hold(
    reproduction: Reproduction, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Keras takes long to start; what is said of its numbers comes the same way
    monkeypatch.setattr("gui.reproduction.COMMAND", ("check", "planar", "--lines"))
    came: list[tuple[Answer, int, int]] = []
    reproduction.came.connect(lambda *one: came.append(one))
    points = Points(np.zeros((3, 2)), np.array([0.0, 1.0, 1.0]), "not the course's")
    with qtbot.waitSignal(reproduction.ended, timeout=4 * SECONDS) as ended:
        reproduction.start(points)
    assert ended.args == [""]
    assert [one.check.name for one, _, _ in came if not one.check.ok] == []
    assert {one.assignment for one, _, _ in came} == {"planar"}
    assert [number for _, number, _ in came] == list(range(1, len(came) + 1))
    assert {total for _, _, total in came} == {len(came)}


@pytest.mark.process
def test_the_courses_own_points_bring_its_graded_numbers(
    reproduction: Reproduction, qtbot: QtBot
) -> None:
    X = np.random.RandomState(0).randn(*COURSE_SHAPE)
    X[0] = COURSE_FIRST_POINT
    points = Points(X, (X[:, 0] > 0).astype(np.float64), "train.npy")
    names: list[str] = []

    def take(answer: Answer, number: int, total: int) -> None:
        names.append(answer.check.name)
        if "course's loss" in answer.check.name:
            reproduction.cancel()

    reproduction.came.connect(take)
    with qtbot.waitSignal(reproduction.ended, timeout=4 * SECONDS):
        reproduction.start(points)
    assert "at w = linspace(-1, 1, 6): loss" in names


@pytest.mark.process
@pytest.mark.skipif(os.name != "posix", reason="Windows kills at once")
def test_closing_ends_the_process(reproduction: Reproduction, qtbot: QtBot) -> None:
    with qtbot.waitSignal(reproduction.came, timeout=SECONDS):
        reproduction.start(None)
    process = psutil.Process(reproduction._program.pid)
    reproduction.close()
    assert not process.is_running()


def test_the_menu_opens_it_without_holding_up_the_window(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun: list[object] = []
    monkeypatch.setattr(Reproduction, "start", lambda self, points: begun.append(points))
    stage = made_stage(qapp, qtbot, monkeypatch, tmp_path)
    stage.action("Reproduce the Assignment…").trigger()
    window = stage.window.findChild(ReproductionWindow)
    assert window is not None
    assert window.isVisible()
    assert not window.isModal()
    assert begun == [stage.workbench.record.points]
