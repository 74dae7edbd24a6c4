"""The one button in the colour of the accent: a pill with an icon and a word, drawn by itself."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from gui.appearance import Appearance

ROOM = "Train 13 epochs more"
"""The longest words it usually has; it is always as wide as these."""


class PlayButton(QPushButton):
    """A pill, 40 high. A button of the style sheet could not draw its ring of focus inside."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._icon_name = "play"
        self.setProperty("role", "play")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_words(self, icon: str, words: str, tooltip: str) -> None:
        """Show what a press does."""
        self._icon_name = icon
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(words)
            self.updateGeometry()
        self.setToolTip(tooltip)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its longest words, so that nothing beside it moves."""
        sizes = self._appearance.sizes
        measure = self.fontMetrics().horizontalAdvance
        words = max(measure(ROOM), measure(self.text()))
        return QSize(words + sizes.icon + sizes.inside + 2 * sizes.around, sizes.primary)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The pill, the ring of focus inside it, icon and words in its middle."""
        theme, sizes = self._appearance.theme, self._appearance.sizes
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ground()))
        pill = QRectF(self.rect())
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        if self.hasFocus():
            inset = sizes.ring + sizes.border
            ring = pill.adjusted(inset, inset, -inset, -inset)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.on_accent), sizes.ring))
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        self._draw_words(painter)

    def _draw_words(self, painter: QPainter) -> None:
        theme, sizes = self._appearance.theme, self._appearance.sizes
        words = self.fontMetrics().horizontalAdvance(self.text())
        left = (self.width() - sizes.icon - sizes.inside - words) // 2
        icon = self._appearance.icon(self._icon_name, theme.on_accent)
        top = (self.height() - sizes.icon) // 2
        icon.paint(painter, QRect(QPoint(left, top), QSize(sizes.icon, sizes.icon)))
        painter.setPen(QColor(theme.on_accent))
        area = QRect(left + sizes.icon + sizes.inside, 0, self.width(), self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _ground(self) -> str:
        theme = self._appearance.theme
        if not self.isEnabled():
            return theme.disabled
        if self.isDown() or self.underMouse():
            return theme.accent_hovered
        return theme.accent

    def _dress(self) -> None:
        self.setFont(self._appearance.font())
        self.updateGeometry()
        self.update()
