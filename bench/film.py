"""How long a film takes, and how evenly the window paints meanwhile.

A film of 200 frames, 800×600, MP4, of a race of three and of the assignment's planar network: by
`main.py export` alone, and from a window that is painted sixty times a second, or trains flat out,
while its own export renders. Run:
`make bench` or `PYTHONPATH=. python bench/film.py`. To reach: 15 s, and 60 frames/s meanwhile.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.lab.display import a_display
from bench.lab.table import percentile, print_table

FRAMES, SIZE = 200, (800, 600)
RUNS = {
    "three racers": ("linear", "--optimizers", "sgd,momentum,rmsprop", "--iterations", "1000"),
    "planar network": ("planar",),
}
MAIN = Path(__file__).parent.parent / "main.py"


def main() -> None:
    parser = argparse.ArgumentParser(description="Seconds of a film; frames of the window.")
    parser.add_argument("--quick", action="store_true", help="ten frames each")
    frames = 10 if parser.parse_args().quick else FRAMES
    with tempfile.TemporaryDirectory() as folder, a_display():
        rows = [alone(name, Path(folder), frames) for name in RUNS]
        print_table("Films, alone", ("run", "frames", "seconds", "MB"), rows)
        print_table(
            "The window's frame intervals, ms",
            ("window", "film s", "frames", "p50", "p99", "worst", "over 33"),
            [
                meanwhile(Path(folder), frames, film=film, trains=trains)
                for trains in (False, True)
                for film in (False, True)
            ],
        )


def alone(name: str, folder: Path, frames: int) -> tuple[str, int, float, float]:
    """One film by the command line."""
    run, film = folder / "run.descent", folder / "film.mp4"
    _do("train", *RUNS[name], "--out", str(run))
    since = time.perf_counter()
    width, height = SIZE
    _do(
        "export", str(run), "--to", str(film),
        "--frames", str(frames), "--size", f"{width}x{height}",
    )  # fmt: skip
    return name, frames, time.perf_counter() - since, film.stat().st_size / 1e6


def meanwhile(folder: Path, frames: int, *, film: bool, trains: bool) -> tuple[object, ...]:
    """The window's frames with or without a film being rendered.

    Args:
        folder: Where the film is put.
        frames: Of the film.
        film: Whether one is rendered.
        trains: Whether a run trains flat out; otherwise a timer has the surface painted.
    """
    from PySide6.QtCore import Qt, QTimer

    from bench.lab.window import program, run_for, wait_until
    from engine.export.order import Order
    from gui.exporter import Exporter

    exporter = Exporter()
    ended: list[str] = []
    exporter.written.connect(ended.append)
    exporter.failed.connect(ended.append)
    with program() as shown:
        shown.open(1)
        shown.train(2000)
        record = shown.workbench.record
        timer = QTimer(interval=16)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(shown.main_picture.update)
        if trains:
            shown.play()
        else:
            timer.start()
        run_for(1.0)
        watch = shown.watch()
        since = time.perf_counter()
        if film:
            exporter.start(record, 0, Order(folder / "film.mp4", frames=frames, size=SIZE))
            wait_until(lambda: bool(ended), 300)
        else:
            run_for(5.0)
        seconds = time.perf_counter() - since
        watch.stop()
        timer.stop()
    intervals = watch.intervals
    return (
        ("trains" if trains else "is painted") + (" and renders" if film else ""),
        seconds if film else float("nan"),
        len(intervals),
        percentile(intervals, 50),
        percentile(intervals, 99),
        max(intervals, default=float("nan")),
        sum(one > 33 for one in intervals),
    )


def _do(*words: str) -> None:
    subprocess.run([sys.executable, str(MAIN), *words], check=True, capture_output=True)


if __name__ == "__main__":
    main()
