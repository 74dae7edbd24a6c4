"""Layers of a picture: painted by whoever owns them, in pixels, and only where it is needed."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

Paint = Callable[[QPainter], None]


class Layer(QGraphicsItem):
    """Something painted over the whole of an area, in pixels from its top left corner.

    Attributes:
        exposed: The part that has to be painted now.
    """

    def __init__(self, parent: QGraphicsItem, z: float, paint: Paint) -> None:
        super().__init__(parent)
        self._paint = paint
        self._area = QRectF()
        self.setZValue(z)
        self.exposed = QRectF()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def set_area(self, area: QRectF) -> None:
        """Paint over this area from now on."""
        self.prepareGeometryChange()
        self._area = QRectF(area)

    def boundingRect(self) -> QRectF:
        """The area."""
        return self._area

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,  # noqa: ARG002
    ) -> None:
        """Paint what it was made to paint."""
        self.exposed = QRectF(option.exposedRect)  # type: ignore[attr-defined]
        self._paint(painter)
