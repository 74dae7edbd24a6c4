"""Copy Picture and Save Picture of any plot: light colours, axes, and a line with the settings.

The plot paints itself; here it gets its line, becomes a PNG, and goes to the clipboard or a file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QImageWriter,
    QPainter,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from engine.disk import write_atomically
from engine.errors import RunFileError
from gui.theme import DESK, LIGHT

SCALES = (1, 2, 3, 4)
COPY_SCALE = 2
"""Pixels of a copied picture for one on the screen."""
MARGIN = DESK.gap
"""White around a picture and between it and its line, in logical pixels."""
TEXT_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap

Render = Callable[[float], QImage]
Describe = Callable[[], str]
Report = Callable[[str], None]


class Plot(Protocol):
    """A widget that can be painted otherwise than on the screen."""

    def picture(self, scale: float) -> QImage:
        """What it shows in light colours, `scale` times as many pixels as on the screen."""


@dataclass(frozen=True)
class Pictured:
    """What a picture is made from.

    Attributes:
        render: The plot in light colours, at so many pixels for one on the screen.
        describe: One line with the settings, for beneath the picture.
        report: Takes a sentence when a file cannot be written.
        name: What the file is called, without its ending.
    """

    render: Render
    describe: Describe
    report: Report
    name: str = "picture"


def picture(pictured: Pictured, scale: float) -> QImage:
    """A plot on white with its line beneath, at so many pixels for one on the screen."""
    plot = pictured.render(scale)
    words = pictured.describe()
    width, height = plot.width() / scale, plot.height() / scale
    font = QFont(QGuiApplication.font())
    font.setPixelSize(DESK.caption_px)
    room = QRectF(MARGIN, 0, width, 10 * DESK.caption_px)
    line = QFontMetricsF(font).boundingRect(room, TEXT_FLAGS, words) if words else QRectF()
    below = line.height() + MARGIN if words else 0.0
    image = QImage(
        round((width + 2 * MARGIN) * scale),
        round((height + below + 2 * MARGIN) * scale),
        QImage.Format.Format_RGB32,
    )
    image.setDevicePixelRatio(scale)
    image.fill(QColor(LIGHT.panel))
    painter = QPainter(image)
    painter.drawImage(QRectF(MARGIN, MARGIN, width, height), plot, QRectF(plot.rect()))
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.secondary))
    painter.drawText(line.translated(0, MARGIN + height + MARGIN), TEXT_FLAGS, words)
    painter.end()
    return image


def copy_picture(pictured: Pictured) -> None:
    """Put a picture on the clipboard."""
    image = picture(pictured, COPY_SCALE)
    image.setDevicePixelRatio(1.0)
    QGuiApplication.clipboard().setImage(image)


def save_picture(pictured: Pictured, path: str, scale: float) -> bool:
    """Write a picture as PNG, whole or not at all; whether it could be written.

    Args:
        pictured: What it is made from; its `report` hears why if it cannot be written.
        path: The file.
        scale: Pixels of the picture for one on the screen.
    """
    image = picture(pictured, scale)
    image.setDevicePixelRatio(1.0)
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(content, QByteArray(b"png")).write(image)
    try:
        write_atomically(Path(path), [bytes(content.data().data())])
    except RunFileError as error:
        pictured.report(str(error))
        return False
    return True


def add_picture_menu(
    widget: QWidget,
    render: Render,
    describe: Describe,
    report: Report,
    name: str = "picture",
) -> tuple[QAction, ...]:
    """Offer Copy Picture and Save Picture in a widget's context menu, and give the two actions.

    Args:
        widget: The plot.
        render: The plot in light colours, at so many pixels for one on the screen.
        describe: One line with the settings, asked for when a picture is made.
        report: Takes a sentence when a file cannot be written.
        name: What the file is called unless the user chooses otherwise, without its ending.
    """
    pictured = Pictured(render, describe, report, name)
    copy = QAction("Copy Picture", widget)
    copy.triggered.connect(lambda: copy_picture(pictured))
    save = QAction("Save Picture", widget)
    menu = QMenu(widget)
    for scale in SCALES:
        menu.addAction(_save_action(widget, pictured, scale, menu))
    menu.aboutToShow.connect(lambda: _name_sizes(menu, widget))
    save.setMenu(menu)
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    widget.addActions([copy, save])
    return copy, save


def _save_action(widget: QWidget, pictured: Pictured, scale: int, parent: QObject) -> QAction:
    action = QAction(f"{scale}×…", parent)
    action.triggered.connect(lambda: _ask(widget, pictured, scale))
    return action


def _name_sizes(menu: QMenu, widget: QWidget) -> None:
    """Say how large each picture will be."""
    for scale, action in zip(SCALES, menu.actions(), strict=True):
        action.setText(f"{scale}× ({widget.width() * scale} × {widget.height() * scale})…")


def _ask(widget: QWidget, pictured: Pictured, scale: int) -> None:
    """Ask for a file without holding up the window, then save."""
    dialog = QFileDialog(widget.window(), "Save Picture", f"{pictured.name}.png")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("Pictures (*.png)")
    dialog.setDefaultSuffix("png")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: save_picture(pictured, path, scale))
    dialog.open()
