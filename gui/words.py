"""Words on the window, in the type and colour of their role. They hold no wish and no number."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from gui.theme import Appearance, FontRole

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
        self.setFont(self._appearance.font(self._font_role))
        room = getattr(self, "_room", "")
        if room:
            self.setMinimumWidth(self.fontMetrics().horizontalAdvance(room))


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
