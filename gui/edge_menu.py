"""A menu for a button near the window's right edge."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QWidget


class EdgeMenu(QMenu):
    """Opens to the left, under its button's right edge, so that it stays over the window.

    Args:
        button: Whose menu it is.
    """

    def __init__(self, button: QWidget) -> None:
        super().__init__(button)
        self._button = button

    def showEvent(self, event: QShowEvent) -> None:
        """Qt has put the left edges together; the right ones are meant."""
        super().showEvent(event)
        right = self._button.mapToGlobal(self._button.rect().topRight()).x()
        self.move(right + 1 - self.width(), self.y())
