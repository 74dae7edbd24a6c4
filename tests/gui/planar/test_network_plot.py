"""The drawn network: links by sign and size, tiles, what the mouse and the keyboard tell."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.planar.network_layout import MOST_SHOWN, network_layout, shown_units
from gui.planar.network_plot import NetworkPlot
from gui.planar.network_values import strengths
from gui.theme import LIGHT

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")

W1 = np.array([[2.0, 0.01], [0.41, -1.42], [-3.0, 0.5]])
b1 = np.array([[0.0], [0.03], [-0.2]])
W2 = np.array([[-4.0, 0.0, 1.5]])
b2 = np.array([[0.25]])


def halves(*values: float) -> "np.ndarray[tuple[int, int, int], np.dtype[np.float32]]":
    """A surface for each value: the value in its upper half, its opposite in the lower half."""
    surfaces = np.empty((len(values), 48, 48), dtype=np.float32)
    for surface, value in zip(surfaces, values, strict=True):
        surface[:24], surface[24:] = -value, value  # rows go from the bottom up
    return surfaces


@pytest.fixture
def plot(qtbot: QtBot) -> NetworkPlot:
    appearance = Appearance()
    appearance.set_mode("light")
    made = NetworkPlot(appearance)
    qtbot.addWidget(made)
    made.resize(420, 280)
    made.show_network(W1, b1, W2, b2)
    made.show_unit_surfaces(halves(1, -1, 0), -1, 1)
    made.show_output_surface(np.full((48, 48), 0.25, dtype=np.float32))
    with qtbot.waitExposed(made):
        made.show()
    return made


def shot(plot: NetworkPlot) -> QImage:
    return plot.grab().toImage()


def colour_at(image: QImage, at: QPointF) -> str:
    return image.pixelColor(at.toPoint()).name().upper()


def middle(plot: NetworkPlot, link: int) -> QPointF:
    assert plot._layout is not None
    x0, y0, x1, y1 = plot._layout.links[link]
    return QPointF((x0 + x1) / 2, (y0 + y1) / 2)


def unit_place(plot: NetworkPlot, place: int) -> QRectF:
    assert plot._layout is not None
    return plot._layout.units[place]


def told(plot: NetworkPlot, place: int) -> str:
    return plot._network.unit_words(place)


def test_a_tile_shows_what_its_unit_computes_with_class_1_where_it_is_high(
    plot: NetworkPlot,
) -> None:
    image, tile = shot(plot), unit_place(plot, 0)
    quarter = QPointF(0, tile.height() / 4)
    zero, one = LIGHT.region_ends
    assert colour_at(image, tile.center() - quarter) == one.upper()
    assert colour_at(image, tile.center() + quarter) == zero.upper()
    assert QColor(colour_at(image, unit_place(plot, 2).center())).lightness() > 250


def test_colours_run_between_the_two_values_given(plot: NetworkPlot) -> None:
    plot.show_unit_surfaces(np.full((3, 48, 48), 5.0, dtype=np.float32), -10, 10)
    image = shot(plot)
    between = QColor(colour_at(image, unit_place(plot, 1).center()))
    one, panel = QColor(LIGHT.region_ends[1]), QColor(LIGHT.panel)
    assert between.red() == pytest.approx((one.red() + panel.red()) / 2, abs=2)


def test_what_is_beyond_the_ends_or_no_number_has_a_colour_too(plot: NetworkPlot) -> None:
    surfaces = halves(1, 1, 1)
    surfaces[0], surfaces[1], surfaces[2] = 1e9, -np.inf, np.nan
    plot.show_unit_surfaces(surfaces, -1, 1)
    image = shot(plot)
    zero, one = LIGHT.region_ends
    found = [colour_at(image, unit_place(plot, n).center()) for n in range(3)]
    assert found[:2] == [one.upper(), zero.upper()]
    assert QColor(found[2]).lightness() > 250


def test_links_have_the_colour_of_their_sign(plot: NetworkPlot) -> None:
    image = shot(plot)
    negative, positive = LIGHT.class_regions
    assert colour_at(image, middle(plot, 0)) == positive  # W1[0,0] = 2
    assert colour_at(image, middle(plot, 6)) == negative  # W2[0,0] = −4


def test_a_larger_weight_has_a_wider_link_and_a_small_one_can_still_be_seen() -> None:
    drawn = strengths(np.array([0.0, 0.2, -2.0, 10.0]))
    assert np.all(np.diff(drawn) > 0)
    assert drawn[1] > 0.2 / 10
    assert drawn[3] == pytest.approx(1.0)


def test_a_network_that_has_learnt_nothing_has_thin_links() -> None:
    assert strengths(np.array([0.01, -0.02])).max() < 0.05


def test_a_weight_that_is_not_finite_is_drawn_without_complaint(plot: NetworkPlot) -> None:
    plot.show_network(np.full((3, 2), np.nan), b1, np.full((1, 3), np.inf), b2)
    shot(plot)
    assert np.isfinite(plot._network.strong).all()


def test_the_mouse_on_a_unit_tells_what_it_computes(qtbot: QtBot, plot: NetworkPlot) -> None:
    before = shot(plot)
    with qtbot.waitSignal(plot.unit_hovered) as hovered:
        QTest.mouseMove(plot, unit_place(plot, 1).center().toPoint())
    assert hovered.args == [1]
    assert told(plot, 1) == "unit 1: tanh(0.410 x₀ − 1.42 x₁ + 0.0300)"
    assert shot(plot) != before
    tile = unit_place(plot, 1).adjusted(8, 4, -8, -4).toRect()
    assert shot(plot).copy(tile) == before.copy(tile), "the plate lies over the tile"


def test_the_mouse_on_a_link_tells_its_weight(plot: NetworkPlot) -> None:
    QTest.mouseMove(plot, middle(plot, 0).toPoint())
    assert plot._part == ("link", 0)
    assert plot._network.link_words(0) == "W1[0,0] = 2.00"
    assert plot._network.link_words(3) == "W1[1,1] = −1.42"
    assert plot._network.link_words(6) == "W2[0,0] = −4.00"
    QTest.mouseMove(plot, QPoint(3, 3))
    assert plot._part is None


def test_the_output_tells_its_sum(plot: NetworkPlot) -> None:
    assert plot._layout is not None
    QTest.mouseMove(plot, plot._layout.output.center().toPoint())
    assert plot._part == ("output", 0)
    words = plot._network.output_words()
    assert words == "output: σ(−4.00 a₀ + 0.00 a₁ + 1.50 a₂ + 0.250)"


def test_a_click_on_a_unit_says_which(qtbot: QtBot, plot: NetworkPlot) -> None:
    place = unit_place(plot, 2).center().toPoint()
    with qtbot.waitSignal(plot.unit_clicked) as clicked:
        QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place)
    assert clicked.args == [2]


def test_the_keyboard_goes_from_unit_to_unit(qtbot: QtBot, plot: NetworkPlot) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    clicked: list[int] = []
    plot.unit_clicked.connect(clicked.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(plot, key, shift)
    QTest.keyClick(plot, Qt.Key.Key_Return)
    assert clicked == [1]
    assert plot.accessibleDescription() == told(plot, 1)


def test_a_selected_unit_is_outlined_until_the_network_is_another(plot: NetworkPlot) -> None:
    without = shot(plot)
    plot.show_selected(0)
    corner = unit_place(plot, 0).topLeft() - QPointF(2, 2)
    assert colour_at(shot(plot), corner) == LIGHT.accent
    plot.show_selected(None)
    assert shot(plot) == without


def test_another_size_waits_for_its_surfaces(plot: NetworkPlot) -> None:
    plot.show_network(np.ones((5, 2)), np.zeros((5, 1)), np.ones((1, 5)), b2)
    assert colour_at(shot(plot), unit_place(plot, 0).center()) == LIGHT.panel
    with pytest.raises(ValueError, match="must be of 5 units"):
        plot.show_unit_surfaces(halves(1, 1, 1), -1, 1)


@pytest.mark.parametrize("n_units", [1, 2, 4, 8, 9, 20, 21, 49, 50])
@pytest.mark.parametrize("size", [(200, 140), (420, 280), (900, 300)])
def test_units_keep_clear_of_each_other_and_inside(n_units: int, size: tuple[int, int]) -> None:
    area = QRectF(0, 0, *size)
    layout = network_layout(n_units, area, 14)
    places = [*layout.units, layout.output]
    assert len(layout.units) == n_units
    assert all(area.adjusted(-1, -1, 1, 1).contains(place) for place in places)
    assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[n + 1 :])
    assert layout.links.shape == (3 * n_units, 4)


def test_of_a_thousand_units_the_fifty_with_the_largest_outgoing_weights_are_drawn(
    plot: NetworkPlot,
) -> None:
    random = np.random.default_rng(0)
    W1, W2 = random.normal(size=(1000, 2)), random.normal(size=(1, 1000))
    plot.show_network(W1, np.zeros((1000, 1)), W2, b2)
    assert set(plot.shown_units) == set(np.argsort(-np.abs(W2[0]))[:MOST_SHOWN])
    assert plot._words_below == "50 of 1,000 units shown"
    surfaces = np.zeros((1000, 48, 48), dtype=np.float32)
    surfaces[plot.shown_units[7]] = 1
    plot.show_unit_surfaces(surfaces, -1, 1)
    found = colour_at(shot(plot), unit_place(plot, 7).center())
    plot.show_unit_surfaces(surfaces[plot.shown_units], -1, 1)
    assert found == LIGHT.region_ends[1].upper()
    assert colour_at(shot(plot), unit_place(plot, 7).center()) == found


def test_a_unit_that_is_drawn_again_keeps_its_place() -> None:
    outgoing = np.linspace(1, 2, 60)
    before = shown_units(outgoing, np.empty(0, dtype=np.int64))
    outgoing[0], outgoing[30] = 5.0, 0.0
    after = shown_units(outgoing, before)
    changed = np.flatnonzero(before != after)
    assert before[changed].tolist() == [30]
    assert after[changed].tolist() == [0]


def test_a_caption_stands_below(plot: NetworkPlot) -> None:
    plot.show_caption("Width: size of a weight")
    assert plot._layout is not None
    assert plot._layout.output.bottom() < plot._below().top()
    assert plot._words_below == "Width: size of a weight"


def test_it_becomes_a_picture_in_light_colours(plot: NetworkPlot) -> None:
    plot._appearance.set_mode("dark")
    dark = shot(plot)
    QTest.mouseMove(plot, unit_place(plot, 1).center().toPoint())
    image = plot.picture(2)
    assert (image.width(), image.height()) == (840, 560)
    assert image.pixelColor(1, 1).name().upper() == LIGHT.panel
    QTest.mouseMove(plot, QPoint(3, 3))
    assert shot(plot) == dark, "the picture changed what is on the screen"
