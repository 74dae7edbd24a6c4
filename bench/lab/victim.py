"""The window that is killed, and the one that restores: programs that `bench.lab.killed` starts.

The first trains without end, with live changes, branches, saving, and changes of the tab, and tells
all the time what it has. The second presses Restore and tells what came back.
"""

import itertools
import json
import os
import sys
import time
import zlib
from pathlib import Path
from typing import Any

from bench.lab.killed import MARK, MOST_SECONDS

ITERATIONS, EPOCHS = 10_000_000, 1000
MILLISECONDS_BETWEEN_LINES = 5
OTHER_RATE, BRANCH, SAVE, OTHER_TAB = (100, 50), (300, 200), (60, 30), (80, 40)
"""Every so many lines, from which one on."""
SECONDS_FOR_DIGITS = 60.0


class Checksum:
    """Of the losses of a run, up to each tenth iteration."""

    def __init__(self) -> None:
        self.marks: dict[int, int] = {}
        self.marked = -1
        self.check = 0

    def follow(self, record: Any) -> None:
        """Takes the losses that have come."""
        while record.head >= self.marked + MARK:
            losses = record.history.losses(self.marked + 1, self.marked + MARK)
            self.check = zlib.crc32(losses.tobytes(), self.check)
            self.marked += MARK
            self.marks[self.marked] = self.check


class Victim:
    """Works a window as a hurried person would.

    Args:
        window: A `MainWindow`.
        scene: One of `bench.lab.killed.SCENES`.
        saved: Where the open run is saved.
    """

    def __init__(self, window: Any, scene: str, saved: Path) -> None:
        self._window = window
        self._saved = saved
        self._turns = 0
        self._checks: dict[tuple[str, int], Checksum] = {}
        self._begun: set[str] = set()
        if scene == "all tabs":
            self._others = itertools.cycle(("mnist", "planar", "linear"))
            self._begin("linear")
        else:
            self._others = itertools.cycle((scene.partition("-")[0],))
            self._begin(next(self._others), sizes=scene.endswith("sizes"))

    def _begin(self, tab: str, *, sizes: bool = False) -> None:
        """Shows a tab; the first time, begins to train there."""
        from engine.player import Pace

        self._window.show_tab(tab)
        workbench = self._window.tab.desk.workbench
        if tab in self._begun or workbench.shelf.current is None:
            return
        self._begun.add(tab)
        if sizes:
            self._window.tab.desk.choose_preset("Assignment: hidden sizes")
        self._lengthen(workbench)
        workbench.set_pace(Pace.flat_out())
        workbench.play()

    def _lengthen(self, workbench: Any) -> None:
        length = EPOCHS if workbench.settings.length_name == "epochs" else ITERATIONS
        changed = workbench.settings.changed(**{workbench.settings.length_name: length})
        workbench.change(changed)

    def turn(self) -> None:
        """Tells what there is, and does what is due."""
        self._turns += 1
        self._tell()
        actions = (
            (OTHER_RATE, self._change_rate),
            (BRANCH, self._branch),
            (SAVE, self._save),
            (OTHER_TAB, lambda: self._begin(next(self._others))),
        )
        for (every, first), act in actions:
            if self._turns % every == first:
                act()
        if self._window.tab_name not in self._begun:
            self._begin(self._window.tab_name)  # its first run has come by now

    def _save(self) -> None:
        if self._window.tab.desk.workbench.shelf.current is not None:
            self._window.files.save_to(self._saved)

    def _change_rate(self) -> None:
        workbench = self._window.tab.desk.workbench
        if workbench.shelf.current is not None and workbench.record.assignment != "mnist":
            rate = 0.05 + (self._turns % 7) / 10
            workbench.change(workbench.settings.changed(learning_rate=rate))

    def _branch(self) -> None:
        workbench = self._window.tab.desk.workbench
        if workbench.shelf.current is None or not workbench.record.head:
            return
        workbench.seek(workbench.record.head // 2)
        workbench.branch_here()
        self._lengthen(workbench)
        workbench.play()

    def _tell(self) -> None:
        tabs = {name: self._of_tab(name, tab) for name, tab in self._window.named_tabs}
        if not any(run["head"] for runs in tabs.values() for run in runs):
            return
        try:
            print(json.dumps({"time": time.time(), "tabs": tabs}), flush=True)
        except BrokenPipeError:  # nobody measures any more
            os._exit(1)

    def _of_tab(self, name: str, tab: Any) -> list[dict[str, int]]:
        told = []
        for record in tab.desk.workbench.shelf.records:
            check = self._checks.setdefault((name, record.key), Checksum())
            check.follow(record)
            told.append({"head": record.head, "marked": check.marked, "check": check.check})
        return told


def play(scene: str, saved: Path) -> None:
    """Trains without end."""
    from PySide6.QtCore import QTimer

    from bench.lab.window import application

    window, _ = _window()
    victim = Victim(window, scene, saved)
    timer = QTimer(interval=MILLISECONDS_BETWEEN_LINES)
    timer.timeout.connect(victim.turn)
    timer.start()
    application().exec()


def restore() -> None:
    """Presses Restore, waits, and tells what came back."""
    from PySide6.QtWidgets import QPushButton

    from bench.lab.window import run_for, wait_until

    window, recovery = _window()
    run_for(0.2)
    if not recovery.offers:
        print(json.dumps({"tabs": {}}), flush=True)
        window.close()
        return
    since = time.perf_counter()
    buttons = [one for one in window.messages.findChildren(QPushButton) if one.text() == "Restore"]
    buttons[0].click()
    wait_until(lambda: not recovery.offers, MOST_SECONDS)
    wait_until(lambda: recovery.is_settled, SECONDS_FOR_DIGITS)
    seconds = time.perf_counter() - since
    tabs = {name: _came_back(tab) for name, tab in window.named_tabs}
    print(json.dumps({"tabs": tabs, "seconds": seconds}), flush=True)
    window.close()


def _came_back(tab: Any) -> list[dict[str, Any]]:
    told = []
    for record in tab.desk.workbench.shelf.records:
        check = Checksum()
        check.follow(record)
        told.append({"head": record.head, "checks": check.marks})
    return told


def _window() -> tuple[Any, Any]:
    """The program's window with its journal, as `gui.app` makes them."""
    from bench.lab.window import application
    from gui.app import make_window

    return make_window(application(), None)


if __name__ == "__main__":
    if sys.argv[1] == "play":
        play(sys.argv[2], Path(sys.argv[3]))
    else:
        restore()
