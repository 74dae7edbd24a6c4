"""From the start of `main.py` to the first painting of a usable window.

A small driver does what `main.py` does and notes the time of the first painting of a surface; the
stamp it is compared with was taken before the process was started. Run: `make bench` or
`PYTHONPATH=. python bench/start.py`. To reach: 1.0 s.
"""

import argparse
import statistics
import subprocess
import sys
import time

from bench.lab.display import a_display
from bench.lab.table import print_table

DRIVER = """
import os, sys, time
import main
from PySide6.QtCore import QEvent, QObject
from gui.widgets import surface_plot

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(time.time() - float(sys.argv[1]), flush=True)
            os._exit(0)
        return False

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
    with a_display():
        took = [start() for _ in range(2 if options.quick else options.times)]
    rows = [("main.py to the first surface", min(took), statistics.median(took), max(took))]
    print_table("Seconds", ("what", "best", "median", "worst"), rows)


def start() -> float:
    """Seconds from the start of a process to its window's first surface."""
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(time.time())],
        check=False,
        capture_output=True,
        text=True,
    )
    return float(done.stdout.split()[0])


if __name__ == "__main__":
    main()
