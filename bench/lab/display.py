"""What a measurement runs in: a display (an Xvfb where there is none), and main.py's settings."""

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from engine.process import THREAD_VARIABLES

SECONDS_TO_START = 20.0
BAD_INPUT = 2


@contextmanager
def a_display(size: str = "1920x1080") -> Iterator[None]:
    """See to it that a window can be opened: where DISPLAY is missing, start Xvfb.

    One thread each for numpy, as `main.py` sets it; so call this before numpy is imported.

    Args:
        size: Width and height of the display that is started.
    """
    for name in THREAD_VARIABLES:
        os.environ.setdefault(name, "1")
    if os.environ.get("DISPLAY") or os.environ.get("QT_QPA_PLATFORM") or sys.platform != "linux":
        yield
        return
    program = shutil.which("Xvfb")
    if program is None:
        sys.stderr.write(
            "There is no display, and Xvfb is not installed. Set DISPLAY, or install Xvfb "
            "(Debian, Ubuntu: apt install xvfb).\n"
        )
        sys.exit(BAD_INPUT)
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", f"{size}x24"]
    server = subprocess.Popen(
        [*command, "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        os.environ["DISPLAY"] = f":{_number(reading)}"
        yield
    finally:
        os.environ.pop("DISPLAY", None)
        os.close(reading)
        server.terminate()
        server.wait()


def _number(reading: int) -> str:
    """The number that Xvfb writes once it can be used."""
    text = b""
    while not text.endswith(b"\n"):
        ready, _, _ = select.select([reading], [], [], SECONDS_TO_START)
        more = os.read(reading, 16) if ready else b""
        if not more:
            sys.stderr.write("Xvfb did not start.\n")
            sys.exit(BAD_INPUT)
        text += more
    return text.decode().strip()
