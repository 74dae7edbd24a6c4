"""The whole window with its engines in-line: no process, and nothing happens by itself."""

import math
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.assistant import Job, do
from engine.record import Record
from engine.run import Mode
from engine.run_record import expected
from gui.appearance import Appearance
from gui.linear.tab import LinearTab
from gui.main_window import MainWindow
from gui.widgets.message_bar import Message
from gui.workbench import Workbench
from tests.gui.inline import FRAME_SECONDS, InlineEngine


class InlineSession(QObject):
    """A session whose worker runs when it is told to."""

    received = Signal(object)
    lost = Signal(str)

    def __init__(self, name: str, target: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = InlineEngine()
        self.closed = False

    def start(self) -> None:
        pass

    def send(self, command: Any) -> None:
        self.engine.send(command)

    def ask_to_quit(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True

    def work(self) -> None:
        self.engine.now += FRAME_SECONDS
        self.engine.obey()
        for message in self.engine.take_messages():
            self.received.emit(message)

    def die(self) -> None:
        self.engine.die()
        self.lost.emit("The engine was ended by signal 9.")


class InlineAssistant(QObject):
    """An assistant that does its jobs when it is told to, here."""

    answered = Signal(int, object)
    refused = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._numbers = 0

    def ask(self, name: str, *arguments: object) -> int:
        self._numbers += 1
        self._jobs.append(Job(self._numbers, name, arguments))
        return self._numbers

    @property
    def busy(self) -> bool:
        return bool(self._jobs)

    def cancel(self, number: int) -> None:
        self._jobs = [job for job in self._jobs if job.number != number]

    def ask_to_quit(self) -> None:
        pass

    def close(self) -> None:
        self._jobs.clear()

    def work(self) -> None:
        jobs, self._jobs = self._jobs, []
        for job in jobs:
            answer = do(job)
            if answer.problem:
                self.refused.emit(answer.number, answer.problem)
            else:
                self.answered.emit(answer.number, answer.result)


class Stage:
    """A window on its first screen.

    Attributes:
        window: The window.
        appearance: Its colours.
        store: What it remembers.
    """

    def __init__(self, qapp: QApplication, qtbot: QtBot, store: QSettings) -> None:
        self.store = store
        self.appearance = Appearance()
        self.appearance.apply(qapp)
        self.window = MainWindow(self.appearance, store)
        qtbot.addWidget(self.window)
        self.window.restore(None)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def tab(self) -> LinearTab:
        tab: Any = self.window.tab
        assert isinstance(tab, LinearTab)
        return tab

    @property
    def workbench(self) -> Workbench:
        return self.tab.desk.workbench

    @property
    def record(self) -> Record:
        return expected(Record, self.workbench.record)

    @property
    def session(self) -> InlineSession:
        session: Any = self.tab.desk._session
        assert isinstance(session, InlineSession)
        return session

    @property
    def message(self) -> Message | None:
        return self.window.messages.shown

    def mode(self) -> Mode:
        return self.workbench.mode

    def work(self, frames: int = 3) -> None:
        """Both processes work, and the window shows what came."""
        assistant: Any = self.window._assistant
        for _ in range(frames):
            assistant.work()
            self.session.work()
            self.workbench.tick()

    def train(self) -> None:
        """Plays flat out until it no longer plays."""
        from engine.player import Pace

        self.workbench.set_pace(Pace.flat_out())
        self.workbench.play()
        for _ in range(2000):
            if self.mode() not in (Mode.PREPARING, Mode.PLAYING, Mode.REPLAYING):
                return
            self.work(1)
        raise AssertionError(f"Still {self.mode()}.")

    def wish(self, **changes: Any) -> None:
        """Other settings, as the settings place wishes them."""
        settings = self.workbench.settings.changed(**changes)
        self.tab._settings.wished.emit(settings, "+".join(changes))
        self.work()

    def preset(self, name: str) -> None:
        self.tab._settings.preset_wished.emit(name)
        self.work()

    def button(self, name: str) -> QAbstractButton:
        """The visible button of this accessible name or text."""
        QApplication.processEvents()  # what a layout was given is shown by an event
        for button in self.window.findChildren(QAbstractButton):
            if name in (button.accessibleName(), button.text()) and button.isVisible():
                return button
        raise LookupError(name)

    def action(self, words: str) -> QAction:
        """The action of a menu."""
        for action in self.window.findChildren(QAction):
            if action.text().replace("&", "") == words:
                return action
        raise LookupError(words)

    def focus(self, widget: QWidget) -> None:
        widget.setFocus()
        assert QApplication.focusWidget() is widget


def made_stage(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> Stage:
    """A stage whose window remembers in a folder.

    Its engines answer when a test has them work: however slow the machine is, nobody waits for them
    so long that Play would say so.
    """
    monkeypatch.setattr("gui.desk.Session", InlineSession)
    monkeypatch.setattr("gui.playing.SECONDS_UNNOTICED", math.inf)
    monkeypatch.setattr("gui.main_window.Assistant", InlineAssistant)
    store = QSettings(str(folder / "descent.ini"), QSettings.Format.IniFormat)
    return Stage(qapp, qtbot, store)
