"""A field for a number: typed, or stepped by arrow keys and wheel; what cannot be used is told."""

import math
import re

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QLineEdit,
)

from engine.settings import Declared
from gui.appearance import Appearance
from gui.fields import Check, explained, titled
from gui.words import set_role

ROUND_STEPS = (1.0, 2.0, 5.0, 10.0)
WHEEL_NOTCH = 120
"""What Qt counts for one notch of a mouse wheel, in eighths of a degree."""
TYPING_PAUSE_MS = 300
"""How long typing rests before what was typed acts: 1 on the way to 1e-4 is no learning rate."""


def written(value: float) -> str:
    """A number as it stands in a field: whole with its thousands, or as short as it can be."""
    return f"{value:,}" if isinstance(value, int) else f"{value:.6g}"


def stepped(value: float, declared: Declared, direction: int) -> float:
    """The next value up (+1) or down (−1), within the range.

    A logarithmic one goes 1, 2, 5, 10, …; others by their step.
    """
    if declared.logarithmic and value > 0:
        moved = _next_round(value, direction)
    else:
        moved = float(f"{value + direction * (declared.step or 1):.10g}")
    low = -math.inf if declared.minimum is None else declared.minimum
    high = math.inf if declared.maximum is None else declared.maximum
    moved = min(max(moved, low), high)
    if declared.exclusive_minimum and moved <= low:
        return value
    return round(moved) if declared.type == "int" else moved


def _next_round(value: float, direction: int) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    series = [float(f"{power * step:.10g}") for step in (0.5, *ROUND_STEPS)]
    beyond = value * (1 + direction * 1e-9)
    if direction > 0:
        return min(one for one in series if one > beyond)
    return max(one for one in series if one < beyond)


class Notches:
    """Counts the notches of a wheel, also when a touch pad sends parts of one."""

    def __init__(self) -> None:
        self._rest = 0

    def of(self, event: QWheelEvent) -> int:
        """Whole notches up (+) or down (−) since the last time."""
        self._rest += event.angleDelta().y()
        notches = int(self._rest / WHEEL_NOTCH)
        self._rest -= notches * WHEEL_NOTCH
        return notches


class NumberField(QLineEdit):
    """A number that is typed, or stepped by arrow keys and wheel.

    What cannot be used may be typed; it is marked and told, and never emitted. What can is emitted
    after a short rest, at Enter, or when the field is left.

    Signals:
        value_edited: (value) that can be used.
        problem_found: (sentence) why what stands there cannot be used; empty when it can.
    """

    value_edited = Signal(object)
    problem_found = Signal(str)

    def __init__(self, appearance: Appearance, declared: Declared, check: Check) -> None:
        super().__init__()
        self._appearance = appearance
        self._declared = declared
        self._check = check
        self._value: float | None = None
        self._problem = ""
        self._notches = Notches()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(TYPING_PAUSE_MS)
        self._rest.timeout.connect(self._emit)
        self.setAccessibleName(titled(declared))
        self.setToolTip(explained(declared))
        self.textEdited.connect(self._take)
        self.editingFinished.connect(self._flush)

    @property
    def problem(self) -> str:
        """What the field is marked with, or ""."""
        return self._problem

    @property
    def own_problem(self) -> str:
        """What is wrong with the text that stands in the field, or ""."""
        return self._check(self._parsed())

    def show_value(self, value: float) -> None:
        """Show a number, unless the person is just typing one."""
        if self._rest.isActive() or (self._problem and self.hasFocus() and value == self._value):
            return
        self._value = value
        if self._problem or self._parsed() != value:
            self.setText(written(value))
            self.setCursorPosition(0)
        self.mark("")

    def mark(self, problem: str) -> None:
        """Mark the field as wrong and say why, or as right again."""
        if problem == self._problem:
            return
        self._problem = problem
        set_role(self, "invalid", bool(problem))
        self.setAccessibleDescription(problem or self._declared.range_text)
        self.problem_found.emit(problem)

    def event(self, event: QEvent) -> bool:
        """Leaves undo and redo to the window, except for text of which nobody has heard yet."""
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and self._is_for_the_window(event):
            event.ignore()
            return False
        return super().event(event)

    def _is_for_the_window(self, event: QKeyEvent) -> bool:
        """Undone as text, a value that has begun a new run would begin one more."""
        undoes = event.matches(QKeySequence.StandardKey.Undo)
        redoes = event.matches(QKeySequence.StandardKey.Redo)
        return (undoes or redoes) and not self._problem and not self._rest.isActive()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step; Escape takes back what cannot be used."""
        if self._is_for_the_window(event):
            event.ignore()
            return
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Up else -1)
        elif key == Qt.Key.Key_Escape and self._problem and self._value is not None:
            self.setText(written(self._value))
            self.mark("")
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Steps with focus; without, the form scrolls."""
        if not self.hasFocus():
            event.ignore()
            return
        self._step(self._notches.of(event))
        event.accept()

    def sizeHint(self) -> QSize:
        """A few digits; the layout gives more."""
        room = self.fontMetrics().horizontalAdvance("0.0005") + 2 * self._appearance.sizes.gap
        return QSize(room, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The same: digits must not be cut."""
        return self.sizeHint()

    def _parsed(self) -> float | str:
        text = self.text().strip().replace("−", "-")
        whole = self._declared.type == "int"
        text = re.sub(r"[\s,_’']", "", text) if whole else text.replace(",", ".")
        try:
            number = float(text)
        except ValueError:
            return self.text().strip()
        return int(number) if whole and number.is_integer() else number

    def _take(self) -> None:
        value = self._parsed()
        problem = self._check(value)
        self.mark(problem)
        if problem or isinstance(value, str):
            self._rest.stop()
            return
        if value == self._value and not self._rest.isActive():
            return
        self._value = value
        self._rest.start()

    def _step(self, direction: int) -> None:
        if self._value is None or not direction:
            return
        value = self._value
        for _ in range(abs(direction)):
            value = stepped(value, self._declared, 1 if direction > 0 else -1)
        if value == self._value and not self._problem:
            return
        self._value = value
        self.setText(written(value))
        self.mark("")
        self._rest.stop()
        self._emit()

    def _flush(self) -> None:
        if self._rest.isActive():
            self._rest.stop()
            self._emit()

    def _emit(self) -> None:
        cursor = self.cursorPosition()
        self.setText(self.text())  # what is told from here on is undone by the window alone
        self.setCursorPosition(cursor)
        self.value_edited.emit(self._value)
