"""What a window is doing is kept in a journal, and offered again after an unexpected end.

Each window has a journal of its own. A window that closes removes it; one that is found without an
owner belongs to a window that crashed, was killed, or lost its power.
"""

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject

from engine.errors import RunFileError
from engine.journal import Journal, abandoned, begin, end
from engine.lock import Lock
from engine.notes import AnyNote, RunNote, TabNote, WindowNote
from engine.run_record import RunRecord
from gui.announcements import Announcements
from gui.journal_keeper import JournalKeeper
from gui.recovery_words import counted_steps, offer_words, step_words
from gui.replay import Replay
from gui.shelf import Shelf
from gui.tabs import Tab, draw_place_of
from gui.widgets.message_bar import Message
from gui.window_note import WindowNotes
from gui.workbench import Workbench

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.mnist.draw_place import DrawPlace

OFFER, TROUBLE = "recovery", "journal"
FOLDER = "windows"
"""Within the folder of the program's state."""


def state_folder() -> Path:
    """Where the journals of all windows are."""
    import platformdirs

    return platformdirs.user_state_path("Descent", appauthor=False) / FOLDER


class Recovery(QObject):
    """Keeps the journal of a window, and brings back what others left.

    Args:
        window: A `MainWindow`.
        announcements: Where it asks.
        root: Where the journals of all windows are.
    """

    def __init__(self, window: "MainWindow", announcements: Announcements, root: Path) -> None:
        super().__init__(window)
        self._window = window
        self._announcements = announcements
        self._root = root
        self._notes = WindowNotes(window)
        self._keeper: JournalKeeper | None = None
        self._found: list[tuple[Journal, Lock, WindowNote]] = []
        self._replay: Replay | None = None
        self._records: dict[int, RunRecord] = {}
        self._noted: WeakKeyDictionary[RunRecord, bool] = WeakKeyDictionary()
        self._wanted = 0
        self._awaited: list[tuple[Shelf, RunRecord]] = []
        self._done: list[tuple[Journal, Lock]] = []
        announcements.answered.connect(self._hear)
        announcements.dismissed.connect(self._put_off)

    def start(self) -> None:
        """Looks for what others left, and begins this window's own journal."""
        self._look()
        name = f"{time.time_ns():020d}-{os.getpid()}"
        begun = begin(self._root, name)
        if begun is None:
            self._tell_trouble(f"{self._root} cannot be written to.")
            return
        journal, lock = begun
        self._keeper = JournalKeeper(journal, lock, self._notes.now, self)
        self._keeper.failed.connect(self._tell_trouble)
        self._keeper.worked.connect(self._withdraw_trouble)
        self._keeper.written.connect(self._remove_restored)
        self._keeper.start()
        for tab in self._window.tabs:
            self._follow(tab)
        self._window.tab_made.connect(self._follow)

    def _follow(self, tab: Tab) -> None:
        """Has every change in this tab written at once, and Play before the first iteration."""
        workbench = tab.desk.workbench
        workbench.shelf.changed.connect(self._look_soon)
        workbench.mode_changed.connect(self._look_soon)
        workbench.settings_changed.connect(self._look_soon)
        workbench.mode_changed.connect(self._look_at_beginning)
        workbench.grown.connect(self._look_at_beginning)
        place = draw_place_of(tab)
        if place is not None:
            place.drawing_changed.connect(self._note_drawing)
            if not place.is_empty:
                self._forget_drawing(place.drawing().decode())

    def _note_drawing(self) -> None:
        place = cast("DrawPlace", self.sender())
        self._notes.drawing = "" if place.is_empty else place.drawing().decode()
        self._look_soon()

    def _forget_drawing(self, here: str) -> None:
        """A drawing that stands on the canvas already need not be brought back."""
        if self._replay is not None or not self._found:
            return
        found, self._found = self._found, []
        for journal, lock, note in found:
            left = replace(note, drawing="") if note.drawing == here else note
            if left.is_worth_restoring:
                self._found.append((journal, lock, left))
            else:
                end(journal, lock)
        self._announcements.withdraw(OFFER)
        self._offer()

    def _look_soon(self, _what: object = None) -> None:
        if self._keeper is not None:
            self._keeper.look_soon()

    def _look_at_beginning(self, _mode: object = None) -> None:
        """Has a run noted as begun, and its first iterations, each at once."""
        workbench = cast("Workbench", self.sender())
        record = workbench.shelf.current
        if record is not None and record.begun and self._noted.get(record) != bool(record.head):
            self._noted[record] = bool(record.head)
            self.look()

    @property
    def folder(self) -> Path:
        """Where the journals are."""
        return self._root

    @property
    def offers(self) -> bool:
        """Whether something was found that is not yet brought back or discarded."""
        return bool(self._found)

    @property
    def is_settled(self) -> bool:
        """Whether all that was brought back is in its tabs, and in this window's own journal."""
        return not self._awaited and not self._done

    def look(self) -> None:
        """Has what is new written at once, without waiting for the next half second."""
        if self._keeper is not None:
            self._keeper.look()

    def close(self) -> None:
        """The window ends as it should. What was found and not answered is offered again."""
        if self._replay is not None:
            self._replay.close()
            self._replay = None
        for _, lock, _ in self._found:
            lock.release()
        self._found = []
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None
        for journal, lock in self._done:
            end(journal, lock)
        self._done = []

    # What was found --------------------------------------------------------------------------

    def _look(self) -> None:
        for journal, lock in abandoned(self._root):
            try:
                note = journal.read()
            except RunFileError:  # it ended before it had written anything
                end(journal, lock)
                continue
            if note.is_worth_restoring:
                self._found.append((journal, lock, note))
            else:
                end(journal, lock)
        self._offer()

    def _offer(self) -> None:
        if self._found:
            actions = (("Restore", "restore"), ("Discard", "discard"))
            words = offer_words([(journal.folder, note) for journal, _, note in self._found])
            self._announcements.tell(Message(OFFER, "warn", words, "", actions))

    def _runs(self) -> list[AnyNote]:
        return [run for _, _, note in self._found for tab in note.tabs for run in tab.runs]

    def _hear(self, key: str, action: str) -> None:
        if key != OFFER:
            return
        actions = {"restore": self._restore, "discard": self._discard, "cancel": self._cancel}
        actions[action]()

    def _discard(self) -> None:
        self._announcements.withdraw(OFFER)
        for journal, lock, _ in self._found:
            end(journal, lock)
        self._found = []

    def _put_off(self, key: str) -> None:
        """The offer was closed: the next window that opens makes it again."""
        if key == OFFER and self._replay is None:
            for _, lock, _ in self._found:
                lock.release()
            self._found = []

    # Restoring -------------------------------------------------------------------------------

    def _restore(self) -> None:
        if self._replay is not None:
            return
        self._records = {}
        runs = self._runs()
        self._replay = Replay(runs, self)
        self._replay.progressed.connect(self._tell_progress)
        self._replay.came.connect(self._keep)
        self._replay.ended.connect(self._bring)
        self._tell_progress(0, sum(run.head for run in runs))
        self._replay.start()

    def _tell_progress(self, done: int, total: int) -> None:
        words = f"Restoring: {done:,} of {total:,} {step_words(self._runs()).many}"
        self._announcements.tell(Message(OFFER, "info", words, "", (("Cancel", "cancel"),)))

    def _cancel(self) -> None:
        if self._replay is not None:
            self._replay.close()
            self._replay.deleteLater()
            self._replay = None
        self._offer()

    def _keep(self, note: AnyNote, record: RunRecord) -> None:
        self._records[id(note)] = record

    def _bring(self) -> None:
        """All runs are there: the tabs get them, and the window is as it was."""
        self._replay = None
        self._announcements.withdraw(OFFER)
        done = counted_steps(self._records.values())
        words = f": {done}" if done else ""
        for _, _, note in self._found:
            for tab in note.tabs:
                self._bring_tab(tab)
            if note.drawing:
                self._bring_drawing(note.drawing)
            self._window.show_tab(note.tab)
        self._records = {}
        self._announcements.tell(Message(OFFER, "good", f"Everything is back{words}."))
        self._done += [(journal, lock) for journal, lock, _ in self._found]
        self._found = []
        if self._keeper is not None:
            self._wanted = self._keeper.look()

    def _bring_tab(self, tab: TabNote) -> None:
        came = (run for run in tab.runs if id(run) in self._records)
        records = {run.key: self._records[id(run)] for run in came}
        held_out = {
            run.key: run.held_out
            for run in tab.runs
            if isinstance(run, RunNote) and run.held_out is not None
        }
        self._window.show_tab(tab.name)
        if records and self._window.tab is not None:
            desk = self._window.tab.desk
            self._awaited += [(desk.workbench.shelf, record) for record in records.values()]
            desk.reopening.bring_back(records, held_out, tab.current, tab.position)

    def _bring_drawing(self, drawing: str) -> None:
        self._window.show_tab("mnist")
        place = draw_place_of(self._window.tab) if self._window.tab is not None else None
        if place is not None:
            place.restore_drawing(drawing.encode())

    def _remove_restored(self, number: int) -> None:
        """What was brought back stands in this window's own journal now.

        Runs on digits come to their tab only when their images have been read.
        """
        if any(record not in shelf.records for shelf, record in self._awaited):
            return
        if self._awaited and self._keeper is not None:
            self._awaited = []
            self._wanted = self._keeper.look()
        if number >= self._wanted:
            for journal, lock in self._done:
                end(journal, lock)
            self._done = []

    # Trouble ---------------------------------------------------------------------------------

    def _tell_trouble(self, sentence: str) -> None:
        words = "After a crash nothing could be brought back now: " + sentence
        self._announcements.tell(Message(TROUBLE, "warn", words))

    def _withdraw_trouble(self) -> None:
        self._announcements.withdraw(TROUBLE)
