"""What the mouse does over a picture, as signals in pixels of the picture.

pyqtgraph's own handling of the mouse (dragging the view, its menus) never sees an event.
"""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

SLACK = 4.0
"""Pixels that the mouse may move between press and release of a click."""
NOTCH = 120.0
"""Eighths of a degree of one notch of a wheel."""


class Pointing(QObject):
    """Watches one widget and says what the mouse does on it.

    Signals:
        moved: The mouse is at a point; no button is held.
        left: The mouse has left.
        pressed: A button went down at a point.
        dragged: The mouse is at a point; the left button is held.
        clicked: A button went down and up at the same point.
        released: The left button went up.
        double_clicked: The left button was clicked twice at a point.
        wheeled: The wheel was turned at a point by so many notches, upwards positive.

    Args:
        target: The widget.
        with_wheel: Whether the wheel is the picture's; else it scrolls what the picture is in.
    """

    moved = Signal(QPointF)
    left = Signal()
    pressed = Signal(QPointF, Qt.MouseButton)
    dragged = Signal(QPointF)
    clicked = Signal(QPointF, Qt.MouseButton)
    released = Signal()
    double_clicked = Signal(QPointF)
    wheeled = Signal(QPointF, float)

    def __init__(self, target: QWidget, *, with_wheel: bool = True) -> None:
        super().__init__(target)
        self._with_wheel = with_wheel
        self._pressed_at: QPointF | None = None
        self._no_menu = False
        target.setMouseTracking(True)
        target.installEventFilter(self)

    def withhold_menu(self) -> None:
        """Let the right button that is down now open no menu."""
        self._no_menu = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn the events of the mouse into signals and keep them from pyqtgraph."""
        kind = event.type()
        if kind == QEvent.Type.Leave:
            self.left.emit()
        elif isinstance(event, QWheelEvent) and self._with_wheel:
            self.wheeled.emit(event.position(), event.angleDelta().y() / NOTCH)
            event.accept()
            return True
        elif isinstance(event, QContextMenuEvent):
            by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
            withheld, self._no_menu = self._no_menu and by_mouse, False
            return withheld
        elif isinstance(event, QMouseEvent):
            self._mouse(kind, event)
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _mouse(self, kind: QEvent.Type, event: QMouseEvent) -> None:
        at, held = event.position(), event.buttons() & Qt.MouseButton.LeftButton
        if kind == QEvent.Type.MouseMove:
            (self.dragged if held else self.moved).emit(at)
        elif kind == QEvent.Type.MouseButtonPress:
            self._pressed_at, self._no_menu = at, False
            self.pressed.emit(at, event.button())
        elif kind == QEvent.Type.MouseButtonDblClick:
            self._pressed_at = at
            self.double_clicked.emit(at)
        elif kind == QEvent.Type.MouseButtonRelease:
            start, self._pressed_at = self._pressed_at, None
            if event.button() is Qt.MouseButton.LeftButton:
                self.released.emit()
            if start is not None and (at - start).manhattanLength() <= SLACK:
                self.clicked.emit(at, event.button())


ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""Keys that open what is pointed at."""
STRIDE = 0.02
"""How far an arrow moves a pointer, as a share of the frame."""


def stepped(
    pointer: tuple[float, float] | None, frame: tuple[float, float, float, float], arrow: Qt.Key
) -> tuple[float, float]:
    """Where a pointer is after an arrow key; without one it starts from the middle of the frame."""
    left, right, low, high = frame
    x, y = pointer or ((left + right) / 2, (low + high) / 2)
    across, up = ARROWS[arrow]
    x += across * STRIDE * (right - left)
    y += up * STRIDE * (high - low)
    return min(max(x, left), right), min(max(y, low), high)
