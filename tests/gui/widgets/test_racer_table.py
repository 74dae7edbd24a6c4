import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.linear.racers import Racer
from engine.linear.settings import LinearSettings
from gui.appearance import Appearance
from gui.number_field import NumberField
from gui.widgets.racer_table import RacerTable

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

THREE = LinearSettings(optimizers=("sgd", "momentum", "rmsprop")).racers


@pytest.fixture
def table(qtbot: QtBot) -> RacerTable:
    widget = RacerTable(Appearance())
    qtbot.addWidget(widget)
    widget.show_racers(THREE)
    widget.resize(260, widget.sizeHint().height())
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def part(table: RacerTable, kind: type[QWidget], start: str) -> QWidget:
    found = [one for one in table.findChildren(kind) if one.accessibleName().startswith(start)]
    return found[0]


def number(table: RacerTable, start: str) -> NumberField:
    field = part(table, NumberField, start)
    assert isinstance(field, NumberField)
    return field


def wishes(table: RacerTable) -> list[tuple[Racer, ...]]:
    emitted: list[tuple[Racer, ...]] = []
    table.racers_edited.connect(emitted.append)
    return emitted


def type_into(field: NumberField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_each_racer_has_a_row_with_its_numbers(table: RacerTable) -> None:
    assert number(table, "Learning rate η of racer 2, momentum").text() == "0.05"
    assert number(table, "Decay α of racer 2, momentum").text() == "0.9"
    assert len(table.findChildren(QComboBox)) == 3


def test_a_rule_without_decay_has_a_dash_that_cannot_be_edited(table: RacerTable) -> None:
    field = number(table, "Decay α of racer 1, SGD")
    assert (field.text(), field.isEnabled()) == ("–", False)
    assert number(table, "Decay α of racer 3").isEnabled()


def test_showing_racers_emits_nothing(table: RacerTable) -> None:
    emitted = wishes(table)
    table.show_racers(LinearSettings(optimizers=("adam",)).racers)
    assert emitted == []
    assert len([one for one in table.findChildren(QComboBox) if one.isVisible()]) == 1


def test_a_typed_learning_rate_changes_only_its_racer(table: RacerTable) -> None:
    emitted = wishes(table)
    type_into(number(table, "Learning rate η of racer 2"), "2")
    (wanted,) = emitted
    assert [racer.learning_rate for racer in wanted] == [0.05, 2.0, 0.05]
    assert [racer.name for racer in wanted] == ["sgd", "momentum", "rmsprop"]


def test_a_typed_decay_changes_only_its_racer(table: RacerTable) -> None:
    emitted = wishes(table)
    type_into(number(table, "Decay α of racer 3"), "0")
    assert [racer.alpha for racer in emitted[-1]] == [0.9, 0.9, 0.0]


def test_another_rule_gives_another_name(table: RacerTable) -> None:
    emitted = wishes(table)
    QTest.keyClick(part(table, QComboBox, "Rule of racer 2"), Qt.Key.Key_Home)
    assert [(racer.rule, racer.name) for racer in emitted[0]] == [
        ("sgd", "sgd"),
        ("sgd", "sgd-2"),
        ("rmsprop", "rmsprop"),
    ]


def test_a_number_that_cannot_be_used_is_told_beneath_its_row(table: RacerTable) -> None:
    emitted = wishes(table)
    type_into(number(table, "Learning rate η of racer 2"), "0")
    told = [one.text() for one in table.findChildren(QLabel) if one.isVisible()]
    assert any(text.startswith("The learning rate must be a number, above 0") for text in told)
    assert emitted == []


def test_a_racer_is_removed_by_its_button(table: RacerTable) -> None:
    emitted = wishes(table)
    QTest.mouseClick(part(table, QAbstractButton, "Remove racer 1, SGD"), Qt.MouseButton.LeftButton)
    assert [racer.name for racer in emitted[0]] == ["momentum", "rmsprop"]


def test_the_only_racer_cannot_be_removed(table: RacerTable) -> None:
    table.show_racers(THREE[:1])
    assert not part(table, QAbstractButton, "Remove racer 1").isVisible()


def add_button(table: RacerTable) -> QAbstractButton:
    return next(one for one in table.findChildren(QAbstractButton) if one.text() == "Add a racer")


def test_a_racer_is_added_with_a_rule_that_does_not_race_yet(table: RacerTable) -> None:
    emitted = wishes(table)
    QTest.mouseClick(add_button(table), Qt.MouseButton.LeftButton)
    assert [racer.rule for racer in emitted[0]] == ["sgd", "momentum", "rmsprop", "nesterov"]
    assert emitted[0][3].name == "nesterov"


def test_there_are_at_most_four_racers(table: RacerTable) -> None:
    four = LinearSettings(optimizers=("sgd", "sgd", "sgd", "adam")).racers
    table.show_racers(four)
    assert not add_button(table).isVisible()
    table.show_racers(THREE)
    assert add_button(table).isVisible()


def test_working_in_a_row_selects_its_racer(table: RacerTable) -> None:
    selected: list[str] = []
    table.racer_selected.connect(selected.append)
    number(table, "Learning rate η of racer 2").setFocus()
    number(table, "Decay α of racer 2").setFocus()
    number(table, "Learning rate η of racer 3").setFocus()
    assert selected == ["momentum", "rmsprop"]


def test_a_click_on_the_line_of_a_racer_selects_it(table: RacerTable) -> None:
    selected: list[str] = []
    table.racer_selected.connect(selected.append)
    row = part(table, QWidget, "Racer 3")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert selected == ["rmsprop"]


def test_each_row_is_drawn_in_the_colour_of_its_racer(table: RacerTable) -> None:
    theme = Appearance().theme
    row = part(table, QWidget, "Racer 2")
    picture = row.grab().toImage()
    colours = {picture.pixelColor(x, picture.height() // 2).name().upper() for x in range(28)}
    assert theme.racers["momentum"] in colours


def test_typing_is_not_disturbed_by_the_racers_that_come_back(table: RacerTable) -> None:
    table.racers_edited.connect(table.show_racers)
    field = number(table, "Learning rate η of racer 2")
    type_into(field, "1.50")
    assert field.text() == "1.50"
    assert table.racers[1].learning_rate == 1.5
    assert field.hasFocus()
