"""Layers of a chart: in order, each with the painter as it was; and a painting that is kept."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QGraphicsScene

from gui.layers import Kept, Layers, Sheet

AREA = QRectF(0, 0, 20.5, 10)


def painted(paint: object, scale: float = 1.0) -> QImage:
    image = QImage(round(21 * scale), round(10 * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint(painter)  # type: ignore[operator]
    painter.end()
    return image


class Brush:
    """Fills half of the area, and counts how often."""

    def __init__(self) -> None:
        self.colour = QColor("#123456")
        self.times = 0

    def __call__(self, painter: QPainter) -> None:
        self.times += 1
        painter.fillRect(QRectF(0, 0, 10, 10), self.colour)


@pytest.mark.usefixtures("qapp")
def test_layers_are_painted_from_the_lowest_to_the_highest_and_leave_no_mark_on_each_other() -> (
    None
):
    scene = QGraphicsScene()
    parent = Sheet(None, 0.0, lambda _: None)  # type: ignore[arg-type]
    scene.addItem(parent)
    layers = Layers(parent)
    order: list[tuple[str, float]] = []

    def layer(name: str) -> object:
        def paint(painter: QPainter) -> None:
            order.append((name, painter.opacity()))
            painter.setOpacity(0.5)

        return paint

    for name, z in (("over", 8.0), ("first", 1.0), ("under", -1.0), ("second", 1.0)):
        layers.add(z, layer(name))  # type: ignore[arg-type]
    layers.sheet.set_area(AREA)
    painted(scene.render)
    assert order == [(name, 1.0) for name in ("under", "first", "second", "over")]


@pytest.mark.usefixtures("qapp")
def test_a_painting_is_kept_from_the_second_time_on_and_looks_the_same() -> None:
    brush = Brush()
    kept = Kept(brush)
    pictures = [painted(lambda painter: kept.draw(painter, AREA)) for _ in range(5)]
    assert brush.times == 2
    assert all(picture == pictures[0] for picture in pictures)


@pytest.mark.usefixtures("qapp")
def test_what_was_forgotten_is_painted_anew() -> None:
    brush = Brush()
    kept = Kept(brush)
    for _ in range(3):
        painted(lambda painter: kept.draw(painter, AREA))
    brush.colour = QColor("#FF0000")
    kept.forget()
    for _ in range(3):
        picture = painted(lambda painter: kept.draw(painter, AREA))
        assert picture.pixelColor(5, 5) == brush.colour


@pytest.mark.usefixtures("qapp")
def test_a_finer_picture_is_not_the_kept_one_enlarged() -> None:
    brush = Brush()
    kept = Kept(brush)
    for _ in range(3):
        painted(lambda painter: kept.draw(painter, AREA))
    before = brush.times
    painted(lambda painter: kept.draw(painter, AREA), scale=2.0)
    assert brush.times == before + 1
