"""The one number that matters, read from across the room, with what it is beneath it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.appearance import Appearance
from gui.words import LiveWords


class BigNumber(QWidget):
    """A number, a caption beneath it, and a second line; it computes and rounds nothing."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._number = LiveWords(appearance, font="number")
        self._caption = LiveWords(appearance, role="caption")
        self._second = LiveWords(appearance, role="secondary")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(appearance.sizes.inside)
        for line in (self._number, self._caption, self._second):
            layout.addWidget(line)
        self.show_number("–", "", "")

    def show_number(self, text: str, caption: str, tooltip: str, second_line: str = "") -> None:
        """Show a number as it is written, what it is, all its digits, and one line more."""
        self._number.setText(text)
        self._number.setToolTip(tooltip)
        self._caption.setText(caption)
        self._second.setText(second_line)
        if self._second.isHidden() == bool(second_line):
            self._second.setVisible(bool(second_line))
        self.setAccessibleName(f"{caption}: {text}" if caption else text)
        self.setAccessibleDescription(second_line)
