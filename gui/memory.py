"""What each tab looked like when the window was closed: its settings, its folds, its drawing."""

from typing import Any

from PySide6.QtCore import QSettings

from engine.errors import InputError
from engine.point_settings import OWN_FILE
from engine.settings_file import settings_of_text, settings_text

PLACES = ("settings", "inspector")
MOST_DRAWING = 500_000
"""Characters of a drawing that are kept in the store; a photograph that was pasted has more."""


class Memory:
    """Remembers tabs between starts. What cannot be read is passed over.

    Args:
        store: Where it is kept.
    """

    def __init__(self, store: QSettings) -> None:
        self._store = store

    def keep(self, name: str, tab: Any) -> None:
        """Notes how a tab is left.

        Args:
            name: Of the tab.
            tab: The tab.
        """
        self._store.setValue(f"folded/{name}", ",".join(tab.places.folded_by_wish))
        workbench = tab.desk.workbench
        record = workbench.shelf.current
        if record is not None and getattr(workbench.settings, "dataset", "") != OWN_FILE:
            text = settings_text(record.assignment, workbench.settings)
            self._store.setValue(f"settings/{name}", text)
        if hasattr(tab, "drawing"):
            drawing = "" if tab.drawing.is_empty else tab.drawing.drawing().decode()
            self._store.setValue("drawing", drawing if len(drawing) <= MOST_DRAWING else "")

    def bring_back(self, name: str, tab: Any) -> None:
        """Lets a tab that was just made be as it was left.

        Args:
            name: Of the tab.
            tab: The tab, with its first preset open.
        """
        folded = str(self._store.value(f"folded/{name}") or "").split(",")
        if PLACES[0] in folded:
            tab.places.fold_settings(True)
        if PLACES[1] in folded:
            tab.places.fold_inspector(True)
        self._bring_settings(name, tab.desk)
        drawing = self._store.value("drawing")
        if hasattr(tab, "drawing") and isinstance(drawing, str) and drawing:
            tab.drawing.restore_drawing(drawing.encode())

    def _bring_settings(self, name: str, desk: Any) -> None:
        text = self._store.value(f"settings/{name}")
        try:
            shared = settings_of_text(text) if isinstance(text, str) else None
        except InputError:
            return
        if shared is None or shared.tab != name or desk.workbench.settings == shared.settings:
            return
        if getattr(shared.settings, "dataset", "") == OWN_FILE:
            return
        desk.reopening.open_settings(shared.settings, "Open Last Settings")
        desk.workbench.shelf.undo_stack.clear()
