"""From the start of `main.py` to a usable window, and to what a network says of a drawn digit.

Small drivers do what `main.py` does, and note when the first surface has been painted, or draw a 7
as soon as the sheet has been painted and note when the bars have. The stamp they are compared with
was taken before the process was started. Python keeps what it compiled, as it does for everybody; a
first start that is not counted compiles. "CPU" is what the process computed until then, which
hardly depends on what else runs. Run: `make bench` or `PYTHONPATH=. python bench/start.py`.
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

MOST_SECONDS = 60.0
SURFACE = """
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
DIGIT = """
import os, sys, time
import main
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from gui.mnist import bars, canvas

SEVEN = ((0.3, 0.2), (0.5, 0.2), (0.7, 0.2), (0.6, 0.4), (0.5, 0.6), (0.4, 0.8))

class Watch(QObject):
    drawn = answered = False

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            if isinstance(watched, canvas.Canvas) and not self.drawn:
                self.drawn = True
                QTimer.singleShot(0, lambda: draw(watched))
            elif isinstance(watched, bars.Bars) and said(watched) is not None and not self.answered:
                self.answered = True
                QTimer.singleShot(0, lambda: tell(watched))
        return False

def draw(sheet):
    places = [QPoint(round(x * sheet.width()), round(y * sheet.height())) for x, y in SEVEN]
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(sheet, left, pos=places[0])
    for place in places:
        QTest.mouseMove(sheet, place)
    QTest.mouseRelease(sheet, left, pos=places[-1])

def said(painted):
    answer = painted.shown[0]
    return answer.probabilities if answer and watch.drawn else None

def tell(painted):
    assert said(painted).argmax() == 7
    print(time.time() - float(sys.argv[1]), time.process_time(), flush=True)
    os._exit(0)

def watched_from_now_on(kind):
    made = kind.__init__

    def noted(self, *arguments, **named):
        made(self, *arguments, **named)
        self.installEventFilter(watch)

    kind.__init__ = noted

watch = Watch()
watched_from_now_on(canvas.Canvas)
watched_from_now_on(bars.Bars)
main.main(["--tab", "mnist"])
"""
STARTS = (
    ("main.py to the first surface", "≤ 1.0", SURFACE),
    ("main.py to the answer to a drawn 7", "≤ 1.5", DIGIT),
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Start to first painting, and to an answer.")
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--quick", action="store_true", help="twice")
    options = parser.parse_args()
    times = 2 if options.quick else options.times
    with a_display():
        rows = [(what, target, *timed(driver, times)) for what, target, driver in STARTS]
    columns = ("what", "target", "best", "median", "worst", "CPU")
    print_table("Seconds", columns, rows)


def timed(driver: str, times: int) -> tuple[float, float, float, float]:
    """Best, median, and worst of several starts, and the median of their CPU time; seconds.

    Args:
        driver: The program that is started.
        times: How often; a start before them is not counted.
    """
    with tempfile.TemporaryDirectory() as compiled:
        start(driver, compiled)
        took, computed = zip(*(start(driver, compiled) for _ in range(times)), strict=True)
    return min(took), statistics.median(took), max(took), statistics.median(computed)


def start(driver: str, compiled: str) -> tuple[float, float]:
    """Seconds from the start of a process until it tells that it got there, and its CPU time.

    Args:
        driver: The program that is started.
        compiled: The folder for what Python compiles.
    """
    with tempfile.TemporaryDirectory() as own:  # no drawing and no run of another start
        environment = {
            **os.environ,
            "PYTHONPYCACHEPREFIX": compiled,
            "XDG_CONFIG_HOME": own,
            "XDG_STATE_HOME": own,
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        done = subprocess.run(
            [sys.executable, "-c", driver, str(time.time())],
            check=False,
            capture_output=True,  # a process that has just begun to start complains of the end
            text=True,
            env=environment,
            timeout=MOST_SECONDS,
        )
    wall, computed = done.stdout.split()[:2]
    return float(wall), float(computed)


if __name__ == "__main__":
    main()
