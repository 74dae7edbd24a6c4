"""The answer, large, with how sure it is; or the doubt, in words."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.appearance import Appearance
from gui.mnist.answers import NOTHING, Verdict

LONGEST = "99.9 % sure"
"""What stands beside a digit at most."""
LONGEST_DOUBT = "49 % an 8, 49 % a 9"
"""What stands under a doubt at most."""


class VerdictView(QWidget):
    """Paints a verdict: it changes with every stroke, and must not have the window laid out anew.

    Args:
        appearance: Colours and sizes.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._verdict = NOTHING
        appearance.changed.connect(self.updateGeometry)

    @property
    def shown(self) -> Verdict:
        """What is shown."""
        return self._verdict

    def show_verdict(self, verdict: Verdict) -> None:
        """Show this one."""
        if verdict != self._verdict:
            self._verdict = verdict
            digit = "" if verdict.digit is None else f"{verdict.digit}, "
            self.setAccessibleName(f"{digit}{verdict.words}")
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as the image above it, as high as the digit, or as two lines of doubt."""
        sizes = self._appearance.sizes
        number = QFontMetricsF(self._appearance.font("number"))
        base = QFontMetricsF(self._appearance.font("base"))
        caption = QFontMetricsF(self._appearance.font("caption"))
        sure = number.horizontalAdvance("0") + sizes.gap + base.horizontalAdvance(LONGEST)
        doubt = caption.horizontalAdvance(LONGEST_DOUBT)
        height = max(number.height(), 2 * base.height())
        return QSize(max(sizes.seen, math.ceil(sure), math.ceil(doubt)), round(height))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The digit and, beside its foot, how sure."""
        painter = QPainter(self)
        theme, place = self._appearance.theme, QRectF(self.rect())
        painter.setPen(theme.text)
        if self._verdict.digit is None:
            self._paint_doubt(painter, place)
            return
        number = self._appearance.font("number")
        metrics = QFontMetricsF(number)
        foot = (place.height() + metrics.capHeight()) / 2
        painter.setFont(number)
        painter.drawText(0, round(foot), str(self._verdict.digit))
        painter.setFont(self._appearance.font("base"))
        painter.setPen(theme.secondary)
        across = metrics.horizontalAdvance("0") + self._appearance.sizes.gap
        painter.drawText(round(across), round(foot), self._verdict.words)

    def _paint_doubt(self, painter: QPainter, place: QRectF) -> None:
        """What is the matter in one line, the likeliest digits smaller beneath it."""
        doubt, _, digits = self._verdict.words.partition(": ")
        base, caption = self._appearance.font("base"), self._appearance.font("caption")
        line = QFontMetricsF(base).height()
        painter.setFont(base)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, doubt)
        painter.setFont(caption)
        painter.setPen(self._appearance.theme.secondary)
        below = place.adjusted(0, line, 0, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(below, flags, digits)
