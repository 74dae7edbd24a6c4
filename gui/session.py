"""The window's end of a worker process: a QThread that owns and reads it, and one that writes.

Nothing else touches the pipe. A signal that is emitted here reaches a method of a QObject in that
object's own thread; what is connected must therefore be such a method, never a lambda.
"""

import contextlib
import threading
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from engine import worker
from engine.messages import Acknowledge, Adjust, Play, Quit
from engine.process import SECONDS_TO_QUIT, WorkerProcess

REPLACING = (Adjust, Play)
"""Commands of which only the newest counts, as long as none other came in between."""
MOST_STARTS = 3
"""How often a process is started that ends before it has said anything."""
SECONDS_TO_END = 2.0
"""How long a process that closed its end of the pipe may take to end; it gives way to others."""
HUNG = "The engine hung while it ended, and was killed."
MILLISECONDS_BETWEEN_KILLS = 50


class Outbox:
    """Commands that wait to be sent, with the newest of a kind replacing the one before it."""

    def __init__(self) -> None:
        self._waiting: deque[Any] = deque()
        self._changed = threading.Condition()
        self._closed = False

    def put(self, command: Any) -> None:
        """Adds a command. Never blocks."""
        with self._changed:
            last = self._waiting[-1] if self._waiting else None
            if isinstance(command, REPLACING) and type(last) is type(command):
                self._waiting.pop()
            if not (isinstance(command, Acknowledge) and isinstance(last, Acknowledge)):
                self._waiting.append(command)
            self._changed.notify()

    def take(self) -> Any:
        """The next command, or None once closed. Blocks until there is one."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            return self._waiting.popleft() if self._waiting else None

    def close(self) -> None:
        """Lets `take` return None when all has been sent."""
        with self._changed:
            self._closed = True
            self._changed.notify()


class _Writer(QThread):
    """Sends what is in the outbox; a send can block while the process is busy."""

    def __init__(self, outbox: Outbox, connection: Connection) -> None:
        super().__init__()
        self._outbox = outbox
        self._connection = connection

    def run(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while (command := self._outbox.take()) is not None:
                self._connection.send(command)


class _Owner(QThread):
    """Starts the process, reads what it sends, and sees it end."""

    received = Signal(object)
    ended = Signal(str)

    def __init__(self, target: Callable[[Connection], None], name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.outbox = Outbox()
        self._target = target
        self._process: WorkerProcess | None = None
        self._closing = threading.Event()
        self._unwanted = threading.Event()

    @property
    def pid(self) -> int:
        """The process's number; 0 while it is being started."""
        return self._process.pid if self._process else 0

    def run(self) -> None:
        try:
            sentence = self._live()
        except OSError as error:  # no more processes, no memory, no files
            sentence = f"The engine could not be started: {error}."
        if not self._closing.is_set():
            self.ended.emit(sentence)

    def _live(self) -> str:
        """Starts the process, reads until it ends, and says how it did."""
        self._process = process = WorkerProcess(self._target, self.objectName())
        if self._unwanted.is_set():  # meanwhile
            process.kill()
        writer = _Writer(self.outbox, process.connection)
        writer.start()
        with contextlib.suppress(EOFError, OSError):
            while True:
                self.received.emit(process.connection.recv())
        self.outbox.close()
        by_itself = process.end(SECONDS_TO_QUIT if self._closing.is_set() else SECONDS_TO_END)
        writer.wait()
        process.close()
        return _how_it_ended(process.exit_code) if by_itself else HUNG

    def ask_to_quit(self) -> None:
        """Asks the process to end; returns at once."""
        self._closing.set()
        self.outbox.put(Quit())

    def finish(self) -> None:
        """Waits for the process to end, and kills it after a second."""
        self.ask_to_quit()
        patience = 0 if self._unwanted.is_set() else int(SECONDS_TO_QUIT * 1000)
        while not self.wait(patience):
            self.kill()
            patience = MILLISECONDS_BETWEEN_KILLS

    def kill(self) -> None:
        """Kills the process; the reader then ends by itself, since the pipe closes with it."""
        self._unwanted.set()
        if self._process is not None:
            self._process.kill()


class Session(QObject):
    """A process that the window talks to, started again when it dies.

    Signals:
        received: A message of the process.
        lost: The process has died by itself; the sentence says how. Another is being started,
            unless it dies again and again: then the next `send` starts one.

    Args:
        name: Of the process, as in a list of processes.
        target: What it runs.
        parent: Qt's owner.
    """

    received = Signal(object)
    lost = Signal(str)

    def __init__(
        self,
        name: str,
        target: Callable[[Connection], None] = worker.main,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._target = target
        self._owner: _Owner | None = None
        self._dumb_deaths = 0
        self._closed = False

    @property
    def pid(self) -> int:
        """The process's number; 0 if there is none."""
        return self._owner.pid if self._owner else 0

    def start(self) -> None:
        """Starts the process, in a thread: returns at once."""
        self._started()

    def _started(self) -> _Owner | None:
        if self._owner is None and not self._closed:
            self._owner = _Owner(self._target, self._name)
            self._owner.received.connect(self._pass_on)
            self._owner.ended.connect(self._start_again)
            self._owner.start()
        return self._owner

    def send(self, command: Any) -> None:
        """Sends a command as soon as the pipe takes it. Never blocks."""
        owner = self._started()
        if owner is not None:
            owner.outbox.put(command)

    def restart(self) -> None:
        """Kills the process and starts another: for one that hangs or is no longer wanted."""
        self.stop(patient=False)
        self.start()

    def ask_to_quit(self) -> None:
        """Asks the process to end, without waiting; `close` waits."""
        if self._owner is not None:
            self._owner.ask_to_quit()

    def close(self, patient: bool = True) -> None:
        """Ends the process and the threads for good, within a second or so."""
        self._closed = True
        self.stop(patient)

    def stop(self, patient: bool = True) -> None:
        """Ends the process and the threads, until something is sent again."""
        owner, self._owner = self._owner, None
        if owner is None:
            return
        owner.ask_to_quit()
        if not patient:
            owner.kill()
        owner.finish()

    def _pass_on(self, message: Any) -> None:
        """Queued signals still arrive after a process was given up; those are dropped."""
        if self.sender() is self._owner:
            self._dumb_deaths = 0
            self.received.emit(message)

    def _start_again(self, sentence: str) -> None:
        owner = self._owner
        if owner is None or self.sender() is not owner:
            return
        owner.wait()
        self._owner = None
        self._dumb_deaths += 1
        if self._dumb_deaths < MOST_STARTS:
            self.start()
        else:
            self._dumb_deaths = 0
            sentence += (
                f" It was started {MOST_STARTS} times in vain and is not started again by itself."
            )
        self.lost.emit(sentence)


def _how_it_ended(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"The engine was ended by signal {-exit_code}."
    return f"The engine ended by itself (exit code {exit_code})."
