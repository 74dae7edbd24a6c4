"""Starts a process of ours, the same way on every platform, and ends it.

Processes are spawned, not forked: a fork would copy the window's threads and locks.
"""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection

from engine.niceness import be_nice, step_apart

THREAD_VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""One thread each: more of them make small products slower and the window's frames uneven."""
SECONDS_TO_QUIT = 1.0


class WorkerProcess:
    """A spawned process with a pipe to it.

    Args:
        target: A function of a module that imports nothing of the window; it is given the pipe.
        name: As it is shown in a list of processes.
    """

    def __init__(self, target: Callable[[Connection], None], name: str) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(
            target=_apart, args=(target, theirs), name=name, daemon=True
        )
        with _one_thread_each(), _no_interrupts():
            self._process.start()
        with contextlib.suppress(OSError):  # it has ended already
            be_nice(pid=self.pid)  # from its first moment: its imports alone keep a core busy
        # Only when the process is the sole owner of its end does the pipe close with it.
        theirs.close()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid or 0

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process.is_alive()

    @property
    def exit_code(self) -> int | None:
        """How it ended; negative for a signal; None while it runs."""
        return self._process.exitcode

    def kill(self) -> None:
        """Ends it at once; its end of the pipe closes with it."""
        self._process.kill()

    def end(self, patience: float = SECONDS_TO_QUIT) -> bool:
        """Waits a moment for it to end by itself, then kills it. A send to it ends then, too.

        Returns:
            Whether it ended by itself.
        """
        self._process.join(patience)
        if not self._process.is_alive():
            return True
        self._process.kill()
        self._process.join()
        return False

    def close(self) -> None:
        """Closes the pipe, when nobody sends any more: a send that is cut off knows no end."""
        with contextlib.suppress(OSError):
            self.connection.close()


def _apart(target: Callable[[Connection], None], connection: Connection) -> None:
    """What the process does first of all."""
    step_apart()
    target(connection)


@contextlib.contextmanager
def _one_thread_each() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in THREAD_VARIABLES}
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _no_interrupts() -> Iterator[None]:
    """What is started within hears no Ctrl+C, not even before it has come to ignore it itself.

    A blocked signal stays blocked in the processes that a thread starts. Windows has no such thing.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # its start would let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
