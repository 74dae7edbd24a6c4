import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.figures import rounded
from gui.theme import DESK, LIGHT
from gui.widgets.number_table import NumberRow, NumberTable

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")

COLUMNS = ("", "w", "g", "step")
ROWS = (
    NumberRow("x₀", (0.4621987, -0.0271, 0.00136), 0.5),
    NumberRow("1", (-0.98, None, "none"), -1.0),
)


@pytest.fixture
def table(qtbot: QtBot) -> NumberTable:
    widget = NumberTable(Appearance())
    qtbot.addWidget(widget)
    widget.show_table(COLUMNS, ROWS)
    widget.resize(400, widget.sizeHint().height())
    widget.show()
    return widget


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.4621987, "+0.462"),
        (-0.27, "−0.270"),
        (0.1 + 0.2, "+0.300"),
        (12.345, "+12.3"),
        (999.6, "+1,000"),
        (123456.0, "+123,000"),
        (0.00123, "+0.00123"),
        (0.000123, "+1.23e−4"),
        (-1.5e10, "−1.50e10"),
        (0.0, "0"),
        (float("inf"), "+∞"),
        (float("-inf"), "−∞"),
        (float("nan"), "nan"),
    ],
)
def test_numbers_have_three_significant_figures_and_a_sign(value: float, written: str) -> None:
    assert rounded(value) == written


def test_cells_show_numbers_words_and_dashes(table: NumberTable) -> None:
    assert [table.text(0, column) for column in range(4)] == ["x₀", "+0.462", "−0.0271", "+0.00136"]
    assert [table.text(1, column) for column in range(4)] == ["1", "−0.980", "–", "none"]


def test_a_row_tells_all_its_digits(table: NumberTable) -> None:
    assert table.told(0) == "x₀\nw = 0.4621987\ng = −0.0271\nstep = 0.00136"


def test_figures_are_left_out_where_there_is_no_room(table: NumberTable) -> None:
    table.resize(130, table.height())
    assert len(table.text(0, 3)) < len("+0.00136")
    assert table.told(0).endswith("step = 0.00136")


def test_four_columns_have_three_figures_in_the_smallest_inspector(qtbot: QtBot) -> None:
    table = NumberTable(Appearance())
    qtbot.addWidget(table)
    table.resize(268, 44)  # of 300, with 16 around
    columns = ("unit", "dw₁ x₀", "dw₁ x₁", "db₁", "dw₂")
    values = (-0.00888, -0.000561, 0.000123, -1.23e-7)
    table.show_table(columns, (NumberRow("50", values),))
    texts = [table.text(0, column) for column in range(1, 5)]
    assert texts == ["−0.00888", "−5.61e−4", "+1.23e−4", "−1.23e−7"]
    widths = [table._widths.of(text) for text in texts]
    gaps = [room - width for room, width in zip(table._value_widths, widths, strict=True)]
    assert min(gaps) >= DESK.inside


def test_the_table_is_as_high_as_its_rows(table: NumberTable) -> None:
    assert table.sizeHint().height() == 3 * 22
    table.show_table(("", ""), ROWS[:1])
    assert table.sizeHint().height() == 22


def pixels(table: NumberTable, row: int) -> set[str]:
    picture = table.grab().toImage()
    y = 22 * (row + 1) + 11
    return {QColor(picture.pixel(x, y)).name().upper() for x in range(picture.width())}


def test_bars_have_the_colour_of_the_class_to_which_they_lean(table: NumberTable) -> None:
    class_0, class_1 = LIGHT.class_regions
    assert class_1 in pixels(table, 0)
    assert class_0 not in pixels(table, 0)
    assert class_0 in pixels(table, 1)
    assert class_1 not in pixels(table, 1)


