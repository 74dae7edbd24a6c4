"""Who gives way to whom where cores are few: the window to nobody, what trains to the window only.

A fair system gives a nice process its turns, too. The nicer it is, the fewer they are.
"""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

TRAINING = 10
"""Niceness of what trains, so that the window's frames stay as even as when nothing does."""
BEHIND_TRAINING = 15
"""Of a command that the window has started: neither the window nor what it trains may stumble."""
LEAST_URGENT = 19

Result = TypeVar("Result")


def be_nice(niceness: int = TRAINING, pid: int = 0) -> None:
    """Gives precedence to others.

    Args:
        niceness: How much nicer than this process.
        pid: Of a process that this one has just started; 0 for this one, on Linux this thread.

    Raises:
        OSError: There is no such process any more.
    """
    if sys.platform == "win32":
        _lower_class(idle=niceness > TRAINING, pid=pid)
    else:
        mine = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, pid, min(mine + niceness, LEAST_URGENT))


def behind_everything(work: Callable[[], Result]) -> Result:
    """What comes of work that keeps the cores busy, and gives precedence to all else meanwhile.

    An import keeps a core busy for seconds. Where it shares one with the window, it has its turn
    now and then, of 4 ms where the system's clock is slow: a late frame. Linux lets a single
    thread be nicer than its process, which could not come back from there.

    Args:
        work: What is to be done; its errors are raised here.
    """
    if sys.platform != "linux":
        return work()
    with ThreadPoolExecutor(1, initializer=be_nice, initargs=(LEAST_URGENT,)) as thread:
        return thread.submit(work).result()


def _lower_class(*, idle: bool, pid: int) -> None:
    """What Windows has instead of niceness."""
    if sys.platform == "win32":
        import ctypes

        below_normal, lowest, set_information = 0x00004000, 0x00000040, 0x0200
        kernel = ctypes.windll.kernel32
        process = kernel.OpenProcess(set_information, False, pid or os.getpid())
        kernel.SetPriorityClass(process, lowest if idle else below_normal)
        kernel.CloseHandle(process)
