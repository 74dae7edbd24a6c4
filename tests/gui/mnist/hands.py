"""Hands that draw: a mouse, a pen on a tablet, fingers. Points are in units of the sheet."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.mnist.canvas import Canvas
from gui.mnist.ink import SHEET

At = tuple[float, float]
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
SEVEN = ((70, 70), (130, 64), (200, 66), (180, 110), (160, 150), (145, 190), (138, 230))
SCRIBBLE = ((60, 60), (220, 70), (60, 110), (220, 130), (60, 170), (220, 190), (60, 230))


def pixel(canvas: Canvas, at: At) -> QPoint:
    """Where a point of the sheet is on the widget."""
    unit = canvas.side / SHEET
    return QPoint(round(at[0] * unit), round(at[1] * unit))


def mouse_draws(canvas: Canvas, points: Sequence[At]) -> None:
    """One stroke of the mouse."""
    places = [pixel(canvas, point) for point in points]
    QTest.mousePress(canvas, LEFT, NO_KEYS, places[0])
    for place in places[1:]:
        QTest.mouseMove(canvas, place)
    QTest.mouseRelease(canvas, LEFT, NO_KEYS, places[-1])


def tablet(kind: QPointingDevice.PointerType = QPointingDevice.PointerType.Pen) -> QPointingDevice:
    """A pen tablet, or its pen's other end."""
    return QPointingDevice(
        "tablet",
        7,
        QInputDevice.DeviceType.Stylus,
        kind,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
        1,
        1,
    )


def pen_draws(canvas: Canvas, device: QPointingDevice, rows: Sequence[tuple[At, float]]) -> None:
    """One stroke of a pen, of points and pressures."""
    kinds = QEvent.Type
    (first, pressure), (last, _) = rows[0], rows[-1]
    send_pen(canvas, device, kinds.TabletPress, first, pressure)
    for at, pressure in rows[1:]:
        send_pen(canvas, device, kinds.TabletMove, at, pressure)
    send_pen(canvas, device, kinds.TabletRelease, last, 0.0)


def send_pen(
    canvas: Canvas, device: QPointingDevice, kind: QEvent.Type, at: At, pressure: float
) -> None:
    """One event of a pen."""
    place = QPointF(pixel(canvas, at))
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else LEFT
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletMove else LEFT
    event = QTabletEvent(
        kind,
        device,
        place,
        QPointF(canvas.mapToGlobal(place)),
        pressure,
        0,
        0,
        0,
        0,
        0,
        NO_KEYS,
        button,
        held,
    )
    QApplication.sendEvent(canvas, event)


def drop(canvas: Canvas, data: QMimeData) -> bool:
    """Drag something over the canvas and drop it; whether a copy of it was taken.

    The other program proposes to move it, as file managers do.
    """
    actions, at = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, QPoint(100, 100)
    enter = QDragEnterEvent(at, actions, data, LEFT, NO_KEYS)
    enter.setDropAction(Qt.DropAction.MoveAction)
    enter.setAccepted(False)
    QApplication.sendEvent(canvas, enter)
    if not enter.isAccepted():
        return False
    dropped = QDropEvent(QPointF(at), actions, data, LEFT, NO_KEYS)
    dropped.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(canvas, dropped)
    return dropped.dropAction() == Qt.DropAction.CopyAction
