"""Ctrl+C and SIGTERM while widgets are painted: noticed between two frames, not within one.

Python would raise KeyboardInterrupt wherever it is, also in a painting that Qt has called; Qt
cannot pass it on, and the process crashes.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)

Report = Callable[[int, int], None]


@contextmanager
def interrupted_between_frames(report: Report) -> Iterator[Report]:
    """Gives a report that raises KeyboardInterrupt if the process was asked to end meanwhile.

    Who asks twice does not wait for the frame.

    Args:
        report: Is told how much is done, and of how much.
    """
    asked: list[int] = []

    def notice(number: int, frame: FrameType | None) -> None:
        if asked:
            signal.default_int_handler(number, frame)
        asked.append(number)

    def report_unless_asked(done: int, total: int) -> None:
        if asked:
            raise KeyboardInterrupt
        report(done, total)

    before = {number: signal.signal(number, notice) for number in SIGNALS}
    try:
        yield report_unless_asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
