"""A window that is killed while it trains, and the one after it: what came back?

`kill_and_restore` starts this file as a program, once to play and once to restore. The window that
plays tells what it has, with a checksum of all losses of each run; the one that restores tells the
same of what it got back.
"""

import json
import os
import signal
import subprocess
import sys
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from engine.process import THREAD_VARIABLES

PROJECT = Path(__file__).parents[2]
MOST_SECONDS = 240.0
TABS = ("linear", "planar", "planar-sizes")
ITERATIONS = 10_000_000
MILLISECONDS_BETWEEN_LINES = 5


@dataclass(frozen=True)
class Outcome:
    """What came back of a window that was killed.

    Attributes:
        recovered: Whether it was offered and came back.
        iterations: That all its runs had when it was killed.
        seconds_lost: How old, at the kill, the state was that came back.
        same: Whether what came back is the same to the bit.
        seconds_to_restore: How long it took to train them again.
        left: Files that are still there after the second window was closed.
    """

    recovered: bool
    iterations: int
    seconds_lost: float
    same: bool
    seconds_to_restore: float
    left: int


def kill_and_restore(tab: str, seconds: float, folder: Path) -> Outcome:
    """Plays for some seconds, kills with SIGKILL, and restores.

    Args:
        tab: One of `TABS`.
        seconds: From the first iteration to the kill.
        folder: An empty one, for settings and journals.
    """
    lines, killed = _play_and_kill(tab, seconds, folder)
    told = subprocess.run(
        [sys.executable, __file__, "restore"],
        env=_environment(folder),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        timeout=MOST_SECONDS,
        check=False,
    )
    left = sum(1 for one in (folder / "state").rglob("*") if one.is_file())
    iterations = sum(run["head"] for run in lines[-1]["runs"].values()) if lines else 0
    restored = json.loads(told.stdout) if told.returncode == 0 else None
    if not restored or not restored["heads"]:
        lost = killed - lines[0]["time"] if lines else 0.0
        return Outcome(False, iterations, lost, False, float("nan"), left)
    same, when = _compare(lines, restored["heads"], restored["checks"])
    return Outcome(True, iterations, killed - when, same, restored["seconds"], left)


def _play_and_kill(tab: str, seconds: float, folder: Path) -> tuple[list[dict[str, Any]], float]:
    """What the window told until it was killed, and when that was."""
    process = subprocess.Popen(
        [sys.executable, __file__, "play", tab],
        env=_environment(folder),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    lines: list[dict[str, Any]] = []
    reader = Thread(target=_read, args=(process.stdout, lines))
    reader.start()
    until = time.monotonic() + MOST_SECONDS
    while not lines and process.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    killed = time.time()
    process.wait()
    reader.join()
    if process.stdout is not None:
        process.stdout.close()
    return lines, killed


def _read(stream: Any, lines: list[dict[str, Any]]) -> None:
    for line in stream:
        try:
            lines.append(json.loads(line))
        except ValueError:  # cut off by the kill
            return


def _environment(folder: Path) -> dict[str, str]:
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    return {
        **os.environ,
        **dict.fromkeys(THREAD_VARIABLES, "1"),
        **{name: str(folder / "config") for name in names},
        "XDG_STATE_HOME": str(folder / "state"),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHONPATH": str(PROJECT),
    }


def _compare(
    lines: list[dict[str, Any]], heads: list[int], checks: list[dict[str, int]]
) -> tuple[bool, float]:
    """Whether the runs that came back are those that were told; and how young they are.

    Args:
        lines: What the window that was killed told, one after the other.
        heads: Of the runs that came back, in order of their making.
        checks: For each of them the checksum of its losses at every tenth iteration.
    """
    when, same, compared = 0.0, True, 0
    for line in lines:
        runs = list(line["runs"].values())
        if all(
            index < len(heads) and run["head"] <= heads[index] for index, run in enumerate(runs)
        ):
            when = line["time"]
        for index, run in enumerate(runs):
            known = checks[index].get(str(run["marked"])) if index < len(checks) else None
            compared += known is not None
            same = same and (known is None or known == run["check"])
    too_young = max(heads, default=0) < MARK
    return same and (compared > 0 or too_young), when


# In the windows --------------------------------------------------------------------------------


MARK = 10
"""A checksum for so many iterations: few enough that there is one for nearly every moment."""


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


def play(tab: str) -> None:
    """Trains without end, with live changes and a branch, and tells what it has."""
    from PySide6.QtCore import QTimer

    from bench.lab.window import application
    from engine.player import Pace

    window, _ = _window()
    window.show_tab(tab.partition("-")[0])
    if tab == "planar-sizes":
        window.tab.desk.choose_preset("Assignment: hidden sizes")
    workbench = window.tab.desk.workbench
    workbench.change(workbench.settings.changed(iterations=ITERATIONS))
    workbench.set_pace(Pace.flat_out())
    workbench.play()
    checks: dict[int, Checksum] = {}
    turns = 0

    def tell() -> None:
        nonlocal turns
        turns += 1
        for record in workbench.shelf.records:
            checks.setdefault(record.key, Checksum()).follow(record)
        runs = {
            one.key: {
                "head": one.head,
                "marked": checks[one.key].marked,
                "check": checks[one.key].check,
            }
            for one in workbench.shelf.records
        }
        if workbench.record.head:
            try:
                print(json.dumps({"time": time.time(), "runs": runs}), flush=True)
            except BrokenPipeError:  # nobody measures any more
                os._exit(1)
        if turns % 100 == 50:
            rate = 0.05 + (turns % 7) / 10
            workbench.change(workbench.settings.changed(learning_rate=rate))
        if turns % 300 == 200:
            workbench.seek(workbench.record.head // 2)
            workbench.branch_here()
            workbench.change(workbench.settings.changed(iterations=ITERATIONS))
            workbench.play()

    timer = QTimer(interval=MILLISECONDS_BETWEEN_LINES)
    timer.timeout.connect(tell)
    timer.start()
    application().exec()


def restore() -> None:
    """Presses Restore, waits, and tells what came back."""
    from PySide6.QtWidgets import QPushButton

    from bench.lab.window import run_for, wait_until

    window, recovery = _window()
    run_for(0.2)
    if not recovery.offers:
        print(json.dumps({"heads": []}), flush=True)
        window.close()
        return
    since = time.perf_counter()
    buttons = [one for one in window.messages.findChildren(QPushButton) if one.text() == "Restore"]
    buttons[0].click()
    wait_until(lambda: not recovery.offers, MOST_SECONDS)
    seconds = time.perf_counter() - since
    records = window.tab.desk.workbench.shelf.records
    checks = []
    for record in records:
        check = Checksum()
        check.follow(record)
        checks.append(check.marks)
    told = {"heads": [one.head for one in records], "checks": checks, "seconds": seconds}
    print(json.dumps(told), flush=True)
    window.close()


def _window() -> tuple[Any, Any]:
    """The program's window with its journal, as `gui.app` makes them."""
    from bench.lab.window import application
    from gui.app import make_window

    return make_window(application(), None)


if __name__ == "__main__":
    if sys.argv[1] == "play":
        play(sys.argv[2])
    else:
        restore()
