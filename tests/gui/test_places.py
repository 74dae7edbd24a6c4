import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.places import NARROW_WIDTH, Places

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

PARTS = ("settings", "pictures", "inspector", "transport")


@pytest.fixture
def appearance(qapp: QApplication) -> Appearance:
    made = Appearance()
    made.apply(qapp)
    return made


@pytest.fixture
def places(appearance: Appearance, qtbot: QtBot) -> Places:
    settings, pictures, inspector, transport = (QLabel(name) for name in PARTS)
    made = Places(appearance, settings, pictures, inspector, transport)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    return made


def folded(places: Places) -> tuple[bool, bool]:
    return places.settings_folded, places.inspector_folded


def test_with_room_both_side_places_are_there(places: Places) -> None:
    assert folded(places) == (False, False)


def test_where_it_is_narrow_the_inspector_folds_first_and_comes_back(places: Places) -> None:
    places.resize(NARROW_WIDTH - 1, 700)
    assert folded(places) == (False, True)
    places.resize(NARROW_WIDTH, 700)
    assert folded(places) == (False, False)


def test_an_inspector_that_is_wanted_stays_where_it_is_narrow(places: Places) -> None:
    places.resize(NARROW_WIDTH - 1, 700)
    places.fold_inspector(False)
    assert folded(places) == (False, False)


def test_side_places_fold_and_come_back(places: Places, qtbot: QtBot) -> None:
    with qtbot.waitSignal(places.folded):
        places.fold_settings(True)
    assert folded(places) == (True, False)
    places.fold_inspector(True)
    assert folded(places) == (True, True)
    places.fold_settings(False)
    places.fold_inspector(False)
    assert folded(places) == (False, False)


def test_while_it_is_presented_both_are_folded(places: Places, appearance: Appearance) -> None:
    appearance.set_presenting(True)
    assert folded(places) == (True, True)
    appearance.set_presenting(False)
    assert folded(places) == (False, False)


def test_an_inspector_that_is_a_picture_stays_while_it_is_presented(
    appearance: Appearance, qtbot: QtBot
) -> None:
    settings, pictures, inspector, transport = (QLabel(name) for name in PARTS)
    places = Places(appearance, settings, pictures, inspector, transport, inspector_presented=True)
    qtbot.addWidget(places)
    places.resize(1280, 700)
    places.show()
    appearance.set_presenting(True)
    assert folded(places) == (True, False)
    appearance.set_presenting(False)
    assert folded(places) == (False, False)


def test_what_was_folded_before_stays_folded_after_a_presentation(
    places: Places, appearance: Appearance
) -> None:
    places.fold_settings(True)
    appearance.set_presenting(True)
    appearance.set_presenting(False)
    assert folded(places) == (True, False)


def test_several_surfaces_need_more_room(places: Places) -> None:
    places.set_narrow_below(1440)
    assert folded(places) == (False, True)
    places.set_narrow_below(NARROW_WIDTH)
    assert folded(places) == (False, False)


def test_the_inspector_can_be_wider_for_a_while(places: Places) -> None:
    area = places._inspector
    own = area.width()
    places.set_inspector_width(372)
    assert area.width() == 372
    places.set_inspector_width(None)
    QApplication.processEvents()
    assert area.width() == own
