from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.errors import SettingsError
from engine.planar.presets import PRESETS
from engine.planar.run import PlanarRun
from engine.planar.settings import PlanarSettings, RatesSettings, SizesSettings
from engine.planar.words import NO_OVERFITTING, SWINGING
from engine.player import Pace
from engine.run import Mode, Programme
from gui.planar.tab import PlanarTab
from gui.widgets.message_bar import Message
from gui.workbench import Workbench
from tests.gui.stage import InlineSession, Stage, made_stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class PlanarStage:
    """The window with its second tab shown, its engines in-line."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.window = stage.window
        self.window.show_tab("planar")
        tab: Any = self.window.tab
        assert isinstance(tab, PlanarTab)
        self.tab = tab

    @property
    def workbench(self) -> Workbench:
        return self.tab.desk.workbench

    @property
    def message(self) -> Message | None:
        return self.window.messages.shown

    def help(self) -> None:
        """The second process does what it was asked."""
        assistant: Any = self.window._assistant
        assistant.work()

    def work(self, frames: int = 3) -> None:
        session: Any = self.tab.desk._session
        assert isinstance(session, InlineSession)
        for _ in range(frames):
            session.work()
            self.workbench.tick()

    def train(self, iterations: int) -> None:
        """Plays flat out to a head of so many iterations, then shows the head."""
        self.wish(iterations=iterations)
        self.workbench.set_pace(Pace.flat_out())
        self.workbench.play()
        for _ in range(4000):
            if self.workbench.mode is not Mode.PLAYING:
                return
            self.work(1)
        raise AssertionError("It never ended.")

    def wish(self, **changes: Any) -> None:
        settings = self.workbench.settings.changed(**changes)
        self.tab._settings.wished.emit(settings, "+".join(changes))
        self.work()

    def preset(self, name: str) -> None:
        self.tab._settings.preset_wished.emit(name)
        self.help()
        self.work()


@pytest.fixture
def stage(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> PlanarStage:
    return PlanarStage(made_stage(qapp, qtbot, monkeypatch, tmp_path))


def test_play_trains_while_the_baseline_is_still_being_fitted(stage: PlanarStage) -> None:
    page = stage.tab._pictures.network
    assert "being fitted" in page.baseline.accessibleDescription()
    stage.train(50)
    assert stage.workbench.record.head == 50
    assert "being fitted" in page.baseline.accessibleDescription()
    stage.help()
    assert page.baseline.accessibleDescription() == ""
    baseline = stage.tab._companions.baseline(stage.workbench.record.points)
    assert baseline is not None
    assert round(baseline.accuracy * 400) == 188


def test_the_run_of_the_tab_has_the_costs_of_the_engine(stage: PlanarStage) -> None:
    stage.train(200)
    record = stage.workbench.record
    run = PlanarRun(Programme.of(PlanarSettings(iterations=200)), record.points)
    np.testing.assert_array_equal(record.history.losses(1), run.advance(200).losses)


def test_the_honest_note_comes_with_the_iterations_and_goes_with_the_run(
    stage: PlanarStage,
) -> None:
    stage.train(7_400)
    assert stage.message is None or stage.message.text != SWINGING
    stage.train(7_600)
    assert stage.message is not None
    assert stage.message.text == SWINGING
    stage.workbench.seek(100)  # a message that comes and goes would make the timeline stutter
    assert stage.message is not None
    assert stage.message.text == SWINGING
    stage.wish(n_hidden=5)
    assert stage.message is None or stage.message.text != SWINGING


def test_the_printed_costs_are_looked_up_once_and_listed_when_they_can_be_seen(
    stage: PlanarStage,
) -> None:
    stage.train(3_100)
    table = stage.tab._costs.table
    assert not table._rows
    stage.tab._time.pages.show_page("costs")
    history = stage.workbench.record.history
    assert [row.values[0] for row in table._rows] == [
        f"{history.losses_at(k)[0]:.6f}" for k in (0, 1000, 2000, 3000)
    ]
    marks = stage.tab._time.plot._marks
    assert marks[:, 0].tolist() == [0, 1000, 2000, 3000]
    stage.train(4_000)
    assert len(table._rows) == 5


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_opens_in_the_view_of_its_kind_and_trains(
    stage: PlanarStage, name: str
) -> None:
    stage.preset(name)
    assert stage.workbench.settings == PRESETS[name]
    several = isinstance(PRESETS[name], SizesSettings | RatesSettings)
    shown = stage.tab._pictures._stack.currentWidget()
    assert (shown is stage.tab._pictures.sweep) == several
    stage.workbench.set_pace(Pace.flat_out())
    stage.workbench.play()
    stage.work(4)
    stage.workbench.pause()
    stage.work()
    assert stage.workbench.record.head > 0


def test_the_claim_about_overfitting_is_answered_on_the_assignments_points_only(
    stage: PlanarStage,
) -> None:
    words = stage.tab._pictures.sweep._words
    stage.preset("Assignment: hidden sizes")
    assert words.text() == NO_OVERFITTING
    stage.preset("Overfitting: 100 points")
    assert words.text() != NO_OVERFITTING


def test_one_of_several_networks_opens_as_a_run_of_its_own(stage: PlanarStage) -> None:
    stage.preset("Assignment: hidden sizes")
    stage.tab._pictures.sweep.opened.emit(5)
    stage.work()
    stage.workbench.pause()
    stage.work()
    assert type(stage.workbench.settings) is PlanarSettings
    assert stage.workbench.settings.n_hidden == 20
    stage.tab._show_view("sizes")
    assert isinstance(stage.workbench.settings, SizesSettings)


def test_learning_rates_are_named_as_they_go(stage: PlanarStage) -> None:
    stage.preset("Assignment: learning rates")
    stage.train(1000)
    names = [stage.workbench.record.judge(network) for network in range(5)]
    assert [one.course.value if one else "" for one in names] == [
        "crawling",
        "",
        "",
        "oscillating",
        "diverging",
    ]
    stage.tab._pictures.sweep._judge()
    stories = stage.tab._inspector._networks.stories.split("\n\n")
    assert [story.split(":")[0] for story in stories] == [
        "η 0.01 is crawling",
        "η 10 oscillates",
        "η 30 is diverging",
    ]
    for story in stories:
        assert "the weights" in story
        assert story.endswith(("ten times as large.", "a tenth as large."))


def test_fifty_of_a_thousand_units_are_drawn(stage: PlanarStage) -> None:
    stage.wish(n_hidden=1000)
    stage.train(3)
    assert len(stage.tab._beside_curve.network.plot.shown_units) == 50


def test_settings_out_of_range_are_answered_by_a_sentence() -> None:
    for wrong in ({"n_hidden": 0}, {"learning_rate": 1e9}, {"learning_rate": -1}, {"points": 2}):
        with pytest.raises(SettingsError, match="Try"):
            PlanarSettings().changed(**wrong)


def test_undo_takes_back_a_live_change_and_a_preset(stage: PlanarStage) -> None:
    stage.train(20)
    stage.wish(learning_rate=0.5)
    undo = stage.workbench.shelf.undo_stack
    undo.undo()
    stage.work()
    assert stage.workbench.settings.learning_rate == 1.2
    before = stage.workbench.record
    stage.preset("Assignment: learning rates")
    undo.undo()
    assert stage.workbench.record is before


def test_a_message_of_this_tab_does_not_stand_in_the_other(stage: PlanarStage) -> None:
    stage.tab.told.emit(Message("test", "info", "Only here."))
    assert stage.message is not None
    stage.window.show_tab("linear")
    assert stage.message is None


def test_every_control_has_an_accessible_name(stage: PlanarStage) -> None:
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for control in stage.tab.findChildren(kind):
            if not control.isVisible() or control.objectName().startswith("qt_"):
                continue
            interface = QAccessible.queryAccessibleInterface(control)
            assert interface.text(QAccessible.Text.Name), control


def test_presented_the_network_stands_beside_the_curve_without_the_switch(
    stage: PlanarStage,
) -> None:
    plot, switch = stage.tab._beside_curve.network.plot, stage.tab._time.pages.switch
    assert switch.isVisible()
    stage.window.present(True)
    assert plot.isVisible()
    assert not switch.isVisible()
    stage.window.present(False)
    assert switch.isVisible()


def test_a_drawing_that_was_out_of_sight_is_of_the_state_shown(stage: PlanarStage) -> None:
    pages, plot = stage.tab._time.pages, stage.tab._beside_curve.network.plot
    pages.show_page("runs")
    untrained = plot.grab().toImage()
    stage.train(200)
    stage.tab._inspector.wanted.disconnect()  # it asks for the state when the tab comes into sight
    pages.show_page("network")
    assert plot.grab().toImage() != untrained
    seen = plot.grab().toImage()
    stage.tab._show_drawing()
    assert plot.grab().toImage() == seen


def test_every_picture_can_be_copied_and_saved_from_its_context_menu(stage: PlanarStage) -> None:
    widgets = stage.tab.findChildren(QWidget)
    pictures = [one for one in widgets if hasattr(one, "picture") and not isinstance(one, QLabel)]
    assert len(pictures) >= 9
    for picture in pictures:
        offered = {action.text() for action in picture.actions()}
        assert {"Copy Picture", "Save Picture"} <= offered, picture.accessibleName()


def test_the_baseline_tells_its_value_and_a_click_keeps_it(stage: PlanarStage) -> None:
    baseline = stage.tab._pictures.network.baseline
    baseline.pinned.emit(0.5, 0.5)
    assert baseline._pin == (0.5, 0.5, "x₀ 0.50  x₁ 0.50")
    stage.help()
    assert baseline._pin[2].startswith("p = 0.")
    stage.preset("Noisy moons")
    assert baseline._pin is None


def test_of_two_runs_side_by_side_each_has_its_name(stage: PlanarStage) -> None:
    stage.train(20)
    first = stage.workbench.record
    stage.wish(n_hidden=2)
    stage.train(20)
    second = stage.workbench.record
    for record in (first, second):
        stage.tab._time.runs.ticked.emit(str(record.key), True)
    page = stage.tab._pictures.network
    assert page.baseline.isHidden()
    assert (page.panel.record, page.other.record) == (second, first)
    assert page.panel.plot.chart.title[0].startswith("nₕ 2")
    assert page.other.plot.chart.title[0].startswith("iterations 20 ")


def test_presented_the_cost_of_one_network_stands_large_above_the_pictures(
    qtbot: QtBot, stage: PlanarStage
) -> None:
    number = stage.tab._pictures.number
    stage.window.present(True)
    qtbot.waitUntil(lambda: number._number.text() == "0.6930")
    assert number.isVisible()
    assert number._what.text() == "cost"
    stage.tab.desk.choose_preset("Assignment: hidden sizes")
    stage.work()
    assert not number.isVisible(), "of seven networks none is the one"
    stage.window.present(False)
