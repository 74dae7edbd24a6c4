"""What the processes of tests run: importing this costs nothing, so that they start at once."""

import contextlib
import sys
import threading
from multiprocessing.connection import Connection


def end_at_once(connection: Connection) -> None:
    """A process that dies at every start."""
    sys.exit(3)


def echo(connection: Connection) -> None:
    """A process that answers what it is told, until the pipe closes."""
    with contextlib.suppress(EOFError):
        while True:
            connection.send(connection.recv())


def sleep_for_ever(connection: Connection) -> None:
    """A process that is busy and hears nothing."""
    threading.Event().wait()
