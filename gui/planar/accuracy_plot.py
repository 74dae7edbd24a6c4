"""Accuracy over the hidden-layer size: on the points that were learnt from, and on fresh ones.

Sizes stand evenly spaced; it shows what it is given and judges nothing.
"""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from gui.appearance import Appearance
from gui.chart_widget import ChartWidget
from gui.column_pointer import ColumnPointer
from gui.labels import draw_labels, spread, text_size
from gui.marked_lines import BESIDE, draw_band, draw_mark, draw_marked_line
from gui.notes import Row, draw_sentence
from gui.shapes import FloatArray
from gui.ticks import Range, linear_ticks, padded

NAMES = ("training points", "fresh points")
SHORT_NAMES = ("training", "fresh")
FRESH_DASH = (5.0, 3.0)
EDGE = 0.45
"""Room beside the first and the last size, in sizes."""
MARK_RADIUS = 3.0
NAME_SHARE = 0.33
"""Most of the width that names at the ends of the lines may take."""
LEAST_SPAN = 5.0
"""Per cent that the vertical axis shows at least."""
WHOLE = 100.0


class AccuracyPlot(ChartWidget):
    """Two lines over the sizes, with a mark for each size.

    Shift and arrows go from size to size, Return opens one.

    Signals:
        opened: The size of this index was clicked.
    """

    opened = Signal(int)

    def __init__(
        self, appearance: Appearance, name: str = "nₕ", parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, ("", ""), parent)
        self._name = name
        self._sizes: tuple[str, ...] = ()
        self._values: tuple[FloatArray, FloatArray] = (np.empty(0), np.empty(0))
        self._current: int | None = None
        self._caption = ""
        self._shown: Range | None = None
        self._under = self.chart.add_layer(1.0, self._paint_under)
        self._lines = self.chart.add_layer(2.0, self._paint_lines)
        self._over = self.chart.add_layer(8.0, self._paint_over)
        self.chart.resized.connect(self._fit)
        self._pointer = ColumnPointer(self.chart, first=0)
        self._pointer.moved.connect(self._over.update)
        self._pointer.opened.connect(self.opened)
        self.setAccessibleName(f"Accuracy over {name}")
        self.setMinimumSize(160, 120)

    # -- what it shows -------------------------------------------------------------------------

    def show_accuracies(
        self, sizes: Sequence[str | int], trained: FloatArray, fresh: FloatArray
    ) -> None:
        """Show these accuracies.

        Args:
            sizes: What stands under each place.
            trained: On the points that were learnt from, as shares from 0 to 1, (n,); nan for what
                is not known yet.
            fresh: On points never seen, the same.
        """
        names = tuple(map(str, sizes))
        if names != self._sizes:
            self._sizes, self._shown = names, None
            self._pointer.leave()
            self._pointer.set_columns(len(names))
        self._values = (WHOLE * np.asarray(trained), WHOLE * np.asarray(fresh))
        self._fit()

    def show_current(self, index: int | None) -> None:
        """Mark the size that is open elsewhere, or none."""
        self._current = index
        self._under.update()

    def show_caption(self, text: str) -> None:
        """A quiet sentence on the picture; empty for none."""
        self._caption = text
        self._over.update()

    def told(self, index: int) -> list[str]:
        """What is said of a size, line by line."""
        return [text for _, text in self._rows(index)]

    # -- overrides of Qt -----------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Wider than high."""
        return QSize(360, 240)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From size to size; every other key is the transport's."""
        if not self._pointer.take_key(event):
            event.ignore()
        elif self._pointer.column is not None:
            self.setAccessibleDescription(", ".join(self.told(self._pointer.column)))

    # -- drawing -------------------------------------------------------------------------------

    @property
    def _colours(self) -> tuple[str, str]:
        """Those of the two lines."""
        theme = self._look.theme
        return theme.text, theme.racers["rmsprop"]

    @property
    def _at_ends(self) -> bool:
        """Whether there is room for names at the ends of the lines; else they stand on top."""
        return self._name_width < NAME_SHARE * self.chart.area.width()

    @property
    def _name_width(self) -> float:
        return max(text_size(name, self._look.caption)[0] for name in NAMES) + 2 * BESIDE

    def _fit(self) -> None:
        """Set the range and the ticks, with room for the names of the lines."""
        values = np.concatenate(self._values)
        values = values[np.isfinite(values)]
        if len(values):
            low, high = float(values.min()), float(values.max())
            middle = min((low + high) / 2, WHOLE - LEAST_SPAN / 2)
            low, high = min(low, middle - LEAST_SPAN / 2), max(high, middle + LEAST_SPAN / 2)
            self._shown = self._shown.following(low, high) if self._shown else padded(low, high)
        shown, area, look = self._shown or Range(40.0, WHOLE), self.chart.area, self._look
        right, top = max(len(self._sizes) - 1, 1) + EDGE, shown.high
        if self._at_ends:
            share = self._name_width / max(area.width(), 1.0)
            right = (right - EDGE + EDGE * share) / (1 - share)
        else:
            room = min(text_size("0", look.caption)[1] / max(area.height(), 1.0), 0.5)
            top += (shown.high - shown.low) * room / (1 - room)
        self.chart.set_range(-EDGE, right, shown.low, top)
        self.chart.set_title(f"Accuracy over {self._name}", look.theme.text)
        tall = max(2, int(area.height() / (3 * look.sizes.caption_px)))
        ticks = linear_ticks(shown.low, shown.high, tall)
        up = [(value, f"{text} %") for value, text in ticks if value <= WHOLE]
        self.chart.set_ticks([(float(n), size) for n, size in enumerate(self._sizes)], up)
        for layer in (self._under, self._lines, self._over):
            layer.update()

    def _places(self, values: FloatArray) -> FloatArray:
        return self.chart.places(np.column_stack((np.arange(len(values)), values)))

    def _paint_under(self, painter: QPainter) -> None:
        if self._current is not None and self._current < len(self._sizes):
            draw_band(painter, self.chart, float(self._current), self._look)

    def _paint_lines(self, painter: QPainter) -> None:
        look, names = self._look, []
        styles = zip(self._values, self._colours, NAMES, ((), FRESH_DASH), strict=True)
        for number, (values, colour, name, dash) in enumerate(styles):
            filled = number == 0  # a dot on the line of training, a ring on that of fresh points
            label = draw_marked_line(
                painter,
                self._places(values),
                name,
                colour,
                MARK_RADIUS,
                look,
                filled=filled,
                dash=dash,
            )
            if label is not None:
                names.append(label)
        if self._at_ends:
            area = self.chart.area.adjusted(2, 2, -2, -2)
            draw_labels(painter, spread(names, area), look, look.caption)
        else:
            self._paint_legend(painter)

    def _paint_legend(self, painter: QPainter) -> None:
        """The names above the lines, each after its mark."""
        look, left = self._look, BESIDE
        for number, (name, colour) in enumerate(zip(SHORT_NAMES, self._colours, strict=True)):
            width, height = text_size(name, look.caption)
            at = QPointF(left, height / 2)
            draw_mark(painter, at, colour, MARK_RADIUS, look, filled=number == 0)
            painter.setFont(look.caption)
            painter.drawText(
                QRectF(left + BESIDE, 0, width + 1, height), Qt.AlignmentFlag.AlignCenter, name
            )
            left += width + 3 * BESIDE

    def _paint_over(self, painter: QPainter) -> None:
        look, area = self._look, self.chart.area.adjusted(2, 2, -2, -2)
        if self._caption:
            draw_sentence(painter, self._caption, area, look)
        index = self._pointer.column
        if index is not None and not self.chart.picturing:
            self._pointer.draw(painter, self._rows(index), look)

    def _rows(self, index: int) -> list[Row]:
        """What is said of a size: its name, and the accuracies that are known."""
        rows: list[Row] = [(None, f"{self._name} = {self._sizes[index]}")]
        for name, colour, values in zip(NAMES, self._colours, self._values, strict=True):
            if np.isfinite(values[index]):
                text = f"{values[index]:.1f} % of {name}"
                rows.append((self._look.colour(colour), text))
        return rows if len(rows) > 1 else [*rows, (None, "not known yet")]
