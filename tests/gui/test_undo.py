"""Undo and redo, by the menu, in every tab: of points, of settings, and of the preset's name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.planar.settings import PlanarSettings, SizesSettings
from gui.workbench import Workbench
from tests.gui.mnist.tab_stage import SMALL, MnistStage
from tests.gui.mnist.tab_stage import made_stage as made_mnist_stage
from tests.gui.stage import Stage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


@pytest.fixture
def mnist(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[MnistStage]:
    yield from made_mnist_stage(qapp, qtbot, monkeypatch, tmp_path)


def menu(stage: Stage | MnistStage, word: str) -> QAction:
    """Undo or Redo in the Edit menu, whatever it names."""
    actions = stage.window.menus._menus[1].actions()
    return next(one for one in actions if one.text().replace("&", "").startswith(word))


def shown(stage: Stage) -> tuple[Any, Workbench]:
    """The tab that is shown, and its workbench."""
    tab: Any = stage.window.tab
    return tab, tab.desk.workbench


def work(stage: Stage) -> None:
    """The process of the tab that is shown hears what was wished, and answers."""
    tab, workbench = shown(stage)
    for _ in range(3):
        tab.desk._session.work()
        workbench.tick()


@pytest.mark.parametrize("name", ["linear", "planar"])
def test_edits_of_points_are_taken_back_and_done_again(stage: Stage, name: str) -> None:
    stage.window.show_tab(name)
    tab, workbench = shown(stage)
    before = workbench.record.points
    tab.desk.add_point(0.5, 0.25)
    added = workbench.record.points
    tab.desk.toggle_point(0)
    toggled = workbench.record.points
    tab.desk.remove_point(3)
    removed = workbench.record.points
    assert len(removed.y) == len(before.y)
    for points in (toggled, added, before):
        menu(stage, "Undo").trigger()
        assert workbench.record.points is points
    assert not menu(stage, "Undo").isEnabled()
    for points in (added, toggled, removed):
        menu(stage, "Redo").trigger()
        assert workbench.record.points is points
    assert not menu(stage, "Redo").isEnabled()


@pytest.mark.parametrize(
    ("preset", "live", "run"),
    [
        ("Assignment: flower", {"learning_rate": 0.3}, {"n_hidden": 7}),
        ("Assignment: hidden sizes", {"l2": 0.5}, {"sizes": "1,3"}),
        ("Assignment: learning rates", {"l2": 0.5}, {"rates": "0.1,2"}),
    ],
)
def test_changes_of_planar_settings_are_taken_back_and_done_again(
    stage: Stage, preset: str, live: dict[str, Any], run: dict[str, Any]
) -> None:
    stage.window.show_tab("planar")
    tab, workbench = shown(stage)
    if workbench.settings != tab.desk._assignment.presets[preset]:
        tab.desk.choose_preset(preset)
    first = workbench.settings
    work(stage)
    tab.desk.wish(first.changed(**live), "+".join(live))
    work(stage)
    second = workbench.settings
    tab.desk.wish(second.changed(**run), "+".join(run))
    third = workbench.settings
    assert len({repr(one) for one in (first, second, third)}) == 3
    menu(stage, "Undo").trigger()
    assert workbench.settings == second
    menu(stage, "Undo").trigger()
    assert workbench.settings == first
    work(stage)
    menu(stage, "Redo").trigger()
    work(stage)
    menu(stage, "Redo").trigger()
    assert workbench.settings == third


def test_changes_of_mnist_settings_are_taken_back_and_done_again(
    mnist: MnistStage,
) -> None:
    mnist.start()
    first = mnist.workbench.settings
    mnist.tab.desk.wish(first.changed(units=8), "units")
    mnist.tab.desk.wish(mnist.workbench.settings.changed(dropout=0.1), "dropout")
    last = mnist.workbench.settings
    assert (last.units, last.dropout, SMALL["units"]) == (8, 0.1, 16)
    menu(mnist, "Undo").trigger()
    assert mnist.workbench.settings.dropout == first.dropout
    menu(mnist, "Undo").trigger()
    assert mnist.workbench.settings == first
    menu(mnist, "Redo").trigger()
    menu(mnist, "Redo").trigger()
    assert mnist.workbench.settings == last


def test_undo_brings_the_name_of_the_preset_back(stage: Stage) -> None:
    stage.preset("Text: momentum")
    stage.wish(learning_rate=0.3)
    stage.preset("Text: RMSprop")
    assert stage.tab._settings.preset == "Text: RMSprop"
    menu(stage, "Undo").trigger()
    assert stage.tab._settings.preset == "Text: momentum"
    assert stage.tab.desk.name_of(stage.record) == "η 0.3"
    menu(stage, "Redo").trigger()
    assert stage.tab._settings.preset == "Text: RMSprop"


def test_every_tab_has_its_own_undo(stage: Stage) -> None:
    stage.wish(learning_rate=0.3)
    stage.window.show_tab("planar")
    assert not menu(stage, "Undo").isEnabled()
    tab, workbench = shown(stage)
    tab.desk.wish(workbench.settings.changed(n_hidden=7), "n_hidden")
    stage.window.show_tab("linear")
    menu(stage, "Undo").trigger()
    assert stage.workbench.settings.learning_rate == 0.05
    assert isinstance(workbench.settings, PlanarSettings)
    assert not isinstance(workbench.settings, SizesSettings)
    assert workbench.settings.n_hidden == 7
    assert not menu(stage, "Undo").isEnabled()
