"""What is dropped on the window is copied: it stays where it came from."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def take_copy(event: QDropEvent) -> None:
    """Accepts what is dragged, or dropped, as a copy.

    The action that the other program proposes may be to move it: then that program takes what
    was dropped away from its own place, a file from its folder.
    """
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
