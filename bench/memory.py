"""Memory of the window's process: after long runs, and frame by frame.

A million iterations of three racers; a network of 50 hidden units over 100,000 iterations, whose
history has to keep to its budget and stay there; 20,000 frames of one racer, and of three. Run:
`make bench` or `PYTHONPATH=. python bench/memory.py`.
"""

import argparse

import psutil

from bench.lab.display import a_display
from bench.lab.table import print_table

MEGABYTE = 1024 * 1024
MOST = "< 450"
Row = tuple[str, str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description="Memory of the window's process.")
    parser.add_argument("--iterations", type=int, default=1_000_000)
    parser.add_argument("--frames", type=int, default=20_000)
    parser.add_argument("--quick", action="store_true", help="a hundredth of both")
    options = parser.parse_args()
    share = 100 if options.quick else 1
    with a_display():
        rows = [
            *long_run(options.iterations // share),
            *wide_network(100_000 // share),
            *many_frames(options.frames // share, 1),
            *many_frames(options.frames // share, 3),
        ]
    print_table("Memory, MB", ("what", "target", "MB"), rows)


def resident() -> float:
    """Memory of this process, MB."""
    return float(psutil.Process().memory_info().rss) / MEGABYTE


def long_run(iterations: int) -> list[Row]:
    """Three racers, a surface each, flat out."""
    from bench.lab.window import program

    with program() as shown:
        rows: list[Row] = [("the window, before anything", "", resident())]
        shown.open(3, iterations)
        shown.train(iterations, 1200)
        rows.append((f"after {iterations:,} iterations of three racers", MOST, resident()))
        rows.append(("of that, the history", "", shown.workbench.record.history.nbytes / MEGABYTE))
    return rows


def wide_network(iterations: int) -> list[Row]:
    """Fifty hidden units, flat out: the history thins itself to keep to its budget."""
    from bench.lab.window import program
    from engine.history import BUDGET_BYTES

    rows: list[Row] = []
    budget = BUDGET_BYTES / MEGABYTE
    with program("planar") as shown:
        shown.open(1, iterations, n_hidden=50)
        history = shown.workbench.record.history
        for share in (0.5, 0.75, 1.0):
            head = int(share * iterations)
            shown.train(head, 1200)
            rows.append((f"n_h 50, after {head:,} iterations", "flat", resident()))
        rows.append(("of that, the history", f"≤ {budget:.0f}", history.nbytes / MEGABYTE))
    return rows


def many_frames(frames: int, racers: int) -> list[Row]:
    """The timeline dragged to and fro over a short run: a frame a position.

    Args:
        frames: How many; the memory is told at each quarter of them.
        racers: With a surface each.
    """
    from bench.lab.window import program, wait_until

    rows: list[Row] = []
    with program() as shown:
        shown.open(racers, 500)
        shown.train(500)
        name = "one racer" if racers == 1 else f"{racers} racers"
        rows.append((f"{name}, before the first frame", "", resident()))
        watch = shown.watch()
        for frame in range(frames):
            watch.clear()
            shown.workbench.seek(frame % 499)
            wait_until(lambda: bool(watch.began))
            if (frame + 1) % max(frames // 4, 1) == 0:
                rows.append((f"{name}, after {frame + 1:,} frames", "flat", resident()))
        watch.stop()
    return rows


if __name__ == "__main__":
    main()
