"""One digit looked at closely: its pixels, what the network says of it, and what it is."""

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.appearance import Appearance
from gui.mnist.answers import Answer
from gui.mnist.bars import Bars
from gui.mnist.digit_grid import Images
from gui.mnist.seen_image import SeenImage
from gui.mnist.shading import Float32Array
from gui.mnist.step_button import StepButton
from gui.words import LiveWords

INK = np.float32(255)


class OpenedDigit(QWidget):
    """An image with ten bars.

    Signals:
        wanted_in_drawing: It is to be put into the drawing place.
        stepped: To the one before, −1, or the next, +1.
        closed: It is no longer wanted.

    Args:
        appearance: Colours and sizes.
    """

    wanted_in_drawing = Signal()
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.image = SeenImage(appearance)
        self.bars = Bars(appearance)
        self._words = LiveWords(appearance)
        self.put = QPushButton("Draw Over It")
        self.put.setToolTip("Put this digit into the drawing place, with its activations")
        self.before = StepButton(appearance, "before", "The digit before")
        self.next = StepButton(appearance, "after", "The next digit")
        self.close_button = QPushButton("Close")
        self._arrange(appearance)
        self.put.clicked.connect(self.wanted_in_drawing)
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.close_button.clicked.connect(self.closed)

    def _arrange(self, appearance: Appearance) -> None:
        sizes = appearance.sizes
        pictures = QHBoxLayout()
        pictures.setSpacing(sizes.gap)
        policy = QSizePolicy.Policy
        self.image.setSizePolicy(policy.Fixed, policy.Fixed)
        pictures.addWidget(self.image, 0, Qt.AlignmentFlag.AlignTop)
        pictures.addWidget(self.bars, 1)
        head = QHBoxLayout()
        head.setSpacing(sizes.inside)
        head.addWidget(self._words, 1)
        for button in (self.before, self.next):
            head.addWidget(button)
        foot = QHBoxLayout()
        foot.addWidget(self.put)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.gap)
        column.addLayout(head)
        column.addLayout(pictures)
        column.addLayout(foot)

    def show_digit(self, image: Images, words: str, said: Float32Array) -> None:
        """Shows an image (28, 28) uint8, what it is, and the ten probabilities."""
        self._words.setText(words)
        self._words.setToolTip(words)
        self.image.show_image(image.astype(np.float32) / INK)
        self.bars.show_answers(Answer(words, said), None)
        self.bars.describe()
