"""A block of lines with the numbers of the state shown, which follows the timeline.

It draws plain text in the typeset formulas' face: a new state costs less than a millisecond.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.appearance import Appearance
from gui.latex_text import HAT
from gui.letter_widths import LetterWidths
from gui.number_line import NumberBlock, NumberLine, chunks, math_family, math_font, rows
from gui.theme import Sizes

NUMBER_SHARE = 1.2
"""Size of the type of numbers against the window's own: its letters are smaller."""
ROW_SHARE = 1.55
"""Height of a row of numbers against its type."""
BASELINE_SHARE = 0.68
"""Where the letters of a row stand, from its top."""
CAPTION_SHARE = 1.5
"""Height of the caption against its type."""
EMPTY = NumberBlock("", ())


def row_height(sizes: Sizes) -> int:
    """Height of a row of numbers, in logical pixels."""
    return round(ROW_SHARE * NUMBER_SHARE * sizes.base_px)


class NumbersView(QWidget):
    """A block of lines with numbers beside a thin rule; without lines it is not there.

    Rows only become more while the width stays, so that nothing jumps as the numbers change.

    Args:
        appearance: Colours and sizes.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._block = EMPTY
        self._rows: list[list[str]] = []
        self._broken: dict[str, set[int]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.dress()
        self.hide()

    @property
    def block(self) -> NumberBlock:
        """What it shows."""
        return self._block

    def dress(self) -> None:
        """Take the appearance's fonts; drawn anew."""
        base_px = self._appearance.sizes.base_px
        self._font = math_font(self._appearance.font(), round(NUMBER_SHARE * base_px))
        self._caption_font = self._appearance.font("caption")
        self._plain_font = QFont(self._font)
        self._plain_font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)  # half the time
        self._measure = LetterWidths(QFontMetricsF(self._font), {HAT: 0.0}).of
        self._row_height = row_height(self._appearance.sizes)
        self._break_anew()

    def show_block(self, block: NumberBlock) -> None:
        """Show these numbers; the same ones again cost nothing."""
        if block == self._block:
            return
        self._block = block
        if bool(block.lines) == self.isHidden():
            self.setVisible(bool(block.lines))
        self._set_rows()
        self.update()

    def tell(self) -> None:
        """Say the numbers to a screen reader, which should not be told every frame's."""
        lines = "; ".join(line.plain for line in self._block.lines)
        name = f"{self._block.caption}: {lines}" if self._block.lines else ""
        if name != self.accessibleName():
            self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """As high as caption and rows, as wide as it is made."""
        return QSize(0, self._top + self._row_height * sum(map(len, self._rows)))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines anew."""
        if event.size().width() != event.oldSize().width():
            self._break_anew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A thin rule, the caption, the rows."""
        theme, sizes = self._appearance.theme, self._appearance.sizes
        painter = QPainter(self)
        stroke = QRectF(0, 0, sizes.line_width, self.height())
        painter.fillRect(stroke, QColor(theme.line))
        if self._block.caption:
            painter.setPen(QColor(theme.secondary))
            painter.setFont(self._caption_font)
            box = QRectF(self._left, 0, self.width() - self._left, self._top)
            painter.drawText(box, Qt.AlignmentFlag.AlignTop, self._block.caption)
        painter.setPen(QColor(theme.text))
        self._draw_rows(painter)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """A tooltip tells the line under the mouse with all its figures."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            line = self._line_at(event.pos().y())
            QToolTip.showText(event.globalPos(), line.exact if line else "", self)
            return True
        return super().event(event)

    def _draw_rows(self, painter: QPainter) -> None:
        baseline = self._top + BASELINE_SHARE * self._row_height
        for line in self._rows:
            for number, text in enumerate(line):
                painter.setFont(self._font if HAT in text else self._plain_font)
                left = self._left + (self._indent if number else 0)
                painter.drawText(QPointF(left, baseline), text)
                baseline += self._row_height

    @property
    def _left(self) -> int:
        return self._appearance.sizes.line_width + self._appearance.sizes.gap

    @property
    def _indent(self) -> int:
        return self._appearance.sizes.around

    @property
    def _top(self) -> int:
        """Where the lines begin, beneath the caption."""
        return (
            round(CAPTION_SHARE * self._appearance.sizes.caption_px) if self._block.caption else 0
        )

    def _line_at(self, y: float) -> NumberLine | None:
        bottom = float(self._top)
        for line, texts in zip(self._block.lines, self._rows, strict=True):
            bottom += self._row_height * len(texts)
            if y < bottom:
                return line
        return None

    def _break_anew(self) -> None:
        self._broken = {}
        self._set_rows()
        self.update()

    def _set_rows(self) -> None:
        before = sum(map(len, self._rows)), self._top
        width = self.width() - self._left
        italic = bool(math_family())
        self._rows = [
            rows(
                chunks(line, italic=italic),
                width,
                self._indent,
                self._measure,
                self._broken.setdefault(line.text, set()),
            )
            for line in self._block.lines
        ]
        if before != (sum(map(len, self._rows)), self._top):
            self.updateGeometry()
