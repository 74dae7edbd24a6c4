"""The one number that matters, above the picture while the window is projected."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.appearance import Appearance
from gui.words import LiveWords

ROOM = "0.0000"
"""The longest number that has to be expected; nothing moves while it changes."""


class PresentedNumber(QWidget):
    """A number and what it is; there only while the place with the numbers is folded away.

    Args:
        appearance: Colours and sizes.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._number = LiveWords(appearance, font="number")
        self._what = LiveWords(appearance, role="secondary")
        self._number.keep_room_for(ROOM)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.sizes.gap)
        row.addWidget(self._number)
        row.addWidget(self._what)
        self._what.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_number(self, text: str, what: str) -> None:
        """Show a number as it is written, and what it is: "0.439", "loss"; "" for none."""
        self._number.setText(text)
        if what != self._what.text():
            self._what.setText(what)
            self._what.updateGeometry()
        self.setAccessibleName(f"{what} {text}")
        if self.isHidden() == self._is_wanted:
            self._dress()

    @property
    def _is_wanted(self) -> bool:
        return self._appearance.presenting and bool(self._number.text())

    def _dress(self) -> None:
        self._what.updateGeometry()
        self.setVisible(self._is_wanted)
