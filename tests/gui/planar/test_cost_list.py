"""The printed costs beside the published ones, and the one that nobody can reproduce."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.planar.cost_list import MOST_ROWS, CostList

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")

PRINTED = np.arange(0, 10_000, 1000)
COSTS = np.array([0.693048 * 0.9**k for k in range(10)])


@pytest.fixture
def costs(qtbot: QtBot) -> CostList:
    made = CostList(Appearance())
    qtbot.addWidget(made)
    made.resize(250, 330)
    made.show()
    return made


def row(costs: CostList, index: int) -> list[str]:
    table = costs.table
    return [table.text(index, column) for column in range(1 + len(table._rows[index].values))]


def test_costs_have_six_decimals_as_the_assignment_prints_them(costs: CostList) -> None:
    costs.show_costs(PRINTED[:2], COSTS[:2], False)
    assert [row(costs, n) for n in (0, 1)] == [["0", "0.693048"], ["1,000", "0.623743"]]
    assert costs.note == ""


def test_the_published_cost_stands_beside_where_there_is_one(costs: CostList) -> None:
    costs.show_costs(PRINTED[:9], COSTS[:9], True)
    assert row(costs, 0) == ["0", "0.693048", "0.693048"]
    assert row(costs, 7)[2] == "0.217504"
    assert row(costs, 8)[2] == "–"
    assert costs.note == ""


def test_the_cost_that_nobody_reproduces_has_a_star_and_a_footnote(costs: CostList) -> None:
    costs.show_costs(PRINTED, COSTS, True)
    assert row(costs, 9)[2] == "0.218607*"
    assert costs.note.startswith("*")
    assert "7,838" in costs.note
    costs.show_costs(PRINTED, COSTS, False)
    assert costs.note == ""


def test_a_long_run_lists_its_last_costs(costs: CostList) -> None:
    printed = np.arange(0, 200_000, 1000)
    costs.show_costs(printed, np.ones(200), False)
    assert len(costs.table._rows) == MOST_ROWS
    assert row(costs, MOST_ROWS - 1)[0] == "199,000"
