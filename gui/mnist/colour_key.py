"""Which weight has which colour: a strip between two numbers."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.appearance import Appearance
from gui.labels import text_size
from gui.look import look_of
from gui.ticks import number_text

KEY_WIDTH = 96
WIDEST = "−0.0888"


class ColourKey(QWidget):
    """Which weight has which colour."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._reach = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Colours of the weights")
        appearance.changed.connect(self._dress)

    def show_reach(self, reach: float) -> None:
        """Weights of ± this have the full colour."""
        self._reach = reach
        self.setAccessibleDescription(f"from {self._texts[0]} to {self._texts[1]}")
        self.update()

    @property
    def _texts(self) -> tuple[str, str]:
        text = number_text(self._reach)
        return f"−{text}", f"+{text}"

    def sizeHint(self) -> QSize:
        """A strip between two numbers."""
        look = look_of(self._appearance)
        text = math.ceil(text_size(WIDEST, look.caption)[0]) + look.sizes.inside
        return QSize(KEY_WIDTH + 2 * text, look.sizes.table_row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Number, strip, number."""
        look, flags = look_of(self._appearance), Qt.AlignmentFlag
        painter = QPainter(self)
        painter.setFont(look.caption)
        painter.setPen(look.colour(look.theme.secondary))
        side = (self.width() - KEY_WIDTH) / 2
        inside = look.sizes.inside
        area = QRectF(self.rect())
        low, high = self._texts
        left = area.adjusted(0, 0, -side - KEY_WIDTH - inside, 0)
        painter.drawText(left, flags.AlignRight | flags.AlignVCenter, low)
        right = area.adjusted(side + KEY_WIDTH + inside, 0, 0, 0)
        painter.drawText(right, flags.AlignLeft | flags.AlignVCenter, high)
        strip = QRectF(side, (area.height() - look.sizes.bar) / 2, KEY_WIDTH, look.sizes.bar)
        shades = QLinearGradient(strip.topLeft(), strip.topRight())
        negative, positive = look.theme.class_regions
        for place, colour in ((0.0, negative), (0.5, look.theme.panel), (1.0, positive)):
            shades.setColorAt(place, look.colour(colour))
        painter.fillRect(strip, shades)
        painter.setPen(look.pen(look.theme.line))
        painter.drawRect(strip)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
