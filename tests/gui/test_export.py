"""Exporting from the window: the form, the dialog, and the process behind it."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from engine.datasets import make_points
from engine.export.order import Order
from engine.linear.settings import LinearSettings
from engine.niceness import BEHIND_TRAINING, LEAST_URGENT
from engine.record import Record
from engine.run import Programme
from gui.appearance import Appearance
from gui.export_dialog import ExportDialog
from gui.export_form import ON_BUTTON, ROWS, ExportForm
from gui.exporter import Exporter
from gui.program import Program
from gui.steps import BATCHES
from tests.gui.stage import made_stage

SECONDS = 60_000
ESCAPE = Qt.Key.Key_Escape

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"support raise\(\)")


@pytest.fixture(scope="module")
def record() -> Record:
    settings = LinearSettings(iterations=300)
    record = Record(1, "linear", Programme.of(settings), make_points("ring", 826, 0.32, 0))
    record.append(record.mirror.advance(300))
    return record


@pytest.fixture
def real_exporter(urgent: None, qapp: QApplication) -> Iterator[Exporter]:
    exporter = Exporter()
    yield exporter
    exporter.close()


@pytest.fixture
def form(qapp: QApplication, qtbot: QtBot) -> ExportForm:
    form = ExportForm(Appearance(), head=300, position=120, by="even")
    qtbot.addWidget(form)
    form.show()
    return form


class FakeExporter(QObject):
    """Writes nothing, and notes what it was asked."""

    progressed = Signal(int, int)
    written = Signal(str)
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.busy = False
        self.orders: list[Order] = []
        self.cancelled = 0

    def start(self, record: Any, position: int, order: Order) -> None:
        self.busy = True
        self.orders.append(order)

    def cancel(self) -> None:
        self.cancelled += 1

    def end(self, path: str = "", sentence: str = "") -> None:
        self.busy = False
        if path:
            self.written.emit(path)
        else:
            self.failed.emit(sentence)


@pytest.fixture
def exporter() -> FakeExporter:
    return FakeExporter()


@pytest.fixture
def dialog(qapp: QApplication, qtbot: QtBot, exporter: Any, record: Record) -> ExportDialog:
    dialog = ExportDialog(Appearance(), exporter, record, 120)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def words_of(form: ExportForm) -> str:
    return form._preview.text()


@pytest.mark.parametrize("ending", list(ON_BUTTON))
def test_each_kind_shows_the_fields_that_mean_something_to_it(
    ending: str, form: ExportForm
) -> None:
    form.choose_kind(ending)
    shown = {name for name, place in form._places.items() if place.isVisible()}
    assert shown == {name for name, kinds in ROWS.items() if ending in kinds}
    assert form.order.path.suffix == ending


def test_the_length_of_a_film_follows_frames_and_speed(form: ExportForm) -> None:
    assert words_of(form) == "200 frames, 10.0 s at 20 frames/s."
    form._fields["fps"].value_edited.emit(40)
    assert words_of(form) == "200 frames, 5.0 s at 40 frames/s."
    form._fields["first"].value_edited.emit(251)
    assert words_of(form) == "50 frames, 1.2 s at 40 frames/s."


def test_a_range_that_runs_backwards_cannot_be_exported(dialog: ExportDialog) -> None:
    dialog.form._fields["first"].value_edited.emit(200)
    dialog.form._fields["last"].value_edited.emit(100)
    assert "must not be after" in words_of(dialog.form)
    assert not dialog.export.isEnabled()
    dialog.form._fields["last"].value_edited.emit(250)
    assert dialog.export.isEnabled()


def test_the_end_follows_the_run_unless_another_was_chosen(form: ExportForm) -> None:
    form.follow(350)
    assert (form.order.last, form.order.frames) == (350, 200)
    assert form._fields["last"].text() == "350"
    form._fields["last"].value_edited.emit(340)
    form.follow(400)
    assert form.order.last == 340


def test_an_iteration_that_the_run_has_not_reached_is_marked(form: ExportForm) -> None:
    form._fields["last"].value_edited.emit(301)
    assert form.problem == "The run has come to iteration 300. Received 301."
    form.choose_kind(".png")
    assert form.problem == ""
    form._fields["iteration"].value_edited.emit(999)
    assert "Received 999" in form.problem


def test_a_value_out_of_range_cannot_be_exported(dialog: ExportDialog) -> None:
    field = dialog.form._fields["fps"]
    field.clear()
    QTest.keyClicks(field, "99")
    assert "at most 60" in words_of(dialog.form)
    assert not dialog.export.isEnabled()


def test_a_table_has_every_row_whatever_the_films_frames_are(form: ExportForm) -> None:
    form.choose_kind(".csv")
    assert form.order.frames is None
    assert words_of(form).startswith("301 rows")


def test_what_was_chosen_is_what_is_ordered(
    dialog: ExportDialog, exporter: FakeExporter, tmp_path: Path
) -> None:
    fields = dialog.form._fields
    fields["size"].value_edited.emit("1280x720")
    fields["by"].value_edited.emit("loss")
    fields["frames"].value_edited.emit(50)
    dialog.export_to(str(tmp_path / "film"))
    path = tmp_path / "film.mp4"
    expected = Order(path, last=300, frames=50, by="loss", size=(1280, 720), iteration=120)
    assert exporter.orders == [expected]


def test_progress_tells_the_time_left_and_cancel_cancels(
    dialog: ExportDialog,
    exporter: FakeExporter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert dialog.cancel.text() == "Close"
    dialog.export_to(str(tmp_path / "film.mp4"))
    assert dialog.cancel.text() == "Cancel"
    assert not dialog.form.isEnabled()
    times = iter([100.0, 108.0])  # however long it took to start
    monkeypatch.setattr("gui.export_dialog.time.monotonic", lambda: next(times))
    exporter.progressed.emit(10, 200)
    assert dialog.words.text() == "10 of 200 frames"
    exporter.progressed.emit(50, 200)
    monkeypatch.undo()
    assert (dialog.bar.value(), dialog.bar.maximum()) == (50, 200)
    assert dialog.words.text() == "50 of 200 frames, 30 s left"
    dialog.cancel.click()
    assert exporter.cancelled == 1
    exporter.end(sentence="Cancelled; no file was written.")
    assert dialog.words.text() == "Cancelled; no file was written."
    assert not dialog.bar.isVisible()
    assert dialog.form.isEnabled()


def test_success_and_failure_are_told(dialog: ExportDialog, exporter: FakeExporter) -> None:
    dialog.export_to("/nowhere/film.mp4")
    exporter.end(sentence="There is no folder /nowhere. Make it, or choose another.")
    assert "There is no folder" in dialog.words.text()
    assert dialog.words.property("role") == "bad"
    dialog.export_to("/somewhere/film.mp4")
    exporter.end(path="/somewhere/film.mp4")
    assert dialog.words.text() == "film.mp4 is written."
    assert dialog.show_file.isVisible()


def test_what_is_shown_in_the_window_is_what_is_filmed(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    orders: list[Order] = []
    monkeypatch.setattr(
        Exporter, "start", lambda self, record, position, order: orders.append(order)
    )
    stage = made_stage(qapp, qtbot, monkeypatch, tmp_path)
    stage.tab._pictures.show_view("features")
    stage.tab._pictures.show_hard(True)
    stage.action("Export…").trigger()
    dialog = stage.window.findChild(ExportDialog)
    assert dialog is not None
    dialog.export_to(str(tmp_path / "film.mp4"))
    assert [(one.view, one.hard) for one in orders] == [("features", True)]


@pytest.mark.parametrize("leave", [ExportDialog.close, lambda one: QTest.keyClick(one, ESCAPE)])
def test_closing_the_dialog_ends_the_export(
    dialog: ExportDialog, exporter: FakeExporter, leave: Callable[[ExportDialog], object]
) -> None:
    dialog.export_to("/somewhere/film.mp4")
    leave(dialog)
    assert not dialog.isVisible()
    assert exporter.cancelled == 1


def test_an_order_is_said_as_the_command_line_reads_it() -> None:
    order = Order(Path("-film.mp4"), 3, 90, 20, "loss", (640, 480), 12, 7, 4, dark=True)
    assert order.words() == [
        "--to=-film.mp4", "--from=3", "--until=90", "--frames=20", "--by=loss", "--size=640x480",
        "--fps=12", "--iteration=7", "--scale=4", "--dark",
    ]  # fmt: skip
    bare = Order(Path("run.py"), last=None).words()
    assert not any(word.startswith(("--until", "--by", "--frames")) for word in bare)


# The process ---------------------------------------------------------------------------------


@pytest.mark.process
def test_a_run_leaves_the_window_as_a_notebook(
    real_exporter: Exporter, record: Record, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "run.ipynb"
    with qtbot.waitSignal(real_exporter.written, timeout=SECONDS) as written:
        real_exporter.start(record, 5, Order(path))
    assert written.args == [str(path)]
    assert json.loads(path.read_text(encoding="utf-8"))["nbformat"] == 4
    assert not real_exporter.busy


@pytest.mark.process
@pytest.mark.skipif(os.name != "posix", reason="niceness is called priority there")
def test_a_command_gives_way_from_its_first_moment(qtbot: QtBot) -> None:
    program = Program()
    with qtbot.waitSignal(program._process.started):
        program.start(["check", "linear", "--lines"])
    wished = min(psutil.Process().nice() + BEHIND_TRAINING, LEAST_URGENT)
    assert psutil.Process(program.pid).nice() == wished
    program.close()


@pytest.mark.process
def test_why_a_file_could_not_be_written_is_told(
    real_exporter: Exporter, record: Record, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(real_exporter.failed, timeout=SECONDS) as failed:
        real_exporter.start(record, 5, Order(tmp_path / "nowhere" / "run.csv"))
    assert failed.args is not None
    assert failed.args[0].startswith("There is no folder")


@pytest.mark.process
@pytest.mark.skipif(os.name != "posix", reason="Windows kills at once")
def test_a_cancelled_export_leaves_neither_file_nor_process(
    real_exporter: Exporter, record: Record, tmp_path: Path, qtbot: QtBot
) -> None:
    order = Order(tmp_path / "film.gif", size=(1280, 960), frames=300)
    with qtbot.waitSignal(real_exporter.progressed, timeout=SECONDS):
        real_exporter.start(record, 5, order)
    folder = real_exporter._folder
    process = psutil.Process(real_exporter._program.pid)
    with qtbot.waitSignal(real_exporter.failed, timeout=SECONDS) as failed:
        real_exporter.cancel()
    assert failed.args == ["Cancelled; no file was written."]
    assert not process.is_running()
    assert folder is not None
    assert not folder.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.process
def test_a_process_that_was_killed_leaves_no_half_written_file(
    real_exporter: Exporter, record: Record, tmp_path: Path, qtbot: QtBot
) -> None:
    order = Order(tmp_path / "film.gif", size=(1280, 960), frames=300)
    with qtbot.waitSignal(real_exporter.progressed, timeout=SECONDS):
        real_exporter.start(record, 5, order)
    assert list(tmp_path.iterdir())
    with qtbot.waitSignal(real_exporter.failed, timeout=SECONDS):
        psutil.Process(real_exporter._program.pid).kill()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.process
def test_closing_ends_what_is_exported(
    real_exporter: Exporter, record: Record, tmp_path: Path, qtbot: QtBot
) -> None:
    order = Order(tmp_path / "film.mp4", size=(1280, 960), frames=300)
    with qtbot.waitSignal(real_exporter.progressed, timeout=SECONDS):
        real_exporter.start(record, 5, order)
    real_exporter.close()
    assert list(tmp_path.iterdir()) == []


def test_the_menu_opens_the_export_of_the_run_that_is_shown(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stage = made_stage(qapp, qtbot, monkeypatch, tmp_path)
    stage.action("Export…").trigger()
    dialog = stage.window.findChild(ExportDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert dialog.form.order == replace(dialog.form.order, last=0, frames=1)


def test_what_a_run_counts_is_called_so(qtbot: QtBot) -> None:
    form = ExportForm(Appearance(), 494, 120, "even", BATCHES)
    qtbot.addWidget(form)
    form.show()
    labels = {label.text() for label in form.findChildren(QLabel)}
    assert "Batches" in labels
    chosen = form.findChildren(QComboBox)[0]
    assert chosen.itemText(0) == "Evenly over the batches"
    form._fields["last"].value_edited.emit(500)
    assert words_of(form) == "The run has come to batch 494. Received 500."
