"""The points over (x₀², x₁²), where a ring can be parted by a straight line."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.appearance import Appearance
from gui.shapes import FloatArray, IntArray, Line
from gui.widgets.surface_plot import SurfacePlot

ROOM = 0.08
"""Share of the range left free beyond the points; none of it below 0 more than needed."""


class FeatureSpacePlot(QWidget):
    """Points and each racer's 0.5 line over two features, without a surface.

    Attributes:
        plot: The picture; its signals tell of the mouse.
    """

    def __init__(
        self,
        appearance: Appearance,
        names: tuple[str, str] = ("x₀²", "x₁²"),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.plot = SurfacePlot(appearance, names)
        self.plot.setAccessibleName(f"Feature space: {names[1]} over {names[0]}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        self.setFocusProxy(self.plot)

    def show_points(self, A: FloatArray, y: FloatArray) -> None:
        """Show points A (n, 2) in the two features, of classes y (n,) of 0 and 1."""
        self.plot.show_points(A, y)
        if len(A):
            low, high = np.min(A, axis=0), np.max(A, axis=0)
            room = ROOM * np.where(high > low, high - low, 1.0)
            (left, bottom), (right, top) = low - room, high + room
            self.plot.show_frame((float(left), float(right), float(bottom), float(top)))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show each racer's 0.5 line, in the units of the two features."""
        self.plot.show_lines(lines)

    def show_batch(self, indices: IntArray) -> None:
        """Ring the points of a mini-batch."""
        self.plot.show_batch(indices)

    def show_caption(self, text: str) -> None:
        """A quiet sentence on the picture; empty for none."""
        self.plot.show_caption(text)

    def picture(self, scale: float) -> QImage:
        """What is shown in light colours, `scale` times as many pixels as on the screen."""
        return self.plot.picture(scale)
