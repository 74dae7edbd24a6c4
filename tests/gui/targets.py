"""What the processes of tests run: importing this costs nothing, so that they start at once."""

import contextlib
import sys
import threading
import time
from multiprocessing.connection import Connection


def end_at_once(connection: Connection) -> None:
    """A process that dies at every start."""
    sys.exit(3)


def end_slowly(connection: Connection) -> None:
    """A process that has much to put in order, or is seldom given a turn, when it ends."""
    connection.close()
    time.sleep(0.5)
    sys.exit(3)


def hang_at_the_end(connection: Connection) -> None:
    """A process that closes its end of the pipe and stays."""
    connection.close()
    threading.Event().wait()


def echo(connection: Connection) -> None:
    """A process that answers what it is told, until the pipe closes."""
    with contextlib.suppress(EOFError):
        while True:
            connection.send(connection.recv())


def sleep_for_ever(connection: Connection) -> None:
    """A process that is busy and hears nothing."""
    threading.Event().wait()
