"""A pen that is moved by keys: where it is, and whether it is down. The canvas draws with it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt

from gui.mnist.ink import SHEET

STRIDE = 10.0
"""Units that an arrow moves the pen: a pixel of the image that the network sees."""
SMALL_STRIDE = 2.0
"""The same with Shift."""
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True)
class KeyboardPen:
    """Where the pen is.

    Attributes:
        x: Units from the left.
        y: Units from the top.
        is_shown: Whether the keyboard is what draws now.
        is_down: Whether moving it draws.
    """

    x: float = SHEET / 2
    y: float = SHEET / 2
    is_shown: bool = False
    is_down: bool = False

    def moved(self, arrow: Qt.Key, small: bool) -> "KeyboardPen":
        """After an arrow key; never off the sheet."""
        across, down = ARROWS[arrow]
        stride = SMALL_STRIDE if small else STRIDE
        x, y = self.x + across * stride, self.y + down * stride
        return replace(self, x=min(max(x, 0), SHEET), y=min(max(y, 0), SHEET), is_shown=True)

    def put_down(self, down: bool) -> "KeyboardPen":
        """Down on the sheet, or up."""
        return replace(self, is_down=down, is_shown=True)

    def hidden(self) -> "KeyboardPen":
        """Something else draws now."""
        return replace(self, is_shown=False, is_down=False)

    @property
    def words(self) -> str:
        """What it is about, for who cannot see it."""
        state = "down" if self.is_down else "up"
        return f"Pen {state} at column {self.x / 10:.0f}, row {self.y / 10:.0f} of 28"
