from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QFrame, QLabel
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.name_lines import NameLines
from gui.run_row import RunRow
from gui.widgets.run_list import EMPTY, RunList

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

FIRST = RunRow("a", "#C2209A", "SGD", "0.439", current=True, tooltip="SGD, η 0.05, 100 iterations")
SECOND = RunRow("b", None, "η 0.5", "0.231")
THIRD = RunRow("c", None, "batch size 16", "0.3", shown=False)
ROWS = (FIRST, SECOND, THIRD)


@pytest.fixture
def runs(qtbot: QtBot) -> RunList:
    widget = RunList(Appearance())
    qtbot.addWidget(widget)
    widget.resize(260, 200)
    widget.show_rows(ROWS)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def row(runs: RunList, text: str) -> QFrame:
    named = [one for one in runs.findChildren(QFrame) if one.property("role") == "row"]
    return next(one for one in named if one.accessibleName().startswith(f"Run {text},"))


def button(runs: RunList, name: str) -> QAbstractButton:
    return next(one for one in runs.findChildren(QAbstractButton) if one.accessibleName() == name)


def test_without_runs_it_says_what_will_be_here(runs: RunList) -> None:
    runs.show_rows(())
    assert EMPTY in [label.text() for label in runs.findChildren(QLabel) if label.isVisible()]
    runs.show_rows(ROWS)
    assert EMPTY not in [label.text() for label in runs.findChildren(QLabel) if label.isVisible()]


def test_the_run_that_is_open_is_marked(runs: RunList) -> None:
    assert row(runs, "SGD").property("current") is True
    assert row(runs, "η 0.5").property("current") is False
    runs.show_rows((replace(FIRST, current=False), replace(SECOND, current=True), THIRD))
    assert row(runs, "SGD").property("current") is False
    assert row(runs, "η 0.5").property("current") is True


