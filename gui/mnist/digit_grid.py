"""Digits in a grid, each with a line beneath it if it has one; a click or Return opens one.

It shows the images that it is given and knows neither data set nor network.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.appearance import Appearance
from gui.labels import text_size
from gui.look import Look, look_of
from gui.mnist.cells import Cells, fitted, flowing
from gui.mnist.shading import Pixels, image_of, ink_table
from gui.notes import draw_plate, draw_sentence
from gui.painted import HINTS, FocusRing
from gui.painted import image_of as painted
from gui.pointing import ENTER, Pointing

Images = NDArray[np.uint8]
NO_IMAGES: Images = np.empty((0, 28, 28), dtype=np.uint8)
GAP = 2.0
"""Pixels between two digits of a full grid."""
ROOMY_GAP = 8.0
"""Pixels between two digits with a line beneath."""


class DigitGrid(QWidget):
    """Images of digits.

    Arrows go from digit to digit, Return opens one.

    Signals:
        hovered: Index of the digit that is pointed at, −1 for none.
        opened: Index of the digit that was clicked.

    Args:
        appearance: Colours and sizes.
        columns: So many, as large as there is room for; 0 for as many as fit, of `side` pixels.
        side: Of an image, where it is not fitted, in pixels.
    """

    hovered = Signal(int)
    opened = Signal(int)

    def __init__(self, appearance: Appearance, columns: int = 0, side: int = 56) -> None:
        super().__init__()
        self._appearance = appearance
        self._look = look_of(appearance)
        self._columns, self._side = columns, side
        self._images = NO_IMAGES
        self._words: tuple[str, ...] = ()
        self._lines: tuple[str, ...] = ()
        self._pixels: Pixels = np.empty((0, 28), dtype=np.uint32)
        self._image = QImage()
        self._cells = Cells()
        self._current: int | None = None
        self._at_key = 0
        self._hovered: int | None = None
        self._caption = ""
        self._focus = FocusRing(self)
        self._pointing = Pointing(self, with_wheel=False)
        self._pointing.moved.connect(self._move)
        self._pointing.left.connect(lambda: self._point(None))
        self._pointing.clicked.connect(self._click)
        self.setAccessibleName("Digits")
        appearance.changed.connect(self._dress)

    # -- what it shows -------------------------------------------------------------------------

    def show_digits(self, images: Images, words: Sequence[str], lines: Sequence[str] = ()) -> None:
        """Show these digits.

        Args:
            images: (n, 28, 28) uint8, ink 255.
            words: What is said of each under the mouse.
            lines: What stands beneath each, line by line, or nothing.
        """
        self._images, self._words, self._lines = images, tuple(words), tuple(lines)
        self._current, self._hovered = None, None
        self._at_key = min(self._at_key, max(len(images) - 1, 0))
        self._colour()
        self._lay_out()

    def show_current(self, index: int | None) -> None:
        """Outline the digit that is open elsewhere, or none."""
        self._current = index
        if index is not None:
            self._at_key = index
        self.update()

    def show_caption(self, text: str) -> None:
        """A quiet sentence on the picture; empty for none."""
        self._caption = text
        self.update()

    @property
    def n_digits(self) -> int:
        """How many are shown."""
        return len(self._images)

    def place(self, index: int) -> QRectF:
        """Where a digit stands, with its line."""
        return self._cells.place(index)

    def picture(self, scale: float) -> QImage:
        """What is shown in light colours, `scale` times as many pixels as on the screen."""
        worn, hovered, self._hovered = self._look, self._hovered, None
        self._restyle(worn.in_light())
        try:
            return painted(self, scale, self._look, lambda p: self._paint(p, QRectF(self.rect())))
        finally:
            self._hovered = hovered
            self._restyle(worn)

    # -- overrides of Qt -----------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """A square for a full grid; else what the rows need."""
        return QSize(440, 440) if self._columns else QSize(320, self._needed())

    def hasHeightForWidth(self) -> bool:
        """Where digits flow, they do."""
        return not self._columns

    def heightForWidth(self, width: int) -> int:
        """What the rows need."""
        return max(round(self._flowing(width).height), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find other places."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The digits of the part that is asked for, and what is said of one."""
        painter = QPainter(self)
        painter.setRenderHints(HINTS)
        self._paint(painter, QRectF(event.rect()))
        if self.n_digits:
            self._focus.draw(painter, self._look, self._around(self._at_key))
        if self._hovered is not None and self._words:
            rows = [(None, row) for row in self._words[self._hovered].split("\n")]
            at = self._cells.place(self._hovered).center()
            area = QRectF(self.visibleRegion().boundingRect()).adjusted(2, 2, -2, -2)
            draw_plate(painter, rows, at, area, self._look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From digit to digit, and Return; every other key is the transport's."""
        index = self._cells.stepped(self._at_key, event.key()) if self.n_digits else None
        if index is not None:
            self._at_key, self._focus.shown = index, True
            if self._words:
                self.setAccessibleDescription(self._words[index])
            self._point(index)
            self.update()
        elif event.key() in ENTER and self.n_digits:
            self.opened.emit(self._at_key)
        else:
            event.ignore()

    # -- the mouse -----------------------------------------------------------------------------

    def _move(self, at: QPointF) -> None:
        self._point(self._cells.index_at(at))

    def _point(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            self.hovered.emit(-1 if index is None else index)
            self.update()

    def _click(self, at: QPointF, button: Qt.MouseButton) -> None:
        index = self._cells.index_at(at)
        if button is Qt.MouseButton.LeftButton and index is not None:
            self._at_key = index
            self.opened.emit(index)

    # -- drawing -------------------------------------------------------------------------------

    def _dress(self) -> None:
        self._restyle(look_of(self._appearance))

    def _restyle(self, look: Look) -> None:
        self._look = look
        self._colour()
        self._lay_out()

    def _colour(self) -> None:
        n = len(self._images)
        self._pixels = ink_table(self._look)[self._images].reshape(n * 28, 28)
        self._image = image_of(self._pixels) if n else QImage()

    def _flowing(self, width: float) -> Cells:
        side = self._side * self._look.enlargement
        most = max((line.count("\n") + 1 for line in self._lines), default=0)
        below = most * text_size("0", self._look.caption)[1]
        return flowing(len(self._images), width, (side, side + below), ROOMY_GAP)

    def _needed(self) -> int:
        return self.heightForWidth(self.width())

    def _lay_out(self) -> None:
        if self._columns:
            n, size = len(self._images), self.size()
            self._cells = fitted(n, self._columns, size.width(), size.height(), GAP)
        else:
            self._cells = self._flowing(self.width())
            self.setMinimumHeight(self._needed())
            self.updateGeometry()
        self.update()

    def _around(self, index: int) -> QRectF:
        seen = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        return self._cells.place(index).adjusted(-2, -2, 2, 2).intersected(seen)

    def _paint(self, painter: QPainter, area: QRectF) -> None:
        look = self._look
        painter.setFont(look.caption)
        for index in range(len(self._images)):
            place = self._cells.place(index)
            if not place.intersects(area):
                continue
            square = QRectF(place.left(), place.top(), place.width(), place.width())
            painter.drawImage(square, self._image, QRectF(0, 28 * index, 28, 28))
            if self._lines:
                beneath = QRectF(place.left() - 4, square.bottom(), place.width() + 8, 0)
                beneath.setBottom(place.bottom())
                painter.setPen(look.colour(look.theme.text))
                painter.drawText(beneath, Qt.AlignmentFlag.AlignCenter, self._lines[index])
            if index == self._hovered or index == self._current:
                width = look.sizes.line_width if index == self._current else 1
                painter.setPen(look.pen(look.theme.accent, width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                inset = width / 2  # a digit may stand at the very edge
                painter.drawRect(square.adjusted(inset, inset, -inset, -inset))
        if self._caption:
            draw_sentence(painter, self._caption, QRectF(self.rect()), look)