def test_pointing_at_a_row_says_which(table: NumberTable) -> None:
    hovered: list[int] = []
    table.row_hovered.connect(hovered.append)
    QTest.mouseMove(table, QPoint(50, 22 + 5))
    QTest.mouseMove(table, QPoint(90, 22 + 9))
    QTest.mouseMove(table, QPoint(50, 44 + 5))
    QTest.mouseMove(table, QPoint(50, 5))
    assert hovered == [0, 1, -1]


def test_rows_can_be_reached_by_the_keyboard(table: NumberTable) -> None:
    hovered: list[int] = []
    table.row_hovered.connect(hovered.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(table, key)
    assert hovered == [0, 1, 0]
    assert table.accessibleDescription() == table.told(0)


def test_a_row_that_has_gone_is_no_longer_pointed_at(table: NumberTable) -> None:
    hovered: list[int] = []
    QTest.mouseMove(table, QPoint(50, 44 + 5))
    table.row_hovered.connect(hovered.append)
    table.show_table(COLUMNS, ROWS[:1])
    assert hovered == [-1]


def test_other_numbers_in_the_same_rows_do_not_lay_the_window_out_again(
    table: NumberTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[None] = []

    def count() -> None:
        calls.append(None)

    monkeypatch.setattr(table, "updateGeometry", count)
    table.show_table(COLUMNS, tuple(NumberRow(row.label, (1.0, 2.0, 3.0), 0.1) for row in ROWS))
    assert calls == []
    table.show_table(COLUMNS, ROWS[:1])
    assert calls == [None]


def test_an_empty_table_is_drawn_without_complaint(qtbot: QtBot, qapp: QApplication) -> None:
    table = NumberTable(Appearance())
    qtbot.addWidget(table)
    table.show()
    table.show_table((), ())
    qapp.processEvents()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.sizeHint().height() == 0


def test_enter_and_a_double_click_open_a_row(qtbot: QtBot, table: NumberTable) -> None:
    opened: list[int] = []
    table.row_opened.connect(opened.append)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [], "no row is pointed at yet"
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    height = table.height() // 3
    QTest.mouseDClick(table, Qt.MouseButton.LeftButton, pos=QPoint(20, 2 * height + 4))
    assert opened == [0, 1]


def test_a_long_caption_takes_the_room_that_short_words_leave(qtbot: QtBot) -> None:
    table = NumberTable(Appearance())
    qtbot.addWidget(table)
    table.resize(200, 44)
    table.show_table(("", "validation accuracy", "s"), (NumberRow("1", ("0.9482", "0.5")),))
    caption = QFontMetricsF(Appearance().font("caption")).horizontalAdvance("validation accuracy")
    wide, narrow = table._value_widths
    assert wide > caption
    assert narrow < wide / 2


def test_words_that_will_come_have_their_room_from_the_beginning(qtbot: QtBot) -> None:
    appearance = Appearance()
    table = NumberTable(appearance)
    qtbot.addWidget(table)
    table.resize(252, 44)
    table.reserve("−0.00888", "0")
    table.show_table(("", "x₀", "y"), (NumberRow("1", ("1.2", "1")),))
    before = list(table._value_widths)
    table.show_table(("", "x₀", "y"), (NumberRow("1", ("−0.00467", "0")),))
    appearance.set_mode("light" if appearance.theme.dark else "dark")
    assert list(table._value_widths) == before, "other colours lay the table out again"


def test_no_dust_lies_beside_a_weight_of_nothing(qtbot: QtBot) -> None:
    table = NumberTable(Appearance())
    qtbot.addWidget(table)
    table.resize(200, 66)

    def strip(bar: float) -> set[str]:
        table.show_table(("", "w"), (NumberRow("x", ("0",), bar), NumberRow("1", ("1",), 1.0)))
        image = table.grab().toImage()
        left, right = int(table._label_width), int(table._label_width + table._bar_width)
        assert right > left
        return {image.pixelColor(x, y).name() for x in range(left, right) for y in range(24, 43)}

    assert len(strip(0.0)) == 1
    assert len(strip(0.5)) > 1
