"""Words on the window, in the type and colour of their role. They hold no wish and no number."""

import math
from typing import Literal, cast

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

from gui.appearance import Appearance, FontRole

WordRole = Literal["base", "secondary", "caption", "title", "good", "warn", "bad"]

FONTS: dict[WordRole, FontRole] = {"caption": "caption", "title": "title", "bad": "caption"}
"""Roles that are not written in the base size."""


def set_role(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Words(QLabel):
    """A label in the type and colour of its role, which follows the appearance."""

    def __init__(
        self,
        appearance: Appearance,
        text: str = "",
        role: WordRole = "base",
        font: FontRole | None = None,
    ) -> None:
        super().__init__(text)
        self._appearance = appearance
        self._font_role: FontRole = font or FONTS.get(role, "base")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self._dress()
        appearance.changed.connect(self._dress)

    def set_role(self, role: WordRole) -> None:
        """Another colour for the same words."""
        set_role(self, "role", role)

    def keep_room_for(self, text: str) -> None:
        """As wide as `text` at least, so that nothing beside it moves when the words change."""
        self._room = text
        self._dress()

    def _dress(self) -> None:
        font = self._appearance.font(self._font_role)
        room = getattr(self, "_room", "")
        self.setFont(font)
        if room:
            self.setMinimumWidth(QFontMetrics(font).horizontalAdvance(room))
            self.setIndent(self.indent())  # else its size is that of the former width


class ElidedWords(Words):
    """One line that ends in an ellipsis where there is no room; the whole is its tooltip."""

    def setText(self, text: str) -> None:
        """Show these words; the tooltip tells them whole when they do not fit."""
        super().setText(text)
        self._tell_rest()

    def minimumSizeHint(self) -> QSize:
        """Room for the ellipsis."""
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width hides or shows another rest."""
        super().resizeEvent(event)
        self._tell_rest()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words, elided."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = self.contentsRect()
        painter.drawText(area, self.alignment(), self._elided(area.width()))

    def _elided(self, width: int) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)

    def _tell_rest(self) -> None:
        fits = self._elided(self.contentsRect().width()) == self.text()
        self.setToolTip("" if fits else self.text())


class LiveWords(Words):
    """One line that may change with every frame; it ends in an ellipsis where there is no room.

    A QLabel has the whole window laid out anew whenever its words change, which takes longer than
    to paint a picture. This one keeps its words itself and has nothing moved by them.
    """

    def __init__(
        self,
        appearance: Appearance,
        text: str = "",
        role: WordRole = "base",
        font: FontRole | None = None,
    ) -> None:
        self._words = text
        super().__init__(appearance, "", role, font)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The words, whole."""
        return self._words

    def setText(self, text: str) -> None:
        """Show these words."""
        if text != self._words:
            self._words = text
            self.setAccessibleName(text)
            self.update()

    def sizeHint(self) -> QSize:
        """Room for the words of now; they may change without asking for more."""
        metrics = QFontMetricsF(self.font())  # in whole pixels the last letter may have no room
        width = math.ceil(metrics.horizontalAdvance(self._words))
        return QSize(width, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the ellipsis."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("…"), metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words, elided where they must be."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = self.contentsRect()
        painter.drawText(area, self.alignment(), self._elided())

    def event(self, event: QEvent) -> bool:
        """Without a tooltip of its own it tells the words that are cut off."""
        asked = isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip
        if not asked or self.toolTip() or self._elided() == self._words:
            return super().event(event)
        QToolTip.showText(cast("QHelpEvent", event).globalPos(), self._words, self)
        return True

    def _elided(self) -> str:
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, width)
