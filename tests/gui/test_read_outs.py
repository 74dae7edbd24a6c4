"""What a picture says under the mouse, and where it was clicked."""

import pytest
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.read_outs import ReadOuts, place_words
from gui.widgets.surface_plot import SurfacePlot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Told:
    """A picture with its read-outs; `state` is in all that is said."""

    def __init__(self, qtbot: QtBot) -> None:
        self.state = 0
        self.plot = SurfacePlot(Appearance())
        qtbot.addWidget(self.plot)
        self.outs = ReadOuts(self.plot, lambda x, y: f"{self.state}: {place_words(x, y)}")


@pytest.fixture
def told(qtbot: QtBot) -> Told:
    return Told(qtbot)


def test_the_mouse_is_told_the_value_and_told_anew_with_the_next_state(told: Told) -> None:
    told.plot.hovered.emit(1.0, -0.5)
    assert told.plot._readout == "0: x₀ 1.00  x₁ −0.50"
    told.state = 1
    told.outs.tell()
    assert told.plot._readout == "1: x₀ 1.00  x₁ −0.50"


def test_a_mouse_that_has_left_is_told_nothing(told: Told) -> None:
    told.plot.hovered.emit(1.0, -0.5)
    told.plot.show_readout("")
    told.plot.hover_ended.emit()
    told.outs.tell()
    assert told.plot._readout == ""


def test_a_pin_stays_and_follows_the_state_until_it_is_removed(told: Told) -> None:
    told.plot.pinned.emit(0.25, 0.75)
    assert told.plot._pin == (0.25, 0.75, "0: x₀ 0.25  x₁ 0.75")
    told.state = 1
    told.outs.tell()
    assert told.plot._pin == (0.25, 0.75, "1: x₀ 0.25  x₁ 0.75")
    told.plot.remove_pin()
    told.plot.pin_removed.emit()
    told.outs.tell()
    assert told.plot._pin is None


def test_a_pin_can_be_forgotten(told: Told) -> None:
    told.plot.pinned.emit(0.25, 0.75)
    told.outs.forget_pin()
    told.outs.tell()
    assert told.plot._pin is None
