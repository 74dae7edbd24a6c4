"""What pictures share that paint themselves instead of holding a chart."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QImage, QPainter
from PySide6.QtWidgets import QWidget

from gui.look import Look

HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
FOCUS_WIDTH = 2.0


def image_of(
    widget: QWidget, scale: float, look: Look, paint: Callable[[QPainter], None]
) -> QImage:
    """What is shown as an image on the panel's colour.

    Args:
        widget: The picture.
        scale: Pixels of the image for one of the screen.
        look: How the picture is dressed while it paints.
        paint: Paints the whole of it.
    """
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(look.colour(look.theme.panel))
    painter = QPainter(image)
    painter.setRenderHints(HINTS)
    paint(painter)
    painter.end()
    return image


def picture_of(
    widget: QWidget,
    scale: float,
    look: Look,
    wear: Callable[[Look], None],
    paint: Callable[[QPainter], None],
) -> QImage:
    """What is shown in light colours, as an image.

    Args:
        widget: The picture.
        scale: Pixels of the image for one of the screen.
        look: How the picture is dressed on the screen.
        wear: Dresses it otherwise.
        paint: Paints the whole of it.
    """
    light = look.in_light()
    wear(light)
    try:
        return image_of(widget, scale, light, paint)
    finally:
        wear(look)


class FocusRing(QObject):
    """Knows whether a widget has the keyboard other than by the mouse, and draws it.

    Args:
        widget: The picture.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.shown = False
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus."""
        if isinstance(event, QFocusEvent):
            self.shown = event.gotFocus() and (
                event.reason() is not Qt.FocusReason.MouseFocusReason
            )
            self._widget.update()
        return super().eventFilter(watched, event)

    def draw(self, painter: QPainter, look: Look, place: QRectF | None = None) -> None:
        """Draw a ring around a place, the whole widget unless told, if there is one to be seen."""
        if not self.shown:
            return
        inset = FOCUS_WIDTH / 2
        box = QRectF(self._widget.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setPen(look.pen(look.theme.accent, FOCUS_WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corner = look.sizes.corner if place else 0
        painter.drawRoundedRect(place or box, corner, corner)
