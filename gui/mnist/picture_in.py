"""Pictures of digits that are opened, pasted or dropped, read in a pool thread; the latest wins."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QTemporaryDir, QThreadPool, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from engine.errors import DataError, InputError
from engine.mnist.drawing import ink_box
from gui.mnist.ink import Shares

Given = Path | QImage
NO_INK = "In this picture nothing can be told from its ground. Give one with a digit on it."
NO_PICTURE = (
    "The clipboard holds no picture. Copy a picture of a digit, or a picture's file, then paste."
)

PASTED = "The pasted picture"
"""Its file's name, which a sentence about it tells."""


class PictureIn(QObject):
    """Reads pictures without holding up the window.

    Signals:
        came: (ink, words for Undo) of the picture that was given last.
        refused: (sentence) why it could not be used.
    """

    came = Signal(object, str)
    refused = Signal(str)
    _read = Signal(int, object, str)
    _failed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._read.connect(self._take)
        self._failed.connect(self._refuse)

    def give(self, given: Given) -> None:
        """Read a file, or a picture that is in memory already; `came` or `refused` follows."""
        self._wanted += 1
        wish = self._wanted
        self._pool.clear()
        self._pool.start(lambda: self._work(wish, given))

    def forget(self) -> None:
        """Let nothing come of what is being read: something else was put in meanwhile."""
        self._wanted += 1
        self._pool.clear()

    def wait(self) -> None:
        """Until the thread is idle."""
        self._pool.waitForDone()

    def _work(self, wish: int, given: Given) -> None:
        """In the pool's thread."""
        try:
            words = f"Open {given.name}" if isinstance(given, Path) else "Paste Picture"
            told: tuple[object, ...] = (_ink_of(given), words)
            signal = self._read
        except InputError as error:
            told, signal = (str(error),), self._failed
        if isValid(self):
            signal.emit(wish, *told)

    def _take(self, wish: int, ink: Shares, words: str) -> None:
        if wish != self._wanted:
            return
        if ink_box(ink) is None:
            self.refused.emit(NO_INK)
        else:
            self.came.emit(ink, words)

    def _refuse(self, wish: int, sentence: str) -> None:
        if wish == self._wanted:
            self.refused.emit(sentence)


def given_by(data: QMimeData) -> Given | None:
    """The file or picture that is being pasted or dropped, or None."""
    for url in data.urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    image = data.imageData() if data.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None


def _ink_of(given: Given) -> Shares:
    """The ink of a picture, as `main.py predict` finds it.

    Raises:
        DataError: It cannot be read.
    """
    from engine.mnist.photograph import ink_of_file  # here: it loads what only pictures need

    if isinstance(given, Path):
        return ink_of_file(given)
    folder = QTemporaryDir()
    saved = Path(folder.path()) / "picture.png"
    if not given.save(str(saved)):
        raise DataError(
            f"A picture without a file is kept in {folder.path()} while it is read, where it could"
            " not be written. Make room there, or save the picture and open its file."
        )
    return ink_of_file(saved.rename(saved.with_name(PASTED)))
