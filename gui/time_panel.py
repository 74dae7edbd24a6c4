"""The run in time: loss plot, timeline under it with the same edges, list of runs beside them.

What the list says and does is in `gui/listed_runs.py`.
"""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.run_record import RunRecord
from engine.words import difference_words
from gui.appearance import Appearance
from gui.listed_runs import ListedRuns, Style
from gui.picture import add_picture_menu
from gui.shapes import Curve, Event, IntArray, Losses
from gui.side_pages import Page, SidePages
from gui.steps import ITERATIONS, StepWords
from gui.time_lines import NO_DOTS, LossLines, edges_of
from gui.turn import Turn
from gui.widgets.loss_plot import LossPlot
from gui.widgets.timeline import Timeline
from gui.words import Words
from gui.workbench import Workbench

COLUMNS = 700
"""Columns of a loss curve; each keeps its smallest and its largest loss."""
RUN_LIST_SHARE, RUN_LIST_WIDTHS = 0.4, (224, 360)
"""Of the width, what the list of runs gets where it stands alone; from and to so many pixels."""
MOST_FAINT = 6
"""Earlier runs whose curves are drawn, at most: the latest ones."""

LONGEST_LABEL = 22
"""Letters of a name at the end of a curve."""
NOTHING_YET = "The {} will be drawn here, iteration by iteration."


