"""How soon the window shows what was wished: Pause, Play, and the timeline under the mouse.

Pause: from the call until nothing more comes and the last state is painted. Play: to the
first new iteration on the screen, the worker warm. Drag: every position of a walk over a long
run is painted before the next is asked for. Run: `make bench` or `PYTHONPATH=. python
bench/latency.py`. To reach: 50 ms (p99), 100 ms, 16 ms a position.
"""

import argparse
import time
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bench.lab.display import a_display
from bench.lab.table import percentile, print_table

if TYPE_CHECKING:
    from bench.lab.window import Watch

Row = tuple[str, int, float, float, float]


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
        rows.append(drag("planar", 1, iterations, 5 * times))
    print_table("Milliseconds", ("what", "times", "p50", "p99", "worst"), rows)


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
    return [_row("Play to the first iteration", plays), _row("Pause to the last frame", pauses)]


def _is_shown(watch: "Watch", head: int) -> bool:
    """Whether an iteration after the head has been painted."""
    return bool(watch.shown) and any(position > head for position in watch.positions)


def drag(tab: str, racers: int, iterations: int, positions: int) -> Row:
    """A walk over all iterations, forwards and back, each position painted."""
    from bench.lab.window import program, wait_until

    took: list[float] = []
    with program(tab) as shown:
        shown.open(racers, iterations)
        shown.train(iterations)
        watch = shown.watch()
        for position in np.random.RandomState(0).randint(0, iterations, positions).tolist():
            watch.clear()
            since = time.perf_counter()
            shown.workbench.seek(position)
            wait_until(lambda: bool(watch.shown))
            took.append(1000 * (watch.shown[-1] - since))
        watch.stop()
    return _row(f"{tab}: drag over {iterations:,}, {racers} racer(s)", took)


def _row(name: str, values: list[float]) -> Row:
    worst = max(values, default=float("nan"))
    return (name, len(values), percentile(values, 50), percentile(values, 99), worst)


if __name__ == "__main__":
    main()
