"""A tab that is not built yet, and says so."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

TEXT_WIDTH = 480


class LaterTab(QWidget):
    """Says what the tab will hold.

    Args:
        title: Of the assignment.
        text: What will be here.
    """

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.setProperty("role", "place")
        heading, words = QLabel(title), QLabel(text)
        heading.setProperty("role", "title")
        words.setProperty("role", "secondary")
        words.setWordWrap(True)
        words.setFixedWidth(TEXT_WIDTH)
        column = QVBoxLayout(self)
        column.addStretch(2)
        for label in (heading, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
