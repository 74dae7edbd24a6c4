"""This program once more, without a window: a command that says how far it is."""

import contextlib
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from engine.niceness import BEHIND_TRAINING, be_nice

MAIN = Path(__file__).resolve().parents[1] / "main.py"
PATIENCE_MILLISECONDS = 3000
"""How long a command that was told to end may take to put things in order."""
NOT_STARTED, KILLED = -1, -2
"""Codes of a command that could not be started, or that was ended from outside."""


def interpreter_here() -> tuple[str, dict[str, str]]:
    """The Python that runs this program, and variables that it needs to run it once more.

    On Windows the python.exe of a virtual environment only starts another one, and ours would be
    the number of the first: it is passed over, as `multiprocessing` does. What a program prints
    into a pipe there is in the code page of the system, unless it is told otherwise.
    """
    if sys.platform != "win32":
        return sys.executable, {}
    variables = {"PYTHONIOENCODING": "utf-8"}
    base = str(getattr(sys, "_base_executable", sys.executable))
    if base != sys.executable:
        variables["__PYVENV_LAUNCHER__"] = sys.executable
    return base, variables


class Program(QObject):
    """One command at a time.

    Signals:
        line_came: (text) a line that it printed.
        ended: (code, what it said on standard error); codes as on the command line, or below 0.
    """

    line_came = Signal(str)
    ended = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.started.connect(self._step_back)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._fail)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._process.kill)

    @property
    def running(self) -> bool:
        """Whether the command has not ended."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    @property
    def pid(self) -> int:
        """The process's number; 0 while there is none."""
        return int(self._process.processId())

    def start(self, arguments: list[str]) -> None:
        """Runs `main.py` with these words."""
        interpreter, variables = interpreter_here()
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in variables.items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.start(interpreter, [str(MAIN), *arguments])

    def cancel(self) -> None:
        """Tells it to end; kills it when it does not."""
        if self.running:
            self._tell_to_end()
            self._patience.start()

    def close(self) -> None:
        """Ends it and waits until it has ended."""
        self._process.blockSignals(True)
        if self.running:
            self._tell_to_end()
            if not self._process.waitForFinished(PATIENCE_MILLISECONDS):
                self._process.kill()
                self._process.waitForFinished(PATIENCE_MILLISECONDS)
        self._patience.stop()

    def _tell_to_end(self) -> None:
        if sys.platform == "win32":  # where a process without a window hears nothing
            self._process.kill()
        else:
            self._process.terminate()

    def _step_back(self) -> None:
        """It is nice from its first moment: its imports alone would keep a core for a second."""
        with contextlib.suppress(OSError):  # it has ended already
            be_nice(BEHIND_TRAINING, self.pid)

    def _read(self) -> None:
        while self._process.canReadLine():
            text = bytes(self._process.readLine().data()).decode("utf-8", "replace")
            self.line_came.emit(text.rstrip("\r\n"))

    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        self._patience.stop()
        self._read()
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        normal = status is QProcess.ExitStatus.NormalExit
        self.ended.emit(code if normal else KILLED, said.strip())

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(NOT_STARTED, self._process.errorString())