class TimePanel(QWidget):
    """Connects a workbench with the widgets that show time.

    Signals:
        compared: The record to stand beside the open one, or None.
        troubled: (sentence) when a picture cannot be saved.

    Args:
        appearance: Colours and sizes.
        workbench: Whose run it is.
        style: Colour and dash of a racer of a record.
        name_of: What a record is called in the list.
        describe: Gives the line of settings under a saved picture.
        pages: What else can stand beside the curve, before the runs.
        logarithmic_time: Whether the ruler's iterations grow geometrically.
        lines: How losses become lines.
        nothing_yet: The caption of a run that has not been trained, with a gap for the quantity.
        steps: What is counted along the ruler.
        leading: Whether the curve is the main picture, painted on the beat.
        quantity: What the course calls the loss.
    """

    compared = Signal(object)
    troubled = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        workbench: Workbench,
        style: Style,
        name_of: Callable[[RunRecord], str],
        describe: Callable[[], str],
        pages: tuple[Page, ...] = (),
        logarithmic_time: bool = False,
        lines: LossLines | None = None,
        nothing_yet: str = NOTHING_YET,
        steps: StepWords = ITERATIONS,
        leading: bool = False,
        quantity: str = "loss",
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._workbench = workbench
        self._style = style
        self._name_of = name_of
        self._course = Turn(workbench, self._show_course)
        self._has_grown = False
        self._leading = leading
        self._faint: dict[int, tuple[tuple[int, str], Curve]] = {}
        self._pages = pages
        self._lines = lines or LossLines()
        self._nothing_yet = nothing_yet.format(quantity)
        self.logarithmic_time = logarithmic_time
        self.plot = LossPlot(appearance, quantity=quantity, steps=steps)
        self.timeline = Timeline(appearance, steps=steps)
        self._listed = ListedRuns(
            appearance, workbench, style, name_of, self._lines, quantity, self
        )
        self.runs = self._listed.list
        self._branch = QPushButton("Branch Here")
        self._branch.setToolTip("A new run from the state shown, to change one thing (Ctrl+B)")
        self._log = QCheckBox(f"Log {quantity}")
        self._log.setToolTip(f"The {quantity} on a logarithmic axis")
        add_picture_menu(self.plot, self.plot.picture, describe, self.troubled.emit, quantity)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._side = side = self._make_side()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._appearance.sizes.gap)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.plot, 0, 0)
        grid.addWidget(self.timeline, 1, 0)
        grid.addWidget(side, 0, 1, 2, 1)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2 if self._pages else 0)

    def _make_side(self) -> QWidget:
        """The runs, alone or as one of several pages."""
        runs = QWidget()
        self.runs.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        foot = QHBoxLayout()
        foot.addWidget(self._log, 1)
        foot.addWidget(self._branch)
        column = QVBoxLayout(runs)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.runs, 1)
        column.addLayout(foot)
        if self._pages:
            page = Page("runs", "Runs", "All runs of this tab, to open, compare and delete", runs)
            self.pages = SidePages(self._appearance, (*self._pages, page))
            return self.pages
        side = QWidget()
        side.setFixedWidth(RUN_LIST_WIDTHS[0])
        around = QVBoxLayout(side)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Words(self._appearance, "Runs", "title"))
        around.addWidget(runs, 1)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of runs has its share of the width."""
        super().resizeEvent(event)
        if not self._pages:
            least, most = RUN_LIST_WIDTHS
            self._side.setFixedWidth(int(min(max(RUN_LIST_SHARE * self.width(), least), most)))

    def _connect(self) -> None:
        workbench = self._workbench
        self.plot.edges_changed.connect(self.timeline.show_edges)
        self.plot.set_look_up(self._exact_losses)
        for source in (self.plot, self.timeline):
            source.grabbed.connect(workbench.pause)
            source.sought.connect(workbench.seek)
        workbench.opened.connect(self._open)
        workbench.grown.connect(self._grow)
        workbench.moved.connect(self._move)
        workbench.settings_changed.connect(self._show_range)
        self._branch.clicked.connect(workbench.branch_here)
        self._log.toggled.connect(self.plot.set_log)
        self.plot.log_changed.connect(self._log.setChecked)
        self._listed.compared.connect(self.compared)
        self._listed.hidden_changed.connect(self._show_curves)
        self._appearance.changed.connect(self._dress)
        on_the_beat = (self.timeline, self.plot) if self._leading else (self.timeline,)
        workbench.rhythm.hold(lambda: on_the_beat)

    # From the workbench ----------------------------------------------------------------------

    def _open(self, record: RunRecord) -> None:
        self._listed.open(record)
        self.timeline.show_branch(record.origin.iteration if record.origin else None)
        self._show_range()
        self._grow()
        self._listed.show()

    def _show_range(self, _settings: object = None) -> None:
        last = max(self._workbench.target, self._workbench.record.head)
        self.plot.show_range(0, last, self.logarithmic_time)
        self.timeline.show_range(0, last, self.logarithmic_time)
        self._show_curves()

    def _grow(self) -> None:
        self.timeline.show_head(self._workbench.record.head)
        self._has_grown = True
        self._show_in_turn()

    def _show_in_turn(self) -> None:
        if self._leading:
            self._show_course()
        else:
            self._course.ask()

    def _show_course(self) -> None:
        if self._has_grown:
            self._has_grown = False
            self._show_growth()
        self._show_cursor()

    def _show_growth(self) -> None:
        record = self._workbench.record
        self._listed.show_losses_soon()
        events = tuple(
            Event(one.iteration, _event_words(record, one.iteration)) for one in record.events
        )
        self.plot.show_events(events)
        self.timeline.show_events(events)
        self._show_curves()

    def _move(self, position: int) -> None:
        self.timeline.show_position(position)
        self._show_in_turn()

    def _show_cursor(self) -> None:
        position = self._workbench.position
        self.plot.show_cursor(position, self._exact_losses(position))

    def _exact_losses(self, position: int) -> Losses:
        if self._workbench.shelf.current is None:
            return {}  # the mouse may be there before the first run
        return self._lines.at(self._workbench.record, position)

    # Curves ----------------------------------------------------------------------------------

    def _edges(self, last: int) -> IntArray:
        return edges_of(last, COLUMNS, logarithmic=self.logarithmic_time)

    def _show_curves(self) -> None:
        record = self._workbench.record
        last = max(self._workbench.target, record.head)
        edges = self._edges(last)
        others = [
            one
            for one in self._workbench.shelf.records
            if one is not record
            and one.head > 0
            and not self._listed.hides(one)
            and one.assignment == record.assignment
        ]
        curves = [self._faint_curve(one) for one in others[-MOST_FAINT:]]
        shown = not self._listed.hides(record)
        if shown:
            several = record.n_racers > 1
            for racer in range(record.n_racers):
                colour, dash = self._style(record, racer)
                iterations, losses = self._lines.curve(record, edges, racer)
                label = record.settings.labels[racer] if several else ""
                curves.append(
                    Curve(str(racer), colour, iterations.astype(np.int64), losses, dash, label)
                )
        self.plot.show_dots(*(self._lines.dots(record) if shown else (NO_DOTS, NO_DOTS)))
        self.plot.show_curves(curves)
        self.plot.show_caption("" if record.head or others else self._nothing_yet)

    def _faint_curve(self, record: RunRecord) -> Curve:
        """The curve of an earlier run's first racer; computed once for each length and name."""
        known, now = self._faint.get(record.key), (record.head, _shortened(self._name_of(record)))
        if known is None or known[0] != now:
            iterations, losses = self._lines.curve(record, self._edges(record.head), 0)
            curve = Curve(
                f"run {record.key}",
                self._appearance.theme.secondary,
                iterations.astype(np.int64),
                losses,
                (),
                now[1],
                faint=True,
            )
            self._faint[record.key] = known = (now, curve)
        return known[1]

    def _dress(self) -> None:
        if not self._pages:  # else there is a picture, to be presented
            self._side.setVisible(not self._appearance.presenting)
        self._faint.clear()
        if self._workbench.shelf.current is not None:  # while data is read there is no run yet
            self._show_curves()


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_LABEL else name[: LONGEST_LABEL - 1] + "…"


def _event_words(record: RunRecord, iteration: int) -> str:
    before = record.programme.at(iteration - 1)
    return difference_words(record.programme.at(iteration), before) or "branched here"
