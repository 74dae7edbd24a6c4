"""What a window is doing, as its journal keeps it."""

from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from engine.forms import FORMS
from engine.notes import AnyNote, RunNote, TabNote, WholeNote, WindowNote
from engine.run_record import RunRecord
from engine.runfile import journal_portrait_of
from gui.desk import Desk
from gui.tabs import Tab

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class WindowNotes:
    """Takes note of everything in a window that cannot be made again from nothing.

    Args:
        window: A `MainWindow`.
    """

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._whole: WeakKeyDictionary[RunRecord, WholeNote] = WeakKeyDictionary()
        self.drawing = ""

    def now(self) -> WindowNote:
        """What the window is doing now; quick enough for any moment."""
        tabs = tuple(self._of_tab(name, tab) for name, tab in self._window.named_tabs)
        return WindowNote(self._window.tab_name, tabs, self.drawing)

    def _of_tab(self, name: str, tab: Tab) -> TabNote:
        workbench = tab.desk.workbench
        shelf = workbench.shelf
        runs = tuple(self._of_run(record, tab.desk) for record in shelf.records)
        current = shelf.current.key if shelf.current is not None else 0
        return TabNote(name, runs, current, workbench.position)

    def _of_run(self, record: RunRecord, desk: Desk) -> AnyNote:
        if FORMS[record.assignment].journalled:
            return self._of_whole(record)
        return RunNote(
            key=record.key,
            assignment=record.assignment,
            programme=record.programme,
            events=record.events,
            origin=record.origin,
            points=record.points,
            held_out=desk.held_out(record.points),
            head=record.head,
            begun=record.begun,
        )

    def _of_whole(self, record: RunRecord) -> WholeNote:
        """A note of its last full state, which is taken once."""
        state = record.start_for(record.head)
        note = WholeNote(
            key=record.key,
            assignment=record.assignment,
            programme=record.programme,
            origin=record.origin,
            head=state.iteration if state is not None else 0,
            begun=record.begun or record.head > 0,
        )
        if self._whole.get(record) != note:
            self._whole[record] = replace(note, portrait=journal_portrait_of(record))
        return self._whole[record]
