"""How wide widgets are, before they are shown."""

from PySide6.QtWidgets import QWidget


def width_of(part: QWidget) -> int:
    """How wide a part of a row is when it is shown."""
    return max(part.minimumWidth(), min(part.sizeHint().width(), part.maximumWidth()))
