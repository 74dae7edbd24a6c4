from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.linear.settings import LinearSettings
from engine.player import Pace
from engine.record import Record
from engine.run import Mode
from gui.appearance import Appearance
from gui.run_row import RunRow
from gui.time_panel import NOTHING_YET, TimePanel
from tests.gui.inline import Bench

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise")
SETTINGS = LinearSettings(points=60, iterations=40)


class Stage:
    """A time panel over a bench."""

    def __init__(self, qtbot: QtBot, appearance: Appearance) -> None:
        self.bench = Bench()
        self.panel = TimePanel(
            appearance,
            self.bench.workbench,
            lambda record, racer: (appearance.theme.text, ()),
            lambda record: f"run {record.key}",
            lambda: "settings",
        )
        self.rows: tuple[RunRow, ...] = ()
        show_rows = self.panel.runs.show_rows

        def note(rows: tuple[RunRow, ...]) -> None:
            self.rows = rows
            show_rows(rows)

        self.panel.runs.show_rows = note  # type: ignore[method-assign]
        self.compared: list[Record | None] = []
        self.panel.compared.connect(self.compared.append)
        self.bench.workbench.open_new(SETTINGS, self.bench.points, "Open")
        self.bench.answer()
        self.bench.workbench.set_pace(Pace.flat_out())
        qtbot.addWidget(self.panel)
        self.panel.resize(800, 260)
        self.panel.show()

    def train(self) -> Record:
        self.bench.play_to_end()
        return self.bench.record

    def train_another(self, **changes: object) -> Record:
        self.bench.workbench.change(self.bench.workbench.settings.changed(**changes))
        return self.train()

    def tick(self, *records: Record, on: bool = True) -> None:
        for record in records:
            self.panel.runs.ticked.emit(str(record.key), on)

    def curves(self) -> list[str]:
        return [curve.key for curve in self.panel.plot._curves]


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot) -> Iterator[Stage]:
    appearance = Appearance()
    appearance.apply(qapp)
    made = Stage(qtbot, appearance)
    yield made
    made.bench.workbench.pause()
    made.bench.answer()
    made.panel._listed._refresh.stop()


def test_before_anything_is_trained_the_plot_says_what_will_be_there(stage: Stage) -> None:
    assert stage.panel.plot._caption == NOTHING_YET.format("loss")
    stage.bench.workbench.step_forward()
    stage.bench.answer()
    assert stage.panel.plot._caption == ""


def test_the_curve_has_every_loss_of_a_short_run(stage: Stage) -> None:
    record = stage.train()
    (curve,) = stage.panel.plot._curves
    np.testing.assert_array_equal(curve.iterations, np.arange(41))
    np.testing.assert_array_equal(curve.losses, record.history.losses()[:, 0])


def test_plot_and_timeline_have_the_same_edges(stage: Stage) -> None:
    QApplication.processEvents()
    assert stage.panel.plot.edges() == stage.panel.timeline._edges
    stage.panel.resize(1100, 300)
    QApplication.processEvents()
    assert stage.panel.plot.edges() == stage.panel.timeline._edges


def test_the_timeline_follows_the_run(stage: Stage) -> None:
    stage.train()
    timeline = stage.panel.timeline
    assert (timeline.maximum(), timeline.value()) == (40, 40)
    stage.bench.workbench.seek(7)
    assert timeline.value() == 7
    assert timeline.accessibleDescription() == "iteration 7 of 40"


def test_the_mouse_on_the_timeline_seeks_and_pauses(stage: Stage) -> None:
    stage.train()
    timeline = stage.panel.timeline
    left, right = stage.panel.plot.edges()
    stage.bench.workbench.seek(3)
    stage.bench.workbench.set_pace(Pace.steady(8))
    stage.bench.workbench.play()
    middle = QPoint(round((left + right) / 2), timeline.height() // 2)
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=middle)
    assert stage.bench.mode() is Mode.PAUSED
    assert stage.bench.workbench.position == 20
    QTest.mouseMove(timeline, QPoint(round(right), middle.y()))
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(round(right), middle.y()))
    assert stage.bench.workbench.position == 40


def test_a_change_is_marked_with_its_words(stage: Stage) -> None:
    for _ in range(10):
        stage.bench.workbench.step_forward()
        stage.bench.answer()
    stage.bench.workbench.change(SETTINGS.changed(learning_rate=0.1))
    stage.train()
    (event,) = stage.panel.timeline._events
    assert (event.iteration, event.text) == (10, "η 0.1")


def test_a_branch_is_marked_where_it_left_its_parent(stage: Stage) -> None:
    stage.train()
    stage.bench.workbench.seek(12)
    stage.panel._branch.click()
    assert stage.bench.record.origin is not None
    assert stage.panel.timeline._branch == 12
    stage.bench.workbench.shelf.undo_stack.undo()
    assert stage.panel.timeline._branch is None


def test_the_range_grows_with_the_target(stage: Stage) -> None:
    stage.bench.workbench.change(SETTINGS.changed(iterations=90))
    assert stage.panel.timeline.maximum() == 90
    stage.bench.answer()


