"""The loss plot: one ruler with the timeline, names clear of each other, a cursor that seeks."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.curves import mark_places
from gui.heights import Scale
from gui.ruler import Ruler
from gui.shapes import Curve, Event, Losses
from gui.widgets.loss_plot import LossPlot
from tests.gui.mouse import move

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


@pytest.fixture
def plot(qtbot: QtBot) -> LossPlot:
    appearance = Appearance()
    appearance.set_mode("light")
    made = LossPlot(appearance)
    qtbot.addWidget(made)
    made.resize(640, 220)
    made.show_range(0, 100, False)
    with qtbot.waitExposed(made):
        made.show()
    return made


def curve(key: str, last: int = 100, factor: float = 1.0, faint: bool = False) -> Curve:
    k = np.arange(last + 1)
    return Curve(key, "#C2209A", k, factor * np.exp(-k / 30.0), label=key, faint=faint)


def drawn(plot: LossPlot) -> LossPlot:
    plot.grab()
    return plot


def viewport(plot: LossPlot) -> QWidget:
    found: QWidget = plot.chart.view.viewport()
    return found


def at(plot: LossPlot, iteration: int) -> QPoint:
    left, right = plot.edges()
    return QPoint(round(left + iteration / 100 * (right - left)), 60)


def test_the_edges_are_those_of_the_first_and_last_iteration(qtbot: QtBot, plot: LossPlot) -> None:
    with qtbot.waitSignal(plot.sought) as sought:
        QTest.mousePress(viewport(plot), Qt.MouseButton.LeftButton, pos=at(plot, 0))
    assert sought.args == [0]
    with qtbot.waitSignal(plot.sought) as sought:
        QTest.mousePress(viewport(plot), Qt.MouseButton.LeftButton, pos=at(plot, 100))
    assert sought.args == [100]


def test_names_take_room_beside_the_last_iteration_and_the_edges_say_so(
    qtbot: QtBot, plot: LossPlot
) -> None:
    with qtbot.waitSignal(plot.edges_changed) as edges:
        plot.show_curves([curve("a racer with a long name")])
    assert tuple(edges.args) == plot.edges()
    assert plot.edges()[1] < plot.width() - 100


def test_beside_the_formulas_no_name_lies_over_the_cursor(plot: LossPlot) -> None:
    plot.resize(337, 240)  # what the formulas leave of 1280 pixels
    curves = [curve("SGD"), curve("momentum"), curve("Nesterov")]
    plot.show_curves(curves)
    plot.show_cursor(100)
    drawn(plot)
    cursor = plot._ruler.place(100)
    assert all(label.box.left() > cursor for label in plot._shapes.labels)


def test_the_long_name_of_an_earlier_run_is_cut_rather_than_laid_over_the_cursor(
    plot: LossPlot,
) -> None:
    plot.resize(360, 240)
    plot.show_curves([curve("Assignment: 13 epochs", factor=0.5, faint=True), curve("0")])
    plot.show_cursor(100)
    drawn(plot)
    name = next(label for label in plot._shapes.labels if label.text.startswith("Assignment"))
    assert name.text.endswith("…")
    assert name.box.left() > plot._ruler.place(100)


def test_a_drag_seeks_each_new_iteration_once(qtbot: QtBot, plot: LossPlot) -> None:
    sought: list[int] = []
    plot.sought.connect(sought.append)
    view = viewport(plot)
    with qtbot.waitSignals([plot.grabbed, plot.released]):
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=at(plot, 20))
        for iteration in (30, 30, 40):
            move(view, at(plot, iteration), Qt.MouseButton.LeftButton)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at(plot, 40))
    assert sought == [20, 30, 40]


def test_hovering_says_which_iteration(qtbot: QtBot, plot: LossPlot) -> None:
    plot.show_curves([curve("sgd")])
    with qtbot.waitSignal(plot.hovered) as hovered:
        move(viewport(plot), at(plot, 50))
    assert hovered.args == [50]


def test_the_read_out_asks_for_exact_losses(qtbot: QtBot, plot: LossPlot) -> None:
    asked: list[int] = []

    def look_up(iteration: int) -> Losses:
        asked.append(iteration)
        return {"sgd": 0.25}

    plot.show_curves([curve("sgd")])
    plot.set_look_up(look_up)
    move(viewport(plot), at(plot, 50))
    drawn(plot)
    assert asked == [50]


def names(plot: LossPlot) -> list[str]:
    return [label.text for label in drawn(plot)._shapes.labels]


def test_at_the_head_a_name_carries_the_value(plot: LossPlot) -> None:
    plot.show_curves([curve("SGD", 40)])
    plot.show_cursor(40, {"SGD": 0.4321})
    assert names(plot) == ["SGD  0.432"]


def test_in_the_past_the_value_stands_at_the_cursor(plot: LossPlot) -> None:
    plot.show_curves([curve("SGD", 40), curve("old", 100, faint=True)])
    plot.show_cursor(20, {"SGD": 0.5})
    assert names(plot) == ["0.500", "SGD", "old"]
    assert [colour for _, colour in plot._shapes.dots] == ["#C2209A"]


def test_names_of_equal_curves_do_not_collide_nor_leave_the_plot(plot: LossPlot) -> None:
    plot.show_curves([curve(name) for name in ("SGD", "momentum", "RMSprop", "Adam")])
    plot.show_cursor(100)
    boxes = [label.box for label in drawn(plot)._shapes.labels]
    assert len(boxes) == 4
    for n, box in enumerate(boxes):
        assert plot.chart.area.contains(box)
        assert not any(box.adjusted(0.1, 0.1, -0.1, -0.1).intersects(b) for b in boxes[n + 1 :])


@pytest.mark.parametrize("level", [0.02, 0.3, 0.9])
def test_the_name_of_an_earlier_run_does_not_lie_over_the_open_ones_line(
    plot: LossPlot, level: float
) -> None:
    k = np.arange(101)
    flat = Curve("open", "#000000", k, np.linspace(1.0, level, 101), label="")
    early = Curve(
        "early", "#5A6270", k[:31], np.full(31, flat.losses[40]), label="early", faint=True
    )
    plot.show_curves([early, flat])
    plot.show_cursor(100)
    drawn(plot)
    box = next(label.box for label in plot._shapes.labels if label.text == "early")
    x, y = plot._ruler.places(k), plot._scale.places(flat.losses)
    under = (x >= box.left()) & (x <= box.right())
    assert under.any()
    assert not ((y[under] > box.top()) & (y[under] < box.bottom())).any()
    assert plot.chart.area.contains(box)


def test_the_range_does_not_jitter_while_losses_wander(plot: LossPlot) -> None:
    plot.show_curves([curve("sgd", 50)])
    before = drawn(plot)._scale
    plot.show_curves([curve("sgd", 51)])
    assert drawn(plot)._scale == before


def test_losses_that_are_not_finite_are_left_out(plot: LossPlot) -> None:
    k = np.arange(5)
    losses = np.array([1.0, 2.0, np.nan, np.inf, 3.0])
    plot.show_curves([Curve("sgd", "#C2209A", k, losses, label="sgd")])
    drawn(plot)
    assert plot._scale.high < 4.0
    plot.show_curves([Curve("sgd", "#C2209A", k, np.full(5, np.nan), label="sgd")])
    assert names(plot) == []


def test_a_logarithmic_axis_gives_decades_equal_room(qtbot: QtBot, plot: LossPlot) -> None:
    k = np.arange(3)
    plot.show_curves([Curve("sgd", "#C2209A", k, np.array([1.0, 0.1, 0.01]))])
    with qtbot.waitSignal(plot.log_changed) as changed:
        plot.log_action.trigger()
    assert changed.args == [True]
    scale = drawn(plot)._scale
    first, second, third = (scale.place(loss) for loss in (1.0, 0.1, 0.01))
    assert second - first == pytest.approx(third - second)
    assert np.isnan(scale.place(0.0))


def turn_wheel(plot: LossPlot, notches: int) -> None:
    where = QPointF(at(plot, 50))
    event = QWheelEvent(
        where,
        where,
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport(plot), event)


def test_the_wheel_zooms_losses_only_and_a_double_click_resets(
    qtbot: QtBot, plot: LossPlot
) -> None:
    plot.show_curves([curve("sgd")])
    whole, edges = drawn(plot)._scale, plot.edges()
    turn_wheel(plot, 3)
    closer = drawn(plot)._scale
    assert closer.high - closer.low < whole.high - whole.low
    assert plot.edges() == edges
    QTest.mouseDClick(viewport(plot), Qt.MouseButton.LeftButton, pos=at(plot, 50))
    assert drawn(plot)._scale == whole


def test_events_and_marks_are_seen(plot: LossPlot) -> None:
    plot.show_curves([curve("sgd")])
    without = plot.grab().toImage()
    plot.show_events([Event(30, "η 0.05 → 0.1")])
    with_events = plot.grab().toImage()
    assert with_events != without
    plot.show_marks(np.array([0, 50]), np.array([0.9, 0.5]))
    assert plot.grab().toImage() != with_events


def test_marks_that_would_hide_each_other_are_left_out() -> None:
    ruler, scale = Ruler(0, 100_000, True, 0.0, 600.0), Scale(0.0, 1.0, 200.0, logarithmic=False)
    marks = np.column_stack((np.arange(0, 100_001, 1000), np.full(101, 0.5)))
    few = mark_places(marks[:11], ruler, scale, 3.5)
    np.testing.assert_allclose(few[:, 0], ruler.places(marks[:11, 0]))
    many = mark_places(marks, ruler, scale, 3.5)[:, 0]
    assert many[0] == 0.0
    assert 15 < len(many) < 60
    assert not len(mark_places(np.empty((0, 2)), ruler, scale, 3.5))


def test_the_cursor_tells_screen_readers_where_it_is(plot: LossPlot) -> None:
    plot.show_curves([curve("SGD")])
    plot.show_cursor(37, {"SGD": 0.439})
    assert plot.accessibleDescription() == "iteration 37, SGD  0.439"


def test_an_empty_plot_says_what_will_be_here(plot: LossPlot) -> None:
    without = plot.grab().toImage()
    plot.show_caption("The loss of every iteration will stand here. Press Play.")
    assert plot.grab().toImage() != without


def test_logarithmic_time_moves_the_cursor_not_the_edges(plot: LossPlot) -> None:
    edges = plot.edges()
    plot.show_range(0, 100, True)
    assert plot.edges() == edges
    assert plot._ruler.place(9) == pytest.approx(
        plot._ruler.left + (edges[1] - edges[0]) * 0.499, abs=1
    )


def test_hundreds_of_frames_leave_nothing_behind(plot: LossPlot) -> None:
    for k in range(1, 200):
        plot.show_curves([curve("sgd", k), curve("momentum", k, 0.9)])
        plot.show_cursor(k)
        plot.grab()
    assert len(plot.chart._layers) == 3
    assert not plot.chart._pending
