"""The samples: 225 images of the data, how many there are of each digit, one digit at a time."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.mnist.digits import Digits
from gui.appearance import Appearance
from gui.mnist.class_counts import N_DIGITS, ClassCounts
from gui.mnist.digit_grid import NO_IMAGES, DigitGrid
from gui.picture import add_picture_menu
from gui.widgets.view_switch import ViewSwitch
from gui.words import ElidedWords

SIDE = 15
N_SHOWN = SIDE * SIDE
PARTS = {
    "train": ("Training", "The images that are learnt from"),
    "validation": ("Validation", "The images by which each epoch is judged"),
    "test": ("Test", "The images by which the end is judged"),
}
COUNTS_GAP = 16
NOTHING_YET = "225 of the images will be here. They are being read …"
SEED = 0


class SamplesPage(QWidget):
    """Images as they are.

    Signals:
        digit_opened: (image (28, 28) uint8, words) that is to be looked at closely.
        troubled: (sentence) when a picture cannot be saved.

    Args:
        appearance: Colours and sizes.
        describe: Gives the line of settings under a saved picture.
    """

    digit_opened = Signal(object, str)
    troubled = Signal(str)

    def __init__(self, appearance: Appearance, describe: Callable[[], str]) -> None:
        super().__init__()
        self._appearance = appearance
        self._digits: Digits | None = None
        self._part = "train"
        self._digit = -1
        self._draws = 0
        self._shown: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        parts = tuple((name, *words) for name, words in PARTS.items())
        self._name = ElidedWords(appearance, role="secondary")
        self.switch = ViewSwitch(appearance, parts, "Which part of the data")
        self.grid = DigitGrid(appearance, SIDE)
        self.grid.setAccessibleName("225 samples")
        self.grid.show_caption(NOTHING_YET)
        self.counts = ClassCounts(appearance)
        self.more = QPushButton("Other Samples")
        self.more.setToolTip("Another 225 images, drawn by chance")
        self.all = QPushButton("All Digits")
        self.all.setToolTip("Images of all ten digits again")
        add_picture_menu(self.grid, self.grid.picture, describe, self.troubled.emit, "samples")
        self._arrange()
        self.switch.chosen.connect(self._choose_part)
        self.counts.chosen.connect(self._choose_digit)
        self.more.clicked.connect(self._draw)
        self.all.clicked.connect(lambda: self._choose_digit(-1))
        self.grid.opened.connect(self._open)

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(sizes.gap)
        side.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(self.counts, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.all)
        buttons.addWidget(self.more)
        buttons.addStretch(1)
        side.addLayout(buttons)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(sizes.around)
        row.addWidget(self.grid)
        row.addWidget(self._side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.gap)
        column.addWidget(self._name)
        column.addLayout(row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The images take a square as high as there is room, the counts what is left."""
        super().resizeEvent(event)
        left_over = self.width() - self._side.minimumSizeHint().width() - COUNTS_GAP
        self.grid.setFixedWidth(max(min(self.height() - self._name.height(), left_over), 0))

    def show_digits(self, digits: Digits | None) -> None:
        """Shows samples of these, or that they are being read."""
        if digits is self._digits:
            return
        self._digits, self._digit, self._draws = digits, -1, 0
        for button in (self.more, self.all, self.switch):
            button.setEnabled(digits is not None)
        self._show()

    def _choose_part(self, part: str) -> None:
        self._part, self._draws = part, 0
        self._show()

    def _choose_digit(self, digit: int) -> None:
        self._digit, self._draws = digit, 0
        self._show()

    def _draw(self) -> None:
        self._draws += 1
        self._show()

    def _show(self) -> None:
        digits = self._digits
        self.counts.show_chosen(self._digit)
        self.all.setEnabled(self._digit >= 0)
        if digits is None:
            self._name.setText("")
            self.counts.show_counts((0,) * N_DIGITS)
            self.grid.show_digits(NO_IMAGES, ())
            self.grid.show_caption(NOTHING_YET)
            return
        images, labels = part_of(digits, self._part)
        self.counts.show_counts(np.bincount(labels, minlength=N_DIGITS).tolist())
        self._shown = sampled(labels, self._digit, self._draws)
        self.grid.show_digits(
            images[self._shown], [f"a {labels[n]}, image {n:,}" for n in self._shown]
        )
        self.grid.show_caption("")
        fitting = len(labels) if self._digit < 0 else int((labels == self._digit).sum())
        which = "" if self._digit < 0 else f", of digit {self._digit}"
        self._name.setText(f"{digits.name}{which}: {len(self._shown)} of {fitting:,}")

    def _open(self, index: int) -> None:
        if self._digits is not None:
            images, labels = part_of(self._digits, self._part)
            n = int(self._shown[index])
            name = PARTS[self._part][0]
            self.digit_opened.emit(images[n], f"{name} digit {n:,}, a {labels[n]}")


def part_of(digits: Digits, part: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Images and labels of "train", "validation" or "test"."""
    return getattr(digits, f"{part}_images"), getattr(digits, f"{part}_labels")


def sampled(labels: NDArray[np.uint8], digit: int, draw: int) -> NDArray[np.int64]:
    """Which images are shown: the first ones, or those of a later draw, of one digit or of all."""
    among = np.arange(len(labels)) if digit < 0 else np.flatnonzero(labels == digit)
    if draw:
        among = np.random.default_rng((SEED, draw)).permutation(among)
    return among[:N_SHOWN].astype(np.int64)
