"""The timeline: all iterations of a run on one strip, under the loss plot and with its edges."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

from gui.appearance import Appearance
from gui.look import Look, look_of
from gui.ruler import Ruler
from gui.shapes import Event
from gui.steps import ITERATIONS, StepWords

STRIP = 28
"""Height at the desk, in logical pixels."""
TRACK = 6
HANDLE = 14
TICK = 14
NEAR = 5
"""Pixels around an event's tick in which the mouse means it."""


class Timeline(QAbstractSlider):
    """A strip with what is recorded, what happened, and a handle where we are.

    It is a slider to screen readers; its keys are the transport's.

    Signals:
        grabbed: The handle is about to be dragged.
        sought: This iteration is wanted.
        released: The handle has been let go.
    """

    grabbed = Signal()
    sought = Signal(int)
    released = Signal()

    def __init__(
        self,
        appearance: Appearance,
        parent: QWidget | None = None,
        steps: StepWords = ITERATIONS,
    ) -> None:
        super().__init__(parent)
        self._steps = steps
        self._appearance = appearance
        self._look: Look = look_of(appearance)
        self._edges: tuple[float, float] | None = None
        self._ruler = Ruler()
        self._head = 0
        self._events: tuple[Event, ...] = ()
        self._branch: int | None = None
        self._sought: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName("Timeline")
        appearance.changed.connect(self._dress)

    # -- what it shows -------------------------------------------------------------------------

    def show_edges(self, left: float, right: float) -> None:
        """Have the first and last iteration at these pixels from the strip's left edge."""
        self._edges = (left, right)
        self._fit()

    def show_range(self, first: int, last: int, logarithmic_time: bool) -> None:
        """Show the iterations from `first` to `last`, in linear or logarithmic time."""
        self._ruler = Ruler(first, max(last, first + 1), logarithmic_time)
        self.setRange(first, last)
        self._fit()

    def show_head(self, iteration: int) -> None:
        """Everything up to here is recorded."""
        if iteration != self._head:
            self._head = iteration
            self.update()

    def show_position(self, iteration: int) -> None:
        """This iteration is shown."""
        self.setValue(iteration)
        self.setAccessibleDescription(f"{self._steps.one} {iteration:,} of {self._ruler.last:,}")
        self.update()

    def show_events(self, events: Sequence[Event]) -> None:
        """Mark what happened; the mouse over a mark says what it was."""
        self._events = tuple(events)
        self.update()

    def show_branch(self, iteration: int | None) -> None:
        """The run was branched from another one here, or was not."""
        self._branch = iteration
        self.update()

    def words_at(self, place: float) -> str:
        """What the strip says at a pixel from its left edge."""
        iteration = self._ruler.iteration(place)
        near = [e for e in self._events if abs(self._ruler.place(e.iteration) - place) <= NEAR]
        words = [f"{self._steps.one} {event.iteration:,}: {event.text}" for event in near]
        if self._branch is not None and abs(self._ruler.place(self._branch) - place) <= NEAR:
            words.append(f"{self._steps.one} {self._branch:,}: branched here")
        return "\n".join(words) or f"{self._steps.one} {iteration:,}"

    # -- overrides of Qt -----------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(320, round(STRIP * self._look.enlargement))

    def minimumSizeHint(self) -> QSize:
        """Lower would not be hit."""
        return QSize(80, round(STRIP * self._look.enlargement))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle to the mouse."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.grabbed.emit()
            self._seek(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle, or say which iteration is under the mouse."""
        if self._sought is not None:
            self._seek(event.position().x())
        words = self.words_at(event.position().x())
        QToolTip.showText(event.globalPosition().toPoint(), words, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the handle go."""
        if event.button() is Qt.MouseButton.LeftButton and self._sought is not None:
            self._sought = None
            self.released.emit()
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Not a wheel's business."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The transport has the keys."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Resizing moves the ends; a tooltip asked for is the iteration."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Track, what is recorded, what happened, the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, ruler = self._look.theme, self._ruler
        self._paint_track(painter, ruler.left, ruler.right, theme.line)
        self._paint_track(painter, ruler.left, ruler.place(self._head), theme.border)
        self._paint_track(painter, ruler.left, ruler.place(self.value()), theme.accent)
        self._paint_events(painter)
        self._paint_handle(painter)

    # -- within --------------------------------------------------------------------------------

    def _dress(self) -> None:
        self._look = look_of(self._appearance)
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        margin = HANDLE * self._look.enlargement / 2 + 2
        left, right = self._edges or (margin, self.width() - margin)
        old = self._ruler
        self._ruler = Ruler(old.first, old.last, old.logarithmic, left, max(right, left + 1))
        self.update()

    def _seek(self, place: float) -> None:
        iteration = self._ruler.iteration(place)
        if iteration != self._sought:
            self._sought = iteration
            self.sought.emit(iteration)

    def _paint_track(self, painter: QPainter, left: float, right: float, colour: str) -> None:
        tall = TRACK * self._look.enlargement
        track = QRectF(left - tall / 2, (self.height() - tall) / 2, right - left + tall, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(colour))
        painter.drawRoundedRect(track, tall / 2, tall / 2)

    def _paint_events(self, painter: QPainter) -> None:
        look, middle = self._look, self.height() / 2
        tall = TICK * look.enlargement
        for event in self._events:
            place = self._ruler.place(event.iteration)
            tick = QRectF(place - 2.5, middle - tall / 2, 5, tall)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(look.theme.panel))
            painter.drawRect(tick)
            painter.setBrush(look.colour(look.theme.text))
            painter.drawRect(tick.adjusted(1.5, 0, -1.5, 0))
        if self._branch is not None:
            place, half = self._ruler.place(self._branch), 5 * look.enlargement
            steps = ((0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0))
            painter.setPen(look.pen(look.theme.text, 1.5))
            painter.setBrush(look.colour(look.theme.panel))
            painter.drawPolygon(QPolygonF([QPointF(place + x, middle + y) for x, y in steps]))

    def _paint_handle(self, painter: QPainter) -> None:
        look = self._look
        centre = QPointF(self._ruler.place(self.value()), self.height() / 2)
        radius = HANDLE * look.enlargement / 2
        if self.hasFocus():
            painter.setPen(look.pen(look.theme.accent, 2))
            painter.setBrush(look.colour(look.theme.panel))
            painter.drawEllipse(centre, radius + 4, radius + 4)
        painter.setPen(look.pen(look.theme.panel, 2))
        painter.setBrush(look.colour(look.theme.accent))
        painter.drawEllipse(centre, radius, radius)
