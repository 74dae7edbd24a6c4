"""Several runs and racers in the tab of the linear models, and its end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from gui.linear.feature_space import FeatureSpacePlot
from gui.widgets.racer_table import RacerTable
from tests.gui.stage import Stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


# Several runs, several racers --------------------------------------------------------------------


def test_two_ticked_runs_stand_side_by_side(stage: Stage) -> None:
    stage.train()
    first = stage.record
    stage.wish(batch_size=16)
    stage.train()
    second = stage.record
    for record in (first, second):
        stage.tab._time.runs.ticked.emit(str(record.key), True)
    panels = stage.tab._pictures.panels
    assert [panel.record for panel in panels] == [second, first]
    titles = [panel.plot.chart.title[0] for panel in panels]
    assert titles[0].startswith("batch size 16, iteration 100   loss 0.")
    assert titles[1].startswith("Text: SGD, iteration 100   loss 0.")
    stage.tab._time.runs.ticked.emit(str(first.key), False)
    assert len(stage.tab._pictures.panels) == 1


def test_two_ticked_runs_make_room_for_another_that_is_wanted(stage: Stage) -> None:
    for size in (8, 16):
        stage.train()
        stage.wish(batch_size=size)
    stage.train()
    first, second, third = stage.workbench.shelf.records
    for record in (first, second):
        stage.tab._time.runs.ticked.emit(str(record.key), True)
    assert stage.record is second
    assert len(stage.tab._pictures.panels) == 2
    stage.tab._time.runs.opened.emit(str(third.key))
    assert stage.record is third
    assert len(stage.tab._pictures.panels) == 1
    for record in (first, second):
        stage.tab._time.runs.ticked.emit(str(record.key), True)
    stage.wish(batch_size=32)
    assert stage.workbench.settings.batch_size == 32
    assert stage.record.settings.batch_size == 32


def test_points_are_edited_in_the_open_run_and_not_in_the_one_beside_it(stage: Stage) -> None:
    stage.train()
    first = stage.record
    stage.wish(batch_size=16)
    stage.train()
    for record in (first, stage.record):
        stage.tab._time.runs.ticked.emit(str(record.key), True)
    stage.tab._pictures._edit.click()
    beside = stage.tab._pictures.panels[1].plot.chart.view.viewport()
    before = stage.record
    QTest.mouseClick(beside, Qt.MouseButton.LeftButton, pos=beside.rect().center())
    assert stage.record is before


def test_a_racer_that_is_clicked_is_followed_everywhere(stage: Stage) -> None:
    stage.preset("Text: all three")
    stage.tab._pictures.racer_clicked.emit(2)
    assert stage.tab._pictures.panels[0].racer == 2
    assert stage.tab._inspector._racer == 2
    table = stage.window.findChild(RacerTable)
    assert isinstance(table, RacerTable)
    assert table._selected == "rmsprop"
    table.racer_selected.emit("sgd")
    assert stage.tab._inspector._racer == 0
    stage.preset("Text: momentum")
    assert stage.tab._inspector._racer == 0


def test_a_selected_racer_that_no_longer_runs_is_let_go(stage: Stage) -> None:
    stage.preset("Text: all three")
    stage.tab._pictures.racer_clicked.emit(2)
    stage.preset("Text: momentum")
    assert stage.tab._inspector._racer == 0
    stage.train()


# Closing -----------------------------------------------------------------------------------------


def test_closing_while_it_plays_starts_nothing_again(stage: Stage) -> None:
    stage.workbench.play()
    stage.work(1)
    stage.window.close()
    assert stage.session.closed


def test_every_picture_can_be_copied_and_saved_from_its_context_menu(stage: Stage) -> None:
    plots = [one for one in stage.tab.findChildren(QWidget) if hasattr(one, "picture")]
    not_pictures = (FeatureSpacePlot, QLabel)  # the one holds a picture, the other is Qt's
    pictures = [one for one in plots if not isinstance(one, not_pictures)]
    assert len(pictures) >= 4
    for picture in pictures:
        offered = {action.text() for action in picture.actions()}
        assert {"Copy Picture", "Save Picture"} <= offered, picture.accessibleName()


def test_feature_space_tells_its_value_and_a_click_keeps_it(stage: Stage) -> None:
    plot = stage.tab._pictures._features.plot.plot
    plot.hovered.emit(1.5, 0.25)
    assert plot._readout == "x₀² 1.50  x₁² 0.25"
    plot.pinned.emit(1.5, 0.25)
    assert plot._pin == (1.5, 0.25, "x₀² 1.50  x₁² 0.25")
    stage.wish(dataset="moons")
    assert plot._pin is None


def test_a_branch_takes_another_rule_and_everything_shows_it(stage: Stage) -> None:
    stage.train()
    parent = stage.record
    stage.workbench.seek(30)
    stage.button("Branch Here").click()
    stage.work()
    stage.wish(optimizers=("momentum",))
    assert stage.record.origin is not None
    assert stage.workbench.position == stage.record.head == 30
    assert "momentum" in stage.tab.desk.describe()
    assert stage.tab._inspector._rule == "momentum"
    stage.train()
    assert stage.record.head == 100
    assert parent in stage.workbench.shelf.records
    assert len(stage.workbench.shelf.records) == 2
