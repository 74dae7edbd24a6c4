"""The four pages of the MNIST tab: values in, what is told and wished out."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.mnist.block import Epoch
from engine.mnist.mistakes import Mistakes, mistakes_of
from engine.mnist.network import Network, conv, dense, flatten, max_pool
from engine.mnist.perceptron import layers_of, n_parameters, network_of_row
from engine.mnist.settings import MnistSettings
from gui.appearance import Appearance
from gui.fields import Choice
from gui.mnist.data_place import DataPlace
from gui.mnist.epoch_plot import EpochPlot
from gui.mnist.epoch_table import EpochTable
from gui.mnist.mistakes_page import MistakesPage
from gui.mnist.samples_page import SamplesPage, sampled
from gui.mnist.settings_place import MnistSettingsPlace
from gui.mnist.tables import epoch_rows, model_rows
from gui.mnist.train_page import TrainPage
from gui.mnist.weight_views import matrix_of, tiles_of, weight_views
from gui.mnist.weights_page import WeightsPage
from gui.places import SETTINGS_WIDTH
from tests.engine.mnist.made import some_digits

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")
DIGITS = some_digits()


@pytest.fixture
def appearance(qapp: object) -> Appearance:
    return Appearance()


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.resize(640, 420)
    with qtbot.waitExposed(widget):
        widget.show()


def nothing() -> str:
    return ""


def perceptron(settings: MnistSettings, seed: int = 0) -> Network:
    row = np.random.default_rng(seed).normal(0, 0.05, n_parameters(settings))
    return network_of_row(settings, row.astype(np.float32))


def a_conv_network() -> Network:
    layers = (
        conv((28, 28, 1), 4, 3, "relu", "conv 1"),
        max_pool((28, 28, 4), 2, "pool 1"),
        conv((14, 14, 4), 6, 3, "relu", "conv 2"),
        flatten((14, 14, 6)),
        dense((1176,), 10, "softmax", "output"),
    )
    random = np.random.default_rng(0)
    weights = tuple(
        tuple(random.normal(0, 0.1, shape).astype(np.float32) for shape in layer.weight_shapes)
        for layer in layers
    )
    return Network(layers, weights)


def epoch(number: int) -> Epoch:
    return Epoch(number, 100 * number, 0.5 / number, 0.9, 0.3 / number, 0.95, 1.5)


# Tables --------------------------------------------------------------------------------------


def test_the_assignments_model_is_summed_up_as_keras_does() -> None:
    rows = model_rows(layers_of(MnistSettings()))
    told = [(row.label, *row.values) for row in rows]
    assert told[1] == ("Dense, relu", "128", "100,480")
    assert told[2] == ("Dropout 0.5", "128", "0")
    assert told[-2] == ("Dense, softmax", "10", "1,290")
    assert told[-1] == ("Total", "", "134,794")


def test_large_numbers_of_units_have_their_thousands() -> None:
    rows = model_rows(layers_of(MnistSettings(hidden_layers=1, units=1024)))
    assert ("1,024", "803,840") in [row.values for row in rows]


def test_without_a_note_nothing_stands_above_validate_now(
    qtbot: QtBot, appearance: Appearance
) -> None:
    page = TrainPage(appearance, nothing)
    shown(qtbot, page)
    assert not page.validate.isVisible(), "there is nothing to validate on"
    page.show_digits(DIGITS)
    page.show_note("Two words.", offer=False)
    qtbot.waitUntil(lambda: page.validate.y() > 0)
    page.show_note("", offer=False)
    qtbot.waitUntil(lambda: page.validate.y() == 0)


def test_epochs_are_told_with_keras_digits_the_latest_first() -> None:
    rows = epoch_rows((epoch(1), epoch(2)))
    assert [row.label for row in rows] == ["2", "1"]
    assert rows[0].values == ("0.9000", "0.2500", "0.9500", "0.1500", "1.5")


# Train ---------------------------------------------------------------------------------------


def test_curves_take_the_place_of_the_model_when_an_epoch_ends(
    qtbot: QtBot, appearance: Appearance
) -> None:
    page = TrainPage(appearance, nothing)
    shown(qtbot, page)
    page.show_digits(DIGITS)
    page.show_model(layers_of(MnistSettings()))
    page.show_epochs((), 13)
    assert page.model.isVisible()
    assert page.images.n_digits == 63
    page.show_epochs((epoch(1),), 13)
    assert page.accuracy.isVisible()
    page.show_view("model")
    page.show_epochs((epoch(1), epoch(2)), 13)
    assert page.model.isVisible(), "who has chosen the model keeps it"


def test_a_click_on_an_epoch_goes_to_its_end(qtbot: QtBot, appearance: Appearance) -> None:
    plot = EpochPlot(appearance, "accuracy", per_cent=True)
    shown(qtbot, plot)
    plot.show_epochs([0.8, 0.9, 0.92], [0.9, 0.95, 0.96], 13)
    assert plot.told(2) == ["epoch 2", "90.00 % training", "95.00 % validation"]
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(plot, Qt.Key.Key_Right, shift)
    QTest.keyClick(plot, Qt.Key.Key_Right, shift)
    with qtbot.waitSignal(plot.opened) as opened:
        QTest.keyClick(plot, Qt.Key.Key_Return)
    assert opened.args == [2]


def test_an_untrained_run_has_room_for_as_many_epochs_as_were_chosen(
    qtbot: QtBot, appearance: Appearance
) -> None:
    plot = EpochPlot(appearance, "loss", last=13)
    shown(qtbot, plot)
    pictures: dict[int, QImage] = {}
    for last in (13, 30, 13):
        plot.show_epochs([], [], last)
        seen = plot.grab().toImage()
        assert seen == pictures.setdefault(last, seen)
    assert pictures[13] != pictures[30]


def test_the_line_of_another_run_carries_its_name(qtbot: QtBot, appearance: Appearance) -> None:
    plot = EpochPlot(appearance, "loss")
    shown(qtbot, plot)
    plot.show_epochs([0.3, 0.2], [0.25, 0.15], 2)
    pictures = []
    for name in ("nₕ 32", "nₕ 64"):
        plot.show_beside([0.35, 0.3], name)
        pictures.append(plot.grab().toImage())
    assert pictures[0] != pictures[1]


def test_an_epoch_that_is_no_more_is_not_pointed_at(qtbot: QtBot, appearance: Appearance) -> None:
    plot, opened = EpochPlot(appearance, "loss"), list[int]()
    plot.opened.connect(opened.append)
    shown(qtbot, plot)
    plot.show_epochs([0.3, 0.2], [0.25, 0.15], 13)
    for _ in range(2):
        QTest.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    plot.show_epochs([0.4], [0.3], 13)
    plot.grab()
    QTest.keyClick(plot, Qt.Key.Key_Return)
    assert opened == []


def test_a_double_click_in_the_table_opens_that_epoch(qtbot: QtBot, appearance: Appearance) -> None:
    table = EpochTable(appearance)
    shown(qtbot, table)
    table.show_epochs((epoch(1), epoch(2), epoch(3)))
    row = appearance.sizes.table_row
    at = QPoint(20, round(2.5 * row))
    with qtbot.waitSignal(table.opened) as opened:
        QTest.mouseDClick(table.table, Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == [2]


# Weights -------------------------------------------------------------------------------------


def test_every_layer_with_weights_has_a_picture() -> None:
    views = weight_views(perceptron(MnistSettings()))
    assert [(view.words, view.tiled) for view in views] == [
        ("Dense 1", True),
        ("Dense 2", False),
        ("Dense 3", False),
        ("Output", False),
    ]
    conv_views = weight_views(a_conv_network())
    assert [view.tiled for view in conv_views] == [True, False, False]


def test_tiles_are_what_the_units_see() -> None:
    network = perceptron(MnistSettings())
    tiles, biases = tiles_of(network, weight_views(network)[0])
    kernel = network.weights[1][0]
    assert (tiles.shape, biases.shape) == ((128, 28, 28), (128,))
    assert tiles[5, 3, 7] == kernel[3 * 28 + 7, 5]


def test_filters_stand_as_squares_in_the_matrix() -> None:
    network = a_conv_network()
    views = weight_views(network)
    kernel = network.weights[2][0]
    assert tiles_of(network, views[0])[0].shape == (4, 3, 3)
    matrix = matrix_of(network, views[1])
    assert views[1].upright, "more filters than inputs: wider than high"
    assert matrix.shape == (12, 18)
    assert matrix[3 * 2 + 1, 3 * 5 + 2] == kernel[1, 2, 2, 5]


class Clock:
    """Seconds that only the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_another_architecture_brings_another_row_of_layers(
    qtbot: QtBot, appearance: Appearance
) -> None:
    page = WeightsPage(appearance, nothing)
    shown(qtbot, page)
    page.show_network(perceptron(MnistSettings()), "Batch 412")
    page.choose("3")
    assert page.matrix.isVisible()
    page.show_network(a_conv_network(), "Ready-made network")
    assert page.chosen is not None
    assert page.chosen.words == "Output"
    page.choose("0")
    assert page.tiles.isVisible()
    assert page.tiles.n_units == 4