def test_a_click_opens_a_run(runs: RunList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(runs.opened) as caught:
        QTest.mouseClick(row(runs, "η 0.5"), Qt.MouseButton.LeftButton, pos=QPoint(80, 14))
    assert caught.args == ["b"]


def test_a_run_is_hidden_and_shown_again(runs: RunList) -> None:
    toggled: list[tuple[str, bool]] = []
    runs.shown_toggled.connect(lambda key, shown: toggled.append((key, shown)))
    QTest.mouseClick(button(runs, "Hide η 0.5"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(runs, "Show batch size 16"), Qt.MouseButton.LeftButton)
    assert toggled == [("b", False), ("c", True)]


def test_a_run_is_deleted_by_its_button(runs: RunList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(runs.deleted) as caught:
        QTest.mouseClick(button(runs, "Delete η 0.5"), Qt.MouseButton.LeftButton)
    assert caught.args == ["b"]


def test_two_runs_at_most_are_ticked(runs: RunList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(runs.ticked) as caught:
        QTest.mouseClick(button(runs, "η 0.5 side by side"), Qt.MouseButton.LeftButton)
    assert caught.args == ["b", True]
    runs.show_rows((replace(FIRST, ticked=True), replace(SECOND, ticked=True), THIRD))
    assert not button(runs, "batch size 16 side by side").isEnabled()
    assert button(runs, "η 0.5 side by side").isEnabled()
    runs.show_rows((replace(FIRST, ticked=True), SECOND, THIRD))
    assert button(runs, "batch size 16 side by side").isEnabled()


def test_a_tick_that_is_not_accepted_does_not_stay(runs: RunList) -> None:
    tick = button(runs, "η 0.5 side by side")
    assert isinstance(tick, QCheckBox)
    tick.click()
    runs.show_rows(ROWS)
    assert not tick.isChecked()


def test_the_list_can_be_used_by_keyboard_alone(runs: RunList) -> None:
    opened: list[str] = []
    deleted: list[str] = []
    ticked: list[tuple[str, bool]] = []
    runs.opened.connect(opened.append)
    runs.deleted.connect(deleted.append)
    runs.ticked.connect(lambda key, on: ticked.append((key, on)))
    row(runs, "SGD").setFocus()
    QTest.keyClick(row(runs, "SGD"), Qt.Key.Key_Down)
    second = row(runs, "η 0.5")
    assert second.hasFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Delete):
        QTest.keyClick(second, key)
    assert (opened, ticked, deleted) == (["b"], [("b", True)], ["b"])
    QTest.keyClick(second, Qt.Key.Key_Up)
    assert row(runs, "SGD").hasFocus()


def test_tab_stops_at_one_row_however_many_there_are(runs: RunList) -> None:
    stops = [
        one.accessibleName()
        for one in runs.findChildren(QFrame)
        if one.property("role") == "row" and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == ["Run SGD, loss 0.439, open"]
    assert button(runs, "Delete SGD").focusPolicy() is Qt.FocusPolicy.TabFocus
    assert button(runs, "Delete η 0.5").focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_new_loss_is_shown_and_keeps_the_keyboard_where_it_is(runs: RunList) -> None:
    second = row(runs, "η 0.5")
    second.setFocus()
    runs.show_rows((FIRST, replace(SECOND, loss_text="0.199"), THIRD))
    assert "0.199" in [label.text() for label in second.findChildren(QLabel)]
    assert second.hasFocus()


def test_the_keyboard_stays_in_the_list_when_its_last_row_goes(runs: RunList) -> None:
    row(runs, "batch size 16").setFocus()
    runs.show_rows((FIRST, SECOND))
    assert row(runs, "η 0.5").hasFocus()


def test_showing_rows_emits_nothing(runs: RunList) -> None:
    emitted: list[object] = []
    for signal in (runs.opened, runs.deleted):
        signal.connect(emitted.append)
    runs.ticked.connect(lambda *args: emitted.append(args))
    runs.show_rows((replace(FIRST, ticked=True), SECOND))
    assert emitted == []


def test_after_a_presentation_a_name_has_as_much_room_as_before(qtbot: QtBot) -> None:
    appearance = Appearance()
    widget = RunList(appearance)
    qtbot.addWidget(widget)
    widget.resize(260, 200)
    widget.show_rows(ROWS)
    with qtbot.waitExposed(widget):
        widget.show()
    names = widget.findChildren(NameLines)
    before = [name.width() for name in names]
    appearance.set_presenting(True)
    QApplication.processEvents()
    appearance.set_presenting(False)
    qtbot.waitUntil(lambda: [name.width() for name in names] == before)


def test_a_long_name_takes_several_lines_and_its_longest_word_is_elided_in_the_middle(
    qtbot: QtBot, runs: RunList
) -> None:
    name = "from 33: Measurements_of_the_second_course_winter_term.csv, η 0.1"
    low = row(runs, "SGD").height()
    runs.show_rows((replace(FIRST, text=name), SECOND, THIRD))
    words = row(runs, name).findChild(NameLines)
    assert words is not None
    first, second, last = words.lines()
    assert first == "from 33:"
    assert "…" in second
    assert second.endswith(".csv,")
    assert last == "η 0.1"
    qtbot.waitUntil(lambda: row(runs, name).height() > low)
    assert row(runs, name).toolTip().startswith(name)
    runs.show_rows(ROWS)
    qtbot.waitUntil(lambda: row(runs, "SGD").height() == low)


def test_all_lines_of_a_name_lie_within_its_row_in_any_width(qtbot: QtBot, runs: RunList) -> None:
    name = "Assignment: 13 epochs"
    runs.show_rows((replace(FIRST, text=name), SECOND))
    words = row(runs, name).findChild(NameLines)
    tick = row(runs, name).findChild(QCheckBox)
    assert words is not None
    assert tick is not None
    control = Appearance().sizes.control

    def is_settled(is_low: bool) -> bool:
        needed = len(words.lines()) * words.fontMetrics().height()
        laid = row(runs, name).width() == runs.width()
        low = row(runs, name).height() == control
        return laid and low is is_low and words.contentsRect().height() in (needed, needed + 1)

    for width, is_low in ((230, False), (700, True), (264, False)):
        runs.resize(width, 200)
        qtbot.waitUntil(partial(is_settled, is_low))
        assert row(runs, name).rect().contains(words.geometry())
        assert row(runs, name).rect().contains(tick.geometry())


def test_a_run_is_told_by_what_the_course_calls_its_loss(qtbot: QtBot) -> None:
    widget = RunList(Appearance(), "cost")
    qtbot.addWidget(widget)
    widget.show_rows((FIRST,))
    assert ", cost " in row(widget, FIRST.text).accessibleName()


def test_a_symbol_stays_with_its_value(runs: RunList) -> None:
    words = row(runs, "SGD").findChild(NameLines)
    assert words is not None
    words.setText("Ring (edited), η 6")
    all_but_one = words.fontMetrics().horizontalAdvance("Ring (edited), η")
    words.setFixedWidth(all_but_one + 1)
    assert words.lines() == ["Ring (edited),", "η 6"]
    words.setText("nₕ 24, epochs 30")
    words.setFixedWidth(words.fontMetrics().horizontalAdvance("nₕ 24, epochs") + 1)
    assert words.lines() == ["nₕ 24,", "epochs 30"]


@pytest.mark.parametrize("name", ["No squares: only a line", "iterations 300, batch size 64"])
def test_in_a_narrow_list_the_buttons_stand_beneath_a_name_that_would_be_cut(
    qtbot: QtBot, runs: RunList, name: str
) -> None:
    runs.resize(224, 200)
    runs.show_rows((replace(FIRST, text=name),))
    one = row(runs, name)
    words, eye = one.findChild(NameLines), button(runs, f"Hide {name}")
    assert words is not None
    qtbot.waitUntil(lambda: eye.geometry().top() >= words.geometry().bottom())
    assert " ".join(words.lines()) == name
    assert one.rect().contains(eye.geometry())
    runs.resize(360, 200)
    qtbot.waitUntil(lambda: eye.geometry().left() >= words.geometry().right())
    assert eye.geometry().center().y() == pytest.approx(words.geometry().center().y(), abs=1)
    assert " ".join(words.lines()) == name
