"""One row of the list of runs: its line, what differs, its last loss, and what can be wished."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QToolButton, QWidget

from gui.appearance import Appearance
from gui.name_lines import NameLines
from gui.pointing import ENTER
from gui.widths import width_of
from gui.words import Words, set_role

LOSS_ROOM = "0.0000"
"""What the last loss has room for."""
MOST_LINES_BESIDE = 2
"""Lines of a name that has loss and buttons at its side; of a longer one they stand beneath."""


@dataclass(frozen=True)
class RunRow:
    """One run.

    Attributes:
        key: By which the signals name it.
        colour: Of its line, "#RRGGBB"; None for the secondary colour.
        text: What differs from the others: "η 0.1".
        loss_text: Its last loss as it is written.
        shown: Whether its line stands in the loss plot.
        current: Whether it is the run that is open.
        ticked: Whether it stands side by side with another.
        tooltip: All its settings.
    """

    key: str
    colour: str | None
    text: str
    loss_text: str
    shown: bool = True
    current: bool = False
    ticked: bool = False
    tooltip: str = ""


class _Swatch(QWidget):
    """A piece of a run's line."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.colour: str | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """A short line."""
        return QSize(self._appearance.sizes.around, self._appearance.sizes.control)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One thick line."""
        thick = self._appearance.sizes.line_width + 1
        colour = QColor(self.colour or self._appearance.theme.secondary)
        QPainter(self).fillRect(0, (self.height() - thick) // 2, self.width(), thick, colour)


class RunRowView(QFrame):
    """One run: opened by click or Enter, deleted by Delete, ticked by Space.

    Only the row that has the keyboard lets it into its buttons, so that Tab leaves the list after
    one row however many there are.

    Signals:
        opened: (key) it is wanted.
        deleted: (key) it is to go.
        ticked: (key, whether it is to stand side by side with another).
        shown_toggled: (key, whether its line is to stand in the loss plot).
        stepped: (itself, −1 for the row above, +1 for the one below, 0 for itself).

    Attributes:
        row: What it shows.

    Args:
        appearance: Colours and sizes.
        quantity: What the course calls the loss.
    """

    opened = Signal(str)
    deleted = Signal(str)
    ticked = Signal(str, bool)
    shown_toggled = Signal(str, bool)
    stepped = Signal(object, int)

    def __init__(self, appearance: Appearance, quantity: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._quantity = quantity
        self.row = RunRow("", None, "", "")
        self._keys_inside = False
        self._swatch = _Swatch(appearance)
        self._text = NameLines(appearance)
        self._loss = Words(appearance, role="secondary")
        self._tick = QCheckBox()
        self._tick.setProperty("role", "bare")
        self._eye = QToolButton()
        self._delete = QToolButton()
        self.setProperty("role", "row")
        self._arrange()
        self._tick.clicked.connect(self._tick_it)
        self._eye.clicked.connect(self._toggle)
        self._delete.clicked.connect(self._delete_it)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_row(self, row: RunRow, may_tick: bool) -> None:
        """Show a run; `may_tick` is false while two others are ticked."""
        before, self.row = self.row, row
        self._loss.setText(row.loss_text)
        self._tick.setEnabled(row.ticked or may_tick)
        self._tick.setChecked(row.ticked)
        if row == replace(before, loss_text=row.loss_text):
            return
        self._swatch.colour = row.colour
        self._text.setText(row.text)
        self._place_parts()
        self._text.set_role("base" if row.shown else "secondary")
        set_role(self, "current", row.current)
        self._name()
        self._dress()

    def let_keys_in(self, inside: bool) -> None:
        """Whether Tab stops at this row and goes on to its buttons."""
        focus = Qt.FocusPolicy
        self.setFocusPolicy(focus.StrongFocus if inside else focus.ClickFocus)
        policy = focus.TabFocus if inside else focus.NoFocus
        for part in (self._tick, self._eye, self._delete):
            part.setFocusPolicy(policy)
        self._keys_inside = inside
        self._offer_delete(inside or self.underMouse())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to another row; Enter opens, Space ticks, Delete deletes."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(self, -1 if key == Qt.Key.Key_Up else 1)
        elif key in ENTER:
            self.opened.emit(self.row.key)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._delete_it()
        elif key == Qt.Key.Key_Space and self._tick.isEnabled():
            self._tick.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for the release: a click that is dragged away opens nothing."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the run."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside:
            self.opened.emit(self.row.key)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer to delete."""
        super().enterEvent(event)
        self._offer_delete(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Offer it no longer, unless the keyboard is here."""
        super().leaveEvent(event)
        self._offer_delete(self._keys_inside)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let Tab go on to the buttons."""
        super().focusInEvent(event)
        self.stepped.emit(self, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name may have room beside loss and buttons now, or none any more."""
        super().resizeEvent(event)
        self._place_parts()

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(sizes.row_gap, 0, sizes.inside, 0)
        self._layout.setHorizontalSpacing(sizes.row_gap)
        self._layout.setVerticalSpacing(0)
        self._layout.setColumnStretch(2, 1)
        self._layout.addWidget(self._tick, 0, 0)
        self._layout.addWidget(self._swatch, 0, 1)
        for button in (self._eye, self._delete):
            button.setProperty("role", "small")
        self._loss.keep_room_for(LOSS_ROOM)
        self._loss.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.let_keys_in(False)

    @property
    def _ending(self) -> tuple[QWidget, ...]:
        """What stands at the right edge, from left to right."""
        return self._loss, self._eye, self._delete

    def _place_parts(self) -> None:
        """Loss and buttons beside the name, or beneath it where its words would be cut."""
        parts = (self._tick, self._swatch, *self._ending)
        margins, gap = self._layout.contentsMargins(), self._layout.horizontalSpacing()
        taken = margins.left() + margins.right() + len(parts) * gap
        room = self.width() - taken - sum(map(width_of, parts))
        beneath = not self._text.fits(room, MOST_LINES_BESIDE)
        self._layout.addWidget(self._text, 0, 2, 1, len(self._ending) + 1 if beneath else 1)
        for column, part in enumerate(self._ending, start=3):
            self._layout.addWidget(part, int(beneath), column)

    def _name(self) -> None:
        row = self.row
        self.setToolTip("\n".join(filter(None, (row.text, row.tooltip))))
        state = ", open" if row.current else ""
        self.setAccessibleName(f"Run {row.text}, {self._quantity} {row.loss_text}{state}")
        self.setAccessibleDescription(
            "Enter opens it, Space ticks it for side by side, Delete deletes it."
        )
        self._tick.setAccessibleName(f"{row.text} side by side")
        self._tick.setToolTip("Tick two runs to see them side by side.")
        verb = "Hide" if row.shown else "Show"
        self._eye.setAccessibleName(f"{verb} {row.text}")
        self._eye.setToolTip(f"{verb} its line in the {self._quantity} plot.")
        self._delete.setAccessibleName(f"Delete {row.text}")
        self._delete.setToolTip("Delete this run. Ctrl+Z brings it back.")

    def _tick_it(self, ticked: bool) -> None:
        self.ticked.emit(self.row.key, ticked)

    def _toggle(self) -> None:
        self.shown_toggled.emit(self.row.key, not self.row.shown)

    def _delete_it(self) -> None:
        self.deleted.emit(self.row.key)

    def _offer_delete(self, offered: bool) -> None:
        """Only where mouse or keyboard is; the button keeps its place."""
        secondary = self._appearance.theme.secondary
        self._delete.setIcon(self._appearance.icon("close", secondary) if offered else QIcon())

    def _dress(self) -> None:
        sizes, theme = self._appearance.sizes, self._appearance.theme
        eye = "eye-outline" if self.row.shown else "eye-off-outline"
        self._eye.setIcon(self._appearance.icon(eye, theme.secondary))
        self._offer_delete(self._keys_inside)
        self._tick.setFixedWidth(sizes.check + 2 * sizes.border)
        for button in (self._eye, self._delete):
            button.setFixedSize(sizes.small_button, sizes.small_button)
            button.setIconSize(QSize(sizes.icon, sizes.icon))
        self._swatch.setFixedSize(self._swatch.sizeHint())
        self._swatch.update()
        self.setMinimumHeight(sizes.control)
        around = (sizes.control - self._text.fontMetrics().height()) // 2
        self._text.setContentsMargins(0, around, 0, around)
        self._place_parts()
