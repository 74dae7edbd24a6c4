"""A live plot may be painted for hours: nothing is lost and nothing grows.

This is the test by which the version of PySide6 was chosen (docs/decisions.md): 6.12.0 loses
references to None, and Python 3.11 dies of it after some hundred frames.
"""

import sys

import numpy as np
import psutil
import pyqtgraph as pg
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

FRAMES = 1200
WARM_UP = 200
EVERY = 40
NONES_A_FRAME = 0.2
"""References to None that a frame may gain or lose; 6.12.0 loses 90."""
NONES_ARE_COUNTED = sys.version_info < (3, 12)
"""From 3.12 on None lives for ever, and what its counter says means nothing."""
GROWTH_BYTES = 16 * 2**20


class LivePlot:
    """A surface with points, and a curve, as the tabs have them, small."""

    def __init__(self) -> None:
        random = np.random.default_rng(0)
        self._surface = random.random((50, 50), dtype=np.float32)
        self._losses = random.random(FRAMES)
        self._points = random.normal(size=(100, 2))
        self.widget = pg.GraphicsLayoutWidget()
        self.widget.resize(320, 160)
        picture = self.widget.addPlot()
        picture.hideAxis("left")
        picture.hideAxis("bottom")
        self._image = pg.ImageItem(self._surface)
        self._scatter = pg.ScatterPlotItem(size=6)
        picture.addItem(self._image)
        picture.addItem(self._scatter)
        self._curve = self.widget.addPlot().plot(pen="w")

    def paint(self, k: int) -> None:
        """Paint frame k, at once."""
        self._image.setImage(self._surface, levels=(0, 1), autoLevels=False)
        self._scatter.setData(self._points[:, 0], self._points[:, 1])
        self._curve.setData(self._losses[max(0, k - 100) : k + 2])
        self.widget.viewport().repaint()


@pytest.fixture
def plot(qtbot: QtBot) -> LivePlot:
    live = LivePlot()
    qtbot.addWidget(live.widget)
    live.widget.show()
    return live


def test_thousands_of_frames_lose_no_reference_and_no_memory(plot: LivePlot) -> None:
    process = psutil.Process()
    nones = memory = 0
    for k in range(FRAMES):
        plot.paint(k)
        QApplication.processEvents()
        if k == WARM_UP // 4:
            # Early and coarse, because what loses them fast kills Python before it can be counted.
            nones = sys.getrefcount(None)
        if k == WARM_UP:
            memory = process.memory_info().rss
        if NONES_ARE_COUNTED and k > WARM_UP // 4 and k % EVERY == 0:
            change = sys.getrefcount(None) - nones
            assert abs(change) <= 200 + NONES_A_FRAME * k, f"{change} references after {k} frames"
    assert process.memory_info().rss - memory < GROWTH_BYTES
