"""Memory of the window's process: after a million iterations of three racers, and frame by frame.

Run: `make bench` or `PYTHONPATH=. python bench/memory.py`. To reach: below 450 MB, and flat.
"""

import argparse

import psutil

from bench.lab.display import a_display
from bench.lab.table import print_table

MEGABYTE = 1024 * 1024


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
            *many_frames(options.frames // share),
        ]
    print_table("Memory, MB", ("what", "MB"), rows)


def resident() -> float:
    """Memory of this process, MB."""
    return float(psutil.Process().memory_info().rss) / MEGABYTE


def long_run(iterations: int) -> list[tuple[str, float]]:
    """Three racers, a surface each, flat out."""
    from bench.lab.window import program

    with program() as shown:
        rows = [("the window, before anything", resident())]
        shown.open(3, iterations)
        shown.train(iterations, 1200)
        rows.append((f"after {iterations:,} iterations of three racers", resident()))
        rows.append(("of that, the history", shown.workbench.record.history.nbytes / MEGABYTE))
    return rows


def many_frames(frames: int) -> list[tuple[str, float]]:
    """The timeline dragged to and fro over a short run: a frame a position."""
    from bench.lab.window import program, wait_until

    rows = []
    with program() as shown:
        shown.open(1, 500)
        shown.train(500)
        watch = shown.watch()
        for frame in range(frames):
            watch.clear()
            shown.workbench.seek(frame % 499)
            wait_until(lambda: bool(watch.began))
            if frame in (frames // 4, frames // 2, frames - 1):
                rows.append((f"after {frame + 1:,} frames", resident()))
        watch.stop()
    return rows


if __name__ == "__main__":
    main()
