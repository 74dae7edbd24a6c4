"""Layers of a picture: painted by whoever owns them, in pixels.

All layers of a chart are one item of its scene: they cover the same area, so that a change of one
is a painting of all, and each item of a scene costs as much as a short line.
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

Paint = Callable[[QPainter], None]


class Layer:
    """Something painted over the whole of a sheet.

    Attributes:
        z: Layers are painted from the lowest to the highest.
        paint: Paints it; what it sets on the painter holds for itself only.
    """

    def __init__(self, sheet: "Sheet", z: float, paint: Paint) -> None:
        self.z = z
        self.paint = paint
        self._sheet = sheet

    def update(self) -> None:
        """Have it painted anew."""
        self._sheet.update()


class Sheet(QGraphicsItem):
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


class Layers:
    """The layers of an area, from the lowest to the highest.

    Args:
        parent: In whose coordinates the area is.
    """

    def __init__(self, parent: QGraphicsItem) -> None:
        self.sheet = Sheet(parent, 0.0, self._paint)
        self._layers: list[Layer] = []

    def __len__(self) -> int:
        return len(self._layers)

    def add(self, z: float, paint: Paint) -> Layer:
        """One more layer; of two as high as each other the later one is above."""
        layer = Layer(self.sheet, z, paint)
        self._layers = sorted((*self._layers, layer), key=lambda one: one.z)
        self.sheet.update()
        return layer

    def _paint(self, painter: QPainter) -> None:
        for layer in self._layers:
            painter.save()
            layer.paint(painter)
            painter.restore()
