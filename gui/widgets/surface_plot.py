"""The decision surface: what a model says of every place, the points, the line of doubt.

It shows what it is given and says what the mouse and keyboard do on it; it asks no model anything.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from gui.appearance import Appearance
from gui.chart_widget import ChartWidget
from gui.cloud import Cloud
from gui.lines import Lines
from gui.look import Look
from gui.notes import Caption, draw_pin, draw_plate
from gui.pointing import ARROWS, ENTER, stepped
from gui.regions import Frame, Regions, Surface
from gui.shapes import FloatArray, IntArray, Line

EDITING_WORDS = "Click: add a point, or move one to the other class.  Right click: remove."


class SurfacePlot(ChartWidget):
    """A surface with points and lines, in a frame that never moves by itself.

    Shift and arrows move a pointer as the mouse does, Return clicks there; plain arrows, Space and
    the like are left to the transport.

    Signals:
        hovered: The pointer is at x, y.
        hover_ended: The pointer is on the picture no more.
        pinned: A read-out is to stay at x, y.
        pin_removed: It is not wanted any more.
        clicked: x, y and the button, whatever else the click means.
        point_added: Editing: a point is wanted at x, y.
        point_toggled: Editing: the point of this index is to have the other class.
        point_removed: Editing: the point of this index is to go.
    """

    hovered = Signal(float, float)
    hover_ended = Signal()
    pinned = Signal(float, float)
    pin_removed = Signal()
    clicked = Signal(float, float, Qt.MouseButton)
    point_added = Signal(float, float)
    point_toggled = Signal(int)
    point_removed = Signal(int)

    def __init__(
        self,
        appearance: Appearance,
        names: tuple[str, str] = ("x₀", "x₁"),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, names, parent)
        self._frame: Frame = (0.0, 1.0, 0.0, 1.0)
        self._editing = False
        self._caption = ""
        self._written = Caption()
        self._readout = ""
        self._pointer: tuple[float, float] | None = None
        self._pointer_by_key = False
        self._pin: tuple[float, float, str] | None = None
        self._regions = Regions(self.chart, self._look)
        self._cloud = Cloud(self.chart, self._look)
        self._lines = Lines(self.chart, self._look)
        self._over = self.chart.add_layer(8.0, self._paint_over)
        self.setAccessibleName("Decision surface")
        self.setMinimumSize(120, 120)  # four stand side by side in the smallest window
        self._connect()

    def _connect(self) -> None:
        pointing = self.chart.pointing
        pointing.moved.connect(self._move)
        pointing.dragged.connect(self._move)
        pointing.left.connect(self._leave)
        pointing.clicked.connect(self._click)
        pointing.pressed.connect(self._press)
        self.chart.resized.connect(self._fit)

    # -- what it shows -------------------------------------------------------------------------

    def show_points(self, X: FloatArray, y: FloatArray) -> None:
        """Show points X (n, 2) of classes y (n,) of 0 and 1; thin them to 5,000 before."""
        self._cloud.show_points(X, y)

    def show_batch(self, indices: IntArray) -> None:
        """Ring the points of a mini-batch."""
        self._cloud.show_batch(indices)

    def show_frame(self, frame: Frame) -> None:
        """Show x_min, x_max, y_min, y_max, each minimum below its maximum, until told otherwise."""
        self._frame = frame
        self._fit()

    @property
    def shown_frame(self) -> Frame:
        """The part of the plane that is seen: x_min, x_max, y_min, y_max."""
        return self._frame

    def show_surface(self, probabilities: Surface | None, frame: Frame) -> None:
        """Show a surface (n, n) float32, rows from the bottom up, over a frame; or none."""
        self._regions.show(probabilities, frame)

    def set_hard(self, hard: bool) -> None:
        """Show only the likelier class, or the probability."""
        self._regions.set_hard(hard)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show lines over the points, each with its halo and its name."""
        self._lines.show(lines)

    def show_caption(self, text: str) -> None:
        """A quiet sentence on the picture; empty for none."""
        if text != self._caption:
            self._caption = text
            self.setAccessibleDescription(text)
            self._over.update()

    def show_title(self, text: str, colour: str) -> None:
        """A line above the picture; empty for none."""
        self.chart.set_title(text, colour)

    def show_readout(self, text: str) -> None:
        """What the model says where the pointer is; empty for none."""
        self._readout = text
        self._over.update()

    def show_pin(self, x: float, y: float, text: str) -> None:
        """Keep a read-out at x, y."""
        self._pin = (x, y, text)
        self._over.update()

    def remove_pin(self) -> None:
        """Keep no read-out."""
        self._pin = None
        self._over.update()

    def set_editing(self, editing: bool) -> None:
        """Let clicks change the points, or pin a read-out."""
        self._editing = editing
        shape = Qt.CursorShape.CrossCursor if editing else Qt.CursorShape.ArrowCursor
        self.chart.view.viewport().setCursor(shape)
        self._over.update()

    # -- overrides of Qt -----------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """A surface likes room."""
        return QSize(640, 430)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A pointer moved by keys goes with the keyboard."""
        if self._pointer_by_key:
            self._leave()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pointer, pin and editing; every other key is the transport's."""
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if shift and key in ARROWS:
            self._point_at(stepped(self._pointer, self._frame, Qt.Key(key)), by_key=True)
        elif key in ENTER and self._pointer:
            self._click_at(self._pointer_place(), Qt.MouseButton.LeftButton)
        elif key == Qt.Key.Key_Delete and self._editing and self._pointed() is not None:
            self.point_removed.emit(self._pointed())
        elif key == Qt.Key.Key_Escape and self._pin:
            self._unpin()
        else:
            event.ignore()

    # -- the pointer ---------------------------------------------------------------------------

    def _move(self, at: QPointF) -> None:
        place = self.chart.within(at)
        if not self.chart.area.contains(place):
            self._leave()
            return
        self._point_at(self.chart.value(place), by_key=False)

    def _point_at(self, pointer: tuple[float, float], *, by_key: bool) -> None:
        self._pointer, self._pointer_by_key = pointer, by_key
        self.hovered.emit(*pointer)
        self._over.update()

    def _leave(self) -> None:
        if self._pointer is not None:
            self._pointer, self._readout = None, ""
            self._over.update()
            self.hover_ended.emit()

    def _pointer_place(self) -> QPointF:
        return QPointF(*self.chart.place(*(self._pointer or (0.0, 0.0))))

    def _pointed(self) -> int | None:
        return self._cloud.nearest(self._pointer_place()) if self._pointer else None

    # -- clicks --------------------------------------------------------------------------------

    def _press(self, at: QPointF, button: Qt.MouseButton) -> None:
        place = self.chart.within(at)
        if self._editing and button is Qt.MouseButton.RightButton:
            index = self._cloud.nearest(place)
            if index is not None:
                self.chart.pointing.withhold_menu()
                self.point_removed.emit(index)

    def _click(self, at: QPointF, button: Qt.MouseButton) -> None:
        place = self.chart.within(at)
        if self.chart.area.contains(place):
            self._click_at(place, button)

    def _click_at(self, place: QPointF, button: Qt.MouseButton) -> None:
        x, y = self.chart.value(place)
        self.clicked.emit(x, y, button)
        if button is not Qt.MouseButton.LeftButton:
            return
        if self._editing:
            index = self._cloud.nearest(place)
            if index is None:
                self.point_added.emit(x, y)
            else:
                self.point_toggled.emit(index)
        elif self._on_pin(place):
            self._unpin()
        else:
            self.pinned.emit(x, y)

    def _on_pin(self, place: QPointF) -> bool:
        if self._pin is None:
            return False
        pin = QPointF(*self.chart.place(*self._pin[:2]))
        return (pin - place).manhattanLength() <= self._look.sizes.gap

    def _unpin(self) -> None:
        self.remove_pin()
        self.pin_removed.emit()

    # -- drawing -------------------------------------------------------------------------------

    def _restyle(self, look: Look) -> None:
        self._look = look
        self.chart.restyle(look)
        self._regions.restyle(look)
        self._cloud.restyle(look)
        self._lines.restyle(look)
        self._fit()

    def _fit(self) -> None:
        self.chart.set_range(*self._frame)
        self.chart.set_round_ticks()
        self._over.update()

    def _paint_over(self, painter: QPainter) -> None:
        look, area = self._look, self.chart.area.adjusted(4, 4, -4, -4)
        sentence = EDITING_WORDS if self._editing and not self.chart.picturing else self._caption
        if sentence:
            self._written.draw(painter, sentence, area, look, self._cloud.within)
        if self._pin:
            x, y, text = self._pin
            draw_pin(painter, QPointF(*self.chart.place(x, y)), text, area, look)
        if self._pointer is None or self.chart.picturing:
            return
        if self._editing and (index := self._pointed()) is not None:
            radius = self._cloud.radius
            painter.setPen(look.pen(look.theme.accent, look.sizes.line_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self._cloud.place(index), radius, radius)
        if self._pointer_by_key:
            draw_pin(painter, self._pointer_place(), self._readout, area, look)
        elif self._readout:
            rows = [(None, row) for row in self._readout.split("\n")]
            draw_plate(painter, rows, self._pointer_place(), area, look)
