"""The whole program, started as a person would start it, in a real window."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import ImageGrab

import main
from gui.tabs import TABS
from tests.xvfb import Display, needed

pytestmark = [
    pytest.mark.window,
    pytest.mark.process,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux has displays with names"),
]

PROJECT = Path(main.__file__).parent
SECONDS = 90.0
SECONDS_TO_END = 90.0
"""What imports much and gives way to everything else hears late that its window is gone."""
FEW_POINTS = 0.01
"""Share of the screen that is orange: less with fifty points of class 0, more with the ring's."""
HEAVY = ("/sklearn/", "/scipy/", "/tensorflow/", "/keras/")


def until(condition: Callable[[], bool], what: str) -> None:
    """Waits for something to become true."""
    end = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"{what} did not happen within {SECONDS:.0f} seconds.")
        time.sleep(0.05)  # a look from outside; nothing depends on how often


class Program:
    """The program in its window, with a keyboard and a camera.

    Args:
        display: Where its window is.
        arguments: After `main.py`.
    """

    def __init__(self, display: Display, *arguments: str) -> None:
        self._display = display.name
        self._environment = display.environment()
        self._xdotool = needed("xdotool", "xdotool")
        self.process = psutil.Popen(
            [sys.executable, str(PROJECT / "main.py"), *arguments],
            env=self._environment,
            cwd=PROJECT.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def wait_for_window(self) -> None:
        """Until it is painted and has the keyboard."""
        self._do("windowfocus", "--sync", self._find_window())
        until(lambda: bool(self.picture().mean() > 100), "A first picture, in light colours")

    def _find_window(self) -> str:
        found: list[str] = []

        def look() -> bool:
            done = self._do(
                "search", "--onlyvisible", "--all", "--pid", str(self.process.pid), check=False
            )
            found[:] = [one for one in done.split() if self._is_large(one)]
            return bool(found) or self.process.poll() is not None

        until(look, "A window")
        if not found:
            pytest.fail(self.process.communicate()[1].decode())
        return found[0]

    def _is_large(self, window: str) -> bool:
        shape = self._do("getwindowgeometry", "--shell", window, check=False)
        widths = [line for line in shape.splitlines() if line.startswith("WIDTH=")]
        return bool(widths) and int(widths[0].removeprefix("WIDTH=")) > 500

    def _do(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            [self._xdotool, *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=check,
            timeout=SECONDS,
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        """Presses keys by their names in X: "space", "ctrl+q"."""
        self._do("key", "--delay", "30", *keys)

    def picture(self) -> np.ndarray:
        """What is on the screen, (height, width, 3)."""
        seen = ImageGrab.grab(xdisplay=self._display)
        return np.asarray(seen.convert("RGB")).astype(np.int16)

    def orange(self) -> float:
        """Which share of the screen has the colour of class 0: points, and its regions."""
        seen = self.picture()
        return float(np.mean(seen[..., 0] - seen[..., 2] > 12))

    def workers(self) -> list[psutil.Process]:
        """The processes that train and help, oldest first."""
        children = self.process.children(recursive=True)
        spawned = [one for one in children if "spawn_main" in " ".join(_words_of(one))]
        return sorted(spawned, key=lambda one: one.create_time())

    def close(self) -> tuple[int, str]:
        """Quits as a person does; exit code, and what stood on standard error."""
        self.press("ctrl+q")
        _, said = self.process.communicate(timeout=SECONDS)
        return int(self.process.returncode), said.decode()


def _words_of(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


@contextmanager
def running(display: Display, *arguments: str) -> Iterator[Program]:
    """A program that is ended whatever happens; afterwards none of its processes may be left."""
    program = Program(display, *arguments)
    seen: list[psutil.Process] = []
    try:
        program.wait_for_window()
        yield program
    finally:
        if program.process.poll() is None:
            seen = program.process.children(recursive=True)
            program.process.kill()
            program.process.communicate()
    _, left = psutil.wait_procs(seen, timeout=SECONDS_TO_END)
    assert left == []


def has_ended(processes: list[psutil.Process]) -> None:
    _, left = psutil.wait_procs(processes, timeout=SECONDS_TO_END)
    assert left == [], "these processes are left behind"


def test_space_trains_home_rewinds_and_quitting_leaves_nothing(display: Display) -> None:
    with running(display) as program:
        before = program.orange()
        program.press("space")
        until(lambda: program.orange() > before + 0.05, "A boundary")
        until(lambda: bool(program.workers()), "A worker")
        workers = program.workers()
        program.press("space", "Home")
        until(lambda: abs(program.orange() - before) < 0.01, "The untrained surface")
        program.press("End")
        until(lambda: program.orange() > before + 0.05, "The trained surface")
        heavy = [
            library.path
            for library in program.process.memory_maps()
            if any(name in library.path for name in HEAVY)
        ]
        assert heavy == []
        code, said = program.close()
        assert (code, said) == (main.DONE, "")
        has_ended(workers)


@pytest.mark.parametrize("tab", [kind.name for kind in TABS])
def test_every_tab_opens_in_a_real_window_and_closes_in_silence(display: Display, tab: str) -> None:
    with running(display, "--tab", tab) as program:
        assert program.close() == (main.DONE, "")


def test_a_file_that_was_named_is_opened(display: Display, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    places = np.linspace(-2, 2, 10)  # small enough for the learning rate that it starts with
    rows = [f"{places[k % 10]},{places[k // 10]},{int(k % 10 > 4)}" for k in range(100)]
    file.write_text("\n".join(rows))
    with running(display, "--tab", "linear", str(file)) as program:
        until(lambda: 0 < program.orange() < FEW_POINTS, "The hundred points of the file")
        program.press("ctrl+space")
        until(lambda: program.orange() > 0.04, "The half plane of class 0")
        assert program.close() == (main.DONE, "")


@pytest.mark.parametrize("when", ["while it trains", "at its start"])
def test_a_window_that_is_killed_leaves_no_process(display: Display, when: str) -> None:
    with running(display) as program:
        if when == "while it trains":
            until(lambda: bool(program.workers()), "A worker")
            program.press("space")
        children = program.process.children(recursive=True)
        os.kill(program.process.pid, signal.SIGKILL)
        program.process.communicate()
        has_ended(children)


def test_presentation_shows_larger_pictures_and_comes_back(display: Display) -> None:
    with running(display) as program:
        before = program.picture()
        program.press("F11")
        until(lambda: np.mean(program.picture() != before) > 0.2, "The presentation")
        program.press("F11")
        until(lambda: np.mean(program.picture() != before) < 0.05, "The first screen")
        assert program.close() == (main.DONE, "")


def test_ctrl_c_in_the_terminal_ends_window_and_workers(display: Display) -> None:
    with running(display) as program:
        until(lambda: bool(program.workers()), "A worker")
        children = program.process.children(recursive=True)
        for process in (*children, program.process):
            process.send_signal(signal.SIGINT)
        _, said = program.process.communicate(timeout=SECONDS)
        assert "Traceback" not in said.decode()
        has_ended(children)
