from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.linear.settings import LinearSettings
from engine.settings import Kind, Settings, setting
from gui.appearance import Appearance
from gui.fields import Switch
from gui.number_field import NumberField
from gui.sliders import Slider
from gui.theme import DESK
from gui.widgets.feature_switches import FeatureSwitches
from gui.widgets.preset_box import PresetBox
from gui.widgets.racer_table import RacerTable
from gui.widgets.settings_form import SettingsForm

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NAMES = ("dataset", "points", "noise", "learning_rate", "iterations", "batch_size", "seed")


@pytest.fixture
def form(qtbot: QtBot) -> SettingsForm:
    widget = SettingsForm(Appearance(), LinearSettings, NAMES)
    qtbot.addWidget(widget)
    widget.resize(300, 600)
    widget.show_settings(LinearSettings())
    widget.show()
    return widget


def number(form: SettingsForm, name: str) -> NumberField:
    return next(one for one in form.findChildren(NumberField) if one.accessibleName() == name)


def type_into(field: NumberField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def wishes(form: SettingsForm) -> list[object]:
    emitted: list[object] = []
    form.edited.connect(emitted.append)
    return emitted


def visible_words(form: SettingsForm) -> list[str]:
    return [label.text() for label in form.findChildren(QLabel) if label.isVisible()]


def test_a_form_is_made_from_what_the_class_declares(form: SettingsForm) -> None:
    words = visible_words(form)
    assert [one for one in words if one in ("Data", "Optimiser", "Run")] == [
        "Data",
        "Optimiser",
        "Run",
    ]
    for label in ("Data set", "Points", "Noise", "Learning rate η", "Batch size"):
        assert label in words
    assert "Features" not in words


def test_showing_settings_fills_the_fields_and_emits_nothing(form: SettingsForm) -> None:
    emitted = wishes(form)
    form.show_settings(LinearSettings(dataset="moons", points=300, noise=0.4, learning_rate=0.1))
    assert number(form, "Points").text() == "300"
    assert number(form, "Noise").text() == "0.4"
    assert number(form, "Learning rate η").text() == "0.1"
    assert form.findChildren(Slider)[0].value() == 40
    assert form.findChildren(QComboBox)[0].currentData() == "moons"
    assert emitted == []


def test_a_typed_value_is_emitted_with_its_name(form: SettingsForm) -> None:
    emitted = wishes(form)
    type_into(number(form, "Batch size"), "8")
    assert emitted == [{"batch_size": 8}]


def test_a_chosen_value_is_emitted_with_its_name(form: SettingsForm) -> None:
    emitted = wishes(form)
    QTest.keyClick(form.findChildren(QComboBox)[0], Qt.Key.Key_End)
    assert emitted == [{"dataset": "file"}]


def test_values_are_emitted_while_a_slider_is_dragged(form: SettingsForm) -> None:
    emitted = wishes(form)
    slider = form.findChildren(Slider)[0]
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert emitted == [{"noise": 0.0}]


def test_the_reason_stands_beneath_a_field_that_cannot_be_used(form: SettingsForm) -> None:
    emitted = wishes(form)
    type_into(number(form, "Learning rate η"), "0")
    reason = "The learning rate must be a number, above 0 and at most 100. Received 0. Try 0.05."
    assert reason in visible_words(form)
    assert form.problems == {"learning_rate": reason}
    assert emitted == []
    type_into(number(form, "Learning rate η"), "2")
    assert reason not in visible_words(form)
    assert form.problems == {}
    assert emitted == [{"learning_rate": 2.0}]


def test_problems_found_by_others_are_marked_and_taken_away(
    form: SettingsForm, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(form.problems_changed) as caught:
        form.mark_problems({"batch_size": "There are only 3 points."})
    assert caught.args == [{"batch_size": "There are only 3 points."}]
    assert "There are only 3 points." in visible_words(form)
    form.mark_problems({})
    assert "There are only 3 points." not in visible_words(form)


def test_what_others_find_right_does_not_unmark_a_text_that_is_wrong(form: SettingsForm) -> None:
    type_into(number(form, "Learning rate η"), "0")
    form.mark_problems({})
    assert "learning_rate" in form.problems


def test_only_the_fields_that_matter_are_shown(form: SettingsForm) -> None:
    form.show_only(("dataset", "iterations"))
    assert not number(form, "Points").isVisible()
    assert number(form, "Iterations").isVisible()


def test_a_widget_of_its_own_stands_under_the_title_of_its_group(form: SettingsForm) -> None:
    own = QLabel("six switches")
    form.reserve("Features", own)
    words = visible_words(form)
    assert words[words.index("Features") + 1] == "six switches"
    with pytest.raises(ValueError, match="The groups are Data, Features"):
        form.reserve("Fetaures", QLabel())


def test_a_yes_or_no_becomes_a_switch(qtbot: QtBot) -> None:
    class Small(Settings):
        hard: bool = setting(
            False, label="hard regions", kind=Kind.VIEW, group="Picture", help="No shades."
        )

    form = SettingsForm(Appearance(), Small)
    qtbot.addWidget(form)
    form.show_settings(Small(hard=True))
    switch = form.findChildren(Switch)[0]
    assert switch.isChecked()
    emitted = wishes(form)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert emitted == [{"hard": False}]


def test_every_field_has_a_name_and_says_its_range(form: SettingsForm) -> None:
    for field in form.findChildren(NumberField):
        assert field.accessibleName()
        assert field.toolTip()
    assert "At least 10 and at most 100,000." in number(form, "Points").toolTip()


@dataclass
class Place:
    """The settings of the linear tab, as they stand at the left of its window."""

    widget: QWidget
    form: SettingsForm
    parts: tuple[QWidget, ...]


@pytest.fixture
def place(qapp: QApplication, qtbot: QtBot) -> Place:
    appearance = Appearance()
    appearance.apply(qapp)
    names = ("dataset", "points", "noise", "iterations", "batch_size", "seed")
    form = SettingsForm(appearance, LinearSettings, names)
    presets, features = PresetBox(appearance), FeatureSwitches(appearance)
    racers = RacerTable(appearance)
    settings = LinearSettings(optimizers=("sgd", "momentum", "rmsprop"))
    form.show_settings(settings)
    racers.show_racers(settings.racers)
    form.reserve("Features", features)
    form.reserve("Optimiser", racers)
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(presets)
    layout.addWidget(form, 1)
    qtbot.addWidget(widget)
    return Place(widget, form, (presets, features, racers))


@pytest.mark.parametrize("width", [280, 320])
def test_all_settings_of_a_race_of_three_fit_613_pixels(place: Place, width: int) -> None:
    place.widget.resize(width, 613)
    place.widget.show()
    QApplication.processEvents()
    assert place.form.verticalScrollBar().maximum() == 0
    assert place.form.widget().minimumSizeHint().width() <= width


def test_groups_stand_24_apart_where_there_is_room(place: Place) -> None:
    place.widget.resize(300, 900)
    place.widget.show()
    QApplication.processEvents()
    body = place.form.widget().layout()
    assert body is not None
    assert body.spacing() == DESK.between_groups


def test_the_form_asks_for_as_much_in_a_high_window_as_in_a_low_one(form: SettingsForm) -> None:
    form.resize(300, 900)
    QApplication.processEvents()
    high = form.sizeHint().height()
    form.resize(300, 200)
    QApplication.processEvents()
    assert form.sizeHint().height() == high
