"""Small multiples: places, words, surfaces with their 0.5 line, costs, mouse and keyboard."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.planar.multiples import Multiples
from gui.planar.multiples_layout import Room, columns_of, tile_places
from gui.planar.small_points import MOST_MARKS
from gui.planar.tile_words import Tile
from gui.shapes import Curve
from gui.theme import LIGHT

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")

FRAME = (-2.0, 2.0, -1.0, 1.0)
TILES = (
    Tile("η = 0.01", "0.693 → 0.689", "crawling", "warn", "Try η 0.1"),
    Tile("η = 1.2", "0.693 → 0.288"),
    Tile("η = 30", "peak 7.37", "diverging", "bad"),
)


def slope(step: float) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """A surface that is 0 on the left and 1 on the right of a share of its width."""
    across = (np.arange(48) + 0.5) / 48
    return np.tile(np.clip(0.5 + 40 * (across - step), 0, 1), (48, 1)).astype(np.float32)


@pytest.fixture
def plot(qtbot: QtBot) -> Multiples:
    appearance = Appearance()
    appearance.set_mode("light")
    made = Multiples(appearance)
    qtbot.addWidget(made)
    made.resize(600, 260)
    made.show_tiles(TILES)
    made.show_surfaces(np.stack([slope(0.25), slope(0.5), np.full((48, 48), 0.8, np.float32)]))
    with qtbot.waitExposed(made):
        made.show()
    return made


def shot(plot: Multiples) -> QImage:
    return plot.grab().toImage()


def surface(plot: Multiples, index: int) -> QRectF:
    return plot._places[index].surface


def colour_at(image: QImage, place: QRectF, across: float, up: float) -> str:
    at = QPointF(place.left() + across * place.width(), place.bottom() - up * place.height())
    return image.pixelColor(at.toPoint()).name().upper()


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 7, 12])
@pytest.mark.parametrize("size", [(240, 180), (700, 600), (1200, 300), (300, 700)])
def test_tiles_keep_clear_of_each_other_and_inside(n: int, size: tuple[int, int]) -> None:
    area = QRectF(0, 0, *size)
    places = [place.whole for place in tile_places(n, area, Room(18, 28, 4, costs=False))]
    assert len(places) == n
    assert not any(
        a.adjusted(1, 1, -1, -1).intersects(b) for k, a in enumerate(places) for b in places[:k]
    )
    assert all(area.adjusted(-2, -2, 2, 2).contains(place) for place in places)


@pytest.mark.parametrize("size", [(648, 330), (1260, 560)])
def test_five_tiles_with_costs_leave_no_empty_bands(size: tuple[int, int]) -> None:
    area = QRectF(0, 0, *size)
    places = tile_places(5, area, Room(22, 34, 8, costs=True))
    assert columns_of(places) == 5
    assert places[0].whole.height() > 0.9 * area.height()
    assert places[0].costs.height() <= places[0].surface.height()


def test_seven_tiles_stand_as_four_and_three() -> None:
    places = tile_places(7, QRectF(0, 0, 700, 600), Room(20, 20, 8, costs=False))
    assert columns_of(places) == 4


def test_costs_make_room_under_every_surface() -> None:
    area = QRectF(0, 0, 700, 600)
    without, beneath = (tile_places(5, area, Room(20, 30, 8, costs=c)) for c in (False, True))
    assert all(place.costs.isEmpty() for place in without)
    for place in beneath:
        assert place.surface.bottom() < place.costs.top() < place.costs.bottom()
        assert (place.costs.left(), place.costs.right()) == (
            place.surface.left(),
            place.surface.right(),
        )


def test_a_tile_shows_its_surface_between_the_classes_colours(plot: Multiples) -> None:
    image, (zero, one) = shot(plot), LIGHT.region_ends
    assert colour_at(image, surface(plot, 0), 0.1, 0.5) == zero.upper()
    assert colour_at(image, surface(plot, 0), 0.6, 0.5) == one.upper()


def test_the_half_line_stands_where_the_surface_is_one_half(plot: Multiples) -> None:
    image = shot(plot)
    for index, across in ((0, 0.25), (1, 0.5)):
        for up in (0.1, 0.5, 0.9):
            dark = [
                QColor(colour_at(image, surface(plot, index), across + d, up)).lightness()
                for d in (-0.006, 0.0, 0.006)
            ]
            assert min(dark) < 110
    lines = plot._lines
    third = surface(plot, 2)
    assert not any(third.contains(QPointF(x, y)) for x, y in lines[:, :2])


def test_a_level_half_line_stands_as_high_as_in_the_surface(plot: Multiples) -> None:
    level = slope(0.3).T.copy()  # rows go from the bottom up: 0.5 at 30 % of the height
    plot.show_surfaces(np.stack([level, level, level]))
    place = surface(plot, 1)
    inside = [y for x, y in plot._lines[:, :2] if place.left() < x < place.right()]
    assert inside == pytest.approx([place.bottom() - 0.3 * place.height()] * len(inside), abs=0.5)
    assert inside


def test_a_surface_that_failed_is_drawn_without_complaint(plot: Multiples) -> None:
    failed = np.stack([np.full((48, 48), v, np.float32) for v in (np.nan, np.inf, 0.5)])
    plot.show_surfaces(failed)
    assert QColor(colour_at(shot(plot), surface(plot, 0), 0.5, 0.5)).lightness() > 245


def test_hard_regions_have_no_shades(plot: Multiples) -> None:
    plot.set_hard(True)
    assert colour_at(shot(plot), surface(plot, 2), 0.5, 0.5) == LIGHT.region_ends[1].upper()


def test_points_stand_on_every_tile_by_class(plot: Multiples) -> None:
    plot.show_surfaces(np.full((3, 48, 48), 0.5, np.float32))
    plot.show_points(np.array([[1.0, 0.5], [-1.0, -0.5]]), np.array([1.0, 0.0]), FRAME)
    image = shot(plot)
    for index in range(3):
        one = QColor(colour_at(image, surface(plot, index), 0.75, 0.75))
        zero = QColor(colour_at(image, surface(plot, index), 0.25, 0.25))
        assert one.blue() > one.red() + 40
        assert zero.red() > zero.blue() + 40


def test_many_points_are_thinned_and_a_rare_class_stays(plot: Multiples) -> None:
    random = np.random.default_rng(0)
    y = np.zeros(5000)
    y[17] = 1
    plot.show_points(random.normal(size=(5000, 2)), y, FRAME)
    assert len(plot._points) <= MOST_MARKS + 1
    assert plot._points._y.sum() == 1


def test_points_of_one_class_only_and_none_at_all_are_fine(plot: Multiples) -> None:
    plot.show_points(np.zeros((3, 2)), np.ones(3), FRAME)
    assert len(plot._points) == 3
    plot.show_points(np.empty((0, 2)), np.empty(0), FRAME)
    shot(plot)
    assert len(plot._points) == 0


def test_a_note_has_the_colour_of_its_level(plot: Multiples) -> None:
    image = shot(plot)
    found = []
    for place in plot._places:
        header = image.copy(place.header.toRect())
        pixels = {
            header.pixelColor(x, y).name().upper()
            for x in range(header.width())
            for y in range(header.height())
        }
        found.append((LIGHT.warn in pixels, LIGHT.bad in pixels))
    assert found == [(True, False), (False, False), (False, True)]


def test_other_words_are_drawn_and_the_rest_stays(plot: Multiples) -> None:
    before = shot(plot)
    plot.show_tiles((TILES[0], Tile("η = 1.2", "0.693 → 0.111"), TILES[2]))
    after = shot(plot)
    for index, same in ((0, True), (1, False), (2, True)):
        box = plot._places[index].whole.toRect()
        assert (before.copy(box) == after.copy(box)) is same


def test_a_click_opens_a_tile(qtbot: QtBot, plot: Multiples) -> None:
    with qtbot.waitSignal(plot.opened) as opened:
        middle = plot._places[2].whole.center().toPoint()
        QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=middle)
    assert opened.args == [2]


def test_arrows_go_from_tile_to_tile_and_return_opens_one(plot: Multiples) -> None:
    plot.resize(300, 700)
    opened: list[int] = []
    plot.opened.connect(opened.append)
    columns = columns_of(plot._places)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(plot, key)
        QTest.keyClick(plot, Qt.Key.Key_Return)
    assert columns < 3
    assert opened == [columns, 0, 1, 0]
    assert plot.accessibleDescription() == "η = 0.01: crawling\n0.693 → 0.689\nTry η 0.1"


def test_arrows_do_not_leave_the_tiles(plot: Multiples) -> None:
    opened: list[int] = []
    plot.opened.connect(opened.append)
    QTest.keyClick(plot, Qt.Key.Key_Left)
    for _ in range(9):
        QTest.keyClick(plot, Qt.Key.Key_Right)
    QTest.keyClick(plot, Qt.Key.Key_Return)
    assert opened == [2]


def test_fewer_tiles_are_shown_at_once(plot: Multiples) -> None:
    for _ in range(2):
        QTest.keyClick(plot, Qt.Key.Key_Right)
    QTest.mouseMove(plot, surface(plot, 2).center().toPoint())
    plot.show_tiles(TILES[:1])
    shot(plot)
    opened: list[int] = []
    plot.opened.connect(opened.append)
    QTest.keyClick(plot, Qt.Key.Key_Return)
    assert opened == [0]
    plot.show_tiles(())
    shot(plot)
    QTest.keyClick(plot, Qt.Key.Key_Return)
    assert opened == [0]


def test_the_current_tile_is_outlined(plot: Multiples) -> None:
    plot.show_current(1)
    image = shot(plot)
    edges = [
        image.pixelColor((place.whole.topLeft() + QPointF(2.2, 40)).toPoint()).name().upper()
        for place in plot._places
    ]
    assert [edge == LIGHT.accent for edge in edges] == [False, True, False]


def test_the_mouse_tells_probability_and_place(plot: Multiples) -> None:
    plot.show_points(np.zeros((1, 2)), np.ones(1), FRAME)
    QTest.mouseMove(plot, QPoint(1, 1))
    QTest.mouseMove(plot, surface(plot, 2).center().toPoint())
    probability, where = plot._readout().split("\n")
    assert probability == "p = 0.80"
    x, y = (float(part.split(" ")[1].replace("−", "-")) for part in where.split("  "))
    assert (x, y) == pytest.approx((0.0, 0.0), abs=0.05)
    QTest.mouseMove(plot, QPoint(1, 1))
    assert plot._readout() == ""


def falling(k: int, factor: float) -> Curve:
    iterations = np.arange(k)
    losses = np.asarray(0.7 * factor**iterations, dtype=np.float64)
    return Curve(str(factor), LIGHT.text, iterations, losses)


def test_costs_have_one_scale_and_a_cursor_with_their_values(plot: Multiples) -> None:
    plot.show_costs([falling(101, 1.0), falling(101, 0.99), falling(101, 1.02)])
    plot.show_range(0, 100, False)
    without = shot(plot)
    plot.show_cursor(50)
    assert shot(plot) != without
    costs = plot._places[1].costs
    QTest.mouseMove(plot, costs.center().toPoint())
    assert plot._readout() == "iteration 50\ncost 0.424"
    assert plot._costs._pieces is not None
    heights = plot._costs._pieces[LIGHT.text][:, [1, 3]]
    assert costs.top() - 1 <= heights.min() < heights.max() <= costs.bottom() + 1


def test_a_cost_that_came_after_the_curve_was_laid_out_is_marked_within_its_chart(
    plot: Multiples,
) -> None:
    plot.show_tiles([Tile(tile.title) for tile in TILES])
    plot.show_costs([falling(51, 1.0), falling(51, 0.99), falling(51, 1.02)])
    plot.show_range(0, 100, False)
    plot.show_cursor(50, {"0.99": 0.35})
    image = shot(plot)
    costs = plot._places[1].costs
    below = {
        image.pixelColor(QPointF(x, costs.bottom() + 2).toPoint()).name().upper()
        for x in np.arange(costs.left(), costs.right())
    }
    assert below == {LIGHT.panel}


def test_a_cost_that_peaks_for_one_iteration_is_still_seen(plot: Multiples) -> None:
    losses = np.full(20_000, 0.5)
    losses[7777] = 5.0
    curve = Curve("0", LIGHT.text, np.arange(20_000), losses)
    plot.show_costs([curve, curve, curve])
    plot.show_range(0, 20_000, False)
    shot(plot)
    assert plot._costs._pieces is not None
    drawn = plot._costs._pieces[LIGHT.text]
    assert len(drawn) < 200
    assert np.ptp(drawn[:, 1]) > 0.5 * plot._places[0].costs.height()


def test_costs_that_are_not_finite_or_few_or_none_are_fine(plot: Multiples) -> None:
    nothing = np.empty(0)
    for losses in (nothing, np.array([0.7]), np.array([0.7, np.inf, np.nan, 0.0])):
        curve = Curve("0", LIGHT.text, np.arange(len(losses)), losses)
        plot.show_costs([curve, curve, curve])
        plot.show_cursor(1)
        shot(plot)
    plot.show_costs([])
    assert plot._places[0].costs.isEmpty()


def test_an_empty_place_says_what_will_be_there(plot: Multiples) -> None:
    plot.show_tiles(())
    without = shot(plot)
    plot.show_caption("Seven networks train here side by side. Press Play.")
    assert shot(plot) != without


def test_it_becomes_a_picture_in_light_colours(plot: Multiples) -> None:
    plot._appearance.set_mode("dark")
    dark = shot(plot)
    image = plot.picture(2)
    assert (image.width(), image.height()) == (1200, 520)
    assert image.pixelColor(1, 1).name().upper() == LIGHT.panel
    assert shot(plot) == dark, "the picture changed what is on the screen"
