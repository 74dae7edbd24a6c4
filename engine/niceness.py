"""Who gives way to whom where cores are few: the window to nobody, what trains to the window only.

A fair system gives a nice process its turns, too. The nicer it is, the fewer they are. A Linux that
groups programs by their sessions shares the cores among the groups first: there niceness counts
only within a group, and the group has one of its own.
"""

import contextlib
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from multiprocessing import parent_process
from pathlib import Path
from typing import TypeVar

TRAINING = 10
"""Niceness of what trains, so that the window's frames stay as even as when nothing does."""
BEHIND_TRAINING = 15
"""Of a command that the window has started: neither the window nor what it trains may stumble."""
LEAST_URGENT = 19
EVEN = 0
PATIENCE_SECONDS = 8.0
"""So long a group waits behind all others; where other programs leave it nothing, no longer."""
GROUP = Path("/proc/self/autogroup")
"""The niceness of this process's group, where the system has groups."""
GROUP_TRIES, SECONDS_BETWEEN_TRIES = 3, 0.11
"""The system takes ten such changes in a second, from all programs together."""

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


def step_apart() -> None:
    """Makes this process a group of its own that gives precedence to all others.

    In the group of the window it would share a core evenly with the display server, which is in
    another, however nice it is.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # it leads a group of processes already
            os.setsid()
        _set_group(TRAINING)


def _set_group(niceness: int, pause: Callable[[float], object] = time.sleep) -> None:
    """Another niceness for the group, if this process has one of its own.

    Args:
        niceness: From now on.
        pause: Lets so many seconds pass until the system takes a change.
    """
    is_own = parent_process() is not None and os.getsid(0) == os.getpid()
    if not is_own or not GROUP.exists():
        return
    for _ in range(GROUP_TRIES):
        try:
            GROUP.write_text(str(niceness))
        except BlockingIOError:
            pause(SECONDS_BETWEEN_TRIES)
        except OSError:
            return
        else:
            return


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
    try:
        with ThreadPoolExecutor(1, initializer=be_nice, initargs=(LEAST_URGENT,)) as thread:
            coming = thread.submit(work)
            _set_group(LEAST_URGENT, lambda seconds: wait([coming], seconds))
            if not wait([coming], PATIENCE_SECONDS).done:
                _set_group(EVEN)
            return coming.result()
    finally:
        _set_group(TRAINING)


def _lower_class(*, idle: bool, pid: int) -> None:
    """What Windows has instead of niceness."""
    if sys.platform == "win32":
        import ctypes

        below_normal, lowest, set_information = 0x00004000, 0x00000040, 0x0200
        kernel = ctypes.windll.kernel32
        process = kernel.OpenProcess(set_information, False, pid or os.getpid())
        kernel.SetPriorityClass(process, lowest if idle else below_normal)
        kernel.CloseHandle(process)
