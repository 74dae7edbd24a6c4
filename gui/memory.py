"""What each tab looked like when it was left: its settings, its folds, its drawing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer

from engine.errors import InputError
from engine.point_settings import OWN_FILE
from engine.run import Mode
from engine.settings_file import settings_of_text, settings_text
from gui.desk import Desk
from gui.tabs import Tab, draw_place_of

if TYPE_CHECKING:
    from gui.main_window import MainWindow

PLACES = ("settings", "inspector")
MOST_DRAWING = 500_000
"""Characters of a drawing that are kept in the store; a photograph that was pasted has more."""
MILLISECONDS_OF_REST = 1000
"""So long nothing has changed before it is written, so that a slider's way is one change."""
LIVELY = (Mode.PLAYING, Mode.REPLAYING)
"""Meanwhile nothing is written, nor while something large is read: a disk that is busy would hold
up the pictures."""


class Memory:
    """Remembers tabs between starts. What cannot be read is passed over.

    Args:
        store: Where it is kept.
    """

    def __init__(self, store: QSettings) -> None:
        self._store = store

    def keep(self, name: str, tab: Tab) -> None:
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
        place = draw_place_of(tab)
        if place is not None:
            drawing = "" if place.is_empty else place.drawing().decode()
            self._store.setValue("drawing", drawing if len(drawing) <= MOST_DRAWING else "")

    def bring_back(self, name: str, tab: Tab) -> None:
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
        place, drawing = draw_place_of(tab), self._store.value("drawing")
        if place is not None and isinstance(drawing, str) and drawing:
            place.restore_drawing(drawing.encode())

    def _bring_settings(self, name: str, desk: Desk) -> None:
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
        desk.workbench.shelf.forget_steps()


class Remembering(QObject):
    """Has all of it written a moment after something has changed: a window may be killed.

    Args:
        window: Whose tabs they are; the owner.
        keep: Writes it.
    """

    def __init__(self, window: "MainWindow", keep: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._keep = keep
        self._rest = QTimer(self, singleShot=True, interval=MILLISECONDS_OF_REST)
        self._rest.timeout.connect(self._keep_in_peace)

    def follow(self, tab: Tab) -> None:
        """Hears of changes in a tab."""
        tab.desk.workbench.settings_changed.connect(self.soon)
        tab.places.folded.connect(self.soon)

    def soon(self, _what: object = None) -> None:
        """Something has changed."""
        self._rest.start()

    def stop(self) -> None:
        """The window closes, and keeps it itself."""
        self._rest.stop()
        self._rest.blockSignals(True)

    def _keep_in_peace(self) -> None:
        desks = [tab.desk for tab in self._window.tabs]
        moves = any(desk.waits or desk.workbench.mode in LIVELY for desk in desks)
        if moves or self._window.isFullScreen():  # which is no size to open in
            self.soon()
        else:
            self._keep()
