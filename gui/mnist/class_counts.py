"""How many images of each digit there are, as bars; a click chooses a digit."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.appearance import Appearance
from gui.labels import text_size
from gui.look import look_of
from gui.mnist.cells import Cells
from gui.painted import FocusRing
from gui.pointing import ENTER, Pointing

N_DIGITS = 10
ROOM = "88,888"


class ClassCounts(QWidget):
    """A row for each digit: the digit, a bar, the count.

    Arrows go from digit to digit, Return chooses one; a second time takes the choice back.

    Signals:
        chosen: The digit whose images are wanted, −1 for all.
    """

    chosen = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._look = look_of(appearance)
        self._counts: tuple[int, ...] = (0,) * N_DIGITS
        self._chosen = -1
        self._hovered: int | None = None
        self._at_key = 0
        self._focus = FocusRing(self)
        self._pointing = Pointing(self, with_wheel=False)
        self._pointing.moved.connect(self._move)
        self._pointing.left.connect(lambda: self._point(None))
        self._pointing.clicked.connect(self._click)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("Images of each digit")
        appearance.changed.connect(self._dress)

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show these ten."""
        self._counts = tuple(int(count) for count in counts)
        self.update()

    def show_chosen(self, digit: int) -> None:
        """Mark the digit whose images are shown, −1 for all."""
        self._chosen = digit
        if digit >= 0:
            self._at_key = digit
        self.update()

    def place(self, digit: int) -> QRectF:
        """Where the row of a digit stands."""
        return self._cells().place(digit)

    def sizeHint(self) -> QSize:
        """Ten rows."""
        return QSize(180, N_DIGITS * self._appearance.sizes.control)

    def minimumSizeHint(self) -> QSize:
        """Ten rows of letters."""
        return QSize(120, N_DIGITS * self._appearance.sizes.table_row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.base)
        for digit in range(N_DIGITS):
            self._paint_row(painter, digit)
        self._focus.draw(painter, self._look, self.place(self._at_key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From row to row, and Return; every other key is the transport's."""
        vertical = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        index = self._cells().stepped(self._at_key, event.key()) if vertical else None
        if index is not None:
            self._at_key, self._focus.shown = index, True
            self.setAccessibleDescription(f"{self._counts[index]:,} images of {index}")
            self.update()
        elif event.key() in ENTER:
            self._choose(self._at_key)
        else:
            event.ignore()

    def _cells(self) -> Cells:
        pitch = self.height() / N_DIGITS
        return Cells(N_DIGITS, 1, 0.0, 0.0, (float(self.width()), pitch), 0.0)

    def _move(self, at: QPointF) -> None:
        self._point(self._cells().index_at(at))

    def _point(self, index: int | None) -> None:
        self._hovered = index
        self.update()

    def _click(self, at: QPointF, button: Qt.MouseButton) -> None:
        index = self._cells().index_at(at)
        if button is Qt.MouseButton.LeftButton and index is not None:
            self._choose(index)

    def _choose(self, digit: int) -> None:
        self.chosen.emit(-1 if digit == self._chosen else digit)

    def _paint_row(self, painter: QPainter, digit: int) -> None:
        look, sizes, flags = self._look, self._look.sizes, Qt.AlignmentFlag
        place = self.place(digit)
        if digit in (self._hovered, self._chosen):
            ground = look.theme.pressed if digit == self._chosen else look.theme.hovered
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(place, sizes.corner, sizes.corner)
        inner = place.adjusted(sizes.gap, 0, -sizes.gap, 0)
        name, count = text_size("8", look.base)[0], text_size(ROOM, look.base)[0]
        painter.setPen(look.colour(look.theme.text))
        painter.drawText(inner, flags.AlignLeft | flags.AlignVCenter, str(digit))
        painter.drawText(inner, flags.AlignRight | flags.AlignVCenter, f"{self._counts[digit]:,}")
        room = inner.adjusted(name + sizes.gap, 0, -count - sizes.gap, 0)
        share = self._counts[digit] / max(*self._counts, 1)
        bar = QRectF(room.left(), 0, max(room.width(), 0) * share, float(sizes.bar))
        bar.moveTop(place.center().y() - bar.height() / 2)
        painter.fillRect(bar, look.colour(look.theme.border))

    def _dress(self) -> None:
        self._look = look_of(self._appearance)
        self.updateGeometry()
        self.update()
