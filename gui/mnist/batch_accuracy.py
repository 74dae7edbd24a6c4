"""The accuracy of every batch, beside the loss, with the same time and the same cursor."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from gui.appearance import Appearance
from gui.mnist.batch_lines import ACCURACY, NAME, BatchLines
from gui.picture import add_picture_menu
from gui.shapes import Curve, Losses
from gui.steps import BATCHES
from gui.ticks import Range
from gui.time_lines import edges_of
from gui.time_panel import COLUMNS
from gui.turn import Turn
from gui.widgets.loss_plot import LossPlot
from gui.workbench import Workbench

NOTHING_YET = "The accuracy will be drawn here."


class BatchAccuracy(QObject):
    """Connects a workbench with a plot.

    Args:
        appearance: Colours and sizes.
        workbench: Whose run it is.
        describe: Gives the line of settings under a saved picture.
        report: Takes a sentence when a picture cannot be saved.
    """

    def __init__(
        self,
        appearance: Appearance,
        workbench: Workbench,
        describe: Callable[[], str],
        report: Callable[[str], None],
    ) -> None:
        super().__init__(workbench)
        self._appearance = appearance
        self._workbench = workbench
        self._lines = BatchLines(ACCURACY, 100.0)
        self.plot = LossPlot(
            appearance,
            quantity="accuracy of a batch, %",
            empty=Range(0.0, 100.0),
            whole=True,
            steps=BATCHES,
        )
        add_picture_menu(self.plot, self.plot.picture, describe, report, "batch accuracy")
        self.plot.grabbed.connect(workbench.pause)
        self.plot.sought.connect(workbench.seek)
        self.plot.set_look_up(self._exact)
        workbench.opened.connect(self._show)
        self._turn = Turn(workbench, self._show_course)
        self._has_grown = False
        workbench.grown.connect(self._grow)
        workbench.moved.connect(self._move)
        workbench.settings_changed.connect(self._show)
        appearance.changed.connect(self._show)

    def _show(self, _what: object = None) -> None:
        if self._workbench.shelf.current is None:
            return
        record = self._workbench.record
        last = max(self._workbench.target, record.head)
        self.plot.show_range(0, last, logarithmic_time=False)
        self.plot.show_caption("" if record.head else NOTHING_YET)
        if not self.plot.isVisible() and record.head:
            return
        edges = edges_of(last, COLUMNS, logarithmic=False)
        iterations, accuracies = self._lines.curve(record, edges, 0)
        colour = self._appearance.theme.text
        self.plot.show_dots(*self._lines.dots(record))
        self.plot.show_curves([Curve(NAME, colour, iterations.astype(int), accuracies)])

    def show_now(self) -> None:
        """Shows what came while the plot was hidden."""
        self._show()

    def _grow(self) -> None:
        self._has_grown = True
        self._turn.ask()

    def _move(self, _position: int) -> None:
        self._turn.ask()

    def _show_course(self) -> None:
        if self._has_grown:
            self._has_grown = False
            self._show()
        position = self._workbench.position
        self.plot.show_cursor(position, self._exact(position))

    def _exact(self, position: int) -> Losses:
        if self._workbench.shelf.current is None:
            return {}  # the mouse may be there before the first run
        return self._lines.at(self._workbench.record, position)
