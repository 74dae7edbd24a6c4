"""What draws without keys: mouse, pen tablet, finger. Their events become strokes of a sketch."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent

from gui.mnist.sketch import Sketch

LIGHTEST, HEAVIEST = 0.35, 1.4
"""Widths of a tablet's stroke at no and at full pressure, in widths of the pen."""
LEFT = Qt.MouseButton.LeftButton

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
        self._finger: int | None = None
        self.width = width
        self.erasing = False

    def mouse(self, event: QMouseEvent) -> None:
        """The left button puts the pen down; with any other the event goes on."""
        kind = event.type()
        if kind == QEvent.Type.MouseMove:
            if event.buttons() & LEFT:
                self._extend(event.position(), self.width)
        elif event.button() is not LEFT:
            event.ignore()
        elif kind == QEvent.Type.MouseButtonRelease:
            self._extend(event.position(), self.width)
            self._sketch.finish()
        else:
            self._begin(event.position(), self.width)

    def pen(self, event: QTabletEvent) -> None:
        """Pressure is width; the other end of the pen erases."""
        width = self.width * (LIGHTEST + (HEAVIEST - LIGHTEST) * event.pressure())
        kind = event.type()
        if kind == QEvent.Type.TabletPress and event.button() is LEFT:
            is_eraser = event.pointerType() is QPointingDevice.PointerType.Eraser
            self._begin(event.position(), width, erases=is_eraser)
        elif kind == QEvent.Type.TabletMove:
            self._extend(event.position(), width)
        elif kind == QEvent.Type.TabletRelease:
            self._sketch.finish()
        event.accept()  # else it comes once more as the mouse's

    def touch(self, event: QTouchEvent) -> None:
        """One finger draws; the others, and the palm, do not."""
        if event.type() == QEvent.Type.TouchCancel:
            self._finger = None
            self._sketch.cancel()
        for point in event.points():
            is_mine = point.id() == self._finger
            if point.state() is point.State.Pressed and self._finger is None:
                self._finger = point.id()
                self._begin(point.position(), self.width)
            elif point.state() is point.State.Updated and is_mine:
                self._extend(point.position(), self.width)
            elif point.state() is point.State.Released and is_mine:
                self._finger = None
                self._sketch.finish()
        event.accept()

    def _begin(self, at: QPointF, width: float, erases: bool = False) -> None:
        self._sketch.begin(*self._on_sheet(at), width, erases or self.erasing)

    def _extend(self, at: QPointF, width: float) -> None:
        self._sketch.extend(*self._on_sheet(at), width)
