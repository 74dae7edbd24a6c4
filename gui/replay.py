"""Runs that are trained again from their notes, one after the other, in a process of their own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from engine.messages import Acknowledge, Frame, Play, Prepare, Trouble
from engine.notes import AnyNote, RunNote, WholeNote
from engine.player import Pace
from engine.record import Record
from engine.run import Change, Mode, Programme
from engine.run_record import RunRecord
from engine.runfile import SavedRun, open_run
from gui.background import Background
from gui.session import Session

MOST_DEATHS = 3
"""So often a process that dies is given the same run again."""


class Replay(QObject):
    """Trains runs again up to where they were; the numbers are the same to the bit.

    Signals:
        progressed: (iterations done, of how many).
        came: (note, record) one run, with all its iterations.
        ended: All runs have come.

    Args:
        notes: The runs.
        parent: Qt's owner.
    """

    progressed = Signal(int, int)
    came = Signal(object, object)
    ended = Signal()

    def __init__(self, notes: Sequence[AnyNote], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notes = list(notes)
        self._total = sum(note.head for note in notes)
        self._done = 0
        self._number = 0
        self._deaths = 0
        self._record: RunRecord | None = None
        self._errands = Background(self, QThread.Priority.InheritPriority)
        self._session = Session("descent-replay", parent=self)
        self._session.received.connect(self._receive)
        self._session.lost.connect(self._try_again)

    def start(self) -> None:
        """Begins; returns at once."""
        self._next()

    def close(self) -> None:
        """Ends the process, whatever it is doing."""
        self._notes = []
        self._record = None
        self._errands.close()
        self._session.close()

    def _next(self) -> None:
        """Takes up the next run that was trained; those that were not come as they are."""
        while self._notes:
            note = self._notes[0]
            if isinstance(note, WholeNote):
                self._open(note)
                return
            self._record = record = Record(
                note.key, note.assignment, note.programme, note.points, note.origin
            )
            record.events = note.events
            if note.head:
                self._deaths = 0
                self._send()
                return
            self._hand_over()
        self._session.close()
        self.ended.emit()

    def _open(self, note: WholeNote) -> None:
        """Reads a run that was kept whole."""

        def take(saved: SavedRun) -> None:
            if self._notes:
                self._record = saved.record
                self._record.origin = note.origin
            self._go_on()

        def give_up(_sentence: str) -> None:
            self._go_on()

        path = note.path or Path()
        self._errands.do(path.name, lambda: open_run(path), take, give_up)

    def _go_on(self) -> None:
        """Hands over what has come, and takes up the next."""
        if self._notes:
            self._hand_over()
            self._next()

    def _send(self) -> None:
        note, record = self._notes[0], self._record
        if record is None or not isinstance(note, RunNote):
            return
        self._number += 1
        state = record.start_for(record.head)
        programme = until(note.programme, note.head)
        self._session.send(Prepare(self._number, note.assignment, programme, note.points, state))
        self._session.send(Play(Pace.flat_out()))

    def _receive(self, message: Frame | Trouble) -> None:
        record = self._record
        if record is None or message.run_id != self._number:
            if isinstance(message, Frame):
                self._session.send(Acknowledge())
        elif isinstance(message, Trouble):
            self._go_on()
        else:
            if message.block is not None:
                record.append(message.block)
            self._session.send(Acknowledge())
            self.progressed.emit(self._done + record.head, self._total)
            if record.head >= self._notes[0].head or message.mode is Mode.FAILED:
                self._go_on()

    def _hand_over(self) -> None:
        note, record = self._notes.pop(0), self._record
        self._record = None
        if record is not None:
            record.begun = note.begun
            self._done += record.head
            self.came.emit(note, record)

    def _try_again(self, _sentence: str) -> None:
        if self._record is None:
            return
        self._deaths += 1
        if self._deaths < MOST_DEATHS:
            self._send()
        else:  # what has come of this run is better than nothing
            self._go_on()


def until(programme: Programme[Any], head: int) -> Programme[Any]:
    """The same programme for a run that ends at `head`; no number depends on where a run ends."""
    return Programme(
        tuple(
            Change(one.iteration, one.settings.changed(iterations=head))
            for one in programme.changes
        )
    )
