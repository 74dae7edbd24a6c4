"""The costs that the assignment prints, beside those that are published."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gui.shapes import FloatArray, IntArray
from gui.theme import Appearance
from gui.widgets.number_table import NumberRow, NumberTable
from gui.words import Words

PUBLISHED = {
    0: "0.693048",
    1000: "0.288083",
    2000: "0.254385",
    3000: "0.233864",
    4000: "0.226792",
    5000: "0.222644",
    6000: "0.219731",
    7000: "0.217504",
    9000: "0.218607",
}
"""For the assignment's own settings, by iteration."""
FOOTNOTE = "The last digits at 8,000 and 9,000 depend on round-off: nobody reproduces them."
MOST_ROWS = 60


class CostList(QWidget):
    """A row for each printed cost.

    Args:
        appearance: Colours and sizes.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._table = NumberTable(appearance)
        self._note = Words(appearance, "", "caption")
        self._note.setWordWrap(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table)
        column.addWidget(self._note)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self._known: tuple[int, bool] = (-1, False)

    def show_costs(self, iterations: IntArray, costs: FloatArray, assignment: bool) -> None:
        """Shows the printed costs; beside them the published ones where it is the assignment.

        Args:
            iterations: 0, 1000, 2000, …
            costs: The cost at each.
            assignment: Whether the settings are the assignment's.
        """
        known = (len(iterations), assignment)
        if known == self._known and len(iterations) > MOST_ROWS:
            return
        self._known = known
        columns = ("iteration", "cost", "published") if assignment else ("iteration", "cost")
        rows = tuple(
            NumberRow(
                f"{iteration:,}",
                (f"{cost:.6f}", *((PUBLISHED.get(int(iteration), "–"),) if assignment else ())),
                None,
            )
            for iteration, cost in list(zip(iterations, costs, strict=True))[-MOST_ROWS:]
        )
        self._table.show_table(columns, rows)
        self._note.setText(FOOTNOTE if assignment else "")
