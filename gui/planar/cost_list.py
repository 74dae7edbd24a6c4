"""The costs that the assignment prints, beside those that are published.

It lists what it is given and compares nothing.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gui.appearance import Appearance
from gui.shapes import FloatArray, IntArray
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
    9000: "0.218607*",
}
"""For the assignment's own settings, by iteration."""
STARRED = 9000
FOOTNOTE = (
    "* Nobody can reproduce its sixth digit: near iteration 7,838 the cost begins to swing, and"
    " from there round-off decides."
)
NOT_PUBLISHED = "–"
MOST_ROWS = 60


class CostList(QWidget):
    """A row for each printed cost.

    Signals:
        wanted: It has come into sight and wants to be told the costs.

    Args:
        appearance: Colours and sizes.
    """

    wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.table = NumberTable(appearance)
        self._note = Words(appearance, "", "secondary", "caption")
        self._note.setWordWrap(True)
        self._note.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, appearance.sizes.inside, 0)
        column.setSpacing(appearance.sizes.inside)
        column.addWidget(self.table)
        column.addWidget(self._note)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.setAccessibleName("Printed costs")
        self._known: tuple[int, bool] = (-1, False)

    @property
    def note(self) -> str:
        """The footnote; empty if no cost has a star."""
        return self._note.text()

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
        shown = list(zip(iterations.tolist(), costs.tolist(), strict=True))[-MOST_ROWS:]
        rows = []
        for iteration, cost in shown:
            published = (PUBLISHED.get(iteration, NOT_PUBLISHED),) if assignment else ()
            rows.append(NumberRow(f"{iteration:,}", (f"{cost:.6f}", *published)))
        self.table.show_table(columns, tuple(rows))
        starred = assignment and any(iteration == STARRED for iteration, _ in shown)
        self._note.setText(FOOTNOTE if starred else "")
        self._note.setVisible(starred)

    def showEvent(self, event: QShowEvent) -> None:
        """What came while it was hidden is shown now."""
        super().showEvent(event)
        self.wanted.emit()
