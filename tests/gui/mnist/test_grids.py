"""Digits, weights and counts in cells: where each stands, what it tells, what a click means."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.look import look_of
from gui.mnist.cells import fitted, flowing, largest
from gui.mnist.class_counts import ClassCounts
from gui.mnist.confusion_plot import ConfusionPlot
from gui.mnist.digit_grid import DigitGrid
from gui.mnist.shading import MIDDLE, resampled, resampling, sheet, sign_table, signed_shades
from gui.mnist.weight_matrix import Axes, WeightMatrix
from gui.mnist.weight_tiles import WeightTiles
from tests.engine.mnist.made import some_images

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


@pytest.fixture
def appearance(qapp: object) -> Appearance:
    return Appearance()


def shown(qtbot: QtBot, widget: QWidget, width: int = 420, height: int = 420) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()


def click(qtbot: QtBot, widget: QWidget, at: QPointF) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at.toPoint())


def hover(qtbot: QtBot, widget: QWidget, at: QPointF) -> None:
    QTest.mouseMove(widget, QPoint(1, 1))
    QTest.mouseMove(widget, at.toPoint())


# Frames --------------------------------------------------------------------------------------


def test_the_frame_of_an_open_digit_is_whole_at_the_edge_too(
    qtbot: QtBot, appearance: Appearance
) -> None:
    grid = DigitGrid(appearance)
    shown(qtbot, grid, 200, 200)
    grid.show_digits(np.zeros((4, 28, 28), dtype=np.uint8), [""] * 4)
    grid.show_current(0)
    image, accent = grid.grab().toImage(), QColor(appearance.theme.accent)
    place = grid.place(0)
    middle = place.center().toPoint()
    right, bottom = int(place.right()) - 1, int(place.bottom()) - 1
    for x, y in ((0, middle.y()), (right, middle.y()), (middle.x(), 0), (middle.x(), bottom)):
        assert image.pixelColor(x, y) == accent


# Cells and pixels ----------------------------------------------------------------------------


def test_every_cell_is_found_where_it_stands() -> None:
    for cells in (
        fitted(225, 15, 500, 400, 2),
        flowing(17, 300, (60, 80), 8),
        largest(128, 634, 400, 2, 18, 112),
    ):
        for index in range(cells.n):
            assert cells.index_at(cells.place(index).center()) == index
        assert cells.index_at(QPointF(-5, -5)) is None


def test_cells_are_as_large_as_there_is_room() -> None:
    few, many, too_many = (largest(n, 634, 400, 2, 18, 112) for n in (8, 128, 5000))
    assert few.pitch[0] == 114
    assert many.n == 128
    assert many.place(127).bottom() <= 400
    assert too_many.pitch[0] == 20
    assert too_many.n == 31 * 20


def test_no_row_is_left_with_a_single_cell() -> None:
    cells = largest(64, 440, 90, 1, 1, 20)
    assert cells.pitch[0] == 21
    assert (cells.columns, cells.rows) == (16, 4)


@pytest.mark.parametrize(("source", "target"), [(28, 18), (28, 28), (28, 50), (3, 40)])
def test_resampling_keeps_what_is_even(source: int, target: int) -> None:
    np.testing.assert_allclose(resampling(source, target).sum(axis=1), 1, atol=1e-6)
    even = np.full((2, source, source), 0.7, dtype=np.float32)
    np.testing.assert_allclose(resampled(even, target), 0.7, atol=1e-6)


def test_nothing_looks_like_the_panel_and_signs_look_different(appearance: Appearance) -> None:
    table = sign_table(look_of(appearance))
    values = np.array([-9, -1, 0, 1, 9, np.nan], dtype=np.float32)
    low, negative, nothing, positive, high, unknown = table[signed_shades(values, 1.0)]
    assert low == negative
    assert high == positive
    assert hex(nothing) == hex(unknown) == "0xffffffff"
    assert len({negative, nothing, positive}) == 3


def test_a_sheet_lays_tiles_side_by_side() -> None:
    tiles = np.arange(12, dtype=np.uint8).reshape(3, 2, 2)
    laid = sheet(tiles, 2, 1, MIDDLE)
    assert laid.shape == (6, 6)
    assert laid[0, :2].tolist() == [0, 1]
    assert laid[0, 3:5].tolist() == [4, 5]
    assert laid[3, :2].tolist() == [8, 9]
    assert laid[3, 3] == MIDDLE


# Digits --------------------------------------------------------------------------------------


@pytest.fixture
def grid(qtbot: QtBot, appearance: Appearance) -> DigitGrid:
    grid = DigitGrid(appearance, 5)
    images, labels = some_images(25, 0)
    grid.show_digits(images, [f"a {label}" for label in labels])
    shown(qtbot, grid)
    return grid


def test_a_click_opens_the_digit_under_the_mouse(qtbot: QtBot, grid: DigitGrid) -> None:
    with qtbot.waitSignal(grid.opened) as opened:
        click(qtbot, grid, grid.place(13).center())
    assert opened.args == [13]


def test_arrows_go_from_digit_to_digit_and_return_opens_one(qtbot: QtBot, grid: DigitGrid) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(grid, key)
    assert grid.accessibleDescription() == "a 4"
    with qtbot.waitSignal(grid.opened) as opened:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == [4]


def test_fewer_digits_leave_no_place_behind(grid: DigitGrid) -> None:
    images, _ = some_images(3, 1)
    grid.show_digits(images, ["", "", ""])
    assert grid.n_digits == 3
    assert not grid.grab().isNull()
    assert grid.picture(2.0).width() == 2 * grid.width()


def test_digits_that_flow_need_more_height_in_less_width(appearance: Appearance) -> None:
    grid = DigitGrid(appearance, side=60)
    images, _ = some_images(40, 0)
    grid.show_digits(images, [""] * 40, ["7 → 1\n99 %"] * 40)
    assert grid.heightForWidth(300) > grid.heightForWidth(600) > 0


# Weights -------------------------------------------------------------------------------------


def some_tiles(n: int) -> np.ndarray:
    return np.random.default_rng(0).normal(0, 0.1, (n, 28, 28)).astype(np.float32)


def test_a_unit_tells_its_weight_and_its_bias(qtbot: QtBot, appearance: Appearance) -> None:
    tiles = WeightTiles(appearance)
    weights = some_tiles(16)
    weights[5, 0, 0] = 0.123
    tiles.show_weights(weights, np.full(16, 0.5, np.float32), 0.3)
    shown(qtbot, tiles)
    words = tiles.told(5, tiles.place(5).topLeft())
    assert words == "unit 5\nrow 0, column 0: weight 0.123\nbias 0.500"
    with qtbot.waitSignal(tiles.unit_clicked) as clicked:
        click(qtbot, tiles, tiles.place(5).center())
    assert clicked.args == [5]


def test_1024_units_fill_pages_and_none_is_lost(qtbot: QtBot, appearance: Appearance) -> None:
    tiles = WeightTiles(appearance)
    shown(qtbot, tiles, 420, 300)
    pages: list[list[int]] = []
    tiles.page_changed.connect(lambda *page: pages.append(list(page)))
    tiles.show_weights(some_tiles(1024), np.zeros(1024, np.float32), 0.3)
    first, count, of = pages[-1]
    assert (first, of) == (0, 1024)
    seen = count
    while seen < 1024:
        tiles.turn(1)
        assert pages[-1][0] == seen
        seen += pages[-1][1]
    tiles.turn(1)
    assert sum(pages[-1][:2]) == 1024
    tiles.show_selected(3)
    assert pages[-1][0] == 0


def test_new_weights_look_different(qtbot: QtBot, appearance: Appearance) -> None:
    tiles = WeightTiles(appearance)
    tiles.show_weights(some_tiles(4), np.zeros(4, np.float32), 0.3)
    shown(qtbot, tiles)
    before = tiles.grab().toImage()
    tiles.show_weights(-some_tiles(4), np.zeros(4, np.float32), 0.3)
    assert tiles.grab().toImage() != before


def test_a_matrix_tells_the_weight_between_two_units(qtbot: QtBot, appearance: Appearance) -> None:
    matrix = WeightMatrix(appearance)
    values = np.zeros((10, 128), dtype=np.float32)
    values[3, 7] = -0.25
    matrix.show_weights(values, Axes("digit", "unit of dense 3"), 1.0)
    shown(qtbot, matrix)
    assert matrix.told(3, 7) == "digit 3\nunit 7 of dense 3\nweight −0.250"
    assert matrix.cell_at(QPointF(matrix.rect().center())) is not None
    assert matrix.cell_at(QPointF(1, 1)) is None
    assert "10 rows, digit" in matrix.accessibleDescription()


def test_a_filter_tells_its_place_in_its_square(appearance: Appearance) -> None:
    matrix = WeightMatrix(appearance)
    values = np.zeros((6, 9), dtype=np.float32)
    matrix.show_weights(values, Axes("filter of conv 2", "filter of conv 1", 3), 1.0)
    assert matrix.told(4, 7).split("\n")[:3] == [
        "filter 1 of conv 2",
        "filter 2 of conv 1",
        "row 1, column 1 of the filter",
    ]


# Confusion and counts ------------------------------------------------------------------------


@pytest.fixture
def confusion(qtbot: QtBot, appearance: Appearance) -> ConfusionPlot:
    plot = ConfusionPlot(appearance)
    counts = np.diag(np.full(10, 90))
    counts[4, 9] = 10
    plot.show_counts(counts)
    shown(qtbot, plot)
    return plot


def test_a_cell_tells_which_digit_is_taken_for_which(confusion: ConfusionPlot) -> None:
    assert confusion.told(4, 9) == "4 taken for 9: 10 of 100 (10.0 %)"
    assert confusion.told(4, 4) == "4 recognised: 90 of 100 (90.0 %)"
    assert confusion.accessibleDescription() == "900 of 910 are right"


def test_a_click_on_mistakes_chooses_them_and_a_second_one_all(
    qtbot: QtBot, confusion: ConfusionPlot
) -> None:
    with qtbot.waitSignal(confusion.cell_chosen) as chosen:
        click(qtbot, confusion, confusion.place(4, 9).center())
    assert chosen.args == [4, 9]
    confusion.show_chosen((4, 9))
    with qtbot.waitSignal(confusion.cleared):
        click(qtbot, confusion, confusion.place(4, 9).center())


def test_right_answers_and_empty_cells_choose_nothing(
    qtbot: QtBot, confusion: ConfusionPlot
) -> None:
    with qtbot.assertNotEmitted(confusion.cell_chosen):
        click(qtbot, confusion, confusion.place(4, 4).center())
        click(qtbot, confusion, confusion.place(0, 1).center())


def test_the_confusion_is_used_without_a_mouse(qtbot: QtBot, confusion: ConfusionPlot) -> None:
    for _ in range(4):
        QTest.keyClick(confusion, Qt.Key.Key_Down)
    for _ in range(9):
        QTest.keyClick(confusion, Qt.Key.Key_Right)
    assert confusion.accessibleDescription() == confusion.told(4, 9)
    with qtbot.waitSignal(confusion.cell_chosen) as chosen:
        QTest.keyClick(confusion, Qt.Key.Key_Return)
    assert chosen.args == [4, 9]


def test_a_digit_is_chosen_by_its_count_and_let_go_again(
    qtbot: QtBot, appearance: Appearance
) -> None:
    counts = ClassCounts(appearance)
    counts.show_counts(range(10))
    shown(qtbot, counts, 200, 280)
    with qtbot.waitSignal(counts.chosen) as chosen:
        click(qtbot, counts, counts.place(7).center())
    assert chosen.args == [7]
    counts.show_chosen(7)
    with qtbot.waitSignal(counts.chosen) as chosen:
        QTest.keyClick(counts, Qt.Key.Key_Return)
    assert chosen.args == [-1]


def test_kernels_stand_farther_apart_than_images_and_are_framed(
    qtbot: QtBot, appearance: Appearance
) -> None:
    tiles = WeightTiles(appearance)
    shown(qtbot, tiles, 400, 300)
    tiles.show_weights(np.zeros((4, 28, 28), np.float32), np.zeros(4, np.float32), 1.0)
    images = tiles.place(1).left() - tiles.place(0).right()
    tiles.show_weights(np.zeros((4, 3, 3), np.float32), np.zeros(4, np.float32), 1.0)
    kernels = tiles.place(1).left() - tiles.place(0).right()
    assert kernels == 4 * images
    picture = tiles.picture(1.0)
    edge = tiles.place(0)
    row = round(edge.center().y())
    on_the_frame = picture.pixelColor(round(edge.left()) - 1, row)
    assert on_the_frame != picture.pixelColor(round(edge.center().x()), row)
