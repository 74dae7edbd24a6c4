"""How wide the pen is, as a ring: under the mouse, and where the keyboard's pen stands."""

import math

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QCursor, QPainter, QPixmap

from gui.look import Look
from gui.painted import HINTS

NARROWEST = 4.0
"""Pixels of the smallest ring that can be seen."""
HALO, RING = 3.0, 1.2


def pen_cursor(width: float, ratio: float, look: Look, erasing: bool) -> QCursor:
    """The mouse's cursor: a ring as wide as the pen, dashed for the eraser.

    Args:
        width: Of the pen, in logical pixels.
        ratio: Pixels of the screen for a logical one.
        look: Whose colours it has.
        erasing: Whether it is the eraser's.
    """
    width = max(width, NARROWEST)
    room = math.ceil(width + HALO) + 1
    pixmap = QPixmap(QSize(room, room) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHints(HINTS)
    middle = QPointF(room / 2, room / 2)
    style = Qt.PenStyle.DashLine if erasing else Qt.PenStyle.SolidLine
    painter.setPen(look.pen(look.theme.panel, HALO))
    painter.drawEllipse(middle, width / 2, width / 2)
    painter.setPen(look.pen(look.theme.text, RING, style))
    painter.drawEllipse(middle, width / 2, width / 2)
    painter.end()
    return QCursor(pixmap, room // 2, room // 2)


def draw_pen(painter: QPainter, at: QPointF, width: float, look: Look) -> None:
    """Draw the keyboard's pen: a ring with a cross, on a halo, so that it is seen on any ink."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, thick in ((look.theme.panel, HALO), (look.theme.accent, RING)):
        painter.setPen(look.pen(colour, thick))
        painter.drawEllipse(at, width / 2, width / 2)
        for arm in (QPointF(look.sizes.gap, 0), QPointF(0, look.sizes.gap)):
            painter.drawLine(at - arm, at + arm)
