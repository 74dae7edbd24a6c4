"""The pages of the digits tab while the window is projected: nothing cut, pictures large."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.mnist.block import Epoch
from engine.mnist.perceptron import layers_of, n_parameters, network_of_row
from engine.mnist.settings import MnistSettings
from gui.appearance import Appearance
from gui.mnist.pictures import MnistPictures
from gui.mnist.tables import MODEL_COLUMNS
from gui.mnist.train_page import TrainPage
from gui.mnist.verdict_view import VerdictView
from gui.mnist.weights_page import WeightsPage
from tests.engine.mnist.made import some_digits

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")
CENTRE = (735, 620)
"""The middle of a projected window of 1280 × 800 pixels."""


@pytest.fixture
def presented(qapp: QApplication) -> Iterator[Appearance]:
    made = Appearance()
    made.apply(qapp)
    made.set_presenting(True)
    yield made
    made.set_presenting(False)


def shown(qtbot: QtBot, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.resize(*CENTRE)
    with qtbot.waitExposed(page):
        page.show()


def test_the_switch_of_five_layers_is_not_cut(qtbot: QtBot, presented: Appearance) -> None:
    settings = MnistSettings(hidden_layers=5, units=64)
    row = np.random.default_rng(0).normal(0, 0.05, n_parameters(settings)).astype(np.float32)
    page = WeightsPage(presented, lambda: "")
    shown(qtbot, page)
    page.show_network(network_of_row(settings, row), "Batch 412")
    segments = [one for one in page.findChildren(QPushButton) if one.property("role") == "segment"]
    assert len(segments) == 6

    def whole(one: QWidget) -> bool:
        place = QRect(one.mapTo(page, one.rect().topLeft()), one.size())
        return page.rect().contains(place) and one.width() >= one.sizeHint().width()

    qtbot.waitUntil(lambda: all(map(whole, segments)))
    qtbot.waitUntil(lambda: whole(page._key))


def test_curves_have_the_room_of_the_words_beside_the_number(
    qtbot: QtBot, presented: Appearance
) -> None:
    page = TrainPage(presented, lambda: "")
    shown(qtbot, page)
    page.show_digits(some_digits())
    page.show_note("A sentence that has to be read. " * 9, offer=True)
    page.show_epochs([Epoch(1, 100, 0.5, 0.9, 0.3, 0.95, 1.5)], 13)
    for one in (page.note, page.validate, page.past):
        assert not one.isVisible()
    assert page.accuracy.height() > CENTRE[1] / 2
    presented.set_presenting(False)
    for one in (page.note, page.validate, page.past):
        assert one.isVisible()


def test_the_table_of_the_model_is_not_cut(qtbot: QtBot, presented: Appearance) -> None:
    page = TrainPage(presented, lambda: "")
    shown(qtbot, page)
    page.show_model(layers_of(MnistSettings()))
    table, caption = page.model, QFontMetricsF(presented.font("caption"))
    qtbot.waitUntil(lambda: table.width() > 200)
    for width, title in zip(table._value_widths, MODEL_COLUMNS[1:], strict=True):
        assert caption.horizontalAdvance(title) <= width


def test_projected_no_doubt_is_cut(qtbot: QtBot, presented: Appearance) -> None:
    view = VerdictView(presented)
    qtbot.addWidget(view)
    caption = QFontMetricsF(presented.font("caption"))
    for words in ("49 % an 8, 49 % a 9", "53 % a 5, 40 % a 0"):
        assert caption.horizontalAdvance(words) <= view.sizeHint().width()
    presented.set_presenting(False)
    assert view.sizeHint().width() == presented.sizes.seen, "on the desk the image is as wide"


def test_projected_the_line_under_the_number_has_the_whole_width(
    qtbot: QtBot, presented: Appearance
) -> None:
    page = TrainPage(presented, lambda: "")
    shown(qtbot, page)
    page.show_number(
        "94.33 %", "validation accuracy", "", "training 87.64 % · validation loss 0.18"
    )
    qtbot.waitUntil(lambda: page.number.width() > 0.9 * CENTRE[0])
    assert page.number._second._elided() == page.number._second.text()
    presented.set_presenting(False)
    qtbot.waitUntil(lambda: page.number.width() < 0.6 * CENTRE[0])


def test_projected_there_is_one_line_of_switches(qtbot: QtBot, presented: Appearance) -> None:
    pictures = MnistPictures(presented, lambda: "")
    shown(qtbot, pictures)
    pictures.show_view("train")
    assert not pictures.train.switch.isVisible()
    presented.set_presenting(False)
    assert pictures.train.switch.isVisible()
    pictures.show_view("weights")
    assert not pictures.train.switch.isVisible()
