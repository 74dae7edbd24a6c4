"""The axes of a loss plot: ticks that tell a length, a name clear of them, a range at the start."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.labels import text_size
from gui.shapes import Curve
from gui.steps import BATCHES
from gui.ticks import Range
from gui.widgets.loss_plot import LossPlot

NARROW = 264
"""Width of the page beside the curve in a window of 1280 pixels."""


def batch_plot(qtbot: QtBot, last: int, losses: list[float]) -> LossPlot:
    """A narrow plot of accuracies, as beside the loss of digits, with one curve."""
    plot = LossPlot(
        Appearance(),
        quantity="accuracy of a batch, %",
        empty=Range(0.0, 100.0),
        whole=True,
        steps=BATCHES,
    )
    qtbot.addWidget(plot)
    plot.resize(NARROW, 240)
    plot.show_range(0, last, False)
    with qtbot.waitExposed(plot):
        plot.show()
    plot.show_curves([Curve("0", "#000000", np.arange(1, len(losses) + 1), np.array(losses))])
    plot.show_cursor(len(losses))
    plot.grab()
    return plot


@pytest.mark.parametrize(("last", "least"), [(494, 3), (7_815, 2), (20_319, 3)])
def test_a_narrow_plot_has_ticks_enough_and_its_name_behind_the_last(
    qtbot: QtBot, last: int, least: int
) -> None:
    plot = batch_plot(qtbot, last, [3.1, 6.2])
    ticks = plot.chart._ticks["bottom"]
    assert len(ticks) >= least
    value, text = ticks[-1]
    end = plot._ruler.place(value) + text_size(text, plot._look.caption)[0] / 2
    name = text_size("batch", plot._look.base)[0]
    assert plot.chart._name_end is None
    assert end + plot._look.sizes.gap <= plot.chart.area.width() - name


@pytest.mark.parametrize("accuracies", [[3.1], [3.1, 6.2], [90.0, 95.0]])
def test_the_axis_of_per_cents_is_always_whole(qtbot: QtBot, accuracies: list[float]) -> None:
    plot = batch_plot(qtbot, 494, accuracies)
    texts = [text for _, text in plot.chart._ticks["left"]]
    assert (texts[0], texts[-1]) == ("0", "100")


def test_a_single_loss_does_not_choose_the_axis(qtbot: QtBot) -> None:
    plot = LossPlot(Appearance())
    qtbot.addWidget(plot)
    plot.show_curves([Curve("0", "#000000", np.array([0]), np.array([0.693]))])
    plot.grab()
    assert plot._scale.low <= 0.0
    assert plot._scale.high >= 1.0


def test_what_is_counted_is_told_by_its_own_name(qtbot: QtBot) -> None:
    plot = batch_plot(qtbot, 494, [3.1, 6.2])
    assert plot.accessibleDescription().startswith("batch 2, ")


@pytest.mark.parametrize("logarithmic", [False, True])
def test_a_round_end_of_a_run_has_its_tick(qtbot: QtBot, logarithmic: bool) -> None:
    plot = LossPlot(Appearance())
    qtbot.addWidget(plot)
    plot.resize(360, 240)
    with qtbot.waitExposed(plot):
        plot.show()
    plot.show_range(0, 100, logarithmic)
    plot.grab()
    assert plot.chart._ticks["bottom"][-1][1] == "100"


@pytest.mark.parametrize("last", [1_000, 5_000, 10_000])
def test_logarithmic_time_has_its_powers_of_ten_in_a_narrow_plot(qtbot: QtBot, last: int) -> None:
    plot = LossPlot(Appearance())
    qtbot.addWidget(plot)
    plot.resize(360, 240)
    with qtbot.waitExposed(plot):
        plot.show()
    plot.show_range(0, last, True)
    plot.grab()
    texts = {text for _, text in plot.chart._ticks["bottom"]}
    assert {"0", "10", "100", "1,000"} <= texts


def test_projected_a_narrow_plot_still_tells_a_length(qtbot: QtBot) -> None:
    appearance = Appearance()
    appearance.set_presenting(True)
    plot = LossPlot(appearance, quantity="accuracy of a batch, %", whole=True, steps=BATCHES)
    qtbot.addWidget(plot)
    plot.resize(290, 240)
    plot.show_range(0, 494, False)
    with qtbot.waitExposed(plot):
        plot.show()
    plot.grab()
    assert len(plot.chart._ticks["bottom"]) >= 2
