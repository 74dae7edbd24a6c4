"""Layers of a picture: painted by whoever owns them, in pixels.

All layers of a chart are one item of its scene: they cover the same area, so that a change of one
is a painting of all, and each item of a scene costs as much as a short line.
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap
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


class Kept:
    """A painting that is kept as an image from the second time on, until it is to be another.

    What changes in every frame is never kept, since that would take longer than to paint it.

    Args:
        paint: Paints it.
    """

    def __init__(self, paint: Paint) -> None:
        self._paint = paint
        self._times = 0
        self._kept = QPixmap()
        self._kept_for: tuple[float, QSizeF] | None = None

    def forget(self) -> None:
        """Have it painted anew."""
        self._times = 0
        self._kept_for = None

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Draw it over an area that begins at (0, 0)."""
        self._times += 1
        scale = painter.deviceTransform().m11()
        if self._times == 1 or area.isEmpty():
            self._paint(painter)
            return
        if self._kept_for != (scale, area.size()):
            self._kept = QPixmap((area.size() * scale).toSize() + ONE_MORE)
            self._kept.fill(Qt.GlobalColor.transparent)
            onto = QPainter(self._kept)
            onto.setRenderHints(painter.renderHints())
            onto.scale(scale, scale)
            self._paint(onto)
            onto.end()
            self._kept_for = (scale, area.size())
        place = QRectF(0, 0, self._kept.width() / scale, self._kept.height() / scale)
        painter.drawPixmap(place, self._kept, QRectF(self._kept.rect()))


ONE_MORE = QSize(1, 1)
"""Pixels more than the area has, where its size is no whole number."""
