"""Words over a picture: a plate with a read-out, a mark that stays, a quiet sentence."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gui.labels import moved_inside
from gui.look import Look

AWAY = 14.0
"""Pixels between a plate and what it speaks of."""
SENTENCE_OPACITY = 0.9
SENTENCE_FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap

Row = tuple[QColor | None, str]
"""A line of a plate: the colour of what it speaks of, or None, and its text."""


def draw_plate(
    painter: QPainter, rows: Sequence[Row], at: QPointF, area: QRectF, look: Look
) -> None:
    """Draw a few lines of text on a small plate near a point, inside `area`."""
    painter.setFont(look.caption)
    metrics = QFontMetricsF(look.caption)
    inset, swatch = look.sizes.gap, look.sizes.gap + look.sizes.inside
    indent = swatch if any(colour for colour, _ in rows) else 0
    width = max(metrics.horizontalAdvance(text) for _, text in rows) + indent + 2 * inset
    height = len(rows) * metrics.height() + inset
    box = QRectF(at.x() + AWAY, at.y() - height - AWAY, width, height)
    if box.right() > area.right():
        box.moveRight(at.x() - AWAY)
    if box.top() < area.top():
        box.moveTop(at.y() + AWAY)
    box = moved_inside(box, area)
    painter.setPen(look.pen(look.theme.border))
    painter.setBrush(look.colour(look.theme.panel))
    painter.drawRoundedRect(box, look.sizes.inside, look.sizes.inside)
    line = QRectF(box.left() + inset, box.top() + inset / 2, width, metrics.height())
    for colour, text in rows:
        if colour is not None:
            mark = QRectF(line.left(), line.center().y() - 2, look.sizes.gap, 4)
            painter.fillRect(mark, colour)
        painter.setPen(look.colour(look.theme.text))
        painter.drawText(line.adjusted(indent, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
        line.translate(0, metrics.height())


def draw_pin(painter: QPainter, at: QPointF, text: str, area: QRectF, look: Look) -> None:
    """Draw a dot that stays, with its read-out if it has one."""
    radius = look.sizes.inside
    painter.setPen(look.pen(look.theme.panel, radius / 2))
    painter.setBrush(look.colour(look.theme.accent))
    painter.drawEllipse(at, radius, radius)
    if text:
        draw_plate(painter, [(None, row) for row in text.split("\n")], at, area, look)


class Caption:
    """A quiet sentence at the bottom of a picture, or at its top where fewer points lie under it.

    It stays where it is while its words and its room do.
    """

    def __init__(self) -> None:
        self._said: tuple[str, QRectF] | None = None
        self.at_top = False

    def draw(
        self,
        painter: QPainter,
        text: str,
        area: QRectF,
        look: Look,
        crowd: Callable[[QRectF], int],
    ) -> None:
        """Draw it; `crowd` says how many points lie in a box."""
        if (text, area) != self._said:
            self._said = (text, QRectF(area))
            low, high = (sentence_box(text, area, look, at_top=top) for top in (False, True))
            self.at_top = crowd(high) < crowd(low)
        draw_sentence(painter, text, area, look, at_top=self.at_top)


def draw_sentence(
    painter: QPainter, text: str, area: QRectF, look: Look, *, at_top: bool = False
) -> None:
    """Draw a quiet sentence at the bottom or top of an area, in as many lines as it needs."""
    box = sentence_box(text, area, look, at_top=at_top)
    ground = look.colour(look.theme.panel)
    ground.setAlphaF(SENTENCE_OPACITY)
    painter.setFont(look.base)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, look.sizes.corner, look.sizes.corner)
    painter.setPen(look.colour(look.theme.text))
    painter.drawText(box, SENTENCE_FLAGS, text)


def sentence_box(text: str, area: QRectF, look: Look, *, at_top: bool = False) -> QRectF:
    """Where a sentence stands in an area."""
    inset = look.sizes.gap
    room = QRectF(0, 0, area.width() - 4 * inset, area.height())
    shape = QFontMetricsF(look.base).boundingRect(room, SENTENCE_FLAGS, text)
    box = QRectF(0, 0, shape.width() + 2 * inset, shape.height() + inset)
    box.moveCenter(QPointF(area.center().x(), 0))
    if at_top:
        box.moveTop(area.top() + inset)
    else:
        box.moveBottom(area.bottom() - inset)
    return box
