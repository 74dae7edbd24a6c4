import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.linear.presets import PRESETS
from engine.linear.settings import LinearSettings
from engine.point_settings import OWN_FILE
from gui.appearance import Appearance
from gui.linear.settings_place import LinearSettingsPlace

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SETTINGS = PRESETS["Text: SGD"]


class Wishes:
    """What a settings place has wished."""

    def __init__(self, place: LinearSettingsPlace) -> None:
        self.settings: list[LinearSettings] = []
        self.names: list[str] = []
        place.wished.connect(self.note)

    def note(self, settings: LinearSettings, name: str) -> None:
        self.settings.append(settings)
        self.names.append(name)


@pytest.fixture
def place(qapp: QApplication, qtbot: QtBot) -> LinearSettingsPlace:
    appearance = Appearance()
    appearance.apply(qapp)
    made = LinearSettingsPlace(appearance)
    qtbot.addWidget(made)
    made.resize(300, 700)
    made.show_settings(SETTINGS)
    made.show()
    return made


def field(place: LinearSettingsPlace, part: str) -> QLineEdit:
    fields = place.findChildren(QLineEdit)
    return next(one for one in fields if part in one.accessibleName().lower())


def type_into(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_showing_settings_wishes_nothing(place: LinearSettingsPlace) -> None:
    wishes = Wishes(place)
    for settings in PRESETS.values():
        place.show_settings(settings)
    assert wishes.settings == []


def test_a_rate_that_is_typed_is_wished_with_everything_else_as_it_was(
    place: LinearSettingsPlace,
) -> None:
    wishes = Wishes(place)
    type_into(field(place, "learning rate"), "0.2")
    assert wishes.settings[-1] == SETTINGS.changed(learning_rate=0.2)
    assert set(wishes.names) == {"racers"}


@pytest.mark.parametrize("text", ["0", "-1", "1000", "abc"])
def test_a_value_that_cannot_be_used_is_marked_with_the_reason_and_not_wished(
    place: LinearSettingsPlace, text: str
) -> None:
    wishes = Wishes(place)
    type_into(field(place, "learning rate"), text)
    assert all(0 < one.learning_rate <= 100 for one in wishes.settings)
    reasons = [label.text() for label in place.findChildren(QLabel) if label.isVisible()]
    assert any("The learning rate must be" in reason for reason in reasons)


def test_a_feature_is_switched_off_and_on(place: LinearSettingsPlace) -> None:
    wishes = Wishes(place)
    box = next(
        one for one in place.findChildren(QCheckBox) if one.accessibleName() == "Feature x₀²"
    )
    box.click()
    assert "x0^2" not in wishes.settings[-1].features
    assert len(wishes.settings[-1].features) == 5


def test_another_data_set_brings_its_own_number_of_points(place: LinearSettingsPlace) -> None:
    wishes = Wishes(place)
    place._form.edited.emit({"dataset": "moons"})
    assert wishes.settings[-1] == LinearSettings(dataset="moons")
    assert wishes.settings[-1].points != SETTINGS.points


def test_what_is_as_it_was_is_not_wished(place: LinearSettingsPlace) -> None:
    wishes = Wishes(place)
    place._form.edited.emit({"iterations": SETTINGS.iterations})
    assert wishes.settings == []


def visible_names(place: LinearSettingsPlace) -> str:
    widgets = place.findChildren(QWidget)
    return " ".join(one.accessibleName().lower() for one in widgets if one.isVisible())


def test_of_an_own_file_neither_noise_nor_points_nor_seed_can_be_set(
    place: LinearSettingsPlace,
) -> None:
    assert "noise" in visible_names(place)
    place.show_settings(SETTINGS.changed(dataset=OWN_FILE))
    assert "noise" not in visible_names(place)
    assert "data seed" not in visible_names(place)
    place.show_settings(SETTINGS)
    assert "noise" in visible_names(place)


def test_presets_reset_and_file_are_wished(place: LinearSettingsPlace, qtbot: QtBot) -> None:
    place.show_preset("Text: momentum")
    with qtbot.waitSignal(place.preset_wished) as wished:
        place._presets.reset_pressed.emit()
    assert wished.args == ["Text: momentum"]
    with qtbot.waitSignal(place.file_wished):
        place._open.click()


def test_changes_are_told_against_the_preset(place: LinearSettingsPlace) -> None:
    place.show_settings(SETTINGS.changed(learning_rate=0.1))
    assert "changed: η 0.1" in place._presets._choice.accessibleDescription()
    place.show_settings(SETTINGS)
    assert "changed" not in place._presets._choice.accessibleDescription()


def test_a_racer_is_selected_by_its_place(place: LinearSettingsPlace, qtbot: QtBot) -> None:
    place.show_settings(PRESETS["Text: all three"])
    with qtbot.waitSignal(place.racer_selected) as selected:
        place._racers.racer_selected.emit("rmsprop")
    assert selected.args == [2]


def test_the_settings_of_a_race_need_no_more_than_650_pixels(place: LinearSettingsPlace) -> None:
    place.show_settings(PRESETS["Text: all three"])
    place.resize(300, 650)
    QApplication.processEvents()
    assert place._form.verticalScrollBar().maximum() == 0


def test_points_that_were_edited_are_called_so(place: LinearSettingsPlace) -> None:
    place.show_data("ring (edited)")
    place.show_settings(SETTINGS.changed(dataset=OWN_FILE))
    choice = next(
        one for one in place.findChildren(QComboBox) if one.accessibleName() == "Data set"
    )
    assert choice.currentText() == "Ring (edited)"
    assert "changed: Ring (edited)" in place._presets._choice.accessibleDescription()
    place.show_settings(SETTINGS)
    assert choice.currentText() == "Ring"
    assert choice.findText("Own file") >= 0
