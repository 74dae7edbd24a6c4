"""Everything is pressed at random, seeded: the window stays usable, and nothing is left behind.

`DESCENT_HAMMER_SECONDS=60` hammers for a minute; otherwise it is as many actions as take some
seconds. `DESCENT_HAMMER_SEED` repeats a run that failed.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.linear.presets import PRESETS
from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.player import Pace
from engine.run import Mode
from gui.appearance import Appearance
from gui.linear.tab import LinearTab
from gui.main_window import MainWindow
from gui.tabs import TABS
from gui.workbench import Workbench

pytestmark = [
    pytest.mark.process,
    pytest.mark.qt_log_ignore("propagateSizeHints", "raise"),
]

SECONDS = float(os.environ.get("DESCENT_HAMMER_SECONDS", "12"))
SEED = int(os.environ.get("DESCENT_HAMMER_SEED", "1"))
MILLISECONDS = 60_000
PACES = (Pace.steady(8), Pace.steady(120), Pace.steady(2000), Pace.flat_out())
KEYS = (
    Qt.Key.Key_Space,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Tab,
)


class Hammer:
    """A person who presses everything at random.

    Args:
        qtbot: Closes the windows at the end.
        folder: Where the windows remember.
        seed: Of what is pressed.
    """

    def __init__(self, qtbot: QtBot, appearance: Appearance, folder: Path, seed: int) -> None:
        self.random = Random(seed)
        self.done: list[str] = []
        self._qtbot = qtbot
        self._appearance = appearance
        self._folder = folder
        self.window = self._open()
        self._actions: tuple[tuple[int, Callable[[], None]], ...] = (
            (8, self.play_or_pause),
            (4, self.step),
            (4, self.seek),
            (2, self.reset),
            (2, self.change_live),
            (2, self.change_run),
            (1, self.preset),
            (3, self.undo_or_redo),
            (2, self.branch),
            (2, self.pace),
            (2, self.tab),
            (2, self.view),
            (2, self.list_of_runs),
            (1, self.edit_points),
            (1, self.theme),
            (1, self.present),
            (2, self.key),
            (1, self.close),
            (6, self.wait),
        )

    def _open(self) -> MainWindow:
        store = QSettings(str(self._folder / "descent.ini"), QSettings.Format.IniFormat)
        window = MainWindow(self._appearance, store)
        self._qtbot.addWidget(window)
        window.restore("linear")
        window.show()
        return window

    def strike(self) -> None:
        """One action, noted by its name."""
        weights = [weight for weight, _ in self._actions]
        (_, action), *_ = self.random.choices(self._actions, weights)
        self.done.append(action.__name__)
        action()

    @property
    def linear(self) -> LinearTab:
        tab: Any = self.window._made["linear"]
        assert isinstance(tab, LinearTab)
        return tab

    @property
    def workbench(self) -> Workbench:
        return self.linear.desk.workbench

    def play_or_pause(self) -> None:
        self.linear._transport.bar.play.click()

    def step(self) -> None:
        for _ in range(self.random.randint(1, 4)):
            self.random.choice((self.workbench.step_forward, self.workbench.step_back))()

    def seek(self) -> None:
        for _ in range(self.random.randint(1, 5)):
            self.workbench.seek(self.random.randint(-5, self.workbench.record.head + 50))

    def reset(self) -> None:
        self.workbench.reset()

    def _wish(self, **changes: Any) -> None:
        settings = self.workbench.settings
        if isinstance(settings, LinearSettings):
            self.linear._settings.wished.emit(settings.changed(**changes), "+".join(changes))

    def change_live(self) -> None:
        for _ in range(self.random.randint(1, 5)):
            self._wish(learning_rate=round(10 ** self.random.uniform(-3, 2), 4))
        if self.random.random() < 0.3:
            self._wish(iterations=self.random.choice((5, 50, 200, 5000)))

    def change_run(self) -> None:
        changes: tuple[dict[str, Any], ...] = (
            {"batch_size": self.random.randint(1, 200)},
            {"seed": self.random.randint(0, 99)},
            {"dataset": self.random.choice(("ring", "moons", "circles", "xor"))},
            {"features": tuple(self.random.sample(("x0", "x1", "x0^2", "x1^2", "1"), 2))},
            {
                "optimizers": tuple(self.random.choices(("sgd", "adam", "rmsprop"), k=2)),
                "learning_rates": {},
                "batch_sizes": {},
            },
        )
        self._wish(**self.random.choice(changes))

    def preset(self) -> None:
        self.linear._settings.preset_wished.emit(self.random.choice(tuple(PRESETS)))

    def undo_or_redo(self) -> None:
        stack = self.workbench.shelf.undo_stack
        for _ in range(self.random.randint(1, 3)):
            self.random.choice((stack.undo, stack.redo))()

    def branch(self) -> None:
        self.workbench.branch_here()

    def pace(self) -> None:
        self.linear._transport.bar.speed_chosen.emit(self.random.choice(PACES))

    def tab(self) -> None:
        self.window.show_tab(self.random.choice(TABS).name)
        QApplication.processEvents()
        self.window.show_tab("linear")

    def view(self) -> None:
        switch = self.linear._pictures.switch
        buttons = [button for button in switch._buttons.values() if button.isEnabled()]
        self.random.choice(buttons).click()

    def list_of_runs(self) -> None:
        runs, records = self.linear._time.runs, self.workbench.shelf.records
        key = str(self.random.choice(records).key)
        wishes: tuple[Callable[[], None], ...] = (
            lambda: runs.opened.emit(key),
            lambda: runs.deleted.emit(key),
            lambda: runs.ticked.emit(key, self.random.random() < 0.7),
            lambda: runs.shown_toggled.emit(key, self.random.random() < 0.7),
        )
        self.random.choice(wishes)()

    def edit_points(self) -> None:
        pictures = self.linear._pictures
        pictures.point_added.emit(self.random.uniform(-2, 2), self.random.uniform(-2, 2))
        pictures.point_toggled.emit(0)

    def theme(self) -> None:
        self._appearance.set_mode(self.random.choice(("light", "dark", "system")))

    def present(self) -> None:
        self.window.present(not self._appearance.presenting)

    def key(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and focused.window() is self.window:
            QTest.keyClick(focused, self.random.choice(KEYS))

    def close(self) -> None:
        """Closes the window, whatever it is doing, and opens another."""
        if self.random.random() < 0.25:
            self.window.close()
            self.window = self._open()

    def wait(self) -> None:
        self._qtbot.wait(self.random.randint(1, 60))


@pytest.fixture
def appearance(qapp: QApplication) -> Appearance:
    made = Appearance()
    made.apply(qapp)
    return made


def test_a_window_that_is_hammered_stays_usable_and_leaves_nothing(
    qtbot: QtBot, appearance: Appearance, tmp_path: Path
) -> None:
    before = set(psutil.Process().children(recursive=True))
    hammer = Hammer(qtbot, appearance, tmp_path, SEED)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        hammer.strike()
        QApplication.processEvents()
    assert_still_trains(hammer, qtbot)
    hammer.window.close()
    left = [child for child in psutil.Process().children(recursive=True) if child not in before]
    names = [" ".join(child.cmdline()) for child in left if child.is_running()]
    assert [name for name in names if "resource_tracker" not in name] == []


def assert_still_trains(hammer: Hammer, qtbot: QtBot) -> None:
    """The window, after all that, trains a preset to the numbers of an undisturbed run."""
    workbench = hammer.workbench
    workbench.pause()
    hammer.linear._settings.preset_wished.emit("Text: all three")
    wished = PRESETS["Text: all three"]
    qtbot.waitUntil(lambda: workbench.settings == wished, timeout=MILLISECONDS)
    workbench.set_pace(Pace.flat_out())
    workbench.play()
    qtbot.waitUntil(lambda: workbench.mode is Mode.FINISHED, timeout=MILLISECONDS)
    run = LinearRun(workbench.record.programme, workbench.record.points)
    assert workbench.record.history.losses(1).tolist() == run.advance(100).losses.tolist()
