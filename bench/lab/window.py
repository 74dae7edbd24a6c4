"""The program's own window for measurements, and a watch on what it paints.

The window is made as `gui.app` makes it and is worked by its widgets and its workbench; nothing
in the program knows that it is being measured.
"""

import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from engine.datasets import make_points
from engine.linear.settings import LinearSettings
from engine.planar.settings import PlanarSettings
from engine.player import Pace
from gui.app import make_application
from gui.appearance import Appearance
from gui.evenness import keep_frames_even
from gui.linear.pictures import LinearPictures
from gui.main_window import MainWindow
from gui.mnist.pictures import MnistPictures
from gui.planar.pictures import PlanarPictures
from gui.widgets.loss_plot import LossPlot
from gui.workbench import Workbench

PICTURES = {"linear": LinearPictures, "planar": PlanarPictures, "mnist": MnistPictures}
RULES = ("sgd", "momentum", "rmsprop")
MOST_ITERATIONS = 5_000_000
SECONDS_TO_WAIT = 60.0
MILLISECONDS_BETWEEN_LOOKS = 4
PAINTED = QEvent.Type(QEvent.registerEventType())


class Watch(QObject):
    """Notes when a widget is painted, and when what was painted has been handed to the screen.

    An event that is posted while the window is being painted arrives once all of it has been
    painted and flushed.

    Attributes:
        began: Seconds at which each painting began.
        shown: Seconds at which it was on the screen.
        positions: What `position` said as each painting began.
        busy: Seconds that this thread had computed until each painting began.

    Args:
        widget: Whose painting is noted.
        position: Asked as each painting begins.
    """

    def __init__(self, widget: QWidget, position: Callable[[], int] = lambda: 0) -> None:
        super().__init__()
        self.began: list[float] = []
        self.shown: list[float] = []
        self.positions: list[int] = []
        self.busy: list[float] = []
        self._position = position
        self._widget = widget
        widget.installEventFilter(self)

    def stop(self) -> None:
        """Note nothing any more."""
        self._widget.removeEventFilter(self)

    def clear(self) -> None:
        """Forget what was noted."""
        for notes in (self.began, self.shown, self.positions, self.busy):
            notes.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Note a painting, and let it go on."""
        if event.type() == QEvent.Type.Paint:
            self.began.append(time.perf_counter())
            self.busy.append(time.thread_time())
            self.positions.append(self._position())
            QCoreApplication.postEvent(self, QEvent(PAINTED))
        return False

    def customEvent(self, event: QEvent) -> None:
        """Note that what was painted is on the screen."""
        if event.type() == PAINTED:
            self.shown.append(time.perf_counter())

    @property
    def intervals(self) -> list[float]:
        """Milliseconds from each painting to the next."""
        return _differences(self.began)

    @property
    def busy_intervals(self) -> list[float]:
        """Milliseconds that this thread computed from each painting to the next."""
        return _differences(self.busy)


class Program:
    """The window with the linear tab, before anybody has touched it."""

    def __init__(self, store: Path, tab: str = "linear") -> None:
        self.app = application()
        appearance = Appearance()
        appearance.apply(self.app)
        self.window = MainWindow(appearance, QSettings(str(store), QSettings.Format.IniFormat))
        self._name = tab
        self.window.restore(tab)
        self.window.show()
        keep_frames_even()
        shown: Any = self.window.tab
        self.tab = shown
        self.workbench: Workbench = shown.desk.workbench
        self.pictures: Any = child(shown, PICTURES[tab])
        wait_until(self.main_picture.isVisible)

    @property
    def main_picture(self) -> QWidget:
        """What the first surface is painted on; on the MNIST tab, the curve of losses."""
        if self._name == "mnist":
            plots = self.window.findChildren(LossPlot)
            shown: Any = next((one for one in plots if one.isVisible()), plots[0])
            curve: QWidget = shown.chart.view.viewport()
            return curve
        panel = self.pictures.panels[0] if self._name == "linear" else self.pictures.network.panel
        view: QWidget = panel.plot.chart.view.viewport()
        return view

    def watch(self) -> Watch:
        """A watch on the first surface."""
        return Watch(self.main_picture, lambda: self.workbench.position)

    def open(
        self, racers: int, iterations: int = MOST_ITERATIONS, n_hidden: int = 4, seed: int = 1
    ) -> None:
        """Open a new run at state 0, with a surface for each racer, and have the worker warm.

        Args:
            racers: One to three.
            iterations: Where it stops.
            n_hidden: Hidden units of a planar network.
            seed: Of its points.
        """
        linear = self._name == "linear"
        settings: Any = (
            LinearSettings(optimizers=RULES[:racers], iterations=iterations)
            if linear
            else PlanarSettings(iterations=iterations, n_hidden=n_hidden, data_seed=seed)
        )
        points = make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)
        self.workbench.pause()
        self.workbench.open_new(settings, points, "Measure")
        if linear:
            self.pictures.show_view("each" if racers > 1 else "common")
        self.workbench.step_forward()
        wait_until(lambda: self.workbench.record.head == 1)
        run_for(0.1)

    def play(self, pace: Pace | None = None) -> None:
        """Train, flat out unless another pace is given."""
        self.workbench.set_pace(pace or Pace.flat_out())
        self.workbench.play()

    def train(self, head: int, seconds: float = 600.0) -> None:
        """Train flat out until so many iterations are there, then pause.

        Args:
            head: How many.
            seconds: How long that may take.
        """
        self.play()
        wait_until(lambda: self.workbench.record.head >= head, seconds)
        self.workbench.pause()
        run_for(0.3)


def application() -> QApplication:
    """The one application of this process."""
    there = QApplication.instance()
    return there if isinstance(there, QApplication) else make_application()


@contextmanager
def program(tab: str = "linear") -> Iterator[Program]:
    """The program's window, closed with its processes in the end."""
    with tempfile.TemporaryDirectory() as folder:
        shown = Program(Path(folder) / "store.ini", tab)
        try:
            yield shown
        finally:
            shown.workbench.pause()
            shown.window.close()
            shown.window.deleteLater()
            run_for(0.05)


def child(widget: QWidget, kind: type[Any]) -> Any:
    """The first widget of this class within another."""
    return widget.findChildren(kind)[0]


def run_for(seconds: float) -> None:
    """Let the window live for so long, in an event loop as the program's own."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def wait_until(condition: Callable[[], bool], seconds: float = SECONDS_TO_WAIT) -> None:
    """Let the window live until something holds.

    Raises:
        TimeoutError: It did not come to hold.
    """
    until = time.perf_counter() + seconds
    loop, timer = QEventLoop(), QTimer()
    # processEvents in a loop would not wait, and take a core from what is measured
    timer.timeout.connect(lambda: loop.quit() if _is_over(condition, until) else None)
    timer.start(MILLISECONDS_BETWEEN_LOOKS)
    if not condition():
        loop.exec()
    timer.stop()
    if not condition():
        raise TimeoutError(f"The window did not get there within {seconds:g} s.")


def _is_over(condition: Callable[[], bool], until: float) -> bool:
    return condition() or time.perf_counter() > until


def _differences(stamps: list[float]) -> list[float]:
    return [1000 * (later - earlier) for earlier, later in itertools.pairwise(stamps)]
