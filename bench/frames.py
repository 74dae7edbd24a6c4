"""How evenly the window paints while a run trains flat out.

A frame is one painting of the first surface, always with a new state; the interval is the time
from one to the next, so that a tick for which nothing came counts as one long interval. Measured
with one racer, with three racers and a surface each, and, as what is possible here, with an empty
window that is painted by a timer of 16 ms, before and after. "busy" is what the window's thread
computed for a frame. Run: `make bench` or `PYTHONPATH=. python bench/frames.py [--seconds 30]
[--profile]`. To reach: p99 ≤ 18 ms, worst ≤ 33 ms.
"""

import argparse
import cProfile
import pstats

from bench.lab.display import a_display
from bench.lab.table import percentile, print_table

MOST_LINES = 45
Row = tuple[str, int, float, float, float, int, float]
COLUMNS = ("window", "frames", "p50", "p99 (≤ 18)", "worst (≤ 33)", "over 33", "busy")


def main() -> None:
    parser = argparse.ArgumentParser(description="Frame intervals, flat out.")
    parser.add_argument("--seconds", type=float, default=30.0, help="for each window")
    parser.add_argument("--quick", action="store_true", help="one second each")
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    options = parser.parse_args()
    seconds = 1.0 if options.quick else options.seconds
    with a_display():
        rows = [empty_window(min(seconds, 10.0))]
        rows += [live_window(racers, seconds, profile=options.profile) for racers in (1, 3)]
        rows.append(live_window(1, seconds, profile=options.profile, tab="planar"))
        rows.append(empty_window(min(seconds, 10.0)))
    print_table("Frame interval, ms", COLUMNS, rows)


def empty_window(seconds: float) -> Row:
    """A window of the same size with nothing in it, painted every 16 ms."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QWidget

    from bench.lab.window import Watch, application, run_for
    from gui.main_window import FIRST_SIZE

    application()
    window = QWidget()
    window.resize(*FIRST_SIZE)
    window.show()
    run_for(0.5)
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(window.update)
    timer.start(16)
    watch = Watch(window)
    run_for(seconds)
    timer.stop()
    watch.stop()
    window.close()
    return _row("empty, a timer", watch.intervals, watch.busy_intervals)


def live_window(racers: int, seconds: float, *, profile: bool, tab: str = "linear") -> Row:
    """The program's window while it trains flat out."""
    from bench.lab.window import program, run_for

    with program(tab) as shown:
        shown.open(racers)
        shown.play()
        run_for(min(1.0, seconds))
        watch = shown.watch()
        profiler = cProfile.Profile()
        if profile:
            profiler.enable()
        run_for(seconds)
        profiler.disable()
        watch.stop()
    if profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(MOST_LINES)
    name = "1 racer" if racers == 1 else f"{racers} racers, a surface each"
    name = name if tab == "linear" else "planar, n_h 4, all pictures"
    return _row(name, watch.intervals, watch.busy_intervals)


def _row(name: str, intervals: list[float], busy: list[float]) -> Row:
    return (
        name,
        len(intervals),
        percentile(intervals, 50),
        percentile(intervals, 99),
        max(intervals, default=float("nan")),
        sum(one > 33 for one in intervals),
        percentile(busy, 50),
    )


if __name__ == "__main__":
    main()
