"""The mistakes: which digit is taken for which, and the images themselves, most confident first."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engine.mnist.digits import Digits
from engine.mnist.mistakes import Mistakes
from gui.appearance import Appearance
from gui.mnist.confusion_plot import NO_COUNTS, ConfusionPlot
from gui.mnist.digit_grid import NO_IMAGES, DigitGrid
from gui.mnist.opened_digit import OpenedDigit
from gui.picture import add_picture_menu
from gui.words import ElidedWords, Words

MOST_SHOWN = 400
"""So many mistakes are shown as images; an untrained network makes 9,000."""
NO_MISTAKES = "Not one mistake."
CELL = 60


class MistakesPage(QWidget):
    """What one network gets wrong.

    Signals:
        digit_opened: (image (28, 28) uint8, words) that is to be put into the drawing place.
        ready_made_wished: The network that comes with the program is to be examined.
        troubled: (sentence) when a picture cannot be saved.

    Args:
        appearance: Colours and sizes.
        describe: Gives the line of settings under a saved picture.
    """

    digit_opened = Signal(object, str)
    ready_made_wished = Signal()
    troubled = Signal(str)

    def __init__(self, appearance: Appearance, describe: Callable[[], str]) -> None:
        super().__init__()
        self._appearance = appearance
        self._digits: Digits | None = None
        self._mistakes: Mistakes | None = None
        self._cell: tuple[int, int] | None = None
        self._shown: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._at = -1
        self._summary = ElidedWords(appearance)
        self._which = ElidedWords(appearance, role="secondary")
        self.confusion = ConfusionPlot(appearance)
        self.grid = DigitGrid(appearance, side=CELL)
        self.grid.setAccessibleName("Mistakes, most confident first")
        self.opened = OpenedDigit(appearance)
        self.opened.hide()
        self.all = QPushButton("All Mistakes")
        self.all.setProperty("role", "small")
        self.all.hide()
        self.ready_made = QPushButton("Examine the Ready-Made Network")
        self.ready_made.setToolTip("Which test digits the network of this program takes for which")
        self.ready_made.hide()
        self._waiting = Words(appearance)
        self._waiting.setWordWrap(True)
        self._scroll = _scrolled(self.grid)
        for plot, name in ((self.confusion, "confusion"), (self.grid, "mistakes")):
            add_picture_menu(plot, plot.picture, describe, self.troubled.emit, name)
        self._arrange()
        self.confusion.cell_chosen.connect(lambda truth, answer: self._filter((truth, answer)))
        self.confusion.cleared.connect(lambda: self._filter(None))
        self.all.clicked.connect(lambda: self._filter(None))
        self.ready_made.clicked.connect(self.ready_made_wished)
        self.grid.opened.connect(self._open)
        self.opened.closed.connect(self._close)
        self.opened.stepped.connect(self._step)
        self.opened.wanted_in_drawing.connect(self._put)

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        head = QHBoxLayout()
        head.setSpacing(sizes.gap)
        head.addWidget(self._which, 1)
        head.addWidget(self.all)
        right = QVBoxLayout()
        right.setSpacing(sizes.gap)
        right.addLayout(head)
        right.addWidget(self.opened)
        right.addWidget(self._waiting)
        right.addWidget(self.ready_made, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self._scroll, 1)
        row = QHBoxLayout()
        row.setSpacing(sizes.around)
        row.addWidget(self.confusion, 6)
        row.addLayout(right, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.gap)
        column.addWidget(self._summary)
        column.addLayout(row, 1)

    # What it shows ---------------------------------------------------------------------------

    def show_mistakes(self, who: str, digits: Digits, mistakes: Mistakes) -> None:
        """Shows what someone gets wrong of the test images.

        Args:
            who: "Batch 412".
            digits: Whose test images were looked at.
            mistakes: What came of it.
        """
        self._digits, self._mistakes = digits, mistakes
        wrong, of = len(mistakes.wrong), mistakes.n_images
        self._summary.setText(
            f"{who}: {100 * mistakes.accuracy:.2f} % of {of:,} test digits are right,"
            f" {wrong:,} wrong"
        )
        self.confusion.show_counts(mistakes.confusion)
        for part in (self._waiting, self.ready_made):
            part.hide()
        self._show()

    def show_waiting(self, sentence: str, *, offer: bool) -> None:
        """Nothing is known yet, and why; whether the ready-made network is offered instead."""
        self.ready_made.setVisible(offer)
        self._digits = self._mistakes = None
        self._summary.setText("")
        self.confusion.show_counts(NO_COUNTS)
        self._waiting.setText(sentence)
        self._waiting.show()
        self._filter(None)

    def _filter(self, cell: tuple[int, int] | None) -> None:
        self._cell = cell
        self.confusion.show_chosen(cell)
        self.all.setVisible(cell is not None)
        self._show()

    def _show(self) -> None:
        self._close()
        if self._digits is None or self._mistakes is None:
            self._which.setText("")
            self.grid.show_digits(NO_IMAGES, ())
            return
        labels, mistakes = self._digits.test_labels, self._mistakes
        answers = mistakes.said.argmax(axis=1)
        kept = np.arange(len(mistakes.wrong))
        if self._cell is not None:
            truth, answer = self._cell
            kept = kept[(labels[mistakes.wrong] == truth) & (answers == answer)]
        self._shown = kept[:MOST_SHOWN]
        images = self._digits.test_images[mistakes.wrong[self._shown]]
        self.grid.show_digits(
            images,
            [self._words(n) for n in range(len(self._shown))],
            [self._line(n) for n in range(len(self._shown))],
        )
        self.grid.show_caption("" if len(kept) else NO_MISTAKES)
        self._which.setText(self._which_words(len(kept)))

    def _which_words(self, n_kept: int) -> str:
        words = "Most confident first"
        if self._cell is not None:
            words = "{} taken for {}: {:,}".format(*self._cell, n_kept)
        if n_kept > MOST_SHOWN:
            words += f", the first {MOST_SHOWN}"
        return words

    # One of them -----------------------------------------------------------------------------

    def _known(self, shown: int) -> tuple[int, int, int, float]:
        """Of a mistake: index of the image, truth, answer, how sure."""
        if self._digits is None or self._mistakes is None:
            raise LookupError("No mistakes are shown.")
        one = int(self._shown[shown])
        index, said = int(self._mistakes.wrong[one]), self._mistakes.said[one]
        answer = int(said.argmax())
        return index, int(self._digits.test_labels[index]), answer, float(said[answer])

    def _line(self, shown: int) -> str:
        _, truth, answer, sure = self._known(shown)
        return f"{truth} → {answer}\n{100 * sure:.1f} %"

    def _words(self, shown: int) -> str:
        index, truth, answer, sure = self._known(shown)
        return f"test digit {index:,}\na {truth}, taken for {answer}\nwith {100 * sure:.1f} %"

    def _open(self, shown: int) -> None:
        if self._digits is None or self._mistakes is None or not 0 <= shown < len(self._shown):
            return
        self._at = shown
        index, truth, answer, _ = self._known(shown)
        words = f"Test digit {index:,}: a {truth}, taken for {answer}"
        said = self._mistakes.said[int(self._shown[shown])]
        self.opened.show_digit(self._digits.test_images[index], words, said)
        self.opened.before.setEnabled(shown > 0)
        self.opened.next.setEnabled(shown + 1 < len(self._shown))
        self.opened.show()
        self.grid.show_current(shown)
        place = self.grid.place(shown).center().toPoint()
        self._scroll.ensureVisible(place.x(), place.y(), 0, CELL)

    def _step(self, by: int) -> None:
        self._open(self._at + by)

    def _put(self) -> None:
        if self._digits is not None and self._at >= 0:
            index, truth, _, _ = self._known(self._at)
            words = f"Test digit {index:,}, a {truth}"
            self.digit_opened.emit(self._digits.test_images[index], words)

    def _close(self) -> None:
        had_focus = self.opened.isAncestorOf(self.opened.focusWidget() or self)
        self._at = -1
        self.opened.hide()
        self.grid.show_current(None)
        if had_focus:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(widget)
    widget.setAutoFillBackground(False)  # a scroll area turns it on
    return area