def test_dear_weights_are_drawn_less_often_and_the_last_ones_in_any_case(
    qtbot: QtBot, appearance: Appearance
) -> None:
    settings = MnistSettings(hidden_layers=1, units=16)
    clock = Clock()
    page = WeightsPage(appearance, nothing, clock)
    shown(qtbot, page)
    page.show_network(perceptron(settings), "Batch 1")
    page._next_time = 0.05  # as if drawing had been dear
    last = perceptron(settings, 2)
    page.show_network(perceptron(settings, 1), "Batch 2")
    page.show_network(last, "Batch 3")
    assert "Batch 1" in page._words.text()
    qtbot.waitUntil(lambda: "Batch 3" in page._words.text())


# Mistakes ------------------------------------------------------------------------------------


def some_mistakes() -> Mistakes:
    """Every digit of the test images is taken for the next one, with rising confidence."""
    answers = (DIGITS.test_labels + 1) % 10
    said = np.full((30, 10), 0.01, dtype=np.float32)
    said[np.arange(30), answers] = np.linspace(0.5, 0.9, 30)
    said[0] = np.eye(10, dtype=np.float32)[DIGITS.test_labels[0]]
    return mistakes_of(said, DIGITS.test_labels)


@pytest.fixture
def mistakes_page(qtbot: QtBot, appearance: Appearance) -> MistakesPage:
    page = MistakesPage(appearance, nothing)
    shown(qtbot, page)
    page.show_mistakes("Batch 412", DIGITS, some_mistakes())
    return page


