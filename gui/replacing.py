"""Asks before a file is replaced of which the dialog did not know that it would be."""

from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget


def may_replace(window: QWidget, named: Path, path: Path) -> bool:
    """Whether a file may be written.

    Args:
        window: Above which it is asked.
        named: What stood in the dialog, which has asked about a file of that name itself.
        path: The same with the ending that was left out.
    """
    if path == named or not path.exists():
        return True
    buttons = QMessageBox.StandardButton
    answer = QMessageBox.question(
        window,
        "Replace File",
        f"{path.name} is there already. Replace it?",
        buttons.Yes | buttons.No,
        buttons.No,
    )
    return answer == buttons.Yes
