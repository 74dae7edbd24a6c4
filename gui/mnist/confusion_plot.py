"""Which digit is taken for which: ten rows of truth, ten columns of answers, and the counts.

It shows the counts that it is given; a click says which mistakes are wanted.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.appearance import Appearance
from gui.labels import text_size
from gui.look import Look, look_of
from gui.mnist.cells import Cells
from gui.notes import draw_plate, draw_sentence
from gui.painted import FocusRing
from gui.painted import image_of as painted
from gui.pointing import ENTER, Pointing
from gui.theme import mix

Counts = NDArray[np.int64]
N_DIGITS = 10
LARGEST_CELL = 60.0
RIGHT_SHARE, WRONG_SHARE = 0.45, 0.85
"""How much of a region's colour the fullest cell has."""
NO_COUNTS: Counts = np.zeros((N_DIGITS, N_DIGITS), dtype=np.int64)


class ConfusionPlot(QWidget):
    """The confusion matrix.

    Arrows go from cell to cell, Return chooses one, Esc takes the choice back.

    Signals:
        cell_chosen: (truth, answer) whose images are wanted.
        cleared: All mistakes are wanted again.
    """

    cell_chosen = Signal(int, int)
    cleared = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._look = look_of(appearance)
        self._counts = NO_COUNTS
        self._chosen: tuple[int, int] | None = None
        self._hovered: int | None = None
        self._at_key = 0
        self._caption = ""
        self._focus = FocusRing(self)
        self._pointing = Pointing(self, with_wheel=False)
        self._pointing.moved.connect(self._move)
        self._pointing.left.connect(self._leave)
        self._pointing.clicked.connect(self._click)
        self.setAccessibleName("Confusion matrix")
        self.setMinimumSize(220, 200)
        appearance.changed.connect(self._dress)

    # -- what it shows -------------------------------------------------------------------------

    def show_counts(self, counts: Counts) -> None:
        """Show these, (10, 10): a row for each true digit, a column for each answer."""
        self._counts = counts
        total, right = int(counts.sum()), int(np.trace(counts))
        self.setAccessibleDescription(f"{right:,} of {total:,} are right" if total else "")
        self.update()

    def show_chosen(self, cell: tuple[int, int] | None) -> None:
        """Outline the cell whose images are shown, or none."""
        self._chosen = cell
        self.update()

    def show_caption(self, text: str) -> None:
        """A quiet sentence on the picture; empty for none."""
        self._caption = text
        self.update()

    def place(self, truth: int, answer: int) -> QRectF:
        """Where a cell stands."""
        return self._cells().place(N_DIGITS * truth + answer)

    def told(self, truth: int, answer: int) -> str:
        """What is said of a cell."""
        count, of = int(self._counts[truth, answer]), int(self._counts[truth].sum())
        share = f" ({100 * count / of:.1f} %)" if of else ""
        if truth == answer:
            return f"{truth} recognised: {count:,} of {of:,}{share}"
        return f"{truth} taken for {answer}: {count:,} of {of:,}{share}"

    def picture(self, scale: float) -> QImage:
        """What is shown in light colours, `scale` times as many pixels as on the screen."""
        worn, hovered, self._hovered = self._look, self._hovered, None
        self._look = worn.in_light()
        try:
            return painted(self, scale, self._look, self._paint)
        finally:
            self._look, self._hovered = worn, hovered

    # -- overrides of Qt -----------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(360, 360)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The matrix, and what is said of the cell that is pointed at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter)
        cells = self._cells()
        if self._focus.shown:
            self._focus.draw(painter, self._look, cells.place(self._at_key))
        if self._hovered is not None and self._counts.any():
            words = self.told(*divmod(self._hovered, N_DIGITS))
            at, area = cells.place(self._hovered).center(), QRectF(self.rect())
            draw_plate(painter, [(None, words)], at, area.adjusted(2, 2, -2, -2), self._look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From cell to cell, Return, Esc; every other key is the transport's."""
        index = self._cells().stepped(self._at_key, event.key())
        if index is not None:
            self._at_key, self._focus.shown, self._hovered = index, True, index
            self.setAccessibleDescription(self.told(*divmod(index, N_DIGITS)))
            self.update()
        elif event.key() in ENTER:
            self._choose(self._at_key)
        elif event.key() == Qt.Key.Key_Escape and self._chosen is not None:
            self.cleared.emit()
        else:
            event.ignore()

    # -- the mouse -----------------------------------------------------------------------------

    def _move(self, at: QPointF) -> None:
        self._hovered = self._cells().index_at(at)
        self.update()

    def _leave(self) -> None:
        self._hovered = None
        self.update()

    def _click(self, at: QPointF, button: Qt.MouseButton) -> None:
        index = self._cells().index_at(at)
        if button is Qt.MouseButton.LeftButton and index is not None:
            self._at_key = index
            self._choose(index)

    def _choose(self, index: int) -> None:
        cell = divmod(index, N_DIGITS)
        if cell == self._chosen:
            self.cleared.emit()
        elif self._counts[cell] and cell[0] != cell[1]:
            self.cell_chosen.emit(*cell)

    # -- drawing -------------------------------------------------------------------------------

    def _dress(self) -> None:
        self._look = look_of(self._appearance)
        self.update()

    def _cells(self) -> Cells:
        """Room on the left and on top for the digits, and above them for what they are."""
        line = text_size("0", self._look.caption)[1]
        left, top = line + self._look.sizes.gap, 2 * line + self._look.sizes.inside
        width, height = self.width() - left - 2, self.height() - top - 2
        pitch = min(width / N_DIGITS, height / N_DIGITS, LARGEST_CELL * self._look.enlargement)
        return Cells(N_DIGITS**2, N_DIGITS, left, top, (pitch, pitch), 1.0)

    def _paint(self, painter: QPainter) -> None:
        look, cells = self._look, self._cells()
        most_wrong = max(int((self._counts - np.diag(np.diag(self._counts))).max()), 1)
        for index in range(cells.n):
            truth, answer = divmod(index, N_DIGITS)
            place, count = cells.place(index), int(self._counts[truth, answer])
            painter.fillRect(place, look.colour(self._ground(truth, answer, most_wrong)))
            if count:
                painter.setFont(look.caption)
                painter.setPen(look.colour(look.theme.text))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _written(count, place, look))
        self._draw_names(painter, cells, look.caption)
        for marked, width in ((self._hovered, 1.0), (self._chosen_index, look.sizes.line_width)):
            if marked is not None:
                painter.setPen(look.pen(look.theme.accent, width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(cells.place(marked))
        if self._caption:
            draw_sentence(painter, self._caption, QRectF(self.rect()), look)

    @property
    def _chosen_index(self) -> int | None:
        return None if self._chosen is None else N_DIGITS * self._chosen[0] + self._chosen[1]

    def _ground(self, truth: int, answer: int, most_wrong: int) -> str:
        """Right answers towards one colour, wrong ones towards the other, none almost nothing."""
        theme = self._look.theme
        empty = mix(theme.text, theme.panel, 0.03)
        count, of = int(self._counts[truth, answer]), max(int(self._counts[truth].sum()), 1)
        wrong, right = theme.class_regions
        if truth == answer:
            return mix(right, empty, RIGHT_SHARE * count / of)
        return mix(wrong, empty, WRONG_SHARE * (count / most_wrong) ** 0.5 if count else 0.0)

    def _draw_names(self, painter: QPainter, cells: Cells, font: QFont) -> None:
        look, flags = self._look, Qt.AlignmentFlag
        line = text_size("0", font)[1]
        painter.setFont(font)
        painter.setPen(look.colour(look.theme.secondary))
        above = QRectF(cells.left, 0, self.width() - cells.left, line)
        painter.drawText(above, flags.AlignLeft | flags.AlignVCenter, "→ answer   ↓ truth")
        painter.setPen(look.colour(look.theme.text))
        for digit in range(N_DIGITS):
            column, row = cells.place(digit), cells.place(N_DIGITS * digit)
            over = QRectF(column.left(), cells.top - line - 2, column.width(), line)
            beside = QRectF(0, row.top(), cells.left - look.sizes.inside, row.height())
            painter.drawText(over, flags.AlignCenter, str(digit))
            painter.drawText(beside, flags.AlignRight | flags.AlignVCenter, str(digit))


def _written(count: int, place: QRectF, look: Look) -> str:
    """A count, as long as there is room for it; Return and the mouse tell it anyway."""
    texts = (f"{count:,}", str(count))
    return next((t for t in texts if text_size(t, look.caption)[0] <= place.width() + 1), "")
