"""A draw place with two networks, for each test its own."""

import pytest
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.mnist.draw_place import DrawPlace
from tests.gui.mnist.drawing.seen import READY, RUN


@pytest.fixture
def place(qtbot: QtBot) -> DrawPlace:
    appearance = Appearance()
    appearance.set_mode("light")
    made = DrawPlace(appearance, lambda: "MNIST; batch 412")
    qtbot.addWidget(made)
    made.resize(312, 620)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_networks(READY, RUN)
    qtbot.waitUntil(lambda: made._who.text() == READY.words)
    return made
