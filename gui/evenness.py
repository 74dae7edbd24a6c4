"""Lets nothing of Python's own stop the window for a visible moment."""

import gc
import sys

SWITCH_SECONDS = 0.0005
"""How long another thread may keep Python from the window. By itself Python allows 5 ms."""
COLLECTED_AFTER = (10_000, 20, 50)
"""Objects after which Python looks for cycles: by its own measure twenty times in a second."""


def keep_frames_even() -> None:
    """Keeps the looks for cycles short and rare, and the window's turn among the threads near.

    What is there when the window has been made stays, so it need not be looked through: that took
    35 ms each time.
    """
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)
    sys.setswitchinterval(SWITCH_SECONDS)
