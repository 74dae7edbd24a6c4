"""Pictures on their way to the sheet and from it: opened, pasted, dropped, copied."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from gui.file_kinds import PICTURES
from gui.mnist.answers import Image
from gui.mnist.canvas import Canvas
from gui.mnist.ink import Picture, Shares
from gui.mnist.picture_in import NO_PICTURE, Given, PictureIn, given_by
from gui.mnist.seen_image import grey_image

PICTURE_FILES = f"Pictures ({' '.join(f'*{ending}' for ending in PICTURES)});;All files (*)"
OTHERS = (".keras", ".descent", ".npz", ".gz")
"""Networks, runs and data: who drops one on the sheet means the window."""
COPY_SCALE = 2


class Exchange(QObject):
    """Puts pictures on a canvas's sheet, and what is drawn on the clipboard.

    Signals:
        brought: A picture has come onto the sheet.
        refused: (sentence) why one could not be used.
        elsewhere: (path) of a file that is no picture but has its own place in the window.

    Args:
        canvas: Where the sheet is shown.
        parent: Owns it.
    """

    brought = Signal()
    refused = Signal(str)
    elsewhere = Signal(object)

    def __init__(self, canvas: Canvas, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._reader = PictureIn(self)
        self._reader.came.connect(self._put)
        self._reader.refused.connect(self.refused)
        canvas.given.connect(self.take)

    def take(self, given: Given) -> None:
        """Read a file, or a picture that is in memory; it lies on the sheet as soon as it can."""
        if isinstance(given, Path) and given.suffix.lower() in OTHERS:
            self.elsewhere.emit(given)
        else:
            self._reader.give(given)

    def forget(self) -> None:
        """Let nothing come of what is being read: something else was put in meanwhile."""
        self._reader.forget()

    def wait(self) -> None:
        """Until nothing is being read."""
        self._reader.wait()

    def ask_for_picture(self) -> None:
        """Asks for a file without holding up the window."""
        dialog = QFileDialog(self._canvas.window(), "Open Picture", "", PICTURE_FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.take(Path(path)))
        dialog.open()

    def paste(self) -> None:
        """Takes the picture, or the picture's file, that is on the clipboard."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        given = given_by(data) if data is not None else None
        if given is None:
            self.refused.emit(NO_PICTURE)
        else:
            self.take(given)

    def copy_drawing(self) -> None:
        """What is drawn, dark on light; nothing where the sheet is empty."""
        if self._canvas.sketch.drawing.marks:
            QGuiApplication.clipboard().setImage(self._canvas.picture(COPY_SCALE))

    def copy_seen(self, image: Image | None) -> None:
        """The image as MNIST has it, 28 × 28, ink light on black."""
        if image is not None:
            QGuiApplication.clipboard().setImage(grey_image(image))

    def _put(self, ink: Shares, words: str) -> None:
        self._canvas.sketch.put(Picture(ink), words)
        self.brought.emit()
