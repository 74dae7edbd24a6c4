"""A pyqtgraph plot set up as ours: fixed range, quiet axes, and layers that are painted in pixels.

pyqtgraph gives the scene and the axes; points, lines, labels and plates are painted by layers,
which take a third of the time of its own items.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QVBoxLayout, QWidget

from gui.labels import text_size
from gui.layers import Layer, Layers, Paint, Sheet
from gui.look import Look
from gui.pointing import Pointing
from gui.shapes import FloatArray
from gui.ticks import Tick, round_ticks, spaced

TICK_LENGTH = 4
FOCUS_WIDTH = 2
TICK_GAP = 12.0
"""Least pixels between the texts of two ticks."""
WIDEST_TICK = "−0.00"
CACHE, NO_CACHE = QGraphicsItem.CacheMode.DeviceCoordinateCache, QGraphicsItem.CacheMode.NoCache


class Chart(QObject):
    """A plot with two axes, in which one unit of a layer is one pixel.

    Attributes:
        view: The widget to be laid out.
        pointing: What the mouse does on it; its points are in pixels of the view, see `within`.
        area: The place of the picture, without the axes, in pixels: (0, 0) and its size.
        picturing: Whether it is being painted for a picture rather than for the screen.

    Signals:
        resized: The area has another size.
    """

    resized = Signal()

    def __init__(self, look: Look, names: tuple[str, str]) -> None:
        super().__init__()
        self.view: Any = pg.PlotWidget()
        self.names = names
        self.title: tuple[str, str] = ("", "")
        self._name_end: float | None = None
        self.focused = False
        self.picturing = False
        self.area = QRectF()
        self._look = look
        self._range = (0.0, 1.0, 0.0, 1.0)
        self._ticks: dict[str, list[Tick]] = {}
        self._set_up()
        self._box: Any = self.view.getViewBox()
        self._layers = Layers(self._box)
        self._pending: dict[Callable[[], None], None] = {}
        self.view.scene().sigPrepareForPaint.connect(self._prepare)
        self._around = Sheet(self.view.getPlotItem(), 10.0, self._paint_around)
        self._box.sigResized.connect(self._resize)
        self.pointing = Pointing(self.view.viewport())
        self.restyle(look)

    def _set_up(self) -> None:
        plot = self.view.getPlotItem()
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(False, False)
        plot.disableAutoRange()
        for widget in (self.view, self.view.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            widget.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        # the scene paints every pixel itself, so neither Qt nor a cache has to paint one before it
        self.view.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.view.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.view.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.enableAutoSIPrefix(False)
            axis.setStyle(
                tickLength=TICK_LENGTH, tickTextOffset=3, tickAlpha=255, hideOverlappingLabels=False
            )

    def fill(self, widget: QWidget) -> None:
        """Fill a widget, and show when it has the keyboard, unless the mouse brought it there."""
        layout = QVBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus of the widget that is filled."""
        if isinstance(event, QFocusEvent):
            self.focused = event.gotFocus() and (
                event.reason() is not Qt.FocusReason.MouseFocusReason
            )
            self._around.update()
        return super().eventFilter(watched, event)

    # -- what it shows -------------------------------------------------------------------------

    def add_layer(self, z: float, paint: Paint) -> Layer:
        """A layer over the area; z below 0 is under the points, above 0 over them."""
        return self._layers.add(z, paint)

    def before_paint(self, act: Callable[[], None]) -> None:
        """Call this once before the next painting, however often it is asked for until then.

        It must not ask for painting; whoever asks for it does.
        """
        self._pending[act] = None

    def set_range(self, x_min: float, x_max: float, y_min: float, y_max: float) -> bool:
        """Show this part of the plane, each minimum below its maximum; whether it is another."""
        if (x_min, x_max, y_min, y_max) == self._range:
            return False
        self._range = (x_min, x_max, y_min, y_max)
        self._box.setRange(xRange=(x_min, x_max), yRange=(y_min, y_max), padding=0)
        self._layers.sheet.update()
        return True

    def set_ticks(self, across: Sequence[Tick], up: Sequence[Tick]) -> None:
        """Mark these values on the two axes, as far as there is room for their texts."""
        self._mark("bottom", self._with_room(across))
        self._mark("left", self._beneath_name(up))

    def _with_room(self, across: Sequence[Tick]) -> list[Tick]:
        """The ticks of the lower axis that are clear of each other and of its name."""
        widths = [text_size(text, self._look.caption)[0] for _, text in across]
        places = [self.place(value, 0)[0] for value, _ in across]
        low, high = self._name_span()
        return [
            across[n]
            for n in spaced(places, widths, TICK_GAP)
            if places[n] + widths[n] / 2 < low or places[n] - widths[n] / 2 > high
        ]

    def _beneath_name(self, up: Sequence[Tick]) -> list[Tick]:
        """The ticks of the upright axis that do not lie beside its name."""
        height = text_size("0", self._look.base)[1]
        return [t for t in up if self.place(0, t[0])[1] > 1.5 * height or not self.names[1]]

    def set_name_end(self, end: float | None) -> None:
        """Let the name of the lower axis end at this pixel of the area, or at its right edge."""
        if end != self._name_end:
            self._name_end = end
            self._around.update()

    def _name_span(self) -> tuple[float, float]:
        """Between which pixels of the area the lower axis has its name, and so no ticks."""
        end = self.area.width() if self._name_end is None else self._name_end
        if not self.names[0]:
            return end + 1, end + 1
        gap = self._look.sizes.gap
        return end - text_size(self.names[0], self._look.base)[0] - gap, end + gap / 2

    def set_names(self, names: tuple[str, str]) -> None:
        """Call the two axes so."""
        self.names = names
        self._around.update()

    def set_round_ticks(self) -> None:
        """Mark round values on the two axes, as many as there is room for."""
        x_min, x_max, y_min, y_max = self._range
        tall = self._look.sizes.caption_px
        self.set_ticks(
            round_ticks(x_min, x_max, self.area.width() / tall, self._with_room),
            round_ticks(y_min, y_max, self.area.height() / tall, self._beneath_name),
        )

    def set_title(self, text: str, colour: str) -> None:
        """A line above the picture, or none."""
        if (text, colour) == self.title:
            return
        grown = bool(text) != bool(self.title[0])
        self.title = (text, colour)
        if grown:
            self._lay_out()
        self._around.update(QRectF(0, 0, self._around.boundingRect().width(), self.corner().y()))

    def restyle(self, look: Look) -> None:
        """Wear another theme or other sizes."""
        self._look = look
        theme = look.theme
        self.view.setBackground(look.colour(theme.panel))
        for side in ("left", "bottom"):
            axis = self.view.getPlotItem().getAxis(side)
            axis.setPen(look.pen(theme.line))
            axis.setTickPen(look.pen(theme.border))
            axis.setTextPen(look.pen(theme.secondary))
            axis.setStyle(tickFont=look.caption)
            # they touch the area, and so would be painted with it in every frame
            axis.setCacheMode(CACHE if not self.picturing else NO_CACHE)
        self._lay_out()
        self._around.update()
        self._layers.sheet.update()

    # -- pixels --------------------------------------------------------------------------------

    def places(self, points: FloatArray) -> FloatArray:
        """Points (k, 2) in the units of the axes as pixels of the area, same shape."""
        x_min, x_max, y_min, y_max = self._range
        scale = (self.area.width() / (x_max - x_min), -self.area.height() / (y_max - y_min))
        return (np.asarray(points, dtype=np.float64) - (x_min, y_max)) * scale

    def place(self, x: float, y: float) -> tuple[float, float]:
        """One point as pixels of the area."""
        x_min, x_max, y_min, y_max = self._range
        across, up = (x - x_min) / (x_max - x_min), (y_max - y) / (y_max - y_min)
        return across * self.area.width(), up * self.area.height()

    def value(self, at: QPointF) -> tuple[float, float]:
        """A pixel of the area in the units of the axes."""
        x_min, x_max, y_min, y_max = self._range
        x = x_min + at.x() / max(self.area.width(), 1.0) * (x_max - x_min)
        y = y_max - at.y() / max(self.area.height(), 1.0) * (y_max - y_min)
        return x, y

    def within(self, at: QPointF) -> QPointF:
        """A pixel of the view as a pixel of the area; outside of it where it lies on an axis."""
        return at - self.corner()

    def corner(self) -> QPointF:
        """Top left corner of the area, in pixels of the view."""
        return QPointF(self._box.mapToScene(QPointF(0, 0)))

    # -- pictures ------------------------------------------------------------------------------

    def image(self, scale: float, restyle: Callable[[Look], None]) -> QImage:
        """What is shown, in light colours and without what the mouse is doing.

        Args:
            scale: Pixels of the picture for one of the screen.
            restyle: Dresses the whole widget, this chart included, in a look.
        """
        worn, size = self._look, self.view.size()
        image = QImage(size * scale, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        self.picturing = True
        restyle(worn.in_light())
        try:
            image.fill(self._look.colour(self._look.theme.panel))
            painter = QPainter(image)
            painter.setRenderHints(self.view.renderHints())
            self.view.render(
                painter, QRectF(QPointF(), size.toSizeF()), self.view.viewport().rect()
            )
            painter.end()
        finally:
            self.picturing = False
            restyle(worn)
        return image

    # -- within --------------------------------------------------------------------------------

    def _mark(self, side: str, ticks: list[Tick]) -> None:
        if self._ticks.get(side) != ticks:
            self._ticks[side] = ticks
            self.view.getPlotItem().getAxis(side).setTicks([ticks])

    def _lay_out(self) -> None:
        look, plot = self._look, self.view.getPlotItem()
        height = text_size("0", look.base)[1]
        left = text_size(WIDEST_TICK, look.caption)[0] + TICK_LENGTH + 2 * look.sizes.inside
        above = QFontMetricsF(look.base).height() + look.sizes.gap if self.title[0] else 0
        room = FOCUS_WIDTH + 1
        plot.getAxis("left").setWidth(round(left))
        plot.getAxis("bottom").setHeight(round(height + TICK_LENGTH + look.sizes.inside))
        plot.layout.setContentsMargins(0, max(room, round(above)), room, 0)
        plot.layout.activate()

    def _prepare(self) -> None:
        pending, self._pending = self._pending, {}
        for act in pending:
            act()

    def _resize(self, *_: object) -> None:
        self.area = QRectF(self._box.rect())
        self._layers.sheet.set_area(self.area)
        self._around.set_area(QRectF(self.view.getPlotItem().rect()))
        self.resized.emit()

    def _paint_around(self, painter: QPainter) -> None:
        """Title, names of the axes, and the ring of the keyboard's focus."""
        look = self._look
        box, whole = self.area.translated(self.corner()), self._around.boundingRect()
        if box.adjusted(-3, -3, 3, 3).contains(self._around.exposed) and not self.focused:
            return
        flags = Qt.AlignmentFlag
        painter.setFont(look.base)
        painter.setPen(look.colour(look.theme.secondary))
        height = text_size("0", look.base)[1]
        end = box.width() if self._name_end is None else self._name_end
        below = QRectF(box.left(), box.bottom() + TICK_LENGTH, end, height)
        painter.drawText(below, flags.AlignRight | flags.AlignTop, self.names[0])
        beside = QRectF(0, box.top() - 2, box.left() - TICK_LENGTH - 4, height)
        if text_size(self.names[1], look.base)[0] > beside.width():
            painter.setFont(look.caption)  # projected, "w(x₀²)" has not the room it wants
        painter.drawText(beside, flags.AlignRight | flags.AlignTop, self.names[1])
        painter.setFont(look.base)
        if self.title[0]:
            text, colour = self.title
            metrics = QFontMetricsF(look.base)
            painter.setPen(look.colour(colour))
            left = max(whole.left(), min(box.left(), box.right() - metrics.horizontalAdvance(text)))
            above = QRectF(left, whole.top(), box.right() - left, box.top() - look.sizes.inside)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, above.width())
            painter.drawText(above, flags.AlignLeft | flags.AlignVCenter, shown)
        if self.focused and not self.picturing:
            painter.setPen(look.pen(look.theme.accent, FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(-1, -1, 1, 1))
