"""What draws without keys: mouse, pen tablet, finger. Their events become strokes of a sketch.

One of them draws at a time. Who writes with a pen rests a palm beside it, which is a finger too.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent

from gui.mnist.sketch import Sketch

LIGHTEST, HEAVIEST = 0.35, 1.4
"""Widths of a tablet's stroke at no and at full pressure, in widths of the pen."""
LEFT = Qt.MouseButton.LeftButton
MOUSE, PEN = -1, -2
"""Hands beside the fingers, which have numbers of their own from 0 on."""

OnSheet = Callable[[QPointF], tuple[float, float]]


class Pointers:
    """Draws on a sketch.

    Attributes:
        width: Of the pen, in units of the sheet.
        erasing: Whether the pen takes ink away.

    Args:
        sketch: What is drawn on.
        on_sheet: Brings a point of the widget to units of the sheet.
        width: Of the pen to begin with.
    """

    def __init__(self, sketch: Sketch, on_sheet: OnSheet, width: float) -> None:
        self._sketch = sketch
        self._on_sheet = on_sheet
        self._hand: int | None = None
        self.width = width
        self.erasing = False

    def mouse(self, event: QMouseEvent) -> None:
        """The left button puts the pen down; with any other the event goes on."""
        kind = event.type()
        if kind == QEvent.Type.MouseMove:
            if event.buttons() & LEFT:
                self._extend(MOUSE, event.position(), self.width)
        elif event.button() is not LEFT:
            event.ignore()
        elif kind == QEvent.Type.MouseButtonRelease:
            self._extend(MOUSE, event.position(), self.width)
            self._finish(MOUSE)
        elif self._is_free:
            self._begin(MOUSE, event.position(), self.width)

    def pen(self, event: QTabletEvent) -> None:
        """Pressure is width; the other end of the pen erases."""
        width = self.width * (LIGHTEST + (HEAVIEST - LIGHTEST) * event.pressure())
        kind = event.type()
        if kind == QEvent.Type.TabletPress and event.button() is LEFT:
            is_eraser = event.pointerType() is QPointingDevice.PointerType.Eraser
            if not self._is_free:  # a palm had come down first
                self._sketch.cancel()
            self._begin(PEN, event.position(), width, erases=is_eraser)
        elif kind == QEvent.Type.TabletMove:
            self._extend(PEN, event.position(), width)
        elif kind == QEvent.Type.TabletRelease:
            self._finish(PEN)
        event.accept()  # else it comes once more as the mouse's

    def touch(self, event: QTouchEvent) -> None:
        """One finger draws; the others, and the palm, do not."""
        if event.type() == QEvent.Type.TouchCancel and self._is_finger:
            self._hand = None
            self._sketch.cancel()
        for point in event.points():
            finger, at = point.id(), point.position()
            if point.state() is point.State.Pressed and self._is_free:
                self._begin(finger, at, self.width)
            elif point.state() is point.State.Updated:
                self._extend(finger, at, self.width)
            elif point.state() is point.State.Released:
                self._finish(finger)
        event.accept()

    @property
    def _is_free(self) -> bool:
        """Whether nothing draws; a stroke may also have been ended by a key."""
        return self._hand is None or not self._sketch.is_under_way

    @property
    def _is_finger(self) -> bool:
        return self._hand is not None and self._hand >= 0

    def _begin(self, hand: int, at: QPointF, width: float, erases: bool = False) -> None:
        self._hand = hand
        self._sketch.begin(*self._on_sheet(at), width, erases or self.erasing)

    def _extend(self, hand: int, at: QPointF, width: float) -> None:
        if self._hand == hand:
            self._sketch.extend(*self._on_sheet(at), width)

    def _finish(self, hand: int) -> None:
        if self._hand == hand:
            self._hand = None
            self._sketch.finish()
