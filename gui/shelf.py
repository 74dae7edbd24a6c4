"""The runs of one tab: which there are, which is open, and how to get back what was put aside."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from engine.run_record import RunRecord

MOST_UNDO_STEPS = 100
ASIDE_BUDGET_BYTES = 16 * 1024 * 1024
"""Memory for the states of a run that is not open; the rest is computed again when it is."""
ARRANGED_ID, DONE_ID = 1, 2
"""By which Qt knows the steps of undo that may become one; those without a name are -1."""


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
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(MOST_UNDO_STEPS)

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
        self.undo_stack.push(_Done(words, undo, redo, merge))

    def _push(self, words: str, before: Arrangement, position: int, merge: str = "") -> None:
        after = Arrangement(self._records, self._current, position)
        if before.current is not None:
            self.undo_stack.push(_Rearranged(words, self._arrange, before, after, merge))

    def _arrange(self, arrangement: Arrangement) -> None:
        previous, self._current = self._current, arrangement.current
        self._records = arrangement.records
        if previous is not None and previous is not self._current:
            previous.history.shrink(ASIDE_BUDGET_BYTES)
        if self._current is not None and self._current is not previous:
            self.opened.emit(self._current, arrangement.position)
        self.changed.emit()


class _Done(QUndoCommand):
    """Something done, with how to take it back."""

    def __init__(
        self, words: str, undo: Callable[[], None], redo: Callable[[], None], merge: str
    ) -> None:
        super().__init__(words)
        self._undo, self._redo = undo, redo
        self._merge = merge
        self._first = True

    def id(self) -> int:
        return DONE_ID if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Done) or other._merge != self._merge:
            return False
        self._redo = other._redo
        return True

    def undo(self) -> None:
        self._undo()

    def redo(self) -> None:
        if not self._first:
            self._redo()
        self._first = False


class _Rearranged(QUndoCommand):
    """The list of runs before and after."""

    def __init__(
        self,
        words: str,
        arrange: Callable[[Arrangement], None],
        before: Arrangement,
        after: Arrangement,
        merge: str,
    ) -> None:
        super().__init__(words)
        self._arrange, self._before, self._after = arrange, before, after
        self._merge = merge
        self._first = True

    def id(self) -> int:
        return ARRANGED_ID if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Rearranged) or other._merge != self._merge:
            return False
        in_between = self._after.current
        if in_between is not None and in_between.head > 0:
            return False
        self._after = other._after
        return True

    def undo(self) -> None:
        self._arrange(self._before)

    def redo(self) -> None:
        if not self._first:
            self._arrange(self._after)
        self._first = False
