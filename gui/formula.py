"""Formulas as values, and the workshop that typesets their LaTeX into pictures.

What a tab says about its mathematics is made of `Section`s; `Typesetter` turns their LaTeX into
images in a pool thread, so that the window never waits. Lines whose numbers follow the timeline
are not typeset here but by `gui.number_line`, and no number is computed.
"""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from PySide6.QtCore import QByteArray, QObject, QPoint, QRect, QRectF, Qt, QThreadPool, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from shiboken6 import isValid

from gui.latex_text import plain_text

SVG_SIZE = 16.0
"""Size of type, in units of the SVG, at which formulas are typeset; pictures scale it."""


@dataclass(frozen=True)
class Formula:
    """One typeset formula on a line of its own.

    Attributes:
        latex: What stands there, in LaTeX's mathematics.
        caption: A few words beneath it, or "".
    """

    latex: str
    caption: str = ""

    @property
    def plain(self) -> str:
        """The same without typesetting: for screen readers, and until the picture is there."""
        return plain_text(self.latex)


@dataclass(frozen=True)
class Sentence:
    """A sentence between formulas.

    Attributes:
        text: The sentence.
        secondary: Whether it is read second, like a caption.
    """

    text: str
    secondary: bool = False


@dataclass(frozen=True)
class NumberPlace:
    """Where the numbers of the state shown stand: empty, and without height, until they come.

    Attributes:
        name: The key under which they come.
    """

    name: str


Item = Formula | Sentence | NumberPlace


@dataclass(frozen=True)
class Section:
    """A title and what stands beneath it.

    Attributes:
        title: A few words.
        items: From top to bottom.
    """

    title: str
    items: tuple[Item, ...]

    @property
    def formulas(self) -> tuple[str, ...]:
        """The LaTeX of all its formulas."""
        return tuple(item.latex for item in self.items if isinstance(item, Formula))


_typesetting = Lock()


@lru_cache(maxsize=256)
def svg(latex: str) -> bytes:
    """A formula as SVG in black, its type `SVG_SIZE` units high. Slow: 5–50 ms, not for the window.

    Args:
        latex: LaTeX's mathematics, without dollar signs.
    """
    # WORKAROUND: ziamath opens its font by a function that Python 3.11 and 3.12 call deprecated
    warnings.filterwarnings("ignore", "path is deprecated", DeprecationWarning, "ziamath")
    from ziafont.config import config  # half a second that only the first formula needs
    from ziamath.zmath import Latex

    with _typesetting:  # ziamath keeps its fonts and glyphs in module-level tables
        # WORKAROUND: Qt's SVG draws the <use> of a <symbol> cut off; paths are drawn well
        config.svg2 = False
        drawn: str = Latex(latex, size=SVG_SIZE).svg()
    return drawn.encode()


def picture(latex: str, size_px: float, ratio: float) -> QImage:
    """A formula in black on nothing. May be called in any thread.

    Args:
        latex: LaTeX's mathematics.
        size_px: Size of its type in logical pixels.
        ratio: Device pixels for each logical one; the image carries it.
    """
    renderer = QSvgRenderer(QByteArray(svg(latex)))
    box = renderer.viewBoxF()
    scale = size_px / SVG_SIZE * ratio
    width, height = box.width() * scale, box.height() * scale
    image = QImage(int(width) + 1, int(height) + 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, width, height))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def inked(image: QImage, colour: str) -> QPixmap:
    """The picture of a formula in another ink: cheap, so that a new theme needs no typesetting."""
    # WORKAROUND: a pixmap made from the image itself has its cache key in every ink, and a QLabel
    # that is given one with the key of the last goes on showing that
    own = image.copy()
    painter = QPainter(own)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(QRect(QPoint(), own.size()), QColor(colour))
    painter.end()
    return QPixmap.fromImage(own)


class Typesetter(QObject):
    """Makes pictures of formulas in one pool thread and keeps them.

    Whoever owns a typesetter calls `close` before it goes.

    Signals:
        came: All that was asked for last is there; in this object's thread.
    """

    came = Signal()
    _drawn = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._images: dict[tuple[str, float, float], QImage] = {}
        self._wanted = 0
        self._closed = False
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._drawn.connect(self._keep)

    @property
    def closed(self) -> bool:
        """Whether its thread has ended for good."""
        return self._closed

    def image(self, latex: str, size_px: float, ratio: float) -> QImage | None:
        """The picture of a formula (see `picture`), if it is there already."""
        return self._images.get((latex, size_px, ratio))

    def ask(self, formulas: Iterable[str], size_px: float, ratio: float) -> None:
        """Typeset what is not there yet; only the latest wish is fulfilled, and `came` follows."""
        missing = [latex for latex in formulas if (latex, size_px, ratio) not in self._images]
        self._wanted += 1
        if missing and not self._closed:
            self._pool.clear()
            wish = self._wanted
            self._pool.start(lambda: self._draw(wish, missing, size_px, ratio))

    def close(self) -> None:
        """Give up what is under way and wait for the thread; at most one formula's time."""
        if not self._closed and isValid(self._pool):  # at Python's own end it is gone already
            self._closed = True
            self._pool.clear()
            self._pool.waitForDone()

    def _draw(self, wish: int, formulas: list[str], size_px: float, ratio: float) -> None:
        """In the pool's thread."""
        images = {}
        for latex in formulas:
            if self._closed or wish != self._wanted:
                break
            images[latex, size_px, ratio] = picture(latex, size_px, ratio)
        if images and not self._closed:
            self._drawn.emit(images)

    def _keep(self, images: dict[tuple[str, float, float], QImage]) -> None:
        self._images.update(images)
        if not self._closed:
            self.came.emit()