def test_mistakes_are_summed_up_and_shown_most_confident_first(mistakes_page: MistakesPage) -> None:
    assert mistakes_page._summary.text() == (
        "Batch 412: 3.33 % of 30 test digits are right, 29 wrong"
    )
    assert mistakes_page.grid.n_digits == 29
    label = int(DIGITS.test_labels[29])
    assert mistakes_page._line(0) == f"{label} → {(label + 1) % 10}\n90.0 %"


def test_a_cell_filters_and_lets_go(mistakes_page: MistakesPage) -> None:
    mistakes_page.confusion.cell_chosen.emit(4, 5)
    assert mistakes_page.grid.n_digits == 3
    assert mistakes_page._which.text() == "4 taken for 5: 3"
    mistakes_page.all.click()
    assert mistakes_page.grid.n_digits == 29


def test_one_mistake_opens_steps_and_goes_into_the_drawing_place(
    qtbot: QtBot, mistakes_page: MistakesPage
) -> None:
    page = mistakes_page
    page.grid.opened.emit(0)
    assert page.opened.isVisible()
    assert not page.opened.before.isEnabled()
    page.opened.next.click()
    assert page.opened.before.isEnabled()
    with qtbot.waitSignal(page.digit_opened) as opened:
        page.opened.put.click()
    image, words = opened.args
    assert (image == DIGITS.test_images[28]).all()
    assert words == f"Test digit 28, a {DIGITS.test_labels[28]}"
    page.opened.close_button.click()
    assert not page.opened.isVisible()


