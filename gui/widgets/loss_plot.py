"""The loss over the iterations, of all racers and earlier runs at once.

It always shows the whole run, so that one ruler and one cursor serve it and the timeline beneath.
"""

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QWidget

from gui.appearance import Appearance
from gui.chart_widget import ChartWidget
from gui.curves import CurveShapes, draw_events, draw_marks, name_room, read_out
from gui.dots import Dots
from gui.heights import EMPTY, Heights, Scale
from gui.labels import draw_labels
from gui.layers import Kept
from gui.loss_axes import room_behind, set_axes
from gui.notes import draw_plate, draw_sentence
from gui.ruler import Ruler
from gui.seeking import Seeking
from gui.shapes import Curve, Event, FloatArray, IntArray, Losses
from gui.steps import ITERATIONS, StepWords
from gui.strokes import draw_strokes
from gui.ticks import Range

WIDEST_SHARE = 0.4
"""Share of the plot that names may take on the right."""

LONGEST_BESIDE = 4
"""Letters of a quantity that has room beside the axis; a longer one stands above."""

LookUp = Callable[[int], Losses]
LEAST_CAPTION = 8
"""Heights of type that the caption needs across; the names of the curves go first."""


class LossPlot(ChartWidget):
    """Curves of losses with a cursor; a click or drag seeks, the wheel zooms the losses.

    Args:
        appearance: Colours and sizes.
        parent: Qt's owner.
        quantity: What is shown, where it is not called a loss: "cost", "accuracy".
        empty: The part of the vertical axis that is shown while there are no curves.
        whole: Whether that part is always shown.
        steps: What is counted along the other axis.

    Signals:
        hovered: The mouse is over this iteration.
        grabbed: The cursor is about to be dragged.
        sought: This iteration is wanted.
        released: The cursor has been let go.
        log_changed: The losses are shown on a logarithmic axis, or no more.
        edges_changed: Pixels of the first and the last iteration, from the widget's left edge.
    """

    hovered = Signal(int)
    grabbed = Signal()
    sought = Signal(int)
    released = Signal()
    log_changed = Signal(bool)
    edges_changed = Signal(float, float)

    def __init__(
        self,
        appearance: Appearance,
        parent: QWidget | None = None,
        quantity: str = "loss",
        empty: Range = EMPTY,
        whole: bool = False,
        steps: StepWords = ITERATIONS,
    ) -> None:
        short = len(quantity) <= LONGEST_BESIDE
        super().__init__(appearance, (steps.one, quantity if short else ""), parent)
        if not short:
            self.chart.set_title(quantity.capitalize(), self._look.theme.text)
        self._curves: tuple[Curve, ...] = ()
        self._events: tuple[Event, ...] = ()
        self._marks: FloatArray = np.empty((0, 2))
        self._dots = Dots()
        self._caption = ""
        self._cursor: int | None = None
        self._exact: Losses = {}
        self._look_up: LookUp | None = None
        self._log = False
        self._heights = Heights(empty, whole=whole)
        self._ruler = Ruler()
        self._edges = (0.0, 0.0)
        self._shapes = CurveShapes()
        self._scale = Scale(0.0, 1.0, 1.0, logarithmic=False)
        self._laid: object = None
        self._stale = True
        self._step = steps.one
        self._under = self.chart.add_layer(1.0, self._paint_under)
        self._drawn = Kept(self._paint_lines)
        self._lines = self.chart.add_layer(2.0, lambda at: self._drawn.draw(at, self.chart.area))
        self._over = self.chart.add_layer(8.0, self._paint_over)
        self._seeking = Seeking(self.chart, self._iteration, self)
        self.log_action = QAction(f"Logarithmic {quantity.capitalize()}", self, checkable=True)
        self.log_action.toggled.connect(self.set_log)
        self.addAction(self.log_action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setAccessibleName(f"{quantity.capitalize()} over the {steps.many}")
        self.setMinimumSize(200, 100)
        self._connect()

    def _connect(self) -> None:
        seeking = self._seeking
        seeking.hovered.connect(self.hovered)
        seeking.hover_changed.connect(self._over.update)
        seeking.grabbed.connect(self.grabbed)
        seeking.sought.connect(self.sought)
        seeking.released.connect(self.released)
        self.chart.pointing.wheeled.connect(self._wheel)
        self.chart.pointing.double_clicked.connect(self._reset_zoom)
        self.chart.resized.connect(self._fit)

    # -- what it shows -------------------------------------------------------------------------

    def show_curves(self, curves: Sequence[Curve]) -> None:
        """Show these curves, each thinned to some 1,500 points; the last on top."""
        before = [(curve.label, curve.faint) for curve in self._curves]
        self._curves = tuple(curves)
        if before != [(curve.label, curve.faint) for curve in self._curves]:
            self._fit()
        else:
            self._lay_out()

    def show_range(self, first: int, last: int, logarithmic_time: bool) -> None:
        """Show the iterations from `first` to `last`, in linear or logarithmic time."""
        ruler = self._ruler
        if (ruler.first, ruler.last, ruler.logarithmic) != (first, last, logarithmic_time):
            self._ruler = Ruler(first, max(last, first + 1), logarithmic_time)
            self._fit()

    def show_cursor(self, iteration: int, losses: Losses | None = None) -> None:
        """Stand at an iteration; `losses` are the exact ones there, by the curves' keys."""
        self._cursor, self._exact = iteration, losses or {}
        rows = read_out(self._curves, iteration, self._exact, self._look, self._step)
        self.setAccessibleDescription(", ".join(text for _, text in rows))
        self.chart.before_paint(self._lay_out_now)
        self._over.update()

    def show_events(self, events: Sequence[Event]) -> None:
        """Mark what happened."""
        self._events = tuple(events)
        self._under.update()

    def show_marks(self, iterations: IntArray, losses: FloatArray) -> None:
        """Mark single losses, both (k,), for example those that an assignment prints."""
        self._marks = np.column_stack((iterations, losses)).astype(np.float64)
        self._drawn.forget()
        self._lines.update()

    def show_dots(self, iterations: FloatArray, losses: FloatArray) -> None:
        """Show single losses, both (k,), as faint dots under the curves: those of each batch."""
        if self._dots.show(np.column_stack((iterations, losses))):
            self._under.update()

    def show_caption(self, text: str) -> None:
        """A quiet sentence on the picture, for example what will be here; empty for none."""
        self._caption = text
        self._over.update()

    def set_look_up(self, look_up: LookUp | None) -> None:
        """Ask this for the exact losses under the mouse; without it the curves are read."""
        self._look_up = look_up

    def set_log(self, logarithmic: bool) -> None:
        """Show the losses on a logarithmic axis, or a linear one."""
        if logarithmic == self._log:
            return
        self._log = logarithmic
        self._heights.reset()
        self.log_action.setChecked(logarithmic)
        self._lay_out()
        self.log_changed.emit(logarithmic)

    def edges(self) -> tuple[float, float]:
        """Pixels of the first and the last iteration, from the widget's left edge."""
        return self._edges

    # -- overrides of Qt -----------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """A curve is wide."""
        return QSize(640, 200)

    # -- the mouse -----------------------------------------------------------------------------

    def _iteration(self, at: QPointF) -> int:
        return self._ruler.iteration(self.chart.within(at).x())

    def _wheel(self, at: QPointF, notches: float) -> None:
        shown = self._heights.shown(self._curves, logarithmic=self._log, dots=self._dots.places)
        share = 1 - self.chart.within(at).y() / max(self.chart.area.height(), 1.0)
        self._heights.zoom(shown, share, notches)
        self._lay_out()

    def _reset_zoom(self) -> None:
        self._heights.reset()
        self._lay_out()

    # -- laying out ----------------------------------------------------------------------------

    def _fit(self) -> None:
        """Lay the ruler between the edges, and everything on it."""
        width, gap, ruler = self.chart.area.width(), self._look.sizes.gap, self._ruler
        room = max(name_room(self._curves, self._look), room_behind(self.chart, ruler, self._look))
        right = max(width - min(room, WIDEST_SHARE * width), gap + 1.0)
        self._ruler = Ruler(ruler.first, ruler.last, ruler.logarithmic, gap, right)
        corner = self.chart.corner().x()
        if self._edges != (corner + gap, corner + right):
            self._edges = (corner + gap, corner + right)
            self.edges_changed.emit(*self._edges)
        self._lay_out()

    def _lay_out(self) -> None:
        """Lay everything out before it is painted next."""
        self._stale = True
        self._drawn.forget()
        self.chart.before_paint(self._lay_out_now)
        self._over.update()

    def _lay_out_now(self) -> None:
        if self._stale:
            self._stale = False
            self._lay_lines_out()
        self._shapes.lay_names(
            self._curves,
            self._cursor,
            self._exact,
            self._ruler,
            self._scale,
            self.chart.area,
            self._look,
        )

    def _lay_lines_out(self) -> None:
        area = self.chart.area
        shown = self._heights.shown(self._curves, logarithmic=self._log, dots=self._dots.places)
        self._scale = Scale(shown.low, shown.high, area.height(), logarithmic=self._log)
        self._shapes.lay_lines(self._curves, self._ruler, self._scale, self._look)
        laid = (self._ruler, shown, area, self._look)
        if laid != self._laid:
            self._laid = laid
            set_axes(self.chart, self._ruler, shown, self._look, logarithmic=self._log)

    # -- drawing -------------------------------------------------------------------------------

    def _upright(self, painter: QPainter, place: float) -> None:
        painter.drawLine(QLineF(place, 0.0, place, self.chart.area.height()))

    def _paint_under(self, painter: QPainter) -> None:
        draw_events(painter, self._events, self._ruler, self.chart.area.height(), self._look)
        self._dots.draw(painter, self.chart.area, self._ruler, self._scale, self._look)

    def _paint_lines(self, painter: QPainter) -> None:
        """The curves; kept as an image while only the cursor moves."""
        look = self._look
        draw_strokes(painter, self._shapes.strokes, look.colour(look.theme.panel))
        draw_marks(painter, self._marks, self._ruler, self._scale, look)

    def _paint_over(self, painter: QPainter) -> None:
        look = self._look
        area = self.chart.area.adjusted(2, 2, -2, -2)
        if self._cursor is not None:
            painter.setPen(look.pen(look.theme.accent, look.sizes.cursor_width))
            self._upright(painter, self._ruler.place(self._cursor))
        painter.setPen(look.pen(look.theme.panel, look.enlargement * 1.5))
        for dot, colour in self._shapes.dots:
            painter.setBrush(look.colour(colour))
            painter.drawEllipse(dot, look.sizes.inside + 0.5, look.sizes.inside + 0.5)
        draw_labels(painter, self._shapes.labels, look, look.caption)
        if self._caption:
            free = QRectF(area)  # beside the names, which stand where the run is
            beside = self._ruler.place(self._cursor or 0) + name_room(self._curves, look)
            free.setLeft(max(beside, area.left()))
            if free.width() >= LEAST_CAPTION * look.sizes.base_px:
                draw_sentence(painter, self._caption, free, look)
        hover = self._seeking.hover
        if hover is not None and not self.chart.picturing:
            place = self._ruler.place(hover)
            painter.setPen(look.pen(look.theme.secondary, 1))
            self._upright(painter, place)
            exact = self._look_up(hover) if self._look_up else {}
            rows = read_out(self._curves, hover, exact, look, self._step)
            draw_plate(painter, rows, QPointF(place, area.center().y()), area, look)
