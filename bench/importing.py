"""How evenly the window paints in the first seconds, while its process imports TensorFlow.

The window is opened at the MNIST tab and its curve of losses is painted every 16 ms until Keras has
answered with the first weights; meanwhile the images are read and the first run is opened. Counted
are the intervals from the first painting that is on the screen, and those from 0.3 s after the
window is there. Each run is a program of its own. Measured with the small digits that come along,
with MNIST as Keras keeps it, and, as what is possible here, with an empty window beside the same
import. "foreign" is the share of the machine that other programs took.
Run: `make bench` or `PYTHONPATH=. python bench/importing.py [--times 5] [--data mnist.npz]
[--quick]`. To reach: p99 ≤ 18 ms, worst ≤ 33 ms.
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.lab.display import a_display
from bench.lab.table import percentile, print_table

BESIDE = Path(__file__).parent.parent.parent / "shared" / "data" / "mnist"
MNIST = Path(os.environ.get("DESCENT_MNIST", BESIDE)) / "mnist.npz"
KINDS = {
    "small": "the small digits",
    "mnist": "MNIST of Keras's cache",
    "empty": "an empty window, the small digits",
    "empty-mnist": "an empty window, MNIST",
}
SECONDS = 120.0
SECONDS_TO_STAND = 0.3
COLUMNS = (
    "run",
    "frames",
    "p99",
    "worst",
    "p99 later",
    "worst later",
    "images",
    "Keras",
    "foreign",
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Frame intervals while TensorFlow is imported.")
    parser.add_argument("--times", type=int, default=5, help="runs of each kind")
    parser.add_argument("--data", type=Path, default=MNIST, help="mnist.npz")
    parser.add_argument("--quick", action="store_true", help="once")
    parser.add_argument("--once", choices=KINDS, help="one run, as JSON")
    options = parser.parse_args()
    if options.once:
        print(json.dumps(measured(options.once)))
        return
    kinds = [kind for kind in KINDS if options.data.is_file() or "mnist" not in kind]
    found: dict[str, list[dict[str, float]]] = {kind: [] for kind in kinds}
    with a_display():
        for _ in range(1 if options.quick else options.times):
            for kind in kinds:
                found[kind].append(run_alone(kind, options.data))
    for kind, runs in found.items():
        rows = [(str(n), *(run[name] for name in COLUMNS[1:])) for n, run in enumerate(runs, 1)]
        middle = ("median", *(statistics.median(run[name] for run in runs) for name in COLUMNS[1:]))
        print_table(f"{KINDS[kind]}; intervals in ms, times in s", COLUMNS, [*rows, middle])


def run_alone(kind: str, data: Path) -> dict[str, float]:
    """One run in a program of its own, with folders of its own."""
    with tempfile.TemporaryDirectory() as own:
        cache = Path(own, "keras", "datasets")
        cache.mkdir(parents=True)
        if "mnist" in kind:
            (cache / "mnist.npz").symlink_to(data.resolve())
        environment = {
            **os.environ,
            "KERAS_HOME": str(cache.parent),
            "XDG_CONFIG_HOME": own,
            "XDG_STATE_HOME": own,
        }
        command = [sys.executable, __file__, "--once", kind]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def measured(kind: str) -> dict[str, float]:
    """One run: what `COLUMNS` names."""
    from PySide6.QtCore import Qt, QTimer

    from bench.lab.window import Watch, wait_until

    stage = empty_window if kind.startswith("empty") else the_window
    with stage() as (picture, moments):
        there, used = time.perf_counter(), _used()
        watch, timer = Watch(picture), QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(picture.update)
        timer.start(16)
        wait_until(lambda: "Keras" in moments(), SECONDS)
        timer.stop()
        watch.stop()
        began, first = watch.began, watch.shown[0]
        all_used, own = (after - before for after, before in zip(_used(), used, strict=True))
        times = moments()
    return {
        **_counted(began, first, ""),
        **_counted(began, there + SECONDS_TO_STAND, " later"),
        "images": times["images"] - there,
        "Keras": times["Keras"] - there,
        "foreign": max(0.0, all_used - own) / (times["Keras"] - there) / (os.cpu_count() or 1),
    }


def _counted(began: list[float], since: float, words: str) -> dict[str, float]:
    stamps = [one for one in began if one >= since]
    found = [1000 * (after - before) for before, after in itertools.pairwise(stamps)]
    counted = {f"p99{words}": percentile(found, 99), f"worst{words}": max(found)}
    return counted if words else {"frames": len(found), **counted}


@contextmanager
def the_window() -> Iterator[tuple[Any, Any]]:
    """The program's window: its curve of losses, and when what was there."""
    from bench.lab.window import program

    with program("mnist") as shown:
        moments: dict[str, float] = {}

        def noted() -> dict[str, float]:
            run: Any = shown.workbench.shelf.current
            found: dict[str, object] = {"images": run, "Keras": run is not None and run.kept}
            for name in [name for name, there in found.items() if there]:
                moments.setdefault(name, time.perf_counter())
            return moments

        yield shown.main_picture, noted


@contextmanager
def empty_window() -> Iterator[tuple[Any, Any]]:
    """A window of the same size with nothing in it, and beside it the same reading and import."""
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from bench.lab.window import application
    from engine.messages import Prepare, WarmUp
    from engine.mnist.presets import PRESETS
    from engine.mnist.sources import best_source, load
    from engine.run import Programme
    from gui.background import Background
    from gui.evenness import keep_frames_even
    from gui.main_window import FIRST_SIZE
    from gui.session import Session

    application()
    moments: dict[str, float] = {}
    window = QWidget()
    window.resize(*FIRST_SIZE)
    session, reader = Session("descent-mnist"), Background(window)

    class Listener(QObject):
        """Does with what comes what the window would."""

        def take(self, _source: object, digits: Any) -> None:
            moments["images"] = time.perf_counter()
            programme = Programme.of(next(iter(PRESETS.values())))
            session.send(Prepare(1, "mnist", programme, digits.source, None, 0))

        def hear(self, _frame: object) -> None:
            moments["Keras"] = time.perf_counter()

    listener = Listener()
    reader.came.connect(listener.take)
    session.received.connect(listener.hear)
    session.send(WarmUp("mnist"))
    source = best_source()
    reader.ask(source, lambda _unwanted: load(source))
    window.show()
    keep_frames_even()
    yield window, lambda: moments
    session.close()
    reader.close()
    window.close()


def _used() -> tuple[float, float]:
    """Seconds that all programs have computed, and of these this one, its processes, the display.

    What a machine does not tell is 0.
    """
    stat = Path("/proc/stat")
    if not stat.is_file():
        return 0.0, 0.0
    ticks = os.sysconf("SC_CLK_TCK")
    of_all = [int(one) for one in stat.read_text().splitlines()[0].split()[1:9]]
    every = sum(of_all) - of_all[3] - of_all[4]
    mine = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            name, _, rest = (process / "stat").read_text().rpartition(")")
        except OSError:  # it has ended meanwhile
            continue
        fields = rest.split()
        is_mine = int(process.name) == os.getpid() or int(fields[1]) == os.getpid()
        if is_mine or name.endswith("(Xvfb"):
            mine += int(fields[11]) + int(fields[12])
    return every / ticks, mine / ticks


if __name__ == "__main__":
    main()
