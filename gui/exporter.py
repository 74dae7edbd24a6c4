"""A run leaves the window as a film, a picture, a table or a notebook.

The run is written to a temporary file by another thread, and from there `main.py export` makes what
is wanted, in a process of its own: the window only hears how far it is.
"""

import contextlib
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal, Slot

from engine.errors import DescentError
from engine.export.order import Order
from engine.export.whole_file import partial_path
from engine.run_record import RunRecord
from engine.runfile import Portrait, portrait_of, write_portrait
from gui.program import Program

CANCELLED = "Cancelled; no file was written."
ATTEMPTS, MILLISECONDS_BETWEEN = 20, 250
"""To remove a file that is still open."""


class Exporter(QObject):
    """One export at a time.

    Signals:
        progressed: (done, total).
        written: (path) the file is there.
        failed: (sentence) it is not, and why.
    """

    progressed = Signal(int, int)
    written = Signal(str)
    failed = Signal(str)
    _saved = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = Program(self)
        self._program.line_came.connect(self._hear)
        self._program.ended.connect(self._end)
        self._saved.connect(self._go_on)
        self._order: Order | None = None
        self._folder: Path | None = None
        self._pid = 0
        self._cancelled = False

    @property
    def busy(self) -> bool:
        """Whether something is being exported."""
        return self._order is not None

    def start(self, record: RunRecord, position: int, order: Order) -> None:
        """Begins to export a run as it is now; it may go on meanwhile."""
        if self.busy:
            return
        self._order, self._cancelled = order, False
        self._folder = Path(tempfile.mkdtemp(prefix="descent-"))
        portrait = portrait_of(record, position)
        path = self._run_file(self._folder)
        QThreadPool.globalInstance().start(lambda: self._save(path, portrait))

    def cancel(self) -> None:
        """Ends it; what was half written is taken away."""
        self._cancelled = True
        self._program.cancel()

    def close(self) -> None:
        """Ends it and waits until it has ended."""
        self._cancelled = True
        QThreadPool.globalInstance().waitForDone()
        self._program.close()
        self._clean_up()

    @staticmethod
    def _run_file(folder: Path) -> Path:
        return folder / "run.descent"

    def _save(self, path: Path, portrait: Portrait) -> None:
        """In a thread of the pool."""
        problem = ""
        try:
            write_portrait(path, portrait)
        except DescentError as error:
            problem = str(error)
        with contextlib.suppress(RuntimeError):  # the window has gone
            self._saved.emit(problem)

    @Slot(str)
    def _go_on(self, problem: str) -> None:
        order, folder = self._order, self._folder
        if order is None or folder is None:
            return
        if problem or self._cancelled:
            self._fail(problem or CANCELLED)
            return
        words = ["export", str(self._run_file(folder)), *order.words(), "--report"]
        self._program.start(words)
        self._pid = self._program.pid

    def _hear(self, line: str) -> None:
        numbers = line.split()
        if len(numbers) == 2 and all(one.isdigit() for one in numbers):
            self.progressed.emit(int(numbers[0]), int(numbers[1]))

    def _end(self, code: int, said: str) -> None:
        order = self._order
        if order is None:
            return
        if code == 0:
            self._clean_up()
            self.written.emit(str(order.path))
        elif self._cancelled:
            self._fail(CANCELLED)
        else:
            last = said.splitlines()[-1] if said else f"The export ended with code {code}."
            self._fail(last.rpartition(".descent: ")[2].removeprefix("main.py export: "))

    def _fail(self, sentence: str) -> None:
        self._clean_up()
        self.failed.emit(sentence)

    def _clean_up(self) -> None:
        """Takes away the temporary run, and what a process that was killed left half written."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        if self._order is not None and self._pid:
            _remove(partial_path(self._order.path, self._pid))
        self._order = self._folder = None
        self._pid = 0


def _remove(path: Path, attempts: int = ATTEMPTS) -> None:
    """Removes a file, later where that cannot be done now.

    An encoder ends a moment after the program whose frames it wrote, and Windows keeps a file as
    long as anybody has it open.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError:
        if attempts:
            QTimer.singleShot(MILLISECONDS_BETWEEN, lambda: _remove(path, attempts - 1))
