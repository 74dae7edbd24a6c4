"""The numbers of the state shown: cost, accuracies, parameters and gradients of each unit."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.planar.look import PlanarLook
from gui.appearance import Appearance
from gui.figures import COST_DECIMALS, loss_text
from gui.planar.network_page import percent
from gui.shapes import FloatArray
from gui.widgets.big_number import BigNumber
from gui.widgets.number_table import NumberRow, NumberTable
from gui.words import Words

MOST_UNITS = 8
"""Units with a row of their own; of more, those around the chosen one."""


class PlanarInspector(QWidget):
    """What `engine.planar.look` sees.

    Signals:
        unit_pointed: Index of the hidden unit under the mouse.

    Args:
        appearance: Colours and sizes.
    """

    unit_pointed = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._first = 0
        self._cost = BigNumber(appearance)
        self._parameters = NumberTable(appearance)
        self._gradients = NumberTable(appearance)
        self._output = NumberTable(appearance)
        self._more = Words(appearance, "", "caption")
        self._step = Words(appearance, "", "caption")
        self._step.setWordWrap(True)  # a long one would push the place wider than it is shown
        self._parameters.row_hovered.connect(self._point)
        self._gradients.row_hovered.connect(self._point)
        column = QVBoxLayout(self)
        around, gap = appearance.sizes.around, appearance.sizes.gap
        column.setContentsMargins(around, around, around, around)
        column.setSpacing(gap)
        column.addWidget(self._cost)
        for title, table in (
            ("Parameters", self._parameters),
            ("Gradients", self._gradients),
            ("Output unit", self._output),
        ):
            column.addSpacing(gap)
            column.addWidget(Words(appearance, title, "title"))
            column.addWidget(table)
        column.addWidget(self._more)
        column.addWidget(self._step)
        column.addStretch(1)

    def show_look(self, seen: PlanarLook, unit: int) -> None:
        """Shows a state.

        Args:
            seen: What can be seen there.
            unit: The hidden unit that is chosen, from 0.
        """
        n_points = seen.point_losses.size
        fresh = (
            "" if seen.held_out is None else f", {percent(seen.held_out.accuracy)} of fresh ones"
        )
        self._cost.show_number(
            loss_text(seen.cost, COST_DECIMALS),
            f"cost over all {n_points:,} points",
            repr(seen.cost),
            f"{percent(seen.accuracy)} right{fresh}",
        )
        n_hidden = seen.parameters["W1"].shape[0]
        if not self._first <= unit < self._first + MOST_UNITS:
            self._first = unit - MOST_UNITS // 2  # else rows would move under the mouse
        self._first = max(0, min(self._first, n_hidden - MOST_UNITS))
        units = range(self._first, min(self._first + MOST_UNITS, n_hidden))
        self._parameters.show_table(
            ("unit", "w₁ x₀", "w₁ x₁", "b₁", "w₂"), _rows(seen.parameters, "", units)
        )
        self._gradients.show_table(
            ("unit", "dw₁ x₀", "dw₁ x₁", "db₁", "dw₂"), _rows(seen.gradients, "d", units)
        )
        b2, db2 = float(seen.parameters["b2"][0, 0]), float(seen.gradients["db2"][0, 0])
        self._output.show_table(("", "b₂", "db₂"), (NumberRow("", (b2, db2), None),))
        hidden = n_hidden - len(units)
        self._more.setText(f"and {hidden:,} more units" if hidden else "")
        self._step.setText(
            f"The step is {seen.step_length:.3g} long, the parameters {seen.parameters_length:.3g}."
        )

    def _point(self, row: int) -> None:
        if row >= 0:
            self.unit_pointed.emit(self._first + row)


def _rows(values: Mapping[str, FloatArray], prefix: str, units: range) -> tuple[NumberRow, ...]:
    """A row for each unit: its weights, its bias, its weight to the output."""
    W1, b1, W2 = (values[f"{prefix}{name}"] for name in ("W1", "b1", "W2"))
    return tuple(
        NumberRow(
            str(unit + 1),
            (float(W1[unit, 0]), float(W1[unit, 1]), float(b1[unit, 0]), float(W2[0, unit])),
            None,
        )
        for unit in units
    )
