"""Ten bars: how probable each digit is to who answers, and outlined to the other network."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from engine.mnist.network import N_DIGITS
from gui.appearance import Appearance
from gui.look import Look, look_of
from gui.mnist.answers import Answer, article, percent
from gui.painted import HINTS, picture_of
from gui.theme import mix

ROOMY = 1.35
"""Height of a row where there is room, in heights of a row where there is none."""
BAR_SHARE = 0.62
"""Thickness of a bar, in rows."""
QUIET = 0.45
"""How strongly the bars are coloured that are not the likeliest."""
LEAST = 0.5
"""Pixels from which on a bar is drawn."""


@dataclass(frozen=True)
class Colours:
    """Of the bars, mixed once for a look."""

    track: QColor
    likeliest: QColor
    others: QColor


def _colours(look: Look) -> Colours:
    theme = look.theme
    strong = theme.class_regions[1]
    return Colours(
        look.colour(theme.hovered),
        look.colour(strong),
        look.colour(mix(strong, theme.panel, QUIET)),
    )


class Bars(QWidget):
    """Ten rows: digit, bar, percentage.

    Args:
        appearance: Colours and sizes.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._wear(look_of(appearance))
        self._answer: Answer | None = None
        self._other: Answer | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Probability of each digit")
        appearance.changed.connect(self._dress)
        self._dress()

    @property
    def shown(self) -> tuple[Answer | None, Answer | None]:
        """Whose probabilities are shown: as bars, and as outlines."""
        return self._answer, self._other

    def show_answers(self, answer: Answer | None, other: Answer | None) -> None:
        """Show what one network says as bars, and what another says as outlines."""
        self._answer, self._other = answer, other
        self.update()

    def describe(self) -> None:
        """Tell who cannot see the bars what they show."""
        self.setAccessibleDescription(
            "; ".join(self.words_of(digit) for digit in range(N_DIGITS) if self._said())
        )

    def picture(self, scale: float) -> QImage:
        """What is shown in light colours, `scale` times as many pixels as on the screen."""
        return picture_of(self, scale, self._look, self._wear, self._paint)

    def sizeHint(self) -> QSize:
        """A line of text for each digit."""
        row = QFontMetricsF(self._look.base).height() + 1
        return QSize(self._appearance.sizes.seen, round(N_DIGITS * row))

    def minimumSizeHint(self) -> QSize:
        """A line of small text for each digit."""
        row = QFontMetricsF(self._look.caption).height()
        return QSize(self._appearance.sizes.seen, round(N_DIGITS * row))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ten rows."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour(self._look.theme.panel))
        painter.setRenderHints(HINTS)
        self._paint(painter)

    def event(self, event: QEvent) -> bool:
        """Tells the exact values of the digit under the mouse."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        digit = min(max(int(event.pos().y() * N_DIGITS / self.height()), 0), N_DIGITS - 1)
        QToolTip.showText(event.globalPos(), self.words_of(digit), self)
        return True

    def words_of(self, digit: int) -> str:
        """All that is known of a digit, "7: 0.9973, This run, batch 412"."""
        told = [
            f"{one.words}: {float(one.probabilities[digit]):.4g}"
            for one in (self._answer, self._other)
            if one is not None and one.probabilities is not None
        ]
        if not told:
            return "Draw a digit: the bars show how probable each of the ten is."
        return "\n".join((f"That it is {article(digit)} {digit}:", *told))

    def _said(self) -> bool:
        return self._answer is not None and self._answer.probabilities is not None

    # Painting ---------------------------------------------------------------------------------

    def _paint(self, painter: QPainter) -> None:
        said = _shares(self._answer)
        other = _shares(self._other)
        likeliest = int(said.argmax()) if said is not None else None
        font = self._font()
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        gap = self._look.sizes.gap
        left = metrics.horizontalAdvance("0") + gap
        right = self.width() - metrics.horizontalAdvance("100 %") - gap
        row = self.height() / N_DIGITS
        for digit in range(N_DIGITS):
            place = QRectF(0, digit * row, self.width(), row)
            thick = round(row * BAR_SHARE)
            track = QRectF(left, round(place.center().y() - thick / 2), right - left, thick)
            painter.fillRect(track, self._colours.track)
            if said is not None:
                self._paint_bar(painter, track, float(said[digit]), digit == likeliest)
            if other is not None:
                self._paint_outline(painter, track, float(other[digit]))
            share = None if said is None else float(said[digit])
            self._paint_words(painter, place, digit, share, digit == likeliest)

    def _font(self) -> QFont:
        """As large as a row has room for."""
        base = self._look.base
        room = self.height() / N_DIGITS
        return base if room >= QFontMetricsF(base).height() - 1 else self._look.caption

    def _paint_bar(self, painter: QPainter, track: QRectF, share: float, likeliest: bool) -> None:
        length = track.width() * share
        if length >= LEAST:
            bar = QRectF(track.left(), track.top(), length, track.height())
            painter.fillRect(bar, self._colours.likeliest if likeliest else self._colours.others)

    def _paint_outline(self, painter: QPainter, track: QRectF, share: float) -> None:
        length = round(track.width() * share)
        if length >= 1:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._look.pen(self._look.theme.text))
            box = QRectF(track.left(), track.top(), length, track.height())
            painter.drawRect(box.adjusted(0.5, -0.5, -0.5, 0.5))

    def _paint_words(
        self, painter: QPainter, place: QRectF, digit: int, share: float | None, likeliest: bool
    ) -> None:
        theme = self._look.theme
        colour = theme.text if likeliest else theme.secondary
        painter.setPen(self._look.colour(colour))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignLeft, str(digit))
        if share is not None:
            painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, percent(share))

    def _dress(self) -> None:
        self._wear(look_of(self._appearance))
        self.setMaximumHeight(round(ROOMY * self.sizeHint().height()))
        self.updateGeometry()
        self.update()

    def _wear(self, look: Look) -> None:
        self._look, self._colours = look, _colours(look)


def _shares(answer: Answer | None) -> np.ndarray[tuple[int], np.dtype[np.float32]] | None:
    """The probabilities of an answer; what is not a number counts as none."""
    if answer is None or answer.probabilities is None:
        return None
    return np.clip(np.nan_to_num(answer.probabilities), 0, 1)
