"""From the start of `main.py` to the first painting of a usable window.

A small driver does what `main.py` does and notes when the first surface has been painted; the
stamp it is compared with was taken before the process was started. Python keeps what it compiled,
as it does for everybody; a first start that is not counted compiles. "CPU" is what the process
computed until then, which hardly depends on what else runs. Run: `make bench` or
`PYTHONPATH=. python bench/start.py`.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

from bench.lab.display import a_display
from bench.lab.table import print_table

TARGET = "≤ 1.0"
DRIVER = """
import os, sys, time
import main
from PySide6.QtCore import QEvent, QObject, QTimer
from gui.widgets import surface_plot

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, tell)
        return False

def tell():
    print(time.time() - float(sys.argv[1]), time.process_time(), flush=True)
    os._exit(0)

watch = Watch()
made = surface_plot.SurfacePlot.__init__

def noted(self, *arguments, **named):
    made(self, *arguments, **named)
    self.chart.view.viewport().installEventFilter(watch)

surface_plot.SurfacePlot.__init__ = noted
from gui.app import run_window
run_window(None, "linear")
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Start to first painting.")
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--quick", action="store_true", help="twice")
    options = parser.parse_args()
    times = 2 if options.quick else options.times
    with a_display(), tempfile.TemporaryDirectory() as compiled:
        start(compiled)
        took, computed = zip(*(start(compiled) for _ in range(times)), strict=True)
    middle = statistics.median(took)
    row = ("main.py to the first surface", TARGET, min(took), middle, max(took))
    columns = ("what", "target", "best", "median", "worst", "CPU")
    print_table("Seconds", columns, [(*row, statistics.median(computed))])


def start(compiled: str) -> tuple[float, float]:
    """Seconds from the start of a process to its window's first surface, and its CPU time.

    Args:
        compiled: The folder for what Python compiles.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(time.time())],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )
    wall, computed = done.stdout.split()[:2]
    return float(wall), float(computed)


if __name__ == "__main__":
    main()
