"""The line above a picture: which view at its left, switches at its right; two lines if need be."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from gui.appearance import Appearance


class HeadBar(QWidget):
    """Two sides of a line. Where they have no room side by side, the right one stands beneath.

    Args:
        appearance: Colours and sizes.
        left: The view switch.
        right: What stands at the right edge.
    """

    def __init__(self, appearance: Appearance, left: QWidget, right: tuple[QWidget, ...]) -> None:
        super().__init__()
        sizes = appearance.sizes
        self._left = left
        self._right = QWidget()
        beside = QHBoxLayout(self._right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(sizes.around)
        beside.addStretch(1)
        for one in right:
            beside.addWidget(one)
        first = QHBoxLayout()
        first.addWidget(left)
        first.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(sizes.gap)
        self._box.addLayout(first, 1)
        self._box.addWidget(self._right)

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider side."""
        width = max(self._left.minimumSizeHint().width(), self._right.minimumSizeHint().width())
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """A side needs another width."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        """One line or two."""
        wanted = self._left.sizeHint().width() + self._right.sizeHint().width()
        fits = wanted + self._box.spacing() <= self.width()
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if fits else direction.TopToBottom)
