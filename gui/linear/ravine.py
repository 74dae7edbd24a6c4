"""The ravine: the loss over exactly two weights, and the racers' ways through it."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gui.appearance import Appearance
from gui.chart_widget import ChartWidget
from gui.labels import Label, draw_labels, spread, text_size
from gui.notes import draw_pin, draw_plate, draw_sentence
from gui.shapes import FloatArray, Path
from gui.strokes import Stroke, draw_strokes, sparse, stroke
from gui.theme import mix
from gui.ticks import number_text

Frame = tuple[float, float, float, float]
Level = tuple[float, tuple[FloatArray, ...]]
"""A loss, and the polylines (k, 2) along which it has this value."""

DARKEST, LIGHTEST = 0.75, 0.22
"""How strongly the lowest and the highest level are drawn."""
BESIDE = 10.0
SPACING = 3.0
MOST_LEVEL_NAMES = 6
SMALLEST_NAMED = 3.0
"""Height of the ring that still has its loss on it, in heights of the words: at the bottom of the
ravine they would hide the ring, and the racers, who end there, the words."""


class RavinePlot(ChartWidget):
    """Levels of the loss over two weights, with a path and a head for each racer.

    Signals:
        hovered: The mouse is at these two weights.
        hover_ended: The mouse is on the picture no more.
        pinned: A read-out is to stay at these two weights.
        pin_removed: It is not wanted any more.
    """

    hovered = Signal(float, float)
    hover_ended = Signal()
    pinned = Signal(float, float)
    pin_removed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, ("", ""), parent)
        self._frame: Frame = (-1.0, 1.0, -1.0, 1.0)
        self._levels: tuple[Level, ...] = ()
        self._paths: tuple[Path, ...] = ()
        self._minimum: tuple[float, float] | None = None
        self._caption = ""
        self._readout = ""
        self._pointer: QPointF | None = None
        self._pin: tuple[float, float, str] | None = None
        self._level_strokes: list[Stroke] = []
        self._level_names: list[Label] = []
        self._path_strokes: list[Stroke] = []
        self._heads: list[tuple[QPointF, str]] = []
        self._names: tuple[Label, ...] = ()
        self._under = self.chart.add_layer(1.0, self._paint_levels)
        self._middle = self.chart.add_layer(2.0, self._paint_paths)
        self._over = self.chart.add_layer(8.0, self._paint_over)
        self.setAccessibleName("Loss over two weights")
        self.setMinimumSize(160, 120)
        self.chart.resized.connect(self._fit)
        self.chart.pointing.moved.connect(self._move)
        self.chart.pointing.left.connect(self._leave)
        self.chart.pointing.clicked.connect(self._click)

    def show_landscape(
        self, levels: Sequence[Level], frame: Frame, labels: tuple[str, str]
    ) -> None:
        """Show the levels of the loss over a frame whose two weights have these names."""
        self._levels = tuple(sorted(levels, key=lambda level: level[0]))
        self._frame = frame
        self.chart.set_names(labels)
        self._fit()

    def show_paths(self, paths: Sequence[Path]) -> None:
        """Show the racers' ways, each with a mark where the racer is."""
        self._paths = tuple(paths)
        self._lay_paths()

    def show_minimum(self, x: float | None, y: float | None) -> None:
        """Mark where the loss is least, or nothing."""
        self._minimum = None if x is None or y is None else (x, y)
        self._middle.update()

    def show_caption(self, text: str) -> None:
        """A quiet sentence on the picture; empty for none."""
        self._caption = text
        self._over.update()

    def show_readout(self, text: str) -> None:
        """What the loss is where the mouse is; empty for none."""
        self._readout = text
        self._over.update()

    def show_pin(self, first: float, second: float, text: str) -> None:
        """Keep a read-out at these two weights."""
        self._pin = (first, second, text)
        self._over.update()

    def remove_pin(self) -> None:
        """Keep no read-out."""
        self._pin = None
        self._over.update()

    def sizeHint(self) -> QSize:
        """A landscape likes room."""
        return QSize(640, 430)

    # -- within --------------------------------------------------------------------------------

    def _move(self, at: QPointF) -> None:
        place = self.chart.within(at)
        if not self.chart.area.contains(place):
            self._leave()
            return
        self._pointer = place
        self.hovered.emit(*self.chart.value(place))
        self._over.update()

    def _leave(self) -> None:
        if self._pointer is not None:
            self._pointer, self._readout = None, ""
            self._over.update()
            self.hover_ended.emit()

    def _click(self, at: QPointF, button: Qt.MouseButton) -> None:
        place = self.chart.within(at)
        if button is not Qt.MouseButton.LeftButton or not self.chart.area.contains(place):
            return
        if self._pin and (self._pin_place() - place).manhattanLength() <= self._look.sizes.gap:
            self.remove_pin()
            self.pin_removed.emit()
        else:
            self.pinned.emit(*self.chart.value(place))

    def _pin_place(self) -> QPointF:
        first, second, _ = self._pin or (0.0, 0.0, "")
        return QPointF(*self.chart.place(first, second))

    def _fit(self) -> None:
        self.chart.set_range(*self._frame)
        self.chart.set_round_ticks()
        self._lay_levels()
        self._lay_paths()
        self._over.update()

    def _lay_levels(self) -> None:
        theme, many = self._look.theme, max(len(self._levels) - 1, 1)
        self._level_strokes = []
        names: list[Label] = []
        every = -(-len(self._levels) // MOST_LEVEL_NAMES) or 1
        for n, (loss, polylines) in enumerate(self._levels):
            share = DARKEST + (LIGHTEST - DARKEST) * n / many
            colour = mix(theme.secondary, theme.panel, share)
            parts = [sparse(self.chart.places(part), SPACING) for part in polylines]
            width = self._look.sizes.line_width / 2
            self._level_strokes.append(stroke(self._look.colour(colour), width, parts))
            if n % every == 0:
                names += self._level_name(number_text(loss), parts)
        self._level_names = []
        for name in reversed(names):  # the outer levels have room; what would lie over one goes
            around = name.box.adjusted(-8, -8, 8, 8)
            if not any(around.intersects(other.box) for other in self._level_names):
                self._level_names.append(name)
        self._under.update()

    def _level_name(self, text: str, parts: list[FloatArray]) -> list[Label]:
        """A level's loss, written on its line where that is highest in the picture."""
        width, height = text_size(text, self._look.caption)
        inside = self.chart.area.adjusted(width, height, -width, -height)
        points = np.concatenate(parts) if parts else np.empty((0, 2))
        if not len(points) or np.ptp(points[:, 1]) < SMALLEST_NAMED * height:
            return []
        seen = [QPointF(x, y) for x, y in points[:: max(1, len(points) // 60)]]
        seen = [point for point in seen if inside.contains(point)]
        if not seen:
            return []
        box = QRectF(0, 0, width, height)
        box.moveCenter(min(seen, key=lambda point: point.y()))
        return [Label(text, self._look.colour(self._look.theme.secondary), box)]

    def _lay_paths(self) -> None:
        look = self._look
        wanted: list[Label] = []
        self._path_strokes, self._heads = [], []
        for path in self._paths:
            points = self.chart.places(path.points)
            points = points[np.isfinite(points).all(axis=1)]
            if not len(points):
                continue
            colour = look.colour(path.colour)
            self._path_strokes.append(
                stroke(colour, look.sizes.line_width, [points], path.dash, look.sizes.halo_width)
            )
            head = QPointF(float(points[-1, 0]), float(points[-1, 1]))
            self._heads.append((head, path.colour))
            if path.label and self.chart.area.contains(head):
                width, height = text_size(path.label, look.base)
                box = QRectF(head.x() + BESIDE, head.y() - height / 2, width, height)
                wanted.append(Label(path.label, colour, box))
        self._names = spread(wanted, self.chart.area.adjusted(4, 4, -4, -4))
        self._middle.update()

    def _paint_levels(self, painter: QPainter) -> None:
        look = self._look
        draw_strokes(painter, self._level_strokes, look.colour(look.theme.panel))
        draw_labels(painter, self._level_names, look, look.caption)

    def _paint_paths(self, painter: QPainter) -> None:
        look = self._look
        ground = look.colour(look.theme.panel)
        draw_strokes(painter, self._path_strokes, ground)
        if self._minimum is not None:
            self._paint_cross(painter, QPointF(*self.chart.place(*self._minimum)))
        painter.setPen(look.pen(look.theme.panel, look.sizes.line_width))
        for head, colour in self._heads:
            painter.setBrush(look.colour(colour))
            painter.drawEllipse(head, 3 * look.sizes.line_width, 3 * look.sizes.line_width)
        draw_labels(painter, self._names, look, look.base)

    def _paint_cross(self, painter: QPainter, at: QPointF) -> None:
        look, half = self._look, self._look.sizes.gap * 0.75
        for colour, width in (
            (look.theme.panel, look.sizes.halo_width),
            (look.theme.text, look.sizes.line_width),
        ):
            painter.setPen(look.pen(colour, width))
            painter.drawLine(at + QPointF(-half, -half), at + QPointF(half, half))
            painter.drawLine(at + QPointF(-half, half), at + QPointF(half, -half))

    def _paint_over(self, painter: QPainter) -> None:
        area = self.chart.area.adjusted(4, 4, -4, -4)
        if self._caption:
            draw_sentence(painter, self._caption, area, self._look)
        if self._pin:
            draw_pin(painter, self._pin_place(), self._pin[2], area, self._look)
        if self._pointer is not None and self._readout and not self.chart.picturing:
            rows = [(None, row) for row in self._readout.split("\n")]
            draw_plate(painter, rows, self._pointer, area, self._look)
