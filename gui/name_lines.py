"""A name that may take several lines."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from gui.words import Words

MOST_LINES = 3
BOUND = "\N{NO-BREAK SPACE}"


class NameLines(Words):
    """Words in several lines where one has no room, the last elided in the middle."""

    def lines(self) -> list[str]:
        """The lines that are shown; all but the last end between two words.

        A symbol stays with its value: "η 0.1" is not parted.
        """
        lines, rest = [], _bound(self.text())
        for _ in range(MOST_LINES - 1):
            line = self._first_words(rest)
            lines.append(line)
            rest = rest[len(line) :].strip()
        lines.append(self._elided(rest))
        return [line.replace(BOUND, " ") for line in lines if line] or [""]

    def _first_words(self, text: str) -> str:
        """As many whole words as have room in a line."""
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}".strip()
            if self.fontMetrics().horizontalAdvance(longer) > self.contentsRect().width():
                break
            line = longer
        return line

    def minimumSizeHint(self) -> QSize:
        """Room for the ellipsis."""
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return self.minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The lines, in the middle of the height."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.contentsRect(), middle, "\n".join(self.lines()))

    def _elided(self, text: str) -> str:
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, width)


def _bound(text: str) -> str:
    """A text whose symbols of up to three letters cannot be parted from the number behind them."""
    return re.sub(r"(?<!\S)(\S{1,3}) (?=[\d.−])", rf"\1{BOUND}", text)
