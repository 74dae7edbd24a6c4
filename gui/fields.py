"""The fields in which a person enters a value: a number, one of several choices.

They check what is typed and say what is wrong, but keep no settings: what they show is given by
`show_value`, which never emits; what the person wants leaves as a signal.
"""

import math
import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
)

from engine.errors import SettingsError
from engine.settings import Declared, Kind, Settings, validated
from gui.appearance import Appearance
from gui.words import set_role

Check = Callable[[Any], str]
"""What is wrong with a value, as a sentence; "" if nothing is."""

ROUND_STEPS = (1.0, 2.0, 5.0, 10.0)
WHEEL_NOTCH = 120
"""What Qt counts for one notch of a mouse wheel, in eighths of a degree."""
TYPING_PAUSE_MS = 300
"""How long typing rests before a new run is begun with what was typed."""

WHAT_A_CHANGE_DOES = {
    Kind.VIEW: "Changes the picture only.",
    Kind.LIVE: "Acts from here on.",
    Kind.RUN: "Begins a new run.",
}


def checked_by(settings_class: type[Settings], name: str) -> Check:
    """The check of one setting by its class."""

    def check(value: Any) -> str:
        try:
            validated(settings_class, {name: value})
        except SettingsError as error:
            return error.problems.get(name, str(error))
        return ""

    return check


def explained(declared: Declared) -> str:
    """The tooltip of a setting: what it is, its range, what a change does."""
    limits = declared.range_text if not declared.choices else ""
    lines = (declared.help, limits[:1].upper() + limits[1:], WHAT_A_CHANGE_DOES[declared.kind])
    return "\n".join(line if line.endswith(".") else f"{line}." for line in lines if line)


def titled(declared: Declared) -> str:
    """The label of a setting with its symbol: "Learning rate η"."""
    label = declared.label[:1].upper() + declared.label[1:]
    return f"{label} {declared.symbol}".strip()


def written(value: float) -> str:
    """A number as it stands in a field: whole, or as short as it can be."""
    return str(value) if isinstance(value, int) else f"{value:.6g}"


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

    What cannot be used may be typed; it is marked and told, and never emitted. Typing that begins
    a new run is emitted after a short rest, at Enter, or when the field is left.

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
        self._rest.setInterval(TYPING_PAUSE_MS if declared.kind is Kind.RUN else 0)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step; Escape takes back what cannot be used."""
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
        if self._rest.interval():
            self._rest.start()
        else:
            self._emit()

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
        self.value_edited.emit(self._value)


class Choice(QComboBox):
    """One of several, chosen from a list.

    Signals:
        value_edited: (value) that was chosen.
        problem_found: (sentence) why it cannot be used; empty when it can.
    """

    value_edited = Signal(object)
    problem_found = Signal(str)

    def __init__(self, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        for value, label in choices:
            self.addItem(label[:1].upper() + label[1:], value)
        self.activated.connect(self._choose)

    def show_value(self, value: str) -> None:
        """Show a value without emitting; an unknown one shows nothing."""
        self.setCurrentIndex(self.findData(value))

    def name_value(self, value: str, words: str) -> None:
        """Call a value so; words that may be too long for the field are its tooltip."""
        index = self.findData(value)
        if self.itemText(index) != words:
            self.setItemText(index, words)
            self.setItemData(index, words, Qt.ItemDataRole.ToolTipRole)

    def mark(self, problem: str) -> None:
        """Tell what is wrong with the choice, or that nothing is."""
        self.problem_found.emit(problem)

    def shown_text(self) -> str:
        """The words of the value as there is room for them."""
        option, part = QStyleOptionComboBox(), QStyle.SubControl.SC_ComboBoxEditField
        self.initStyleOption(option)
        area = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        middle = Qt.TextElideMode.ElideMiddle
        return self.fontMetrics().elidedText(self.currentText(), middle, area.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A name that has no room is elided in the middle."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_text()  # type: ignore[attr-defined]
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Changes with focus; without, the form scrolls."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _choose(self, index: int) -> None:
        self.value_edited.emit(self.itemData(index))


class Switch(QCheckBox):
    """Yes or no.

    Signals:
        value_edited: (value) that was chosen.
        problem_found: (sentence) why it cannot be used; empty when it can.
    """

    value_edited = Signal(object)
    problem_found = Signal(str)

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.clicked.connect(self._choose)

    def show_value(self, value: bool) -> None:
        """Show a value without emitting."""
        self.setChecked(value)

    def mark(self, problem: str) -> None:
        """Tell what is wrong with the choice, or that nothing is."""
        self.problem_found.emit(problem)

    def _choose(self, value: bool) -> None:
        self.value_edited.emit(value)
