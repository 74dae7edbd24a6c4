"""The mouse on a chart over time: it hovers over an iteration, or takes the cursor along."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Qt, Signal

from gui.plotting import Chart


class Seeking(QObject):
    """Makes wishes of what the mouse does on a chart.

    Signals:
        hovered: The mouse is over this iteration.
        hover_changed: It is over another one, or over none any more.
        grabbed: The cursor is about to be dragged.
        sought: This iteration is wanted.
        released: The cursor has been let go.

    Args:
        chart: Where the mouse is.
        iteration_at: The iteration at a point of the chart's view.
        parent: Qt's owner.

    Attributes:
        hover: The iteration under the mouse, or None.
    """

    hovered = Signal(int)
    hover_changed = Signal()
    grabbed = Signal()
    sought = Signal(int)
    released = Signal()

    def __init__(
        self, chart: Chart, iteration_at: Callable[[QPointF], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.hover: int | None = None
        self._chart = chart
        self._iteration_at = iteration_at
        self._sought: int | None = None
        chart.pointing.moved.connect(self._move)
        chart.pointing.left.connect(self._leave)
        chart.pointing.pressed.connect(self._press)
        chart.pointing.dragged.connect(self._drag)
        chart.pointing.released.connect(self._release)

    def _is_inside(self, at: QPointF) -> bool:
        return self._chart.area.contains(self._chart.within(at))

    def _move(self, at: QPointF) -> None:
        if not self._is_inside(at):
            self._leave()
            return
        iteration = self._iteration_at(at)
        if iteration != self.hover:
            self.hover = iteration
            self.hovered.emit(iteration)
            self.hover_changed.emit()

    def _leave(self) -> None:
        self.hover = None
        self.hover_changed.emit()

    def _press(self, at: QPointF, button: Qt.MouseButton) -> None:
        if button is Qt.MouseButton.LeftButton and self._is_inside(at):
            self._sought = self._iteration_at(at)
            self.grabbed.emit()
            self.sought.emit(self._sought)

    def _drag(self, at: QPointF) -> None:
        iteration = self._iteration_at(at)
        if self._sought is not None and iteration != self._sought:
            self._sought = iteration
            self.sought.emit(iteration)

    def _release(self) -> None:
        if self._sought is not None:
            self._sought = None
            self.released.emit()
