"""Activations: cells and maps, what the pointer tells, when the engine computes."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.mnist.forward import activations
from engine.mnist.network import Layer, Network, conv, dense, flatten, max_pool
from engine.mnist.ready_made import ready_made
from gui.appearance import Appearance
from gui.mnist.activations_layout import blocks
from gui.mnist.activations_page import ActivationsPage
from gui.mnist.activations_view import ActivationsView
from gui.mnist.tables import layer_title, says_digit
from gui.theme import LIGHT

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")
SHIFT = Qt.KeyboardModifier.ShiftModifier
IMAGE = np.random.RandomState(0).random_sample((28, 28)).astype(np.float32)


def perceptron(units: int = 12, depth: int = 2) -> Network:
    layers, inputs = [flatten((28, 28))], 784
    for n in range(depth):
        layers.append(dense((inputs,), units, "tanh", f"dense {n + 1}"))
        inputs = units
    return with_weights((*layers, dense((inputs,), 10, "softmax", "output")))


def convolutional() -> Network:
    first = conv((28, 28, 1), 6, 3, "relu", "conv 1")
    pool = max_pool(first.shape, 2, "pool 1")
    flat = flatten(pool.shape)
    return with_weights((first, pool, flat, dense(flat.shape, 10, "softmax", "output")))


def with_weights(layers: tuple[Layer, ...]) -> Network:
    random = np.random.RandomState(1)
    weights = tuple(
        tuple(random.normal(0, 0.1, shape).astype(np.float32) for shape in layer.weight_shapes)
        for layer in layers
    )
    return Network(layers, weights)


@pytest.fixture
def view(qtbot: QtBot) -> ActivationsView:
    appearance = Appearance()
    appearance.set_mode("light")
    made = ActivationsView(appearance)
    qtbot.addWidget(made)
    made.resize(600, 360)
    made.show_network(perceptron())
    made.show_image(IMAGE)
    with qtbot.waitExposed(made):
        made.show()
    made.grab()
    return made


def cell_middle(view: ActivationsView, block: int, cell: int) -> QPoint:
    return view._blocks[block].cells.place(cell).center().toPoint()


def test_the_pointer_tells_the_engines_own_values(view: ActivationsView) -> None:
    expected = activations(perceptron(), IMAGE)
    QTest.mouseMove(view, cell_middle(view, 1, 7))
    assert view.pointed_words == f"Dense 2, unit 7: {float(expected[1][1][7]):.3g}"
    QTest.mouseMove(view, cell_middle(view, 2, 3))
    assert view.pointed_words == f"Output, digit 3: {float(expected[2][1][3]):.3g}"
    QTest.mouseMove(view, QPoint(599, 359))
    assert view.pointed_words == ""


def test_a_cell_has_the_colour_of_its_sign(view: ActivationsView) -> None:
    values = activations(perceptron(), IMAGE)[0][1]
    image = view.grab().toImage()
    negative, positive = (int(values.argmin()), int(values.argmax()))
    cold = image.pixelColor(cell_middle(view, 0, positive))
    warm = image.pixelColor(cell_middle(view, 0, negative))
    assert cold.blue() > cold.red()
    assert warm.red() > warm.blue()


def test_the_pixel_of_a_map_is_told(view: ActivationsView) -> None:
    view.show_network(convolutional())
    view.grab()
    expected = activations(convolutional(), IMAGE)[0][1]
    QTest.mouseMove(view, cell_middle(view, 0, 4))
    value = float(expected[14, 14, 4])
    assert view.pointed_words == f"Conv 1, filter 4, row 14, column 14: {value:.3g}"


def test_the_keyboard_goes_through_all_layers(view: ActivationsView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.pointed_words.startswith("Dense 1, unit 0")
    for _ in range(12):
        QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.pointed_words.startswith("Dense 2, unit 0")
    assert view.accessibleDescription() == view.pointed_words
    QTest.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert view.pointed_words.startswith("Dense 1, unit 11")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.pointed_words == ""


def test_nothing_is_computed_until_it_is_painted_and_then_once(
    view: ActivationsView, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed: list[object] = []

    def count(network: Network, image: object) -> object:
        computed.append(image)
        return activations(network, IMAGE)

    monkeypatch.setattr("gui.mnist.activations_view.activations", count)
    for n in range(20):
        view.show_image(IMAGE * np.float32(n / 20))
    assert not computed
    view.grab()
    view.grab()
    assert len(computed) == 1
    view.show_image(view._image)
    view.grab()
    assert len(computed) == 1


def test_a_smaller_network_forgets_what_was_pointed_at(view: ActivationsView) -> None:
    QTest.mouseMove(view, cell_middle(view, 1, 11))
    view.show_network(perceptron(units=8))
    view.grab()
    assert view.pointed_words == ""


@pytest.mark.parametrize("what", ["network", "image"])
def test_without_network_or_image_it_says_what_will_be_here(
    view: ActivationsView, what: str
) -> None:
    if what == "network":
        view.show_network(None)
    else:
        view.show_image(None)
    shot = view.grab().toImage()
    assert any(shot.pixelColor(x, 340).name().upper() != LIGHT.panel for x in range(600))
    assert view.pointed_words == ""


def test_values_that_are_not_finite_are_drawn_without_complaint(view: ActivationsView) -> None:
    network = perceptron()
    broken = tuple(tuple(np.full_like(one, np.nan) for one in own) for own in network.weights)
    view.show_network(Network(network.layers, broken))
    view.grab()


def test_a_picture_of_it_is_light_and_leaves_the_screen_as_it_is(view: ActivationsView) -> None:
    view._appearance.set_mode("dark")
    before = view.grab().toImage()
    picture = view.picture(2)
    assert picture.width() == 1200
    assert picture.pixelColor(1190, 700).name().upper() == LIGHT.panel
    assert view.grab().toImage() == before


@pytest.mark.parametrize("size", [(280, 160), (280, 400), (660, 480), (1200, 500)])
@pytest.mark.parametrize(
    "network", [perceptron(8, 1), perceptron(128, 3), perceptron(1024, 5), convolutional()]
)
def test_all_layers_have_room_and_keep_clear_of_each_other(
    size: tuple[int, int], network: Network
) -> None:
    layers = tuple(layer for layer in network.layers if layer.kind != "flatten")
    area = QRectF(0, 0, *size)
    placed = blocks(layers, area, 14, 16)
    assert [block.layer for block in placed] == list(layers)
    for index, block in enumerate(placed):
        assert area.adjusted(-1, -1, 1, 1).contains(block.grid)
        assert not any(block.grid.intersects(other.caption) for other in placed)
        assert not any(block.grid.intersects(other.grid) for other in placed[index + 1 :])


def test_five_layers_of_a_thousand_units_are_all_to_be_seen_on_a_page() -> None:
    layers = perceptron(1024, 5).layers[1:]
    placed = blocks(layers, QRectF(0, 0, 660, 480), 14, 16)
    assert [block.cells.n for block in placed] == [1024] * 5 + [10]
    assert min(block.cells.pitch[0] for block in placed) >= 5


def test_the_page_names_whose_layers_are_shown(qtbot: QtBot) -> None:
    page = ActivationsPage(Appearance(), lambda: "MNIST; batch 412")
    qtbot.addWidget(page)
    page.resize(600, 360)
    page.show_network(perceptron(), "Batch 412")
    page.show_image(IMAGE)
    with qtbot.waitExposed(page):
        page.show()
    page.grab()
    QTest.mouseMove(page.view, cell_middle(page.view, 0, 2))
    assert page.view.pointed_words.startswith("Dense 1, unit 2")
    assert page._words.text().startswith("Batch 412: ")
    assert [action.text() for action in page.view.actions()] == ["Copy Picture", "Save Picture"]


def test_only_the_last_layer_is_called_output_and_has_digits() -> None:
    for network in (perceptron(units=10, depth=1), ready_made().network):
        learning = [layer for layer in network.layers if layer.n_parameters]
        titles = [layer_title(layer) for layer in learning]
        assert titles[-1] == "Output"
        assert "Dense 1" in titles[:-1]
        assert [says_digit(layer) for layer in learning] == [title == "Output" for title in titles]
