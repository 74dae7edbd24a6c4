"""Loss or accuracy of each epoch: on the training images, and on those kept for validation.

It shows the values that it is given and judges nothing.
"""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter

from gui.appearance import Appearance
from gui.chart_widget import ChartWidget
from gui.column_pointer import ColumnPointer
from gui.labels import Label, draw_labels, spread, text_size
from gui.marked_lines import BESIDE, draw_band, draw_marked_line, name_beside
from gui.notes import Row, draw_sentence
from gui.shapes import FloatArray
from gui.strokes import draw_strokes, stroke
from gui.ticks import Range, linear_ticks, number_text, padded

TRAINING, VALIDATION = "training", "validation"
NAMES = (TRAINING, VALIDATION)
NAMES_SHARE = 0.4
"""Share of the plot that names may take on the right."""
MARK_RADIUS = 2.5


class EpochPlot(ChartWidget):
    """Two lines over the epochs, with a mark for each epoch.

    Shift and arrows go from epoch to epoch, Return opens one.

    Signals:
        opened: The epoch of this number was clicked; the first is 1.

    Args:
        appearance: Colours and sizes.
        quantity: What it shows: "loss" or "accuracy".
        per_cent: Whether values are shares, shown as per cent.
        last: The number of epochs that it has room for at first.
    """

    opened = Signal(int)

    def __init__(
        self, appearance: Appearance, quantity: str, *, per_cent: bool = False, last: int = 1
    ) -> None:
        super().__init__(appearance, ("epoch", ""))
        self._quantity, self._per_cent = quantity, per_cent
        self._values: tuple[FloatArray, FloatArray] = (np.empty(0), np.empty(0))
        self._beside: FloatArray = np.empty(0)
        self._beside_name = ""
        self._last = last
        self._current: int | None = None
        self._caption = ""
        self._shown: Range | None = None
        self._under = self.chart.add_layer(1.0, self._paint_under)
        self._lines = self.chart.add_layer(2.0, self._paint_lines)
        self._over = self.chart.add_layer(8.0, self._paint_over)
        self.chart.resized.connect(self._fit)
        self._pointer = ColumnPointer(self.chart, first=1)
        self._pointer.moved.connect(self._over.update)
        self._pointer.opened.connect(self.opened)
        self.setAccessibleName(f"{quantity} of each epoch".capitalize())
        self.setMinimumSize(160, 90)

    # -- what it shows -------------------------------------------------------------------------

    def show_epochs(
        self, training: Sequence[float], validation: Sequence[float], last: int
    ) -> None:
        """Show these.

        Args:
            training: Of epochs 1, 2, …
            validation: The same.
            last: The number of epochs that were chosen.
        """
        factor = 100.0 if self._per_cent else 1.0
        before = len(self._values[0])
        if len(training) == before == 0 and last == self._last:
            return  # to set range and ticks again takes a millisecond
        self._values = (factor * np.asarray(training), factor * np.asarray(validation))
        self._last = max(last, len(training), 1)
        self._pointer.set_columns(len(training))
        if len(training) < before:
            self._shown = None
        if len(training):
            description = ", ".join(self.told(len(training)))
            self.setAccessibleDescription(description)
        self._fit()

    def show_beside(self, validation: Sequence[float], name: str) -> None:
        """Show the validation of another run, faintly; nothing where there are no epochs."""
        beside = (100.0 if self._per_cent else 1.0) * np.asarray(validation, np.float64)
        if name != self._beside_name or not np.array_equal(beside, self._beside):
            self._beside, self._beside_name = beside, name
            self._fit()

    def show_current(self, epoch: int | None) -> None:
        """Mark the epoch at whose end the run stands, or none."""
        if epoch != self._current:
            self._current = epoch
            self._under.update()

    def show_caption(self, text: str) -> None:
        """A quiet sentence on the picture; empty for none."""
        if text != self._caption:
            self._caption = text
            self._over.update()

    def told(self, epoch: int) -> list[str]:
        """What is said of an epoch, line by line."""
        return [text for _, text in self._rows(epoch)]

    # -- overrides of Qt -----------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Wider than high."""
        return QSize(320, 180)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From epoch to epoch; every other key is the transport's."""
        if not self._pointer.take_key(event):
            event.ignore()
        elif self._pointer.column is not None:
            self.setAccessibleDescription(", ".join(self.told(self._pointer.column)))

    # -- drawing -------------------------------------------------------------------------------

    @property
    def _colours(self) -> tuple[str, str]:
        theme = self._look.theme
        return theme.racers["rmsprop"], theme.text

    def _fit(self) -> None:
        """Set the range and the ticks, with room for the names at the ends of the lines."""
        values = np.concatenate((*self._values, self._beside))
        values = values[np.isfinite(values)]
        if len(values):
            low, high = float(values.min()), float(values.max())
            self._shown = self._shown.following(low, high) if self._shown else padded(low, high)
        shown, area, look = self._shown or self._empty_range, self.chart.area, self._look
        right = self._last + 0.35
        names = (*NAMES, self._beside_name) if len(self._beside) else NAMES
        name = max(text_size(name, look.caption)[0] for name in names) + 2 * BESIDE
        room = min(name, NAMES_SHARE * area.width()) / max(area.width(), 1.0)
        n = max(len(self._values[0]), len(self._beside), 1)
        right = max(right, (n + 0.6 * room) / (1 - room))
        self.chart.set_title(self._quantity.capitalize(), look.theme.text)
        self.chart.set_range(0.6, right, shown.low, shown.high)
        tall = max(2, int(area.height() / (2.6 * look.sizes.caption_px)))
        wide = max(2, int(area.width() / (3 * look.sizes.caption_px)))
        unit = " %" if self._per_cent else ""
        ticks = linear_ticks(shown.low, shown.high, tall)
        up = [(v, f"{text}{unit}") for v, text in ticks if not self._per_cent or v <= 100.0]
        across = [t for t in linear_ticks(0, self._last, wide, whole=True) if t[0] >= 1]
        self.chart.set_ticks(across, up)
        for layer in (self._under, self._lines, self._over):
            layer.update()

    @property
    def _empty_range(self) -> Range:
        return Range(80.0, 100.0) if self._per_cent else Range(0.0, 0.5)

    def _paint_under(self, painter: QPainter) -> None:
        if self._current is not None and 1 <= self._current <= len(self._values[0]):
            draw_band(painter, self.chart, float(self._current), self._look)

    def _paint_lines(self, painter: QPainter) -> None:
        look, names = self._look, []
        if len(self._beside):
            names.append(self._paint_beside(painter))
        for values, colour, name in zip(self._values, self._colours, NAMES, strict=True):
            epochs = np.arange(1, len(values) + 1)
            places = self.chart.places(np.column_stack((epochs, values)))
            filled = name == VALIDATION  # a dot on its line, a ring on that of training
            label = draw_marked_line(
                painter, places, name, colour, MARK_RADIUS, look, filled=filled
            )
            if label is not None:
                names.append(label)
        area = self.chart.area.adjusted(2, 2, -2, -2)
        draw_labels(painter, spread(names, area), look, look.caption)

    def _paint_beside(self, painter: QPainter) -> Label:
        """The other run's line, thin and quiet, and its name."""
        look = self._look
        epochs = np.arange(1, len(self._beside) + 1)
        places = self.chart.places(np.column_stack((epochs, self._beside)))
        colour = look.colour(look.theme.secondary)
        line = stroke(colour, look.sizes.line_width / 2, [places])
        draw_strokes(painter, [line], look.colour(look.theme.panel))
        room = NAMES_SHARE * self.chart.area.width() - 2 * BESIDE
        name = QFontMetricsF(look.caption).elidedText(
            self._beside_name, Qt.TextElideMode.ElideRight, room
        )
        return name_beside(name, look.theme.secondary, places[-1], look)

    def _paint_over(self, painter: QPainter) -> None:
        look, area = self._look, self.chart.area.adjusted(2, 2, -2, -2)
        if self._caption:
            draw_sentence(painter, self._caption, area, look)
        epoch = self._pointer.column
        if epoch is not None and not self.chart.picturing:
            self._pointer.draw(painter, self._rows(epoch), look)

    def _rows(self, epoch: int) -> list[Row]:
        rows: list[Row] = [(None, f"epoch {epoch}")]
        for name, colour, values in zip(NAMES, self._colours, self._values, strict=True):
            value = float(values[epoch - 1])
            if np.isfinite(value):
                text = f"{value:.2f} %" if self._per_cent else number_text(value)
                rows.append((self._look.colour(colour), f"{text} {name}"))
        return rows
