"""What is pointed at on a chart whose values stand at whole numbers, by the mouse or the keys."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from gui.look import Look
from gui.notes import Row, draw_plate
from gui.plotting import Chart
from gui.pointing import ARROWS, ENTER

INSET = 2
"""Pixels between a plate and the edge of the chart."""


class ColumnPointer(QObject):
    """One of the columns of a chart, or none.

    Shift and arrows go from column to column, Return opens one, a click too.

    Signals:
        moved: Another column is pointed at, or none.
        opened: (column) is wanted.

    Args:
        chart: Whose mouse it follows.
        first: The number of the first column.
    """

    moved = Signal()
    opened = Signal(int)

    def __init__(self, chart: Chart, first: int) -> None:
        super().__init__(chart)
        self._chart = chart
        self._first, self._n = first, 0
        self._column: int | None = None
        chart.pointing.moved.connect(self._follow)
        chart.pointing.left.connect(self.leave)
        chart.pointing.clicked.connect(self._click)

    @property
    def column(self) -> int | None:
        """What is pointed at."""
        return self._column

    def set_columns(self, n: int) -> None:
        """There are so many columns now; one that is no more is not pointed at."""
        self._n = n
        if self._column is not None and self._column >= self._first + n:
            self.leave()

    def leave(self) -> None:
        """Point at nothing."""
        self._point(None)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for the pointer: one of its steps, or Return on a column."""
        step = ARROWS.get(Qt.Key(event.key()))
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if step is not None and shift and self._n:
            start = self._first - 1 if self._column is None else self._column
            self._point(self._within(start + sum(step)))
        elif event.key() in ENTER and self._column is not None:
            self.opened.emit(self._column)
        else:
            return False
        return True

    def draw(self, painter: QPainter, rows: Sequence[Row], look: Look) -> None:
        """Draw a line through the column that is pointed at, and a plate with what is said of it.

        Args:
            painter: On the chart's area.
            rows: What is said.
            look: Colours and sizes.
        """
        if self._column is None:
            return
        area = self._chart.area
        x = self._chart.place(float(self._column), 0.0)[0]
        painter.setPen(look.pen(look.theme.secondary))
        painter.drawLine(QLineF(x, 0.0, x, area.height()))
        inside = area.adjusted(INSET, INSET, -INSET, -INSET)
        draw_plate(painter, rows, QPointF(x, inside.center().y()), inside, look)

    def _within(self, column: int) -> int:
        return min(max(column, self._first), self._first + self._n - 1)

    def _column_at(self, at: QPointF) -> int | None:
        place = self._chart.within(at)
        if not self._chart.area.contains(place) or not self._n:
            return None
        return self._within(round(self._chart.value(place)[0]))

    def _follow(self, at: QPointF) -> None:
        self._point(self._column_at(at))

    def _point(self, column: int | None) -> None:
        if column != self._column:
            self._column = column
            self.moved.emit()

    def _click(self, at: QPointF, button: Qt.MouseButton) -> None:
        column = self._column_at(at)
        if button is Qt.MouseButton.LeftButton and column is not None:
            self.opened.emit(column)
