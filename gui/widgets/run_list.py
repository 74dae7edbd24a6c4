"""The runs that there are: one row for each, with its line, what differs, and its last loss."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.appearance import Appearance
from gui.run_row import RunRow, RunRowView
from gui.words import Words

EMPTY = "The runs stand here, so that they can be opened again and compared. Press Play."
MOST_TICKED = 2


class RunList(QScrollArea):
    """The runs, newest where the one who shows them puts it.

    Args:
        appearance: Colours and sizes.
        quantity: What the course calls the loss.

    Signals:
        opened: (key) of the run that is wanted.
        shown_toggled: (key, whether its line is to stand in the loss plot).
        deleted: (key) of the run that is to go.
        ticked: (key, whether it is to stand side by side with another).
    """

    opened = Signal(str)
    shown_toggled = Signal(str, bool)
    deleted = Signal(str)
    ticked = Signal(str, bool)

    def __init__(self, appearance: Appearance, quantity: str = "loss") -> None:
        super().__init__()
        self._rows: list[RunRowView] = []
        self._quantity = quantity
        self._appearance = appearance
        self._empty = Words(appearance, EMPTY, "secondary")
        self._empty.setWordWrap(True)
        body = QWidget()
        self._layout = QVBoxLayout(body)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._empty)
        self._layout.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for ground in (self.viewport(), body):
            ground.setAutoFillBackground(False)
        self.setAccessibleName("Runs")

    def show_rows(self, rows: tuple[RunRow, ...]) -> None:
        """Show these runs; nothing is emitted."""
        while len(self._rows) < len(rows):
            self._append()
        while len(self._rows) > len(rows):
            self._drop()
        may_tick = sum(row.ticked for row in rows) < MOST_TICKED
        for view, row in zip(self._rows, rows, strict=True):
            view.show_row(row, may_tick)
        self._empty.setVisible(not rows)
        if rows and not any(view.hasFocus() for view in self._rows):
            current = (index for index, row in enumerate(rows) if row.current)
            self._let_keys_into(next(current, 0))

    def _append(self) -> None:
        row = RunRowView(self._appearance, self._quantity)
        for mine, its in (
            (self.opened, row.opened),
            (self.shown_toggled, row.shown_toggled),
            (self.deleted, row.deleted),
            (self.ticked, row.ticked),
        ):
            its.connect(mine)
        row.stepped.connect(self._step)
        self._rows.append(row)
        self._layout.insertWidget(len(self._rows), row)

    def _drop(self) -> None:
        row = self._rows.pop()
        holder = self.focusWidget()
        if self._rows and holder is not None and (holder is row or row.isAncestorOf(holder)):
            self._rows[-1].setFocus()
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _step(self, row: RunRowView, direction: int) -> None:
        """Give the keyboard to the row above or below, and only that row lets it in."""
        there = min(max(self._rows.index(row) + direction, 0), len(self._rows) - 1)
        self._let_keys_into(there)
        if direction:
            self._rows[there].setFocus()
        self.ensureWidgetVisible(self._rows[there])

    def _let_keys_into(self, there: int) -> None:
        for index, row in enumerate(self._rows):
            row.let_keys_in(index == there)