def test_runs_are_listed_newest_first_with_their_last_loss(stage: Stage) -> None:
    first = stage.train()
    second = stage.train_another(batch_size=16)
    assert [row.text for row in stage.rows] == [f"run {second.key}", f"run {first.key}"]
    assert [row.current for row in stage.rows] == [True, False]
    loss = float(first.history.losses_at(40).min())
    assert stage.rows[1].loss_text == f"{loss:.3f}"
    assert "batch size: 16" in stage.rows[0].tooltip


def test_earlier_runs_are_drawn_faintly_and_can_be_hidden(stage: Stage) -> None:
    first = stage.train()
    second = stage.train_another(batch_size=16)
    assert stage.curves() == [f"run {first.key}", "0"]
    stage.panel.runs.shown_toggled.emit(str(first.key), False)
    assert stage.curves() == ["0"]
    stage.panel.runs.shown_toggled.emit(str(second.key), False)
    assert stage.curves() == []
    stage.panel.runs.shown_toggled.emit(str(second.key), True)
    assert stage.curves() == ["0"]


def test_a_click_opens_a_run_with_its_whole_timeline(stage: Stage) -> None:
    first = stage.train()
    stage.train_another(batch_size=16, iterations=25)
    stage.panel.runs.opened.emit(str(first.key))
    assert stage.bench.record is first
    assert stage.bench.workbench.position == 40
    assert stage.panel.timeline.maximum() == 40


def test_a_deleted_run_is_gone_and_comes_back(stage: Stage) -> None:
    first = stage.train()
    second = stage.train_another(batch_size=16)
    stage.panel.runs.deleted.emit(str(second.key))
    assert [row.key for row in stage.rows] == [str(first.key)]
    stage.bench.workbench.shelf.undo_stack.undo()
    assert len(stage.rows) == 2


def test_two_ticked_runs_are_compared(stage: Stage) -> None:
    first = stage.train()
    second = stage.train_another(batch_size=16)
    stage.tick(first)
    assert stage.compared[-1] is None
    stage.tick(second)
    assert stage.compared[-1] is first
    stage.tick(second, on=False)
    assert stage.compared[-1] is None


def test_ticking_two_runs_that_are_not_open_opens_the_second(stage: Stage) -> None:
    first, second = stage.train(), stage.train_another(batch_size=8)
    stage.train_another(batch_size=16)
    stage.tick(first, second)
    assert stage.bench.record is second
    assert stage.compared[-1] is first
    assert [row.ticked for row in stage.rows] == [False, True, True]


def test_opening_a_third_run_ends_the_comparison(stage: Stage) -> None:
    first, second = stage.train(), stage.train_another(batch_size=8)
    third = stage.train_another(batch_size=16)
    stage.tick(first, second)
    stage.panel.runs.opened.emit(str(third.key))
    assert stage.bench.record is third
    assert stage.compared[-1] is None
    assert not any(row.ticked for row in stage.rows)


def test_a_new_run_can_be_opened_while_two_are_compared(stage: Stage) -> None:
    first, second = stage.train(), stage.train_another(batch_size=8)
    stage.tick(first, second)
    new = stage.train_another(batch_size=16)
    assert stage.bench.record is new
    assert new.settings.batch_size == 16
    assert new.head == 40


def test_a_deleted_run_is_no_longer_compared(stage: Stage) -> None:
    first, second = stage.train(), stage.train_another(batch_size=8)
    stage.tick(first, second)
    stage.panel.runs.deleted.emit(str(first.key))
    assert stage.compared[-1] is None


def test_the_loss_axis_can_be_logarithmic(stage: Stage) -> None:
    stage.train()
    stage.panel._log.click()
    assert stage.panel.plot._log
    stage.panel.plot.log_action.trigger()
    assert not stage.panel._log.isChecked()


def test_a_long_run_is_drawn_by_a_few_columns_that_keep_every_peak(stage: Stage) -> None:
    record = stage.train_another(iterations=20_000)
    (curve,) = [one for one in stage.panel.plot._curves if one.key == "0"]
    assert len(curve.iterations) < 2000
    assert curve.losses.max() == record.history.losses().max()
    assert curve.losses.min() == record.history.losses().min()


@pytest.mark.parametrize("frames", [6, 7])
def test_after_full_speed_curve_and_cursor_stand_at_the_last_iteration(
    stage: Stage, frames: int
) -> None:
    bench = stage.bench
    bench.workbench.change(SETTINGS.changed(iterations=100_000))
    bench.workbench.play()
    for _ in range(frames):
        bench.wait(1 / 60)
    bench.workbench.pause()
    bench.answer()
    head = bench.record.head
    assert head > 0
    assert stage.panel.plot._curves[-1].iterations[-1] == head
    assert stage.panel.plot._cursor == head


def test_the_swatch_of_the_open_run_wears_the_colours_of_the_appearance(stage: Stage) -> None:
    appearance, before = stage.panel._appearance, stage.rows[0].colour
    appearance.set_mode("dark")
    assert stage.rows[0].colour == appearance.theme.text != before
