"""The sheet to draw on: mouse, pen tablet, finger or keys become strokes of a sketch."""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from gui.appearance import Appearance
from gui.drops import take_copy
from gui.look import look_of
from gui.mnist.canvas_keys import came_by_key, is_plain, is_shifted, wish_of
from gui.mnist.ink import SHEET
from gui.mnist.keyboard_pen import ARROWS, KeyboardPen
from gui.mnist.pen_cursor import draw_pen, pen_cursor
from gui.mnist.picture_in import given_by
from gui.mnist.pointers import Pointers
from gui.mnist.shading import Pixels, image_of, ink_table
from gui.mnist.sheet_words import draw_invitation, draw_words
from gui.mnist.sketch import Sketch
from gui.painted import HINTS, FocusRing

PEN = 20.0
"""Width of the pen to begin with, in units: as thick on the sheet as MNIST's own strokes."""
FINEST = 3
"""Most pixels of ink for one unit, however fine the screen."""


class Canvas(QWidget):
    """What is drawn on. It is a square, and scales with its side.

    Signals:
        wished: (wish) of a key: "undo", "redo", "paste", "copy", "clear".
        given: (Path or QImage) that was dropped.

    Attributes:
        sketch: What is on it.
    """

    wished = Signal(str)
    given = Signal(object)

    def __init__(self, appearance: Appearance, sketch: Sketch) -> None:
        super().__init__()
        self.sketch = sketch
        self._appearance = appearance
        self._look = look_of(appearance)
        self._table = ink_table(self._look)
        self._keys = KeyboardPen()
        self._pointers = Pointers(sketch, self._on_sheet, PEN)
        self._is_target = False
        self._focus = FocusRing(self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAcceptDrops(True)
        self.setAccessibleName("Canvas: draw a digit")
        self._describe()
        sketch.inked.connect(self.update)
        sketch.drawn.connect(self._describe)
        appearance.changed.connect(self._dress)
        self._dress()

    def set_pen(self, width: float, erasing: bool) -> None:
        """Take another pen, or the eraser; width in units."""
        self._pointers.width, self._pointers.erasing = width, erasing
        self._take_cursor()
        self.update()

    @property
    def pen_width(self) -> float:
        """In units of the sheet."""
        return self._pointers.width

    @property
    def erasing(self) -> bool:
        """Whether the pen takes ink away."""
        return self._pointers.erasing

    @property
    def side(self) -> float:
        """Of the sheet, in pixels."""
        return float(min(self.width(), self.height()))

    def sizeHint(self) -> QSize:
        """A pixel for each unit."""
        return QSize(round(SHEET), round(SHEET))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def picture(self, scale: float) -> QImage:
        """The drawing as dark ink on light paper, `scale` times as large as on the screen."""
        side = round(self.side * scale)
        image = QImage(side, side, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.setRenderHints(HINTS)
        self._paint_ink(painter, QRectF(image.rect()), ink_table(self._look.in_light()))
        painter.end()
        return image

    # Pointers ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button puts the pen down."""
        self._put_keys_away()
        self._pointers.mouse(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pen follows the mouse."""
        self._pointers.mouse(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The pen is lifted."""
        self._pointers.mouse(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of two is a press like any other."""
        self._pointers.mouse(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen draws as hard as it is pressed."""
        if event.type() == QEvent.Type.TabletPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._put_keys_away()
        self._pointers.pen(event)

    def _put_keys_away(self) -> None:
        self._keys = self._keys.hidden()
        self._focus.shown = False

    def _on_sheet(self, at: QPointF) -> tuple[float, float]:
        unit = self.side / SHEET
        return at.x() / unit, at.y() / unit

    # Keys -------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Touches, and keys that the menus would take otherwise."""
        if isinstance(event, QTouchEvent):
            if event.type() == QEvent.Type.TouchBegin:
                self._put_keys_away()
            self._pointers.touch(event)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if wish_of(event):
                event.accept()
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move a pen, Space puts it down and up, Escape takes its stroke back."""
        key, wish = Qt.Key(event.key()), wish_of(event)
        if wish:
            self.sketch.finish()
            self._show_pen(self._keys.put_down(False) if self._keys.is_shown else self._keys)
            self.wished.emit(wish)
        elif key in ARROWS and (is_plain(event) or is_shifted(event)):
            self._move_by_key(key, is_shifted(event))
        elif key == Qt.Key.Key_Space and is_plain(event) and self._keys.is_shown:
            self._press_by_key()
        elif key == Qt.Key.Key_Escape and self.sketch.is_under_way:
            self.sketch.cancel()
            self._show_pen(self._keys.put_down(False))
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by the keyboard finds a pen."""
        super().focusInEvent(event)
        self._focus.shown = came_by_key(event)
        if self._focus.shown:
            self._show_pen(self._keys.put_down(False))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard's pen is lifted and gone."""
        super().focusOutEvent(event)
        if self._keys.is_down:
            self.sketch.finish()
        self._show_pen(self._keys.hidden())

    def _move_by_key(self, key: Qt.Key, small: bool) -> None:
        self._show_pen(self._keys.moved(key, small))
        self.sketch.extend(self._keys.x, self._keys.y, self.pen_width)

    def _press_by_key(self) -> None:
        if self._keys.is_down:
            self.sketch.finish()
        else:
            self.sketch.begin(self._keys.x, self._keys.y, self.pen_width, self.erasing)
        self._show_pen(self._keys.put_down(not self._keys.is_down))

    def _show_pen(self, pen: KeyboardPen) -> None:
        self._keys = pen
        self._describe()
        self.update()

    def _describe(self) -> None:
        exact = self.sketch.drawing.exact
        if self._keys.is_shown:
            self.setAccessibleDescription(self._keys.words)
            return
        words = "A drawing" if self.sketch.drawing.marks else "Empty"
        about = exact.words if exact else words
        self.setAccessibleDescription(f"{about}. Arrows move a pen, Space puts it down and up.")

    # Pictures that are dropped ----------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes a picture, or a file that may be one."""
        if given_by(event.mimeData()) is not None:
            take_copy(event)
            self._show_target(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        super().dragLeaveEvent(event)
        self._show_target(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hands on what was dropped."""
        self._show_target(False)
        given = given_by(event.mimeData())
        if given is not None:
            take_copy(event)
            self.given.emit(given)

    def _show_target(self, target: bool) -> None:
        self._is_target = target
        self.update()

    # Painting ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many pixels of ink as the screen has."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ink; on an empty sheet what to do."""
        painter = QPainter(self)
        painter.setRenderHints(HINTS)
        place = QRectF(0, 0, self.side, self.side)
        self._paint_ink(painter, place, self._table)
        sketch, look = self.sketch, self._look
        exact = sketch.exact
        if self._is_target:
            draw_invitation(painter, place, look, "Drop the picture", "")
        elif not sketch.drawing.marks and not sketch.is_under_way:
            draw_invitation(painter, place, look, "Draw a digit", "or drop a picture of one")
        elif exact is not None:
            draw_words(painter, place, look, exact.words)
        if self._keys.is_shown:
            unit = self.side / SHEET
            at = QPointF(self._keys.x, self._keys.y) * unit
            draw_pen(painter, at, self.pen_width * unit, look)
        strong = self._is_target or self._focus.shown
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(look.pen(look.theme.accent, 2) if strong else look.pen(look.theme.border))
        inset = 1.0 if strong else 0.5
        painter.drawRect(place.adjusted(inset, inset, -inset, -inset))

    def _paint_ink(self, painter: QPainter, place: QRectF, table: Pixels) -> None:
        pixels = table[self.sketch.ink]
        image = image_of(pixels)
        painter.drawImage(place, image, QRectF(image.rect()))

    def _fit(self) -> None:
        pixels = self.side * self.devicePixelRatioF() / SHEET
        self.sketch.set_scale(min(max(math.ceil(pixels - 0.01), 1), FINEST))
        self._take_cursor()

    def _dress(self) -> None:
        self._look = look_of(self._appearance)
        self._table = ink_table(self._look)
        self._take_cursor()
        self.update()

    def _take_cursor(self) -> None:
        """The mouse shows how wide the pen is."""
        width = self.pen_width * self.side / SHEET
        self.setCursor(pen_cursor(width, self.devicePixelRatioF(), self._look, self.erasing))
