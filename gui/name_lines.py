"""A name that may take several lines."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from gui.words import Words

MOST_LINES = 3
BOUND = "\N{NO-BREAK SPACE}"


class NameLines(Words):
    """Words in several lines where one has no room; a word too long is elided in its middle.

    It is as high as its lines and its margins need.
    """

    def lines(self, width: int | None = None) -> list[str]:
        """The lines that are shown, or would be in another width; all but the last end in a word.

        A symbol stays with its value: "η 0.1" is not parted.
        """
        width = self.contentsRect().width() if width is None else width
        lines, rest = [], _bound(self.text())
        for _ in range(MOST_LINES - 1):
            line = self._first_words(rest, width)
            lines.append(self._elided_to(line, width))
            rest = rest[len(line) :].strip()
        lines.append(self._elided_to(rest, width))
        return [line.replace(BOUND, " ") for line in lines if line] or [""]

    def fits(self, width: int, most_lines: int = MOST_LINES) -> bool:
        """Whether all words are seen in so many lines of this width."""
        lines = self.lines(width)
        return len(lines) <= most_lines and " ".join(lines) == self.text()

    def hasHeightForWidth(self) -> bool:
        """A narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What the lines need."""
        margins = self.contentsMargins()
        lines = self.lines(width - margins.left() - margins.right())
        return len(lines) * self.fontMetrics().height() + margins.top() + margins.bottom()

    def _first_words(self, text: str, width: int) -> str:
        """As many whole words as have room in a line, but one at least."""
        line, *more = text.split(" ")
        for word in more:
            longer = f"{line} {word}"
            if self.fontMetrics().horizontalAdvance(longer) > width:
                break
            line = longer
        return line

    def minimumSizeHint(self) -> QSize:
        """Room for the ellipsis."""
        width = self.fontMetrics().horizontalAdvance("…")
        return QSize(width, self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return self.minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The lines, in the middle of the height."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.contentsRect(), middle, "\n".join(self.lines()))

    def _elided_to(self, text: str, width: int) -> str:
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, width)


def _bound(text: str) -> str:
    """A text whose settings cannot be parted from their numbers: "η 0.1", "epochs 30"."""
    return re.sub(r"(?<!\S)([^\s:]+) (?=[\d.,−]*[\d](?:,\s|$))", rf"\1{BOUND}", text)
