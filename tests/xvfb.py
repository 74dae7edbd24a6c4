"""A display without a screen, for tests that start the program in a real window."""

import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

SECONDS_TO_START = 20.0


@dataclass(frozen=True)
class Display:
    """A running display.

    Attributes:
        name: What DISPLAY has to be, ":3".
    """

    name: str

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a program that is to open its window here."""
        kept = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
        kept.pop("WAYLAND_DISPLAY", None)
        return {**kept, "DISPLAY": self.name, **more}


def needed(program: str, package: str) -> str:
    """Where a program is. Without it the test is skipped; where CI is set it fails instead.

    Args:
        program: Its name.
        package: Of Debian, in which it comes.
    """
    found = shutil.which(program)
    if found is not None:
        return found
    reason = f"{program} is not installed (Debian: apt install {package})"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def displays(size: str = "1280x800") -> Iterator[Display]:
    """Start Xvfb, give its display, end it."""
    program = needed("Xvfb", "xvfb")
    reading, writing = os.pipe()
    command = [
        program,
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        f"{size}x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    server = subprocess.Popen(
        command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        yield Display(f":{_number(reading)}")
    finally:
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
            pytest.fail("Xvfb did not start.")
        text += more
    return text.decode().strip()
