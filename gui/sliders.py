"""A slider drawn from the tokens, alone and with a field for the exact value beside it."""

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from engine.settings import Declared
from gui.appearance import Appearance
from gui.fields import Check, explained, titled
from gui.number_field import Notches, NumberField


class Slider(QSlider):
    """A horizontal slider that jumps to where it is pressed and emits while it is dragged.

    Signals:
        moved: (value) by the person.
    """

    moved = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._appearance = appearance
        self._notches = Notches()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self.moved)
        appearance.changed.connect(self.updateGeometry)

    def show_value(self, value: int) -> None:
        """Show a value without emitting."""
        if self.isSliderDown():
            return
        with QSignalBlocker(self):
            self.setValue(value)

    def sizeHint(self) -> QSize:
        """A row high."""
        row = self._appearance.sizes.control
        return QSize(3 * row, row)

    def minimumSizeHint(self) -> QSize:
        """Long enough to be dragged."""
        row = self._appearance.sizes.control
        return QSize(row + row // 2, row)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Moves with focus; without, the form scrolls."""
        if not self.hasFocus():
            event.ignore()
            return
        self.setValue(self.value() + self._notches.of(event) * self.singleStep())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to the mouse and hold on to it."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(True)
        self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse while it is held."""
        if self.isSliderDown():
            self._go_to(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A thin track, filled up to the handle; a ring around the handle with focus."""
        theme, sizes = self._appearance.theme, self._appearance.sizes
        start, end = self._track()
        middle, x = self.height() / 2, self._position()
        accent = QColor(theme.accent if self.isEnabled() else theme.disabled)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        thick = sizes.track
        for right, colour in ((end, QColor(theme.line)), (x, accent)):
            painter.setBrush(colour)
            track = QRectF(start, middle - thick / 2, right - start, thick)
            painter.drawRoundedRect(track, thick / 2, thick / 2)
        painter.setBrush(accent)
        painter.setPen(QPen(QColor(theme.panel), sizes.ring))
        radius = sizes.handle / 2
        painter.drawEllipse(QPointF(x, middle), radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, sizes.ring))
            painter.drawEllipse(QPointF(x, middle), radius + 1, radius + 1)

    def _track(self) -> tuple[float, float]:
        margin = self._appearance.sizes.handle / 2 + 3
        return margin, self.width() - margin

    def _position(self) -> float:
        start, end = self._track()
        span = max(self.maximum() - self.minimum(), 1)
        return start + (end - start) * (self.value() - self.minimum()) / span

    def _go_to(self, x: float) -> None:
        start, end = self._track()
        share = (x - start) / max(end - start, 1)
        span = self.maximum() - self.minimum()
        self.setValue(self.minimum() + round(share * span))


class SliderField(QWidget):
    """A number between two limits: a slider, and a field beside it for the exact value.

    Signals:
        value_edited: (value) that can be used.
        problem_found: (sentence) why what was typed cannot be used; empty when it can.
    """

    value_edited = Signal(object)
    problem_found = Signal(str)

    def __init__(self, appearance: Appearance, declared: Declared, check: Check) -> None:
        super().__init__()
        if declared.minimum is None or declared.maximum is None or not declared.step:
            raise ValueError(f"A slider needs two limits and a step. {declared.name!r} lacks one.")
        self._start, self._step = declared.minimum, declared.step
        self.field = NumberField(appearance, declared, check)
        self.slider = Slider(appearance)
        self.slider.setRange(0, int((declared.maximum - declared.minimum) / declared.step + 1e-9))
        self.slider.setAccessibleName(titled(declared))
        self.slider.setToolTip(explained(declared))
        self.setFocusProxy(self.slider)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(appearance.sizes.gap)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.field, 0)
        self.slider.moved.connect(self._slide)
        self.field.value_edited.connect(self._type)
        self.field.problem_found.connect(self.problem_found)

    def show_value(self, value: float) -> None:
        """Show a number on both."""
        self.field.show_value(value)
        self.slider.show_value(round((value - self._start) / self._step))

    def mark(self, problem: str) -> None:
        """Mark the field as wrong and say why, or as right again."""
        self.field.mark(problem)

    def _slide(self, notch: int) -> None:
        value = float(f"{self._start + notch * self._step:.10g}")
        self.field.show_value(value)
        self.value_edited.emit(value)

    def _type(self, value: float) -> None:
        self.slider.show_value(round((value - self._start) / self._step))
        self.value_edited.emit(value)
