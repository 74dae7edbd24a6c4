"""Typing, stepping, sliding: real keys and wheels on the fields of a form."""

from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.linear.settings import LinearSettings
from engine.settings import declared
from gui.appearance import Appearance
from gui.fields import Choice, Switch, checked_by, explained, titled
from gui.number_field import NumberField, stepped, written
from gui.sliders import SliderField

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said of every offscreen window

W = TypeVar("W", bound=QWidget)

DECLARED = {one.name: one for one in declared(LinearSettings)}


class Stand:
    """Puts a widget into a window in which another field has the focus at first."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._windows: list[QWidget] = []

    def show(self, widget: W) -> W:
        window = QWidget()
        self._windows.append(window)
        layout = QVBoxLayout(window)
        other = QLineEdit()
        layout.addWidget(other)
        layout.addWidget(widget)
        self._qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        self._qtbot.waitUntil(window.isActiveWindow)
        other.setFocus()
        return widget

    def number(self, name: str, value: float) -> NumberField:
        field = NumberField(Appearance(), DECLARED[name], checked_by(LinearSettings, name))
        field.show_value(value)
        return self.show(field)

    def noise(self, value: float) -> SliderField:
        field = SliderField(Appearance(), DECLARED["noise"], checked_by(LinearSettings, "noise"))
        field.show_value(value)
        return self.show(field)

    def data_set(self, value: str) -> Choice:
        choice = Choice(DECLARED["dataset"].choices)
        choice.show_value(value)
        return self.show(choice)


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return Stand(qtbot)


def turn_wheel(widget: QWidget, notches: float) -> None:
    centre = QPointF(widget.rect().center())
    event = QWheelEvent(
        centre,
        widget.mapToGlobal(centre),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def replace_text(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def emitted_by(field: NumberField | SliderField | Choice | Switch) -> list[object]:
    values: list[object] = []
    field.value_edited.connect(values.append)
    return values


def test_showing_a_value_emits_nothing(stand: Stand) -> None:
    field = stand.number("learning_rate", 0.05)
    emitted = emitted_by(field)
    field.show_value(0.1)
    assert field.text() == "0.1"
    assert emitted == []


@pytest.mark.parametrize(
    ("name", "value", "typed"), [("learning_rate", 0.05, 1e-4), ("points", 826, 400)]
)
def test_what_is_typed_is_emitted_once_typing_rests(
    stand: Stand, qtbot: QtBot, name: str, value: float, typed: float
) -> None:
    field = stand.number(name, value)
    emitted = emitted_by(field)
    replace_text(field, "1e-4" if name == "learning_rate" else "400")
    assert emitted == []
    qtbot.waitUntil(lambda: emitted == [typed])


def test_enter_does_not_wait_for_typing_to_rest(stand: Stand) -> None:
    field = stand.number("points", 826)
    emitted = emitted_by(field)
    replace_text(field, "400")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert emitted == [400]


def test_leaving_a_field_does_not_lose_what_was_typed(stand: Stand) -> None:
    field = stand.number("points", 826)
    emitted = emitted_by(field)
    replace_text(field, "400")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert emitted == [400]


@pytest.mark.parametrize(
    ("name", "value", "typed"),
    [
        ("learning_rate", 0.05, "0"),
        ("learning_rate", 0.05, "-1"),
        ("learning_rate", 0.05, "fast"),
        ("learning_rate", 0.05, "nan"),
        ("learning_rate", 0.05, ""),
        ("points", 826, "9"),
        ("points", 826, "0.5"),
    ],
)
def test_what_cannot_be_used_can_be_typed_is_marked_and_never_emitted(
    stand: Stand, name: str, value: float, typed: str
) -> None:
    field = stand.number(name, value)
    emitted = emitted_by(field)
    replace_text(field, typed)
    if not typed:
        QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == typed
    assert field.property("invalid") is True
    assert "must be" in field.problem
    assert field.accessibleDescription() == field.problem
    assert emitted == []


@pytest.mark.parametrize("text", ["101", "1e999", "-inf"])
def test_numbers_beyond_the_range_have_a_problem(stand: Stand, text: str) -> None:
    field = stand.number("learning_rate", 0.05)
    field.setText(text)
    assert field.own_problem.startswith("The learning rate must be a number, above 0")


def test_a_mark_goes_away_with_its_reason(stand: Stand) -> None:
    field = stand.number("learning_rate", 0.05)
    replace_text(field, "0")
    assert field.problem
    QTest.keyClicks(field, ".5")
    assert field.problem == ""
    assert field.property("invalid") is False


def test_escape_takes_back_what_cannot_be_used(stand: Stand) -> None:
    field = stand.number("learning_rate", 0.05)
    replace_text(field, "fast")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.problem) == ("0.05", "")


def test_undo_in_a_field_is_the_windows_once_the_value_was_told(stand: Stand) -> None:
    field = stand.number("seed", 42)
    undone: list[str] = []
    QShortcut(QKeySequence.StandardKey.Undo, field.window(), lambda: undone.append("undone"))
    emitted = emitted_by(field)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "17")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (undone, field.text(), emitted) == (["undone"], "17", [17])
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (undone, field.text(), emitted) == (["undone"], "17", [17])


def test_a_decimal_comma_and_thousands_are_understood(stand: Stand) -> None:
    rate, points = stand.number("learning_rate", 0.05), stand.number("points", 826)
    rates, counts = emitted_by(rate), emitted_by(points)
    replace_text(rate, "2,5")
    QTest.keyClick(rate, Qt.Key.Key_Return)
    replace_text(points, "10,000")
    QTest.keyClick(points, Qt.Key.Key_Return)
    assert rates[-1] == 2.5
    assert counts == [10_000]


def test_another_value_does_not_overwrite_what_is_being_typed(stand: Stand) -> None:
    field = stand.number("points", 826)
    replace_text(field, "40")
    field.show_value(826)
    assert field.text() == "40"


def test_what_was_typed_stays_as_it_was_typed(stand: Stand) -> None:
    field = stand.number("learning_rate", 0.05)
    replace_text(field, "5.00")
    field.show_value(5.0)
    assert field.text() == "5.00"


def test_arrow_keys_step_a_learning_rate_in_rounds(stand: Stand) -> None:
    field = stand.number("learning_rate", 0.05)
    emitted = emitted_by(field)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(field, key)
    assert emitted == [0.1, 0.2, 0.1]
    assert field.text() == "0.1"


def test_the_wheel_changes_a_number_only_with_focus(stand: Stand) -> None:
    field = stand.number("learning_rate", 0.05)
    turn_wheel(field, 1)
    assert field.text() == "0.05"
    field.setFocus()
    turn_wheel(field, 1)
    assert field.text() == "0.1"
    turn_wheel(field, -0.5)
    assert field.text() == "0.1"
    turn_wheel(field, -0.5)
    assert field.text() == "0.05"


@pytest.mark.parametrize(
    ("name", "value", "up", "down"),
    [
        ("learning_rate", 0.05, 0.1, 0.02),
        ("learning_rate", 0.03, 0.05, 0.02),
        ("learning_rate", 100.0, 100.0, 50.0),
        ("alpha", 0.9, 0.91, 0.89),
        ("alpha", 0.0, 0.01, 0.0),
        ("points", 10, 20, 10),
        ("seed", 42, 43, 41),
        ("noise", 0.3, 0.31, 0.29),
    ],
)
def test_steps_are_round_and_stay_in_the_range(
    name: str, value: float, up: float, down: float
) -> None:
    assert stepped(value, DECLARED[name], 1) == up
    assert stepped(value, DECLARED[name], -1) == down


def test_numbers_are_written_as_short_as_they_are() -> None:
    assert written(0.1 + 0.2) == "0.3"
    assert written(826) == "826"
    assert written(10_000) == "10,000"
    assert written(1e-8) == "1e-08"


def test_a_tooltip_tells_help_range_and_what_a_change_does() -> None:
    rate = DECLARED["learning_rate"]
    assert explained(rate).split("\n") == [
        rate.help,
        "Above 0 and at most 100.",
        "Acts from here on.",
    ]
    assert titled(rate) == "Learning rate η"


def test_a_value_is_emitted_while_the_slider_is_dragged(stand: Stand) -> None:
    field = stand.noise(0.2)
    slider, emitted = field.slider, emitted_by(field)
    middle, end = slider.rect().center(), QPoint(slider.width(), 5)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=middle)
    assert emitted == [pytest.approx(0.5, abs=0.02)]
    QTest.mouseMove(slider, end)
    assert emitted[-1] == 1.0
    assert field.field.text() == "1"
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=end)
    QTest.mouseMove(slider, middle)
    assert emitted[-1] == 1.0


def test_the_values_of_a_slider_are_round(stand: Stand) -> None:
    field = stand.noise(0.29)
    emitted = emitted_by(field)
    QTest.keyClick(field.slider, Qt.Key.Key_Right)
    assert emitted == [0.3]


def test_typing_the_exact_value_moves_the_slider(stand: Stand) -> None:
    field = stand.noise(0.2)
    emitted = emitted_by(field)
    replace_text(field.field, "0.75")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert emitted == [0.75]
    assert field.slider.value() == 75


def test_showing_a_value_on_a_slider_emits_nothing(stand: Stand) -> None:
    field = stand.noise(0.2)
    emitted = emitted_by(field)
    field.show_value(0.6)
    assert (field.slider.value(), field.field.text(), emitted) == (60, "0.6", [])


def test_the_wheel_moves_a_slider_only_with_focus(stand: Stand) -> None:
    slider = stand.noise(0.2).slider
    turn_wheel(slider, 1)
    assert slider.value() == 20
    slider.setFocus()
    turn_wheel(slider, 1)
    assert slider.value() == 21


def test_a_slider_without_a_step_is_refused(qapp: QApplication) -> None:
    rate = DECLARED["learning_rate"]
    with pytest.raises(ValueError, match="two limits and a step"):
        SliderField(Appearance(), rate, checked_by(LinearSettings, rate.name))


def test_a_choice_emits_only_what_a_person_chose(stand: Stand) -> None:
    choice = stand.data_set("ring")
    emitted = emitted_by(choice)
    choice.show_value("moons")
    assert (choice.currentText(), emitted) == ("Moons", [])
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Home)
    assert emitted == ["ring"]


def test_the_wheel_changes_a_choice_only_with_focus(stand: Stand) -> None:
    choice = stand.data_set("moons")
    turn_wheel(choice, 1)
    assert choice.currentData() == "moons"
    choice.setFocus()
    turn_wheel(choice, 1)
    assert choice.currentData() == "circles"


def test_a_switch_emits_only_what_a_person_switched(stand: Stand) -> None:
    switch = stand.show(Switch("Hard regions"))
    emitted = emitted_by(switch)
    switch.show_value(True)
    assert emitted == []
    switch.setFocus()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert emitted == [False]


def test_a_choice_is_elided_in_the_middle_only_where_it_has_no_room(qtbot: QtBot) -> None:
    choice = Choice((("last", "The last weights"), ("file", "Own file")))
    qtbot.addWidget(choice)
    choice.resize(choice.fontMetrics().horizontalAdvance("The last weights") + 48, 28)
    assert choice.shown_text() == "The last weights"
    choice.name_value("file", "Measurements of the second course.csv")
    choice.show_value("file")
    assert choice.shown_text().startswith("Meas")
    assert choice.shown_text().endswith(".csv")
    assert "…" in choice.shown_text()
