"""A small table of numbers that may change sixty times a second: it paints itself.

It shows values and rounds them to what there is room for; it computes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.appearance import Appearance
from gui.figures import SIGNIFICANT, WIDEST, rounded
from gui.letter_widths import LetterWidths
from gui.pointing import ENTER

Value = float | str | None

NOTHING = "–"
LEAST_BAR = 1.0
"""Pixels; the axis of a shorter bar would look like dust."""
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class NumberRow:
    """One row.

    Attributes:
        label: What it is, in the first column.
        values: One for each further column: a number, words, or None for a dash.
        bar: From −1 to 1, drawn beside the label; None for no bar.
    """

    label: str
    values: tuple[Value, ...]
    bar: float | None = None


def exact(value: Value) -> str:
    """A value with all its digits, for the tooltip."""
    if value is None:
        return NOTHING
    return value if isinstance(value, str) else f"{value:.10g}".replace("-", "−")


def _longest(value: Value) -> str:
    """The longest text that a cell has to have room for."""
    return value if isinstance(value, str) else WIDEST


class NumberTable(QWidget):
    """Labels, signed bars, and columns of figures of one width.

    Signals:
        row_hovered: Index of the row that is pointed at or reached by the arrow keys, −1 for none.
        row_opened: Index of the row that was clicked twice, or on which Enter was pressed.
    """

    row_hovered = Signal(int)
    row_opened = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._columns: tuple[str, ...] = ()
        self._rows: tuple[NumberRow, ...] = ()
        self._reserved: tuple[str, ...] = ()
        self._row = -1
        self._fonts = (QFont(), QFont())
        self._figures = QFont()
        self._label_width = self._bar_width = 0.0
        self._value_widths: list[float] = []
        self._widths = LetterWidths(QFontMetricsF(self._figures))
        self._room = 0.0
        self._safe_length = 0
        self._still: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._dress)
        self._dress()

    def reserve(self, *words: str) -> None:
        """Room in each column of values for words as long as these, before such words come."""
        self._reserved = words

    def show_table(self, columns: tuple[str, ...], rows: tuple[NumberRow, ...]) -> None:
        """Show these; the first column is that of the labels."""
        shape = (columns, tuple((row.label, row.bar is None) for row in rows))
        before = (self._columns, tuple((row.label, row.bar is None) for row in self._rows))
        self._columns, self._rows = columns, rows
        if shape != before:
            self._lay_out()
            self.updateGeometry()
            if self._row >= len(rows):
                self._point_at(-1)
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each, and one for the captions."""
        lines = len(self._rows) + self._has_captions()
        return QSize(self._appearance.sizes.around, lines * self._row_height())

    def minimumSizeHint(self) -> QSize:
        """The same height; columns make do with what width there is."""
        return self.sizeHint()

    def text(self, row: int, column: int) -> str:
        """What stands in a cell now; column 0 is the label."""
        if column == 0:
            return self._rows[row].label
        return self._written(self._rows[row].values[column - 1])

    def told(self, row: int) -> str:
        """A row in words with all digits, as in the tooltip."""
        one = self._rows[row]
        named = zip(self._columns[1:], one.values, strict=False)
        lines = [f"{name} = {exact(value)}" if name else exact(value) for name, value in named]
        return "\n".join([one.label, *lines] if one.label else lines)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words that stay, then the figures and bars."""
        painter = QPainter(self)
        theme, height = self._appearance.theme, self._row_height()
        top = height * self._has_captions()
        if self._row >= 0:
            hovered = QRectF(0, top + self._row * height, self.width(), height)
            painter.fillRect(hovered, QColor(theme.hovered))
        painter.drawPixmap(0, 0, self._words())
        painter.setPen(QColor(theme.text))
        painter.setFont(self._figures)
        for index, row in enumerate(self._rows):
            self._draw_values(painter, top + index * height, map(self._written, row.values))
        self._draw_bars(painter, top)
        if self.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out another width."""
        super().resizeEvent(event)
        self._lay_out()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the row under the mouse."""
        self._point_at(self._row_at(event.position().y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row under the mouse."""
        self._open(self._row_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self._point_at(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing."""
        super().focusOutEvent(event)
        self._point_at(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the rows and tell their digits; Enter opens one."""
        if event.key() in ENTER:
            self._open(self._row)
            return
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._rows:
            super().keyPressEvent(event)
            return
        self._point_at(min(max(self._row + step, 0), len(self._rows) - 1))
        height = self._row_height()
        below = QPoint(0, (self._row + 1 + self._has_captions()) * height)
        words = self.told(self._row)
        self.setAccessibleDescription(words)
        QToolTip.showText(self.mapToGlobal(below), words, self)

    def event(self, event: QEvent) -> bool:
        """A tooltip for the row under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            row = self._row_at(event.pos().y())
            QToolTip.showText(event.globalPos(), self.told(row) if row >= 0 else "", self)
            return True
        return super().event(event)

    def _written(self, value: Value) -> str:
        if value is None:
            return NOTHING
        if isinstance(value, str):
            return value
        text = rounded(value)
        if len(text) <= self._safe_length:
            return text
        for figures in range(SIGNIFICANT - 1, 0, -1):
            if self._widths.of(text) <= self._room:
                break
            text = rounded(value, figures)
        return text

    def _has_captions(self) -> int:
        return 1 if any(self._columns) else 0

    def _row_height(self) -> int:
        return self._appearance.sizes.table_row

    def _row_at(self, y: float) -> int:
        row = int(y // self._row_height()) - self._has_captions()
        return row if 0 <= row < len(self._rows) else -1

    def _point_at(self, row: int) -> None:
        if row != self._row:
            self._row = row
            self.update()
            self.row_hovered.emit(row)

    def _open(self, row: int) -> None:
        if row >= 0:
            self.row_opened.emit(row)

    def _lay_out(self) -> None:
        """Share the width out: the label, a bar if there is room, the figures."""
        self._still = None
        sizes = self._appearance.sizes
        base, caption = (QFontMetricsF(font) for font in self._fonts)
        title = caption.horizontalAdvance(self._columns[0] if self._columns else "")
        labels = (base.horizontalAdvance(row.label) for row in self._rows)
        self._label_width = max((title, *labels)) + sizes.gap
        left = self.width() - self._label_width
        barred = any(row.bar is not None for row in self._rows)
        bar = sizes.control + sizes.around if barred else 0
        needs = self._needs(base)
        roomy = left - bar >= sum(needs)
        if not roomy:  # three figures are worth more than wide gaps
            self._label_width -= sizes.gap - sizes.inside
            left = self.width() - self._label_width
        self._figures = QFont(self._fonts[0] if roomy else self._fonts[1])
        self._figures.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)  # drawn sooner
        metrics = base if roomy else caption
        needs = needs if roomy else self._needs(caption)
        spare = left - sum(needs)
        self._bar_width = min(spare, sizes.number_px * 2.0) if barred and spare >= bar else 0.0
        each = (spare - self._bar_width) / len(needs)
        self._value_widths = [need + each for need in needs]
        self._widths, self._room = LetterWidths(metrics), min(self._value_widths) - sizes.inside
        self._safe_length = int(self._room / max(map(metrics.horizontalAdvance, "0+−")))

    def _needs(self, metrics: QFontMetricsF) -> list[float]:
        """What each column of values needs: for its caption, its words, or the longest number."""
        caption, gap = QFontMetricsF(self._fonts[1]), self._appearance.sizes.gap
        needs = []
        for n, title in enumerate(self._columns[1:]):
            values = (metrics.horizontalAdvance(_longest(row.values[n])) for row in self._rows)
            to_come = map(metrics.horizontalAdvance, self._reserved[n : n + 1])
            needs.append(max((caption.horizontalAdvance(title), *to_come, *values)) + gap)
        return needs or [metrics.horizontalAdvance(WIDEST) + gap]

    def _words(self) -> QPixmap:
        """Captions and labels, which are drawn once: text is the dearest part of a frame."""
        ratio = self.devicePixelRatioF()
        if self._still is not None and self._still.devicePixelRatio() == ratio:
            return self._still
        self._still = QPixmap(self.size() * ratio)
        self._still.setDevicePixelRatio(ratio)
        self._still.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._still)
        theme, height = self._appearance.theme, self._row_height()
        top = height * self._has_captions()
        if top:
            painter.setPen(QColor(theme.secondary))
            painter.setFont(self._fonts[1])
            painter.drawText(QRectF(0, 0, self._label_width, height), LEFT, self._columns[0])
            self._draw_values(painter, 0, self._columns[1:])
        painter.setPen(QColor(theme.text))
        painter.setFont(self._fonts[0])
        for index, row in enumerate(self._rows):
            area = QRectF(0, top + index * height, self._label_width, height)
            painter.drawText(area, LEFT, row.label)
        painter.end()
        return self._still

    def _draw_values(self, painter: QPainter, top: float, texts: Iterable[str]) -> None:
        left = self._label_width + self._bar_width
        for text, width in zip(texts, self._value_widths, strict=False):
            painter.drawText(QRectF(left, top, width, self._row_height()), RIGHT, text)
            left += width

    def _draw_bars(self, painter: QPainter, top: float) -> None:
        """From the middle to the left in class 0's colour, to the right in class 1's.

        Without room of their own they lie as thin strips under the first number.
        """
        theme, sizes, height = self._appearance.theme, self._appearance.sizes, self._row_height()
        colours = [QColor(colour) for colour in theme.class_regions]
        secondary = QColor(theme.secondary)
        beside = self._bar_width > 0
        thick = height / 2 if beside else float(sizes.line_width)
        half = ((self._bar_width or self._value_widths[0]) - sizes.gap) / 2
        middle = round(self._label_width + half + (0 if beside else sizes.gap))
        above = top + ((height - thick) / 2 if beside else height - thick)
        for row in self._rows:
            length = min(max(row.bar or 0.0, -1.0), 1.0) * half
            if row.bar is not None and abs(length) >= LEAST_BAR:
                area = QRectF(middle, above, length, thick).normalized()
                painter.fillRect(area, colours[row.bar > 0])
                axis = QRectF(middle, above - 1, sizes.border, thick + 2 * sizes.border)
                painter.fillRect(axis, secondary)
            above += height

    def _dress(self) -> None:
        self._fonts = (self._appearance.font(), self._appearance.font("caption"))
        self._lay_out()
        self.updateGeometry()
        self.update()
