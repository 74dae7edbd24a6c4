"""What `main.py` says when it cannot do what it was asked, in processes of its own."""

import ast
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import main
from gui import start
from tests.xvfb import Display, needed

PROJECT = Path(main.__file__).parent
MAIN = str(PROJECT / "main.py")
SECONDS = 60


def environment(**changed: str | None) -> dict[str, str]:
    """This process's environment with some variables changed, or taken out (None)."""
    merged = {**os.environ, **changed}
    return {key: value for key, value in merged.items() if value is not None}


def started(
    *arguments: str, python: tuple[str, ...] = (), **changed: str | None
) -> subprocess.CompletedProcess[str]:
    """`python main.py ARGUMENTS`, run to its end."""
    return subprocess.run(
        [sys.executable, *python, MAIN, *arguments],
        env=environment(**changed),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def sentence_of(ended: subprocess.CompletedProcess[str]) -> str:
    """The one line on standard error of a program that refused, with code 2."""
    assert ended.returncode == main.BAD_INPUT, ended.stderr
    assert ended.stdout == ""
    lines = ended.stderr.splitlines()
    assert len(lines) == 1, ended.stderr
    return lines[0]


@pytest.mark.parametrize("arguments", [(), ("train", "linear"), ("check", "linear")])
def test_a_missing_package_is_named_with_the_command_that_installs_it(
    arguments: tuple[str, ...],
) -> None:
    # -S: Python without its site-packages
    sentence = sentence_of(started(*arguments, python=("-S",), PYTHONPATH=None))
    assert sentence.startswith("Descent needs the package ")
    assert "make setup" in sentence
    assert "pip install -r requirements.txt" in sentence


def test_a_package_is_named_as_it_is_installed() -> None:
    missing = ModuleNotFoundError("No module named 'PySide6'", name="PySide6.QtCore")
    assert "PySide6-Essentials" in main.missing_package(missing)


def test_a_missing_module_of_our_own_is_not_taken_for_a_missing_package() -> None:
    assert main.missing_package(ModuleNotFoundError("", name="engine.nothing")) == ""


def test_a_missing_system_library_is_named_with_its_packages(tmp_path: Path) -> None:
    package = tmp_path / "PySide6"
    package.mkdir()
    message = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (package / "__init__.py").write_text(f"raise ImportError({message!r})\n")
    sentence = sentence_of(started(PYTHONPATH=str(tmp_path)))
    assert "libEGL.so.1" in sentence
    assert "apt install libegl1" in sentence
    assert "dnf install libglvnd-egl" in sentence


def test_every_library_that_cannot_be_loaded_is_found() -> None:
    def load(name: str) -> object:
        if "xcb-cursor" in name or "xcb-icccm" in name:
            raise OSError(f"{name}: cannot open shared object file: No such file or directory")
        return name

    missing = start.missing_libraries(start.XCB_LIBRARIES, load)
    sentence = start.platform_sentence("could not connect", {"DISPLAY": ":0"}, missing)
    assert "apt install libxcb-cursor0 libxcb-icccm4" in sentence
    assert "dnf install xcb-util-cursor xcb-util-wm" in sentence


def test_an_import_that_failed_for_another_reason_is_not_explained_away() -> None:
    assert start.library_sentence("cannot import name 'QWidget' from 'PySide6.QtWidgets'") == ""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has displays with names")
def test_a_missing_display_is_one_sentence() -> None:
    sentence = sentence_of(started(QT_QPA_PLATFORM=None, DISPLAY=None, WAYLAND_DISPLAY=None))
    assert sentence.startswith("There is no display")
    assert "set DISPLAY" in sentence


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has displays with names")
def test_a_display_that_does_not_answer_is_named() -> None:
    sentence = sentence_of(started(QT_QPA_PLATFORM=None, DISPLAY=":7654", WAYLAND_DISPLAY=None))
    assert "':7654' does not answer" in sentence


def test_a_platform_that_does_not_exist_is_named() -> None:
    sentence = sentence_of(started(QT_QPA_PLATFORM="crayons"))
    assert "'crayons'" in sentence
    assert "QT_QPA_PLATFORM" in sentence


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends an abort in another way")
def test_another_end_of_qt_is_not_taken_for_a_missing_display() -> None:
    program = """
from PySide6.QtCore import qFatal
from gui.start import say_what_qt_lacks
say_what_qt_lacks()
qFatal("a thread was lost")
"""
    command = [sys.executable, "-c", program]
    ended = subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert ended.returncode == -signal.SIGABRT
    assert ended.stderr.startswith("a thread was lost\n")
    assert "display" not in ended.stderr


def test_a_wayland_display_that_does_not_answer_is_named() -> None:
    sentence = start.platform_sentence("Failed", {"WAYLAND_DISPLAY": "wayland-7"}, [])
    assert "'wayland-7' does not answer" in sentence


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--sharpen",), "no option --sharpen"),
        (("--tap", "linear"), "--tab"),
        (("--tab", "cubic"), "cubic"),
        (("one", "two"), "two"),
        (("no-such-file.npz",), "no-such-file.npz"),
        (("train", "linear", "--sharpen"), "no option --sharpen"),
        (("check", "cubic"), "cubic"),
    ],
)
def test_a_wrong_word_is_answered_by_one_sentence_that_names_it(
    arguments: tuple[str, ...], words: str
) -> None:
    assert words in sentence_of(started(*arguments))


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 10, 13), (3, 14, 0)])
def test_a_python_that_cannot_run_it_is_told_which_can(version: tuple[int, ...]) -> None:
    sentence = main.python_problem(version)
    assert "3.11, 3.12 or 3.13" in sentence
    assert ".".join(map(str, version)) in sentence


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 5)])
def test_a_python_that_can_run_it_is_not_refused(version: tuple[int, ...]) -> None:
    assert main.python_problem(version) == ""


