from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from engine.datasets import make_points
from engine.linear.presets import PRESETS
from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.record import Record
from engine.run import Programme
from gui.appearance import Appearance
from gui.linear.pictures import ONLY_SEVERAL, ONLY_TWO, VIEWS, LinearPictures

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

ONE = LinearSettings(points=60, iterations=40)
THREE = ONE.changed(optimizers=("sgd", "momentum", "rmsprop"))
TWO_WEIGHTS = THREE.changed(features=("x0^2", "x1^2"))


def trained(settings: LinearSettings, key: int = 1) -> Record:
    made = make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)
    record = Record(key, "linear", Programme.of(settings), made)
    record.append(LinearRun(record.programme, made).advance(settings.iterations))
    return record


@pytest.fixture
def appearance(qapp: QApplication) -> Appearance:
    made = Appearance()
    made.apply(qapp)
    return made


@pytest.fixture
def pictures(appearance: Appearance, qtbot: QtBot) -> LinearPictures:
    made = LinearPictures(appearance, lambda: "settings")
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    return made


def view_button(pictures: LinearPictures, name: str) -> QPushButton:
    words = next(words for view, words, _ in VIEWS if view == name)
    buttons = pictures.switch.findChildren(QPushButton)
    return next(button for button in buttons if button.text() == words)


def offered(pictures: LinearPictures) -> set[str]:
    return {name for name, _, _ in VIEWS if view_button(pictures, name).isEnabled()}


@pytest.mark.parametrize(
    ("settings", "views"),
    [
        (ONE, {"common", "features"}),
        (THREE, {"common", "each", "features"}),
        (TWO_WEIGHTS, {"common", "each", "features", "ravine"}),
        (ONE.changed(features=("x0", "x1")), {"common", "features", "ravine"}),
        (ONE.changed(features=("x0", "x1", "1")), {"common", "features"}),
        (ONE.changed(features=("x0",)), {"common", "features"}),
    ],
)
def test_a_loss_contour_is_offered_only_for_two_weights_and_one_each_only_for_several(
    pictures: LinearPictures, settings: LinearSettings, views: set[str]
) -> None:
    pictures.show_record(trained(settings), 0)
    assert offered(pictures) == views


def test_what_is_not_offered_says_why(pictures: LinearPictures) -> None:
    pictures.show_record(trained(ONE), 0)
    assert view_button(pictures, "ravine").toolTip() == ONLY_TWO
    assert view_button(pictures, "each").toolTip() == ONLY_SEVERAL
    pictures.show_record(trained(TWO_WEIGHTS), 0)
    assert view_button(pictures, "ravine").toolTip() == VIEWS[3][2]


@pytest.mark.parametrize(("view", "settings"), [("ravine", TWO_WEIGHTS), ("each", THREE)])
def test_a_view_that_the_next_run_does_not_have_gives_way_to_the_common_one(
    pictures: LinearPictures, view: str, settings: LinearSettings
) -> None:
    pictures.show_record(trained(settings), 0)
    pictures.show_view(view)
    assert pictures.view == view
    pictures.show_record(trained(ONE, 2), 0)
    pictures.show_position(3)
    assert pictures.view == "common"
    assert view_button(pictures, "common").isChecked()


def test_every_view_shows_every_iteration_of_every_preset(pictures: LinearPictures) -> None:
    for name, settings in PRESETS.items():
        record = trained(settings.changed(iterations=12))
        pictures.show_record(record, 0)
        for view in offered(pictures):
            view_button(pictures, view).click()
            assert pictures.view == view, name
            for position in (0, 1, 6, 12):
                pictures.show_position(position)
            QApplication.processEvents()


def test_one_each_gives_every_racer_a_surface_with_its_loss(pictures: LinearPictures) -> None:
    record = trained(THREE)
    pictures.show_record(record, 0)
    pictures.show_view("each")
    pictures.show_position(40)
    assert [panel.racer for panel in pictures.panels] == [0, 1, 2]
    title = pictures._title(pictures.panels[1], 40)
    assert title == f"momentum   loss {record.history.losses_at(40)[1]:.3f}".replace(
        "momentum", THREE.labels[1]
    )


def test_the_common_view_shows_the_racer_that_is_followed(pictures: LinearPictures) -> None:
    pictures.show_record(trained(THREE), 0)
    pictures.show_position(40)
    pictures.show_racer(2)
    assert [panel.racer for panel in pictures.panels] == [2]


def test_a_run_beside_goes_as_far_as_it_goes(pictures: LinearPictures) -> None:
    long, short = trained(ONE), trained(ONE.changed(iterations=10), 2)
    pictures.show_record(long, 0, short)
    pictures.show_position(30)
    assert [panel.record for panel in pictures.panels] == [long, short]
    assert "iteration 30" in pictures._title(pictures.panels[0], 30)
    assert "iteration 10" in pictures._title(pictures.panels[1], 30)


def test_hard_regions_and_editing_are_for_surfaces_only(pictures: LinearPictures) -> None:
    pictures.show_record(trained(TWO_WEIGHTS), 0)
    for view, surfaces in (("features", False), ("common", True), ("ravine", False)):
        pictures.show_view(view)
        assert pictures._hard.isEnabled() is surfaces
        assert pictures._edit.isEnabled() is surfaces


def test_what_is_copied_is_the_picture_that_is_shown(pictures: LinearPictures) -> None:
    pictures.show_record(trained(TWO_WEIGHTS), 0)
    shown: list[Any] = []
    for view in ("common", "features", "ravine"):
        pictures.show_view(view)
        shown.append(pictures.main_picture)
    assert len(set(shown)) == 3
    assert all(not picture.picture(1.0).isNull() for picture in shown)


def test_a_click_on_a_surface_selects_its_racer(pictures: LinearPictures, qtbot: QtBot) -> None:
    pictures.show_record(trained(THREE), 0)
    pictures.show_view("each")
    with qtbot.waitSignal(pictures.racer_clicked) as clicked:
        pictures.panels[2].plot.clicked.emit(0.0, 0.0, None)
    assert clicked.args == [2]


def test_other_colours_and_a_projector_can_come_at_any_time(
    pictures: LinearPictures, appearance: Appearance
) -> None:
    appearance.set_mode("dark")
    pictures.show_record(trained(TWO_WEIGHTS), 0)
    for view in ("common", "each", "features", "ravine"):
        pictures.show_view(view)
        pictures.show_position(20)
        for mode in ("light", "dark"):
            appearance.set_mode(mode)
        appearance.set_presenting(True)
        appearance.set_presenting(False)
        QApplication.processEvents()
