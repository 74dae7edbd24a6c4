"""The costs that the assignment prints, each 1,000 iterations: on the curve, and in the list."""

import numpy as np
from PySide6.QtCore import QObject

from engine.planar.network import PRINTED_EVERY
from engine.planar.words import swings
from engine.record import Record
from gui.planar.cost_list import CostList
from gui.shapes import FloatArray, IntArray
from gui.turn import Turn
from gui.widgets.loss_plot import LossPlot
from gui.workbench import Workbench


class PrintedCosts(QObject):
    """Follows the open run as it grows; each cost is looked up once.

    Args:
        workbench: Whose run it is.
        plot: Where they are marked.
        costs: Where they are listed, as long as it can be seen.
    """

    def __init__(self, workbench: Workbench, plot: LossPlot, costs: CostList) -> None:
        super().__init__(workbench)
        self._plot = plot
        self._list = costs
        self._record: Record | None = None
        self._costs: list[float] = []
        self._growth = Turn(workbench, self._grow)
        workbench.grown.connect(self._growth.ask)
        costs.wanted.connect(self._show_list)

    def show_record(self, record: Record | None) -> None:
        """Follows another run, of one network; or none."""
        self._record, self._costs = record, []
        self._look_up()
        self._show()

    def _grow(self) -> None:
        known = len(self._costs)
        self._look_up()
        if len(self._costs) != known:
            self._show()

    def _look_up(self) -> None:
        if self._record is not None:
            last, history = self._record.head, self._record.history
            new = range(PRINTED_EVERY * len(self._costs), last + 1, PRINTED_EVERY)
            self._costs += [float(history.losses_at(iteration)[0]) for iteration in new]

    def _show(self) -> None:
        self._plot.show_marks(*self._printed)
        self._show_list()

    def _show_list(self) -> None:
        if self._record is not None and self._list.isVisible():
            self._list.show_costs(*self._printed, swings(self._record.programme))

    @property
    def _printed(self) -> tuple[IntArray, FloatArray]:
        """Iterations and their costs."""
        return PRINTED_EVERY * np.arange(len(self._costs)), np.array(self._costs)
