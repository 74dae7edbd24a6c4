"""The window of an export: the form, its progress with the time left, Cancel."""

import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.export.order import BY
from engine.run_record import RunRecord
from gui.appearance import Appearance
from gui.export_form import ON_BUTTON, ExportForm
from gui.exporter import Exporter
from gui.steps import ITERATIONS, StepWords
from gui.words import Words

WIDTH = 520


class ExportDialog(QDialog):
    """Asks what is wanted and has it made; the window behind it stays usable.

    Args:
        appearance: Colours and sizes.
        exporter: Who makes it.
        record: The run.
        position: The iteration shown.
        shown: Which view of it is shown, if it has several, and whether regions are hard.
        parent: The window.
        steps: What is counted along the run.
    """

    def __init__(
        self,
        appearance: Appearance,
        exporter: Exporter,
        record: RunRecord,
        position: int,
        shown: tuple[str | None, bool] = (None, False),
        parent: QWidget | None = None,
        steps: StepWords = ITERATIONS,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._exporter = exporter
        self._record = record
        self._position = position
        self._view, self._hard = shown
        self._path = Path()
        self._begun: tuple[float, int] | None = None
        self.setWindowTitle(f"Export {record.points.name}")
        by = BY.get(record.assignment, "geometric")
        self.form = ExportForm(appearance, record.head, position, by, steps)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self.words = Words(appearance, "", "secondary")
        self.words.setWordWrap(True)
        self.show_file = QPushButton("Show File")
        self.cancel = QPushButton("Cancel")
        self.export = QPushButton("Export…")
        self.export.setProperty("role", "primary")
        self.export.setDefault(True)
        self._arrange()
        self._connect()
        self._rest()

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        buttons = QHBoxLayout()
        buttons.addWidget(self.show_file)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.around, sizes.around, sizes.around, sizes.around)
        column.setSpacing(sizes.around)
        column.addWidget(self.form)
        column.addStretch(1)
        column.addWidget(self.bar)
        column.addWidget(self.words)
        column.addLayout(buttons)
        self.setMinimumWidth(WIDTH)

    def _connect(self) -> None:
        self.form.changed.connect(self._check)
        self.export.clicked.connect(self._ask_for_file)
        self.cancel.clicked.connect(self._cancel)
        self.show_file.clicked.connect(self._open_folder)
        self._exporter.progressed.connect(self._progress)
        self._exporter.written.connect(self._succeed)
        self._exporter.failed.connect(self._fail)

    def _rest(self) -> None:
        """Nothing is being exported."""
        self.bar.hide()
        self.show_file.hide()
        self.words.setText("")
        self.words.hide()
        self._check()

    def follow(self) -> None:
        """The run may have gone on."""
        if self.isVisible() and not self._exporter.busy:
            self.form.follow(self._record.head)

    def _check(self) -> None:
        busy = self._exporter.busy
        self.form.setEnabled(not busy)
        self.export.setEnabled(not self.form.problem)
        self.export.setVisible(not busy)
        self.cancel.setText("Cancel" if busy else "Close")

    def _tell(self, words: str, role: str) -> None:
        self.words.set_role("bad" if role == "bad" else "secondary")
        self.words.setText(words)
        self.words.setVisible(bool(words))

    # The file ------------------------------------------------------------------------------------

    def _ask_for_file(self) -> None:
        """Asks for a file without holding up the window."""
        ending = self.form.order.ending
        dialog = QFileDialog(self, "Export", f"{self._record.points.name}{ending}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{ON_BUTTON[ending]} (*{ending})")
        dialog.setDefaultSuffix(ending.removeprefix("."))
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, path: str) -> None:
        """Begins to write this file."""
        order = replace(self.form.order, view=self._view, hard=self._hard)
        chosen = Path(path)
        if chosen.suffix.lower() != order.ending:
            chosen = chosen.with_name(chosen.name + order.ending)
        self._path = chosen
        self._begun = None
        self.show_file.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        self._tell("Preparing the run …", "secondary")
        self._exporter.start(self._record, self._position, replace(order, path=chosen))
        self._check()

    # How far it is -------------------------------------------------------------------------------

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        left = self._time_left(done, total)
        unit = "frames" if self.form.order.kind.moving else "rows"
        self._tell(f"{done:,} of {total:,} {unit}{left}", "secondary")

    def _time_left(self, done: int, total: int) -> str:
        """By the pace since it was first told how much is done: starting is no measure of it."""
        now = time.monotonic()
        if self._begun is None:
            self._begun = now, done
        since, before = self._begun
        if done == before:
            return ""
        return f", {(now - since) / (done - before) * (total - done):.0f} s left"

    def _succeed(self, path: str) -> None:
        self._rest()
        self._tell(f"{Path(path).name} is written.", "secondary")
        self.show_file.show()

    def _fail(self, sentence: str) -> None:
        cancelled = sentence.startswith("Cancelled")
        self._rest()
        self._tell(sentence, "secondary" if cancelled else "bad")

    def _cancel(self) -> None:
        if self._exporter.busy:
            self._exporter.cancel()
        else:
            self.close()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def reject(self) -> None:
        """Closed, or left by Escape: nobody would hear any more of what goes on, so it ends."""
        if self._exporter.busy:
            self._exporter.cancel()
        super().reject()
