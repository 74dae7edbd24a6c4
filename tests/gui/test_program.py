"""This program once more: which Python runs it, also where that cannot be tried."""

import errno
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from gui import exporter
from gui.program import Program, interpreter_here


def test_on_windows_the_launcher_of_an_environment_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", r"C:\descent\.venv\Scripts\python.exe")
    monkeypatch.setattr(sys, "_base_executable", r"C:\Python312\python.exe")
    interpreter, variables = interpreter_here()
    assert interpreter == r"C:\Python312\python.exe"
    assert variables["__PYVENV_LAUNCHER__"] == sys.executable
    assert variables["PYTHONIOENCODING"] == "utf-8"
    monkeypatch.setattr(sys, "_base_executable", sys.executable)
    interpreter, variables = interpreter_here()
    assert interpreter == sys.executable
    assert "__PYVENV_LAUNCHER__" not in variables


@pytest.mark.skipif(sys.platform == "win32", reason="for the others")
def test_elsewhere_it_is_this_python_as_it_is() -> None:
    assert interpreter_here() == (sys.executable, {})


@pytest.mark.parametrize("end", [Program.cancel, Program.close])
def test_on_windows_a_command_is_ended_at_once(
    end: Callable[[Program], None], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    program = Program()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Program, "running", True)
    monkeypatch.setattr(QProcess, "kill", lambda _: told.append("killed"))
    monkeypatch.setattr(QProcess, "terminate", lambda _: told.append("asked"))
    monkeypatch.setattr(QProcess, "waitForFinished", lambda *_: True)
    end(program)
    assert told == ["killed"]
    program._patience.stop()


def test_a_file_that_is_still_open_is_removed_later(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = tmp_path / ".film.7.part.mp4", Path.unlink
    path.write_bytes(b"half")
    refusals = [PermissionError(errno.EACCES, "in use")] * 2

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if refusals:
            raise refusals.pop()
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    monkeypatch.setattr(exporter, "MILLISECONDS_BETWEEN", 1)
    exporter._remove(path)
    assert path.exists()
    qtbot.waitUntil(lambda: not path.exists())
