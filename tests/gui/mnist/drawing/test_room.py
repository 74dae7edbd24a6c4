"""The draw place has room for what it holds, in low windows and while it is projected."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gui.mnist.activations_view import ActivationsView
from gui.mnist.draw_place import LEAST_SHEET, DrawPlace
from gui.mnist.seen_image import SeenImage

pytestmark = pytest.mark.qt_log_ignore(
    "propagateSizeHints", r"does not support raise\(\)", "grabbing the keyboard"
)


def test_it_fits_where_the_tab_has_least_room(place: DrawPlace) -> None:
    assert place.minimumSizeHint().width() <= 312
    assert place.minimumSizeHint().height() <= 598
    assert place.canvas.width() == 280
    assert place.findChildren(SeenImage)[0].width() == 112


def test_activations_are_shown_where_there_is_room(qtbot: QtBot, place: DrawPlace) -> None:
    view = place.findChildren(ActivationsView)[0]
    assert view.isHidden()
    place.resize(312, 900)
    qtbot.waitUntil(view.isVisible)
    assert place.minimumSizeHint().height() <= 598


def test_the_canvas_grows_while_the_window_is_projected(qtbot: QtBot, place: DrawPlace) -> None:
    place._appearance.set_presenting(True)
    place.resize(place.width_wanted, 980)
    qtbot.waitUntil(lambda: place.canvas.width() > 400)
    assert place.canvas.height() == place.canvas.width()
    place._appearance.set_presenting(False)
    place.resize(312, 620)
    qtbot.waitUntil(lambda: place.canvas.width() == 280)


def test_no_picture_of_a_resize_has_the_canvas_over_its_tools(
    qtbot: QtBot, place: DrawPlace
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 1000)
    place.setParent(window)
    place.setMinimumHeight(0)  # what it needed while it was a window
    window.show()
    place.show()
    for height in (528, 620, 560, 700):
        place.resize(312, height)
        beneath = place._tools.mapTo(place, place._tools.rect().topLeft())
        assert place.canvas.geometry().bottom() < beneath.y()
        assert place.rect().contains(place.canvas.geometry())
    place.setParent(None)


def test_in_a_low_window_the_canvas_gives_way_to_the_bars(qtbot: QtBot, place: DrawPlace) -> None:
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(place)
    place.setMinimumHeight(0)  # what it needed while it was a window
    qtbot.addWidget(area)
    area.show()
    area.resize(312, 700)
    qtbot.waitUntil(lambda: place.canvas.width() == 280)
    area.resize(312, 528)  # the place in a window of 1280 × 640
    qtbot.waitUntil(lambda: place.canvas.width() < 280)
    qtbot.waitUntil(lambda: place.height() == 528)
    assert place.canvas.width() >= LEAST_SHEET
    assert place._bars.geometry().bottom() < place._preparation.geometry().bottom() < 528
    area.takeWidget()
