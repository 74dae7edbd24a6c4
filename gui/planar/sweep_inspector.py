"""A table of several networks at the state shown, and the story of those that go badly."""

import math

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.appearance import Appearance
from gui.planar.network_page import percent
from gui.planar.sweep_page import NetworkRow
from gui.widgets.number_table import NumberRow, NumberTable
from gui.words import Words


class SweepInspector(QWidget):
    """A row for each network, then a sentence for each whose course has a name.

    Args:
        appearance: Colours and sizes.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._table = NumberTable(appearance)
        self._table.reserve("0.0000", "100.0 %", "100.0 %")
        hint = Words(appearance, "A click on a network opens it as a run of its own.", "secondary")
        hint.setWordWrap(True)
        self._stories = Words(appearance, "", "secondary")
        self._stories.setWordWrap(True)
        column = QVBoxLayout(self)
        around = appearance.sizes.around
        column.setContentsMargins(around, around, around, around)
        column.setSpacing(appearance.sizes.gap)
        column.addWidget(Words(appearance, "Networks", "title"))
        column.addWidget(self._table)
        column.addWidget(hint)
        column.addSpacing(appearance.sizes.gap)
        column.addWidget(self._stories)
        column.addStretch(1)

    @property
    def stories(self) -> str:
        """What is said of the networks that go badly."""
        return self._stories.text()

    def show_rows(self, rows: tuple[NetworkRow, ...]) -> None:
        """Shows what came of each network."""
        self._stories.setText("\n\n".join(row.story for row in rows if row.story))
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
