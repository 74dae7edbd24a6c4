"""A table of several networks at the state shown: cost and accuracies."""

import math

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.planar.network_page import percent
from gui.planar.sweep_page import NetworkRow
from gui.theme import Appearance
from gui.widgets.number_table import NumberRow, NumberTable
from gui.words import Words


class SweepInspector(QWidget):
    """A row for each network.

    Args:
        appearance: Colours and sizes.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._table = NumberTable(appearance)
        hint = Words(appearance, "A click on a network opens it as a run of its own.", "secondary")
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        around = appearance.sizes.around
        column.setContentsMargins(around, around, around, around)
        column.setSpacing(appearance.sizes.gap)
        column.addWidget(Words(appearance, "Networks", "title"))
        column.addWidget(self._table)
        column.addWidget(hint)
        column.addStretch(1)

    def show_rows(self, rows: tuple[NetworkRow, ...]) -> None:
        """Shows what came of each network."""
        self._table.show_table(
            ("", "cost", "train", "fresh"),
            tuple(
                NumberRow(
                    row.label,
                    (
                        f"{row.cost:.4f}" if row.cost < 100 else f"{row.cost:.3g}",
                        percent(row.train),
                        "–" if math.isnan(row.fresh) else percent(row.fresh),
                    ),
                    None,
                )
                for row in rows
            ),
        )
