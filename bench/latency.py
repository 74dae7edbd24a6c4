"""How soon the window shows what was wished: Pause, Play, and the timeline under the mouse.

Pause: from the call until nothing more comes and the last state is painted. Play: to the
first new iteration on the screen, the worker warm. Drag: every position of a walk over a long
run is painted before the next is asked for. Last, Play while the second process fits the baseline,
which it must not wait for. "CPU" is what the window's thread computed for one of them, p50, which
hardly depends on what else runs. Run: `make bench` or `PYTHONPATH=. python bench/latency.py`.
"""

import argparse
import time
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bench.lab.display import a_display
from bench.lab.table import percentile, print_table

if TYPE_CHECKING:
    from bench.lab.window import Watch

LARGE = 50
"""Hidden units from which on more time is allowed for a position."""
Row = tuple[str, str, int, float, float, float, float]
COLUMNS = ("what", "target", "times", "p50", "p99", "worst", "CPU")


def main() -> None:
    parser = argparse.ArgumentParser(description="Pause, Play and drag.")
    parser.add_argument("--times", type=int, default=100, help="of Play and Pause")
    parser.add_argument("--iterations", type=int, default=100_000, help="that are dragged over")
    parser.add_argument("--quick", action="store_true", help="a few of each")
    options = parser.parse_args()
    times, iterations = (3, 2_000) if options.quick else (options.times, options.iterations)
    with a_display():
        rows = play_and_pause(times)
        for racers in (1, 3):
            rows.append(drag("linear", racers, iterations, 5 * times))
        for n_hidden in (4, 20, 50):
            rows.append(drag("planar", 1, iterations, 5 * times, n_hidden))
        rows.append(play_beside_the_baseline(max(1, times // 10)))
    print_table("Milliseconds", COLUMNS, rows)


def play_and_pause(times: int) -> list[Row]:
    """Three racers with a surface each, played and paused again and again."""
    from bench.lab.window import program, run_for, wait_until
    from engine.run import Mode

    plays: list[float] = []
    pauses: list[float] = []
    with program() as shown:
        shown.open(3)
        watch, workbench = shown.watch(), shown.workbench
        for _ in range(times):
            head = workbench.record.head
            watch.clear()
            since = time.perf_counter()
            shown.play()
            wait_until(partial(_is_shown, watch, head))
            plays.append(1000 * (watch.shown[-1] - since))
            run_for(0.1)
            since = time.perf_counter()
            workbench.pause()
            wait_until(lambda: workbench.mode is Mode.PAUSED)
            run_for(0.08)
            last = max((one for one in watch.shown if one >= since), default=since)
            pauses.append(1000 * (last - since))
        watch.stop()
    return [
        _row("Play to the first iteration", "≤ 100", plays),
        _row("Pause to the last frame", "≤ 50", pauses),
    ]


def _is_shown(watch: "Watch", head: int) -> bool:
    """Whether an iteration after the head has been painted."""
    return bool(watch.shown) and any(position > head for position in watch.positions)


def drag(tab: str, racers: int, iterations: int, positions: int, n_hidden: int = 4) -> Row:
    """A walk over all iterations, forwards and back, each position painted."""
    from bench.lab.window import program, wait_until

    took: list[float] = []
    computed: list[float] = []
    with program(tab) as shown:
        shown.open(racers, iterations, n_hidden)
        shown.train(iterations)
        watch = shown.watch()
        for position in np.random.RandomState(0).randint(0, iterations, positions).tolist():
            watch.clear()
            since, busy = time.perf_counter(), time.thread_time()
            shown.workbench.seek(position)
            wait_until(lambda: bool(watch.shown))
            took.append(1000 * (watch.shown[-1] - since))
            computed.append(1000 * (time.thread_time() - busy))
        watch.stop()
    what = f"{racers} racer(s)" if tab == "linear" else f"n_h {n_hidden}"
    target = "≤ 33" if n_hidden == LARGE else "≤ 16"
    return _row(f"{tab}: drag over {iterations:,}, {what}", target, took, computed)


def play_beside_the_baseline(times: int) -> Row:
    """The planar network on new points, played as soon as they are there."""
    from bench.lab.window import program, wait_until

    plays: list[float] = []
    with program("planar") as shown:
        workbench = shown.workbench
        for seed in range(1, times + 1):
            shown.open(1, seed=seed)
            watch = shown.watch()
            since = time.perf_counter()
            shown.play()
            wait_until(partial(_is_shown, watch, 1))
            plays.append(1000 * (watch.shown[-1] - since))
            watch.stop()
            workbench.pause()
    return _row("planar: Play while the baseline is fitted", "≤ 100", plays)


def _row(name: str, target: str, values: list[float], computed: Sequence[float] = ()) -> Row:
    worst = max(values, default=float("nan"))
    p50, p99 = (percentile(values, percent) for percent in (50, 99))
    return (name, target, len(values), p50, p99, worst, percentile(computed, 50))


if __name__ == "__main__":
    main()
