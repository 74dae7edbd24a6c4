"""The 28 × 28 image that a network really sees, pixel by pixel."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from engine.mnist.network import IMAGE_SIDE
from gui.appearance import Appearance
from gui.look import look_of
from gui.mnist.answers import Image
from gui.mnist.shading import Pixels, image_of, ink_table

FULL = 255


class SeenImage(QWidget):
    """Shows an image of 28 × 28 pixels, or an empty sheet.

    Args:
        appearance: Colours and sizes.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._look = look_of(appearance)
        self._table = ink_table(self._look)
        self._image: Image | None = None
        self._pixels = np.empty((0, 0), dtype=np.uint32)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("What the network sees, 28 by 28 pixels")
        appearance.changed.connect(self._dress)
        self.show_image(None)

    @property
    def image(self) -> Image | None:
        """What is shown."""
        return self._image

    def show_image(self, image: Image | None) -> None:
        """Show an image (28, 28) from 0 to 1, or nothing."""
        self._image = image
        self._colour()

    def picture(self, scale: float) -> QImage:
        """What is shown in light colours, `scale` times as many pixels as on the screen."""
        made = QImage(self.size() * scale, QImage.Format.Format_RGB32)
        painter = QPainter(made)
        pixels = self._coloured(ink_table(self._look.in_light()))
        self._paint(painter, QRectF(made.rect()), pixels)
        painter.end()
        return made

    def sizeHint(self) -> QSize:
        """Four pixels for each, or what the projector needs."""
        side = self._appearance.sizes.seen
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The pixels, none of them blurred, and an edge."""
        painter = QPainter(self)
        place = QRectF(self.rect())
        self._paint(painter, place, self._pixels)
        painter.setPen(self._look.pen(self._look.theme.border))
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))

    def event(self, event: QEvent) -> bool:
        """Tells the ink of the pixel under the mouse."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
        return True

    def words_at(self, at: QPointF) -> str:
        """What stands at a point: "row 14, column 9: 0.63"."""
        if self._image is None:
            return "What the network sees of the drawing, 28 × 28 pixels"
        row, column = (
            min(max(int(place / side * IMAGE_SIDE), 0), IMAGE_SIDE - 1)
            for place, side in ((at.y(), self.height()), (at.x(), self.width()))
        )
        return f"row {row}, column {column}: {self._image[row, column]:.3g}"

    def _paint(self, painter: QPainter, place: QRectF, pixels: Pixels) -> None:
        image = image_of(pixels)
        painter.drawImage(place, image, QRectF(image.rect()))

    def _colour(self) -> None:
        self._pixels = self._coloured(self._table)
        self.update()

    def _coloured(self, table: Pixels) -> Pixels:
        ink = np.zeros((IMAGE_SIDE, IMAGE_SIDE)) if self._image is None else self._image
        pixels: Pixels = table[np.rint(np.clip(ink, 0, 1) * FULL).astype(np.uint8)]
        return pixels

    def _dress(self) -> None:
        self._look = look_of(self._appearance)
        self._table = ink_table(self._look)
        self.updateGeometry()
        self._colour()


def grey_image(image: Image) -> QImage:
    """An image pixel by pixel as MNIST has it, 28 × 28, light ink on black."""
    pixels = np.ascontiguousarray(np.rint(image * FULL).astype(np.uint8))
    rows, columns = pixels.shape
    grey = QImage.Format.Format_Grayscale8
    return QImage(pixels.data, columns, rows, columns, grey).copy()
