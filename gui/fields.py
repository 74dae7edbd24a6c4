"""The fields in which a person enters a value: one of several choices, on or off.

They keep no settings: what they show is given by `show_value`, which never emits; what the person
wants leaves as a signal. Numbers are typed in `gui/number_field.py`.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
)

from engine.errors import SettingsError
from engine.settings import Declared, Kind, Settings, validated

Check = Callable[[Any], str]
"""What is wrong with a value, as a sentence; "" if nothing is."""

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
