import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from engine.datasets import make_points
from engine.linear.look import look
from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.optimizers import RULES
from engine.record import Record
from engine.run import Programme
from gui.appearance import Appearance
from gui.linear.inspector_place import InspectorPlace
from gui.linear.surfaces import linear_run

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

THREE = LinearSettings(points=60, iterations=40, optimizers=("sgd", "momentum", "adam"))


def trained(settings: LinearSettings) -> Record:
    made = make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)
    record = Record(1, "linear", Programme.of(settings), made)
    record.append(LinearRun(record.programme, made).advance(settings.iterations))
    return record


@pytest.fixture
def place(qapp: QApplication, qtbot: QtBot) -> InspectorPlace:
    appearance = Appearance()
    appearance.apply(qapp)
    made = InspectorPlace(appearance)
    qtbot.addWidget(made)
    made.resize(284, 700)
    made.show()
    return made


def words(place: InspectorPlace) -> list[str]:
    return [label.text() for label in place.findChildren(QLabel) if label.isVisible()]


def press(place: InspectorPlace, text: str) -> None:
    next(one for one in place.findChildren(QPushButton) if one.text() == text).click()


def table_of(place: InspectorPlace) -> tuple[tuple[str, ...], list[list[float]]]:
    table = place._numbers._weights
    return table._columns, [list(row.values) for row in table._rows]  # type: ignore[arg-type]


@pytest.mark.parametrize("racer", [0, 1, 2])
@pytest.mark.parametrize("position", [0, 1, 17, 40])
def test_the_numbers_are_those_of_one_racer_at_one_state(
    place: InspectorPlace, racer: int, position: int
) -> None:
    record = trained(THREE)
    place.show_record(record, racer)
    place.show_position(position)
    seen = look(linear_run(record), record.state(position), racer)
    columns, rows = table_of(place)
    memory = RULES[THREE.optimizers[racer]].memory
    assert columns == ("", "w", "g", *memory, "step")
    for k, row in enumerate(rows):
        expected = [seen.weights[k], seen.gradient[k]]
        expected += [seen.memory[slot, k] for slot in range(len(memory))]
        assert row == [*expected, seen.step[k]]


def test_the_step_leads_to_the_next_state(place: InspectorPlace) -> None:
    record = trained(THREE)
    place.show_record(record, 0)
    place.show_position(7)
    _, rows = table_of(place)
    after = record.state(8).values[0, 0]
    assert [row[0] + row[-1] for row in rows] == pytest.approx(list(after), abs=1e-15)


def test_several_racers_are_named_and_one_is_not(place: InspectorPlace) -> None:
    place.show_record(trained(THREE), 2)
    place.show_position(3)
    assert "Weights of Adam" in words(place)
    place.show_record(trained(THREE.changed(optimizers=("sgd",))), 0)
    place.show_position(3)
    assert "Weights" in words(place)


def test_a_large_mini_batch_says_how_many_more_there_are(place: InspectorPlace) -> None:
    place.show_record(trained(THREE.changed(batch_size=20)), 0)
    place.show_position(0)
    assert "and 12 more" in words(place)
    assert "Mini-batch 0" in words(place)


def test_formulas_are_shown_instead_and_want_more_room(place: InspectorPlace, qtbot: QtBot) -> None:
    place.show_record(trained(THREE), 0)
    place.show_position(5)
    for text, shown in (("Formulas", True), ("Numbers", False)):
        with qtbot.waitSignal(place.formulas_shown) as told:
            press(place, text)
        assert told.args == [shown]
        assert (place._stack.currentWidget() is place._formulas) is shown


def test_formulas_follow_the_state_and_the_rule(place: InspectorPlace) -> None:
    record = trained(THREE)
    place.show_record(record, 0)
    press(place, "Formulas")
    for racer in (0, 1, 2):
        place.show_record(record, racer)
        for position in (0, 20, 40):
            place.show_position(position)
            QApplication.processEvents()
    assert place._rule == "adam"


def test_what_is_not_shown_is_not_computed(
    place: InspectorPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.show_record(trained(THREE), 0)
    place.show_position(0)
    place.hide()
    seen: list[int] = []

    def noting(run: LinearRun, state: object, racer: int) -> object:
        seen.append(racer)
        return look(run, state, racer)  # type: ignore[arg-type]

    monkeypatch.setattr("gui.linear.inspector_place.look", noting)
    place.show_position(5)
    assert seen == []
    place.show()
    assert seen
    assert place._numbers._batch_title.text() == "Mini-batch 5"


def test_a_position_beyond_the_head_shows_the_head(place: InspectorPlace) -> None:
    place.show_record(trained(THREE), 0)
    place.show_position(1000)
    assert "Mini-batch 40" in words(place)
