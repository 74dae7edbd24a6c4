"""What the Help menu tells: which keys do what, what this program is, where its files lie."""

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.recovery import state_folder

KEYS = (
    ("Space", "play or pause, while a picture, the timeline or Play has the focus"),
    ("← → · Page Up Page Down", "one step back or forward, there"),
    ("Home · End", "the start or the end, there"),
    ("Ctrl+Space · Alt+← · Alt+→ · Alt+Home · Alt+End", "the same, everywhere"),
    ("Shift+arrows · Enter · Esc", "move a pointer on a surface, pin its value, let it go"),
    ("Ctrl+Z · Ctrl+Shift+Z", "undo, redo"),
    (
        "arrows · Space · Esc · Delete",
        "on the canvas: move the pen, put it down and up, take its stroke back, clear",
    ),
    ("Ctrl+R · Ctrl+B", "reset, branch here"),
    ("Ctrl+O · Ctrl+S · Ctrl+Shift+S", "open a run or data, save the run, save it as"),
    ("Ctrl+E · Ctrl+Shift+C", "export, copy the picture"),
    ("F9 · F10 · F11", "fold settings, fold inspector, presentation"),
)


def show_keys(window: QWidget) -> None:
    """Which keys do what."""
    rows = "".join(
        f"<tr><td><b>{keys}</b>&nbsp;&nbsp;</td><td>{words}</td></tr>" for keys, words in KEYS
    )
    told = QMessageBox(window)
    told.setWindowTitle("Keyboard")
    told.setText(f"<table cellpadding=3>{rows}</table>")
    told.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    told.open()


def show_about(window: QWidget, store: Path) -> None:
    """What this is and where its files lie.

    Args:
        window: Before which it stands.
        store: The file of what the window remembers.
    """
    places = (
        ("What the window remembers (geometry, tab, colours, last settings, recent files)", store),
        ("What can be brought back after a crash, while a window is open", state_folder()),
    )
    rows = "".join(f"<p>{words}:<br><code>{escape(str(path))}</code></p>" for words, path in places)
    QMessageBox.about(
        window,
        "About Descent",
        "<b>Descent</b><p>The first three deep-learning assignments, watched as they learn.</p>"
        + rows,
    )
