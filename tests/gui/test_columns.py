"""Sections stand in as many columns as there is room for."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.columns import Columns, balanced


def page_of(qtbot: QtBot, heights: tuple[int, ...]) -> tuple[QWidget, Columns, list[QLabel]]:
    page = QWidget()
    qtbot.addWidget(page)
    columns = Columns(page)
    columns.setContentsMargins(10, 10, 10, 10)
    columns.set_column(100, 20)
    labels = []
    for height in heights:
        label = QLabel("x")
        label.setFixedHeight(height)
        columns.addWidget(label)
        labels.append(label)
    return page, columns, labels


def test_a_narrow_page_has_one_column(qtbot: QtBot) -> None:
    _page, columns, labels = page_of(qtbot, (50, 60, 70))
    columns.setGeometry(QRect(0, 0, 200, 500))
    assert [(label.x(), label.y()) for label in labels] == [(10, 10), (10, 80), (10, 160)]
    assert columns.heightForWidth(200) == 10 + 50 + 20 + 60 + 20 + 70 + 10


def test_a_wide_page_has_several_in_order_and_of_one_width(qtbot: QtBot) -> None:
    _page, columns, labels = page_of(qtbot, (50, 60, 70))
    columns.setGeometry(QRect(0, 0, 240, 500))
    assert [(label.x(), label.y()) for label in labels] == [(10, 10), (10, 80), (130, 10)]
    assert {label.width() for label in labels} == {100}
    assert columns.heightForWidth(240) == 10 + 130 + 10


def test_an_empty_page_has_only_its_margins(qtbot: QtBot) -> None:
    _page, columns, _ = page_of(qtbot, ())
    assert columns.heightForWidth(240) == 20


@given(st.lists(st.integers(1, 500), min_size=1, max_size=8), st.integers(1, 4))
def test_the_tallest_column_is_as_low_as_can_be(heights: list[int], n_columns: int) -> None:
    lengths = balanced(heights, 0, n_columns)
    assert sum(lengths) == len(heights)
    assert len(lengths) <= n_columns

    def tallest(first: int, left: int) -> int:
        """By trying every cut."""
        if left == 1 or first == len(heights):
            return sum(heights[first:])
        cuts = range(first + 1, len(heights) + 1)
        return min(max(sum(heights[first:cut]), tallest(cut, left - 1)) for cut in cuts)

    ends = [sum(lengths[:number]) for number in range(len(lengths) + 1)]
    got = max(sum(heights[a:b]) for a, b in pairwise(ends))
    assert got == tallest(0, n_columns)