def test_where_nothing_is_known_the_page_says_why_and_offers_something(
    qtbot: QtBot, mistakes_page: MistakesPage
) -> None:
    mistakes_page.show_waiting("Not trained yet.", offer=True)
    assert mistakes_page.grid.n_digits == 0
    with qtbot.waitSignal(mistakes_page.ready_made_wished):
        mistakes_page.ready_made.click()


# Samples -------------------------------------------------------------------------------------


def test_samples_are_of_the_digit_that_was_chosen(qtbot: QtBot, appearance: Appearance) -> None:
    page = SamplesPage(appearance, nothing)
    shown(qtbot, page)
    page.show_digits(DIGITS)
    assert page.grid.n_digits == 100
    assert page._name.text().endswith(": 100 of 100")
    page.counts.chosen.emit(7)
    assert page.grid.n_digits == 10
    assert page._name.text().endswith(", of digit 7: 10 of 10")
    with qtbot.waitSignal(page.digit_opened) as opened:
        page.grid.opened.emit(2)
    image, words = opened.args
    assert words == "Training digit 27, a 7"
    assert (image == DIGITS.train_images[27]).all()
    page.all.click()
    assert page.grid.n_digits == 100
    page.switch.chosen.emit("test")
    assert page.grid.n_digits == 30


def test_other_samples_are_others_of_the_same_kind() -> None:
    labels = np.tile(np.arange(10, dtype=np.uint8), 100)
    first, second = sampled(labels, 3, 0), sampled(labels, 3, 1)
    assert set(labels[second]) == {3}
    assert first.tolist() != second.tolist()
    assert len(sampled(labels, -1, 2)) == 225


# Settings and data ---------------------------------------------------------------------------


def test_the_form_has_a_field_for_every_setting(qtbot: QtBot, appearance: Appearance) -> None:
    place = MnistSettingsPlace(appearance)
    qtbot.addWidget(place)
    place.show_settings(MnistSettings())
    assert set(place.form._rows) == set(MnistSettings.model_fields)
    with qtbot.waitSignal(place.wished) as wished:
        place.form.edited.emit({"units": 64})
    assert wished.args == [MnistSettings(units=64), "units"]
    place.show_settings(MnistSettings(units=64))
    assert "64" in place._presets._changed.text()


def test_the_data_place_says_what_is_used_and_how_far_a_download_is(
    qtbot: QtBot, appearance: Appearance
) -> None:
    place = DataPlace(appearance)
    shown(qtbot, place)
    place.show_data("8×8 digits", "Not the assignment's data.", offer=True)
    assert place.download.isVisible()
    with qtbot.waitSignal(place.download_wished):
        place.download.click()
    place.show_progress(5_000_000, 11_500_000, 3.2)
    assert not place.download.isVisible()
    assert (place.bar.value(), place.bar.maximum()) == (5_000_000, 11_500_000)
    assert place._told.text() == "5.0 of 11.5 MB, 3 s left"
    with qtbot.waitSignal(place.cancel_wished):
        place.cancel.click()
    place.show_progress(0, 0, None)
    assert place.download.isVisible()
    place.show_data("MNIST", "", offer=False)
    assert not place.download.isVisible()


@pytest.mark.parametrize("make", [TrainPage, WeightsPage, MistakesPage, SamplesPage])
def test_every_control_of_a_page_has_a_name(
    qtbot: QtBot, appearance: Appearance, make: type[QWidget]
) -> None:
    page = make(appearance, nothing)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    for button in page.findChildren(QPushButton):
        assert button.accessibleName() or len(button.text()) > 1


def test_every_choice_is_read_whole_in_the_settings(qtbot: QtBot, qapp: QApplication) -> None:
    appearance = Appearance()
    appearance.apply(qapp)
    place = MnistSettingsPlace(appearance)
    shown(qtbot, place)
    place.resize(SETTINGS_WIDTH, 700)
    place.show_settings(MnistSettings())
    QApplication.processEvents()
    for choice in place.form.findChildren(Choice):
        for index in range(choice.count()):
            choice.setCurrentIndex(index)
            assert choice.shown_text() == choice.currentText()
