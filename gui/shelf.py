"""The runs of one tab: which there are, which is open, and how to get back what was put aside."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from engine.run_record import RunRecord
from gui.undo_steps import Step, UndoSteps

MOST_UNDO_STEPS = 100
ASIDE_BUDGET_BYTES = 16 * 1024 * 1024
"""Memory for the states of a run that is not open; the rest is computed again when it is."""
ARRANGED = "runs: "
"""Before the name by which changes of the list become one step of undo, and no others do."""


@dataclass(frozen=True)
class Arrangement:
    """Which runs there are and which one is open.

    Attributes:
        records: In order of their making.
        current: The open one.
        position: The iteration shown.
    """

    records: tuple[RunRecord, ...]
    current: RunRecord | None
    position: int


class Shelf(QObject):
    """The list of runs with undo.

    Signals:
        changed: Runs came, went, or another was opened.
        opened: (RunRecord, position) that is to be shown now.
    """

    changed = Signal()
    opened = Signal(object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys = itertools.count(1)
        self._records: tuple[RunRecord, ...] = ()
        self._current: RunRecord | None = None
        self._steps = UndoSteps(MOST_UNDO_STEPS, self)

    @property
    def undo_stack(self) -> QUndoStack:
        """For menus: what was done."""
        return self._steps.stack

    def forget_steps(self) -> None:
        """What was done cannot be undone any more."""
        self._steps.forget()

    @property
    def records(self) -> tuple[RunRecord, ...]:
        """All runs, in order of their making."""
        return self._records

    @property
    def current(self) -> RunRecord | None:
        """The open run."""
        return self._current

    def new_key(self) -> int:
        """A number that no run of this tab has had."""
        return next(self._keys)

    def find(self, key: int) -> RunRecord | None:
        """The run with this key."""
        return next((one for one in self._records if one.key == key), None)

    def add(
        self,
        record: RunRecord,
        position: int,
        shown: int,
        words: str,
        merge: str = "",
        *,
        instead: bool = False,
    ) -> None:
        """Adds a run and opens it. The one open before stays, unless it was never trained.

        Args:
            record: The new run.
            position: Iteration at which it opens.
            shown: Iteration at which the present one stood, for undo.
            words: What Undo will name.
            merge: Changes of the same name follow each other as one step of undo.
            instead: Whether it takes the place of the one open before, trained or not.
        """
        before = Arrangement(self._records, self._current, shown)
        kept = self._records
        if instead or (self._current is not None and self._current.head == 0):
            kept = tuple(one for one in kept if one is not self._current)
        self._arrange(Arrangement((*kept, record), record, position))
        self._push(words, before, position, merge)

    def bring(
        self,
        records: tuple[RunRecord, ...],
        current: RunRecord,
        position: int,
        shown: int,
        words: str,
    ) -> None:
        """Adds several runs at once, as one step of undo, and opens one of them.

        Args:
            records: The new runs.
            current: The one that opens.
            position: Iteration at which it opens.
            shown: Iteration at which the present one stood, for undo.
            words: What Undo will name.
        """
        before = Arrangement(self._records, self._current, shown)
        kept = tuple(one for one in self._records if one.head > 0 or one is not self._current)
        for record in records:
            if record is not current:
                record.history.shrink(ASIDE_BUDGET_BYTES)
        self._arrange(Arrangement((*kept, *records), current, position))
        self._push(words, before, position)

    def open(self, record: RunRecord, position: int, shown: int) -> None:
        """Opens a run of the list."""
        before = Arrangement(self._records, self._current, shown)
        self._arrange(Arrangement(self._records, record, position))
        self._push("Open Run", before, position)

    def remove(self, key: int, shown: int) -> None:
        """Takes a run out of the list; the last one stays."""
        record = self.find(key)
        if record is None or len(self._records) == 1:
            return
        before = Arrangement(self._records, self._current, shown)
        kept = tuple(one for one in self._records if one is not record)
        current = kept[-1] if record is self._current else self._current
        position = current.head if record is self._current and current else shown
        self._arrange(Arrangement(kept, current, position))
        self._push("Delete Run", before, position)

    def remember(
        self, words: str, undo: Callable[[], None], redo: Callable[[], None], merge: str = ""
    ) -> None:
        """Makes something that is already done a step of undo.

        Args:
            words: What Undo will name.
            undo: Takes it back.
            redo: Does it again.
            merge: Things of the same name that follow each other are one step of undo.
        """
        self._steps.add(words, Step(undo, redo, merge))

    def _push(self, words: str, before: Arrangement, position: int, merge: str = "") -> None:
        after = Arrangement(self._records, self._current, position)
        if before.current is not None:
            self._steps.add(
                words,
                Step(
                    undo=lambda: self._arrange(before),
                    redo=lambda: self._arrange(after),
                    merge=merge and ARRANGED + merge,
                    joins=lambda: after.current is None or after.current.head == 0,
                ),
            )

    def _arrange(self, arrangement: Arrangement) -> None:
        previous, self._current = self._current, arrangement.current
        self._records = arrangement.records
        if previous is not None and previous is not self._current:
            previous.history.shrink(ASIDE_BUDGET_BYTES)
        if self._current is not None and self._current is not previous:
            self.opened.emit(self._current, arrangement.position)
        self.changed.emit()
