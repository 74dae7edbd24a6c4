"""What a window is doing, as its journal keeps it."""

from typing import Any

from engine.forms import FORMS
from engine.journal import RunNote, TabNote, WindowNote


def note_of(window: Any) -> WindowNote:
    """Everything that cannot be made again from nothing; quick enough for any moment.

    Args:
        window: A `MainWindow`.
    """
    return WindowNote(window.tab_name, tuple(_of_tab(name, tab) for name, tab in window.named_tabs))


def _of_tab(name: str, tab: Any) -> TabNote:
    workbench = tab.desk.workbench
    shelf = workbench.shelf
    kept = (record for record in shelf.records if record.assignment in FORMS)
    runs = tuple(_of_run(record, tab.desk) for record in kept)
    current = shelf.current.key if shelf.current is not None else 0
    return TabNote(name, runs, current, workbench.position)


def _of_run(record: Any, desk: Any) -> RunNote:
    return RunNote(
        key=record.key,
        assignment=record.assignment,
        programme=record.programme,
        events=record.events,
        origin=record.origin,
        points=record.points,
        held_out=desk.held_out(record.points),
        head=record.head,
    )
