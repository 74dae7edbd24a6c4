"""A window that is killed while it trains, and the one after it: what came back?

`kill_and_restore` starts `bench/lab/victim.py` as a program, once to play and once to restore. The
window that plays tells what it has, with a checksum of all losses of each run; the one that
restores tells the same of what it got back.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from engine.errors import RunFileError
from engine.process import THREAD_VARIABLES
from engine.runfile import open_run

PROJECT = Path(__file__).parents[2]
VICTIM = PROJECT / "bench" / "lab" / "victim.py"
MOST_SECONDS = 240.0
SCENES = ("linear", "planar", "planar-sizes", "mnist", "all tabs")
"""One tab, or all: their runs are trained at once and the tab shown is changed all the time."""
MARK = 10
"""A checksum for so many iterations: few enough that there is one for nearly every moment."""
SAVED = "run.descent"
"""Saved over and over again, so that some kills hit a file that is just being written."""

Run = dict[str, Any]
"""The head, and a checksum of its losses; of one that came back, checksums at all tenths."""
Line = dict[str, Any]
"""What the window told: when, and for each tab its runs in order of their making."""
Restored = dict[str, list[Run]]
"""For each tab the runs that came back."""


@dataclass(frozen=True)
class Outcome:
    """What came back of a window that was killed.

    Attributes:
        recovered: Whether it was offered and came back.
        iterations: That all its runs had when it was killed.
        seconds_lost: Of training, between what came back of a run and what it had; of the run that
            lost most.
        same: Whether what came back is the same to the bit.
        seconds_to_restore: How long it took to train them again.
        left: Files of a journal that are still there after the second window was closed.
        damaged: Whether the run file that was being saved cannot be opened.
    """

    recovered: bool
    iterations: int
    seconds_lost: float
    same: bool
    seconds_to_restore: float
    left: int
    damaged: bool = False


def kill_and_restore(scene: str, seconds: float, folder: Path) -> Outcome:
    """Plays for some seconds, kills with SIGKILL, and restores.

    Args:
        scene: One of `SCENES`.
        seconds: From the first iteration to the kill.
        folder: An empty one, for settings and journals.
    """
    lines, killed = _play_and_kill(scene, seconds, folder)
    told = subprocess.run(
        [sys.executable, str(VICTIM), "restore"],
        env=_environment(folder),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        timeout=MOST_SECONDS,
        check=False,
    )
    left = sum(1 for one in (folder / "state").rglob("*") if one.is_file())
    damaged = _is_damaged(folder / SAVED)
    iterations = sum(run["head"] for run in _runs(lines[-1])) if lines else 0
    restored = json.loads(told.stdout) if told.returncode == 0 else None
    tabs = restored["tabs"] if restored else {}
    recovered = bool(tabs)
    same = recovered and is_same(lines, tabs)
    took = restored["seconds"] if restored and recovered else float("nan")
    lost = seconds_lost(lines, tabs, killed)
    return Outcome(recovered, iterations, lost, same, took, left, damaged)


def _is_damaged(path: Path) -> bool:
    """Whether there is a run file that cannot be opened; none at all is in order."""
    if not path.exists():
        return False
    try:
        open_run(path)
    except RunFileError:
        return True
    return False


def _play_and_kill(scene: str, seconds: float, folder: Path) -> tuple[list[Line], float]:
    """What the window told until it was killed, and when that was."""
    process = subprocess.Popen(
        [sys.executable, str(VICTIM), "play", scene, str(folder / SAVED)],
        env=_environment(folder),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    lines: list[Line] = []
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


def _read(stream: Any, lines: list[Line]) -> None:
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
        "KERAS_HOME": str(folder / "keras"),  # the digits of scikit-learn, wherever this runs
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHONPATH": str(PROJECT),
    }


def _runs(line: Line) -> list[dict[str, Any]]:
    return [run for runs in line["tabs"].values() for run in runs]


def is_same(lines: list[Line], restored: Restored) -> bool:
    """Whether the runs that came back are, to the bit, those that were told of."""
    same, compared = True, 0
    for line in lines:
        for _, told, back in _pairs(line, restored):
            known = back["checks"].get(str(told["marked"])) if back else None
            compared += known is not None
            same = same and (known is None or known == told["check"])
    heads = [run["head"] for runs in restored.values() for run in runs]
    too_young = max(heads, default=0) < MARK
    return same and (compared > 0 or too_young)


def seconds_lost(lines: list[Line], restored: Restored, killed: float) -> float:
    """How long the run that lost most had trained for what did not come back of it.

    Args:
        lines: What the window that was killed told, one after the other.
        restored: What came back.
        killed: When it was killed.
    """
    since: dict[Any, float] = {}
    until: dict[Any, tuple[int, float]] = {}
    for line in lines:
        for run, told, back in _pairs(line, restored):
            if back is None or told["head"] > back["head"]:
                since.setdefault(run, line["time"])
                if told["head"] > until.get(run, (-1, 0.0))[0]:
                    until[run] = (told["head"], line["time"])
    last = lines[-1]["time"] if lines else killed
    ends = {run: killed if when == last else when for run, (_, when) in until.items()}
    return max((ends[run] - since[run] for run in since), default=0.0)


def _pairs(line: Line, restored: Restored) -> Iterator[tuple[tuple[str, int], Run, Run | None]]:
    """Each trained run that was told of, and the one that came back, if any, in its place."""
    for tab, runs in line["tabs"].items():
        back = restored.get(tab, [])
        for index, run in enumerate(runs):
            if run["head"]:
                yield (tab, index), run, back[index] if index < len(back) else None
