"""Settings changed while a run is open: what is wished, what was heard, and each a step of undo."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.messages import Frame
from engine.run import Change
from engine.run_record import RunRecord
from engine.settings import declaration
from gui.live_run import LiveRun
from gui.shelf import Shelf

MERGE_SECONDS = 1.0
"""Changes of the same name that follow each other faster than this are one step of undo."""


class LiveChanges(QObject):
    """The settings of the open run's head, also while they are on their way there.

    Signals:
        changed: (Settings) that act at the head, or will.

    Args:
        shelf: Which record is open, and its undo.
        live_run: Where they act.
        clock: Seconds, from any origin.
        parent: Qt's owner.

    Attributes:
        settings: Those wished for the open run; None before one is open.
        wish: Those of which no frame has brought word yet.
    """

    changed = Signal(object)

    def __init__(
        self,
        shelf: Shelf,
        live_run: LiveRun,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings: Any = None
        self.wish: Any = None
        self._shelf = shelf
        self._live_run = live_run
        self._clock = clock
        self._record: RunRecord | None = None
        self._left: dict[RunRecord, Any] = {}
        self._last_change = ("", 0.0)
        self._drags = 0

    def open(self, record: RunRecord) -> None:
        """Another record is open: the settings that it was left with are in force.

        What was wished for the one before, and is still on its way, is not forgotten.
        """
        if self._record is not None and self.wish is not None:
            self._left[self._record] = self.wish
        self._record = record
        wish = self._left.pop(record, None)
        self.wish = None if wish == record.settings else wish
        self.settings = record.settings if self.wish is None else self.wish

    def give_up(self, record: RunRecord) -> None:
        """What is on its way will not act: the record's own settings stay in force."""
        self.settings, self.wish = record.settings, None
        self.changed.emit(self.settings)

    def hear(self, frame: Frame, record: RunRecord) -> None:
        """Learns from a frame of the open record what acts by now."""
        self._settle_left()
        if any(change.settings == self.wish for change in frame.changes):
            self.wish = None
        if self.wish is None and record.settings != self.settings:
            self.settings = record.settings
            self.changed.emit(self.settings)

    def _settle_left(self) -> None:
        """The process has another run: of those put aside nothing more will come.

        What was wished for them, and was not heard in time, acts from their heads on.
        """
        left, self._left = self._left, {}
        lacking = [(record, wish) for record, wish in left.items() if record.settings != wish]
        for record, wish in lacking:
            record.note(Change(record.head, wish))
        if lacking:
            self._shelf.changed.emit()

    def adjust(self, record: RunRecord, settings: Any) -> None:
        """Lets settings act at the head of the open record."""
        if settings == self.settings:
            return
        self._live_run.prepare(record, self.wish)
        self.settings = self.wish = settings
        self._live_run.adjust(settings)
        self.changed.emit(settings)

    def lengthen(self, record: RunRecord, more: int) -> None:
        """Lets the open record's run go on from its head for so many further iterations."""
        name = self.settings.length_name
        most = declaration(type(self.settings), name).maximum
        wanted = record.length(record.head + more)
        self.adjust(record, self.settings.changed(**{name: int(min(wanted, most or wanted))}))

    def change(self, record: RunRecord, settings: Any, merge: str) -> None:
        """Adjusts, and lets Undo put the old values back: as another event, time goes on.

        Args:
            record: The open one.
            settings: What is wished.
            merge: Changes of the same name that follow each other are one step of undo.
        """
        names = settings.differences(self.settings)
        if not names:
            return
        old = {name: getattr(self.settings, name) for name in names}
        new = {name: getattr(settings, name) for name in names}
        labels = ", ".join(declaration(type(settings), name).label for name in names)
        self.adjust(record, settings)
        self._shelf.remember(
            f"Change {labels.title()}",
            lambda: self._put_back(record, old),
            lambda: self._put_back(record, new),
            self._merge_name(record, merge),
        )

    def _put_back(self, record: RunRecord, values: dict[str, Any]) -> None:
        if record is self._shelf.current:
            self.adjust(record, self.settings.changed(**values))

    def _merge_name(self, record: RunRecord, name: str) -> str:
        """The same as before while one slider is dragged, and another one afterwards."""
        last, when = self._last_change
        now = self._clock()
        if name != last or now - when > MERGE_SECONDS:
            self._drags += 1
        self._last_change = (name, now)
        return f"{name} {record.key} {self._drags}" if name else ""