def test_an_old_python_can_read_main_and_so_say_that_it_is_too_old() -> None:
    ast.parse(Path(MAIN).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_main_imports_only_what_costs_nothing() -> None:
    program = "import os, sys; old = set(sys.modules); import main; print(set(sys.modules) - old)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", program],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    assert ast.literal_eval(done.stdout) == {"main"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_ctrl_c_ends_a_training_with_code_130_and_without_a_traceback() -> None:
    reading, terminal = os.openpty()
    # The bar is as wide as the terminal, and a new one has no width.
    subprocess.run(["stty", "rows", "24", "columns", "80"], stdin=terminal, check=True)
    # What a shell starts in the background ignores Ctrl+C, and so would this test's program.
    program = """
import runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
    words = ["train", "linear", "--iterations", "10000000"]
    command = [sys.executable, "-c", program, MAIN, *words]
    with subprocess.Popen(
        command,
        stderr=terminal,
        stdout=subprocess.DEVNULL,
        cwd=PROJECT,
    ) as process:
        os.close(terminal)
        said = shown(reading)
        process.send_signal(signal.SIGINT)
        while more := shown(reading):
            said += more
        assert process.wait(SECONDS) == main.INTERRUPTED
    os.close(reading)
    assert said.startswith(b"\rlinear:")
    assert b"Traceback" not in said
    assert b"Interrupted." in said


def shown(terminal: int) -> bytes:
    """What a terminal shows next; nothing when the program in it has ended or hangs."""
    ready, _, _ = select.select([terminal], [], [], SECONDS)
    try:
        return os.read(terminal, 4096) if ready else b""
    except OSError:  # what Linux answers when the other end is closed
        return b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other pipes")
def test_a_reader_that_goes_away_is_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, MAIN, "train", "linear", "--json"],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    os.close(writing)
    assert done.returncode == main.FAILED
    assert done.stderr == "linear: 100 of 100 iterations\n"


@pytest.mark.window
def test_the_window_opens_on_a_display_and_closes_with_code_0(display: Display) -> None:
    xdotool = needed("xdotool", "xdotool")
    surroundings = display.environment()
    with subprocess.Popen(
        [sys.executable, MAIN], env=surroundings, stderr=subprocess.PIPE
    ) as opened:
        search = [xdotool, "search", "--sync", "--onlyvisible", "--name", "Descent"]
        # No window manager gives the focus here.
        chain = [*search, "windowfocus", "--sync", "key", "ctrl+q"]
        try:
            subprocess.run(chain, env=surroundings, timeout=SECONDS, check=True)
            _, said = opened.communicate(timeout=SECONDS)
        finally:
            opened.kill()
    assert said.decode() == ""
    assert opened.returncode == main.DONE
