"""What the tests of the draw place share: networks that are easily foreseen."""

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.mnist.network import Network, dense, flatten
from gui.mnist.answers import Answerer
from gui.mnist.draw_place import DrawPlace

CTRL = Qt.KeyboardModifier.ControlModifier
TOP = np.zeros((28, 28), dtype=np.float32)
TOP[4:10, 4:24] = 1


def network(digit: int, sharp: float = 1.0) -> Network:
    """One that says `digit` where the upper half of the image has ink, and nothing else sure."""
    W = np.zeros((784, 10), dtype=np.float32)
    W[: 14 * 28, digit] = sharp
    layers = flatten((28, 28)), dense((784,), 10, "softmax", "output")
    return Network(layers, ((), (W, np.zeros(10, dtype=np.float32))))


READY = Answerer("Ready-made network (99.4 % on test)", network(7))
RUN = Answerer("This run, batch 412", network(1, 0.01))


def settled(qtbot: QtBot, place: DrawPlace, drawn: bool = True) -> None:
    qtbot.waitUntil(lambda: (place.image is not None) == drawn and not place._image_due.is_due)
