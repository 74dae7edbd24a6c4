"""What keys mean on the canvas, besides those that move its pen (`gui/mnist/keyboard_pen.py`)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence

WISHES = {
    QKeySequence.StandardKey.Undo: "undo",
    QKeySequence.StandardKey.Redo: "redo",
    QKeySequence.StandardKey.Paste: "paste",
    QKeySequence.StandardKey.Copy: "copy",
    QKeySequence.StandardKey.Delete: "clear",
}
BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
UNSHIFTED = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
SHIFT = Qt.KeyboardModifier.ShiftModifier


def wish_of(event: QKeyEvent) -> str:
    """What is wished with a key, "undo" or the like; "" where nothing is."""
    return next((wish for key, wish in WISHES.items() if event.matches(key)), "")


def came_by_key(event: QFocusEvent) -> bool:
    """Whether somebody comes by the keyboard: a window that is clicked has its own reason."""
    return event.reason() in BY_KEY


def is_plain(event: QKeyEvent) -> bool:
    """Whether a key is pressed alone."""
    return event.modifiers() in UNSHIFTED


def is_shifted(event: QKeyEvent) -> bool:
    """Whether a key is pressed with Shift and nothing else."""
    return event.modifiers() == SHIFT
