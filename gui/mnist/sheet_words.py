"""Words on the sheet: what to do while it is empty, and what a picture on it is."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from gui.look import Look


def draw_invitation(painter: QPainter, place: QRectF, look: Look, words: str, more: str) -> None:
    """Draw what to do in the middle of the sheet, with a quieter line beneath it."""
    line = QFontMetricsF(look.title).height()
    middle = QRectF(place.left(), place.center().y() - line, place.width(), line)
    painter.setPen(look.colour(look.theme.secondary))
    painter.setFont(look.title)
    painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, words)
    painter.setFont(look.caption)
    painter.drawText(middle.translated(0, line), Qt.AlignmentFlag.AlignCenter, more)


def draw_words(painter: QPainter, place: QRectF, look: Look, words: str) -> None:
    """Draw what is on the sheet along its lower edge."""
    inset = look.sizes.gap
    painter.setFont(look.caption)
    painter.setPen(look.colour(look.theme.secondary))
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
    painter.drawText(place.adjusted(inset, 0, -inset, -inset / 2), flags, words)
