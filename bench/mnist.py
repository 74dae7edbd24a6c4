"""Training on MNIST in the window, every batch recorded, against plain `model.fit` without one.

Measured in one run: 13 epochs of the assignment, by `fit` (batches of 32, validation after each
epoch, TensorFlow with its defaults, in a process of its own) and in the program's window; from Play
to 97.5 % validation accuracy with the preset “Past 97.5 %”, for several seeds; the accuracy of the
assignment's preset; frame intervals while it trains, and while the process imports TensorFlow.
Run: `make bench` or `PYTHONPATH=. python bench/mnist.py [--data mnist.npz] [--quick]`. To reach:
half the time of `fit`; 97.5 % in less than `fit` needs; 0.970 to 0.975; p99 18 ms, worst 33 ms.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.lab.display import a_display
from bench.lab.table import percentile, print_table

BESIDE = Path(__file__).parent.parent.parent / "shared" / "data" / "mnist"
MNIST = Path(os.environ.get("DESCENT_MNIST", BESIDE)) / "mnist.npz"
ENOUGH = 0.975
COLUMNS = ("while it", "frames", "p50", "p99", "worst", "busy p50", "busy p99")
Row = tuple[str, int, float, float, float, float, float]
SECONDS = 600.0
FIT = """
import os, sys, time
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np, keras
held = np.load(sys.argv[1])
X, y = held["x_train"] / np.float32(255), keras.utils.to_categorical(held["y_train"], 10)
layers = [keras.Input((28, 28)), keras.layers.Flatten()]
for _ in range(3):
    layers += [keras.layers.Dense(128, activation="relu"), keras.layers.Dropout(0.5)]
model = keras.Sequential([*layers, keras.layers.Dense(10, activation="softmax")])
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
started = time.perf_counter()
held_out = (X[50_000:], y[50_000:])
model.fit(X[:50_000], y[:50_000], 32, int(sys.argv[2]), verbose=0, validation_data=held_out)
print(time.perf_counter() - started)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Training on MNIST in the window.")
    parser.add_argument("--data", type=Path, default=MNIST, help="mnist.npz")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="one epoch, one seed")
    options = parser.parse_args()
    if not options.data.is_file():
        print("MNIST is not there: name it with --data.")
        return
    epochs, n_seeds = (1, 1) if options.quick else (13, options.seeds)
    with a_display():
        by_fit = fit_seconds(options.data, epochs)
        rows, frames = in_window(options.data, epochs, n_seeds, by_fit)
    print_table(f"MNIST, {epochs} epochs", ("what", "obtained", "of fit's seconds"), rows)
    print_table("Frame interval, ms", COLUMNS, [frames])


def fit_seconds(data: Path, epochs: int) -> float:
    """How long plain `fit` takes."""
    arguments = [sys.executable, "-c", FIT, str(data), str(epochs)]
    done = subprocess.run(arguments, check=True, capture_output=True, text=True)
    return float(done.stdout)


def in_window(
    data: Path, epochs: int, n_seeds: int, by_fit: float
) -> tuple[list[tuple[str, object, object]], Row]:
    """Everything that the window is measured at."""
    from bench.lab.window import program, run_for, wait_until
    from engine.mnist.presets import PRESETS

    assignment, past = PRESETS.values()
    past = past.changed(epochs=min(past.epochs, 2 * epochs))
    rows: list[tuple[str, object, object]] = [("plain fit, seconds", by_fit, 1.0)]
    with program("mnist") as shown:
        tab: Any = shown.window.tab
        wait_until(lambda: is_ready(shown))
        tab.open_file(data)
        wait_until(lambda: record_of(shown).points.is_mnist)
        seconds: list[float] = []
        accuracies: list[float] = []
        training: list[Row] = []
        for seed in range(min(n_seeds, 3)):
            open_run(shown, assignment.changed(epochs=epochs, seed=seed))
            started = time.perf_counter()
            shown.workbench.play()
            row = frames_while(shown, "trains", lambda: has_ended(shown))
            training.append(row)
            seconds.append(time.perf_counter() - started)
            accuracies.append(record_of(shown).epochs[-1].val_accuracy)
        live = statistics.median(seconds)
        rows.append(("in the window, seconds", live, live / by_fit))
        rows.append((f"validation accuracy, {len(accuracies)} seeds", _range(accuracies), ""))
        times: list[float] = []
        ends: list[float] = []
        for seed in range(n_seeds):
            open_run(shown, past.changed(seed=seed))
            started = time.perf_counter()
            shown.workbench.play()
            wait_until(lambda: best(shown) >= ENOUGH or has_ended(shown), SECONDS)
            times.append(time.perf_counter() - started if best(shown) >= ENOUGH else float("inf"))
            wait_until(lambda: has_ended(shown), SECONDS)
            ends.append(best(shown))
        middle = statistics.median(times)
        rows.append((f"Play to 97.5 %, median of {n_seeds}, seconds", middle, middle / by_fit))
        rows.append((f"best validation accuracy of it, {n_seeds} seeds", _range(ends), ""))
        run_for(0.1)
    return rows, training[0]


def open_run(shown: Any, settings: Any) -> None:
    """Opens a run and waits until the process has made it ready."""
    from bench.lab.window import wait_until

    workbench = shown.workbench
    workbench.pause()
    workbench.open_new(settings, workbench.record.points, "Measure")
    wait_until(lambda: is_ready(shown), SECONDS)


def record_of(shown: Any) -> Any:
    """The run that is open."""
    return shown.workbench.record


def is_ready(shown: Any) -> bool:
    """Whether the process has answered with the first weights."""
    current = shown.workbench.shelf.current
    return current is not None and bool(current.kept)


def has_ended(shown: Any) -> bool:
    """Whether all chosen epochs are trained."""
    return bool(shown.workbench.record.head >= shown.workbench.target)


def best(shown: Any) -> float:
    """The best validation accuracy so far."""
    return max((one.val_accuracy for one in record_of(shown).epochs), default=0.0)


def frames_while(shown: Any, words: str, is_over: Callable[[], bool]) -> Row:
    """Frame intervals of the curve of losses until something is over.

    A painting is asked for at every beat of the window, or every 16 ms where nothing beats, so that
    a frame counts also when nothing is new. Busy is what the window's thread computed for a frame.

    Args:
        shown: The window.
        words: What goes on meanwhile.
        is_over: Asked after each event.
    """
    from PySide6.QtCore import Qt, QTimer

    from bench.lab.window import wait_until

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    rhythm = shown.workbench.rhythm
    ticking = rhythm.timer if rhythm.going else timer
    ticking.timeout.connect(shown.main_picture.update)
    timer.start(16)
    watch = shown.watch()
    wait_until(is_over, SECONDS)
    watch.stop()
    timer.stop()
    ticking.timeout.disconnect(shown.main_picture.update)
    found = watch.intervals
    return (
        words,
        len(found),
        percentile(found, 50),
        percentile(found, 99),
        max(found, default=float("nan")),
        percentile(watch.busy_intervals, 50),
        percentile(watch.busy_intervals, 99),
    )


def _range(values: list[float]) -> str:
    return f"{min(values):.4f}–{max(values):.4f}"


if __name__ == "__main__":
    main()
