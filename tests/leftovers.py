"""Finds what a test leaves behind, and says where it began.

Child processes, running QThreads, active QTimers. Not looked for: plain threads, which pytest and
multiprocessing start for themselves.
"""

import gc
import sys
import traceback
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any

import psutil
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from shiboken6 import isValid

_began: "weakref.WeakKeyDictionary[Any, str]" = weakref.WeakKeyDictionary()
"""For each thread and timer that was started from Python: the lines that started it."""

SECONDS_TO_END = 20.0
"""How long a process that was told to end may take, where the machine has much else to do."""


class Leftovers:
    """What is there before a test; whatever is there besides, after it, was left behind.

    Args:
        seconds_to_end: How long a process that was told to end may take.
    """

    def __init__(self, seconds_to_end: float = SECONDS_TO_END) -> None:
        self._seconds_to_end = seconds_to_end
        self._processes = set(_processes())
        self._running = {id(one) for one in _running()}

    def found(self) -> list[str]:
        """A sentence for each thing that was left behind."""
        things = self._things()
        if things:
            # Some wait only for the event loop or the collector: widgets that were closed.
            if QCoreApplication.instance() is not None:
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            gc.collect()
            things = self._things()
        processes = [one for one in _processes() if one not in self._processes]
        if processes:
            _, processes = psutil.wait_procs(processes, timeout=self._seconds_to_end)
        return [
            *(f"process {one.pid}: {_command_line(one)}" for one in processes),
            *(f"{type(one).__name__} (running), begun here:\n{_began[one]}" for one in things),
        ]

    def _things(self) -> list[Any]:
        return [one for one in _running() if id(one) not in self._running]


def _running() -> list[Any]:
    return [one for one in list(_began) if isValid(one) and _is_running(one)]


def _is_running(one: Any) -> bool:
    return bool(one.isRunning() if isinstance(one, QThread) else one.isActive())


def _processes() -> list[psutil.Process]:
    # The tracker of multiprocessing stays for the whole session, and is meant to.
    tracker = getattr(resource_tracker._resource_tracker, "_pid", None)
    return [one for one in psutil.Process().children(recursive=True) if one.pid != tracker]


def _command_line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return "(ended)"


@contextmanager
def remember_where_things_start() -> Iterator[None]:
    """Note, for every thread and timer that Python starts, the lines that start it."""
    classes: tuple[Any, ...] = (QThread, QTimer)
    originals = [(one, one.start) for one in classes]
    for one, original in originals:
        one.start = _noting(original)
    try:
        yield
    finally:
        for one, original in originals:
            one.start = original


def _noting(original: Callable[..., None]) -> Callable[..., None]:
    def start(self: Any, *arguments: Any) -> None:
        lines = traceback.format_list(traceback.extract_stack(sys._getframe(1), limit=4))
        _began[self] = "".join(lines)
        original(self, *arguments)

    return start
