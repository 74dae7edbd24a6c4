"""The decision surface: what it shows, pixel by pixel where that is the point, and what it says."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.appearance import Appearance
from gui.shapes import FloatArray, Line
from gui.theme import DARK, LIGHT
from gui.widgets.surface_plot import SurfacePlot
from tests.gui.mouse import move

FRAME = (-2.0, 2.0, -1.0, 1.0)
POINTS = np.array([[-1.0, 0.5], [1.0, 0.5], [1.0, -0.5]])
CLASSES = np.array([0.0, 1.0, 1.0])

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


@pytest.fixture
def appearance() -> Appearance:
    made = Appearance()
    made.set_mode("light")
    return made


@pytest.fixture
def plot(qtbot: QtBot, appearance: Appearance) -> SurfacePlot:
    made = SurfacePlot(appearance)
    qtbot.addWidget(made)
    made.resize(440, 330)
    made.show_frame(FRAME)
    with qtbot.waitExposed(made):
        made.show()
    return made


def place(plot: SurfacePlot, x: float, y: float) -> QPoint:
    return (QPointF(*plot.chart.place(x, y)) + plot.chart.corner()).toPoint()


def viewport(plot: SurfacePlot) -> QWidget:
    found: QWidget = plot.chart.view.viewport()
    return found


def seen(plot: SurfacePlot) -> QImage:
    return plot.grab().toImage()


def colour_at(plot: SurfacePlot, x: float, y: float) -> QColor:
    return seen(plot).pixelColor(place(plot, x, y))


def near(found: QColor, wanted: str, slack: int = 3) -> bool:
    other = QColor(wanted)
    apart = (
        found.red() - other.red(),
        found.green() - other.green(),
        found.blue() - other.blue(),
    )
    return max(map(abs, apart)) <= slack


def upwards() -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    return np.linspace(0, 1, 200, dtype=np.float32)[:, None].repeat(200, axis=1)


def test_doubt_looks_like_nothing_and_certainty_like_a_class(plot: SurfacePlot) -> None:
    plot.show_surface(upwards(), FRAME)
    zero, one = LIGHT.region_ends
    assert near(colour_at(plot, 0.3, -0.99), zero, 8)
    assert near(colour_at(plot, 0.3, 0.0), LIGHT.panel, 6)
    assert near(colour_at(plot, 0.3, 0.99), one, 8)


def test_hard_regions_know_only_two_colours(plot: SurfacePlot) -> None:
    plot.show_surface(upwards(), FRAME)
    plot.set_hard(True)
    zero, one = LIGHT.region_ends
    assert near(colour_at(plot, 0.3, -0.1), zero)
    assert near(colour_at(plot, 0.3, 0.1), one)


def test_a_surface_that_is_not_a_number_looks_like_doubt(plot: SurfacePlot) -> None:
    plot.show_surface(np.full((48, 48), np.nan, dtype=np.float32), FRAME)
    assert near(colour_at(plot, 0.3, 0.4), LIGHT.panel, 4)


def test_a_large_cell_has_no_hard_edge(plot: SurfacePlot) -> None:
    coarse = np.array([[0.0, 0.0], [1.0, 1.0]], dtype=np.float32)
    plot.show_surface(coarse, FRAME)
    zero, one = LIGHT.region_ends
    between = colour_at(plot, 0.3, 0.05)
    assert not near(between, zero, 10)
    assert not near(between, one, 10)


def test_points_have_the_colour_of_their_class(plot: SurfacePlot) -> None:
    plot.show_points(POINTS, CLASSES)
    assert near(colour_at(plot, -1.0, 0.5), LIGHT.class_points[0])
    assert near(colour_at(plot, 1.0, 0.5), LIGHT.class_points[1])


def test_points_of_the_batch_are_ringed_in_the_colour_of_text(plot: SurfacePlot) -> None:
    plot.show_points(POINTS, CLASSES)
    without = seen(plot)
    plot.show_batch(np.array([1, 1, 99]))
    image, centre = seen(plot), place(plot, 1.0, 0.5)
    around = [image.pixelColor(centre + QPoint(dx, 0)) for dx in range(14)]
    assert any(near(colour, LIGHT.text, 60) for colour in around)
    plot.show_batch(np.array([], dtype=np.int64))
    assert seen(plot) == without


def test_a_line_lies_over_points_in_its_colour_and_over_its_halo(plot: SurfacePlot) -> None:
    plot.show_surface(np.ones((48, 48), dtype=np.float32), FRAME)
    line = np.array([[-2.0, 0.0], [2.0, 0.0]])
    plot.show_lines((Line(LIGHT.racers["momentum"], (line,)),))
    image, centre = seen(plot), place(plot, 0.3, 0.0)
    column = [image.pixelColor(centre + QPoint(0, dy)) for dy in range(-4, 5)]
    assert any(near(colour, LIGHT.racers["momentum"], 40) for colour in column)
    assert any(near(colour, LIGHT.panel, 12) for colour in column)


def test_a_line_has_its_name_inside_the_frame(plot: SurfacePlot) -> None:
    angle = np.linspace(0, 2 * np.pi, 100)
    ring = np.column_stack((1.5 * np.cos(angle), 0.7 * np.sin(angle)))
    plot.show_lines(
        (Line("#C2209A", (ring,), label="momentum"), Line("#1B1F27", (ring * 1.1,), label="SGD"))
    )
    seen(plot)
    names = plot._lines.labels
    assert {name.text for name in names} == {"momentum", "SGD"}
    assert all(plot.chart.area.contains(name.box) for name in names)
    assert not names[0].box.intersects(names[1].box)


def test_after_a_presentation_a_name_is_as_small_as_before(
    appearance: Appearance, plot: SurfacePlot
) -> None:
    line = np.column_stack((np.linspace(-2, 2, 50), np.zeros(50)))
    plot.show_lines((Line("#C2209A", (line,), label="momentum"),))
    sizes = []
    for presenting in (False, True, False):
        appearance.set_presenting(presenting)
        seen(plot)
        sizes.append(plot._lines.labels[0].box.height())
    assert sizes[0] == sizes[2] < sizes[1]


def test_the_frame_does_not_move_when_points_come(plot: SurfacePlot) -> None:
    plot.show_points(POINTS * 100, CLASSES)
    assert plot.shown_frame == FRAME
    assert plot.chart.value(QPointF(0, 0)) == pytest.approx((-2.0, 1.0))


def test_the_mouse_tells_where_it_is_and_that_it_left(qtbot: QtBot, plot: SurfacePlot) -> None:
    with qtbot.waitSignal(plot.hovered) as hovered:
        move(viewport(plot), place(plot, 1.0, 0.5))
    assert hovered.args == pytest.approx([1.0, 0.5], abs=0.02)
    with qtbot.waitSignal(plot.hover_ended):
        move(viewport(plot), QPoint(2, 2))


def test_a_read_out_appears_and_goes_with_the_mouse(qtbot: QtBot, plot: SurfacePlot) -> None:
    without = seen(plot)
    move(viewport(plot), place(plot, 0.0, 0.0))
    plot.show_readout("p = 0.73")
    assert seen(plot) != without
    move(viewport(plot), QPoint(2, 2))
    assert seen(plot) == without


def click(plot: SurfacePlot, x: float, y: float) -> None:
    QTest.mouseClick(viewport(plot), Qt.MouseButton.LeftButton, pos=place(plot, x, y))


def test_a_click_pins_and_a_click_on_the_pin_removes_it(qtbot: QtBot, plot: SurfacePlot) -> None:
    with qtbot.waitSignal(plot.pinned) as pinned:
        click(plot, 0.5, 0.2)
    x, y = pinned.args
    plot.show_pin(x, y, "p = 0.9")
    with qtbot.waitSignal(plot.pin_removed), qtbot.assertNotEmitted(plot.pinned):
        click(plot, 0.5, 0.2)


def test_escape_removes_the_pin_once(qtbot: QtBot, plot: SurfacePlot) -> None:
    plot.show_pin(0.0, 0.0, "p = 0.5")
    with qtbot.waitSignal(plot.pin_removed):
        QTest.keyClick(plot, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(plot.pin_removed):
        QTest.keyClick(plot, Qt.Key.Key_Escape)


class Outside(QWidget):
    """A parent that counts the keys that reach it."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys.append(event.key())


TRANSPORT = [
    Qt.Key.Key_Space,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
]


def test_the_keys_of_the_transport_reach_the_parent(qtbot: QtBot, appearance: Appearance) -> None:
    outside = Outside()
    qtbot.addWidget(outside)
    plot = SurfacePlot(appearance, parent=outside)
    for key in TRANSPORT:
        QTest.keyClick(plot, key)
    assert outside.keys == TRANSPORT


def test_shift_and_arrows_move_a_pointer_that_return_pins(qtbot: QtBot, plot: SurfacePlot) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(plot.hovered) as hovered:
        QTest.keyClick(plot, Qt.Key.Key_Right, shift)
    assert hovered.args == pytest.approx([0.08, 0.0])
    with qtbot.waitSignal(plot.pinned) as pinned:
        QTest.keyClick(plot, Qt.Key.Key_Return)
    assert pinned.args == pytest.approx([0.08, 0.0])


def test_editing_adds_moves_and_removes_points(qtbot: QtBot, plot: SurfacePlot) -> None:
    plot.show_points(POINTS, CLASSES)
    plot.set_editing(True)
    with qtbot.assertNotEmitted(plot.pinned):
        with qtbot.waitSignal(plot.point_added) as added:
            click(plot, -0.3, -0.6)
        with qtbot.waitSignal(plot.point_toggled) as toggled:
            click(plot, 1.0, 0.5)
    assert added.args == pytest.approx([-0.3, -0.6], abs=0.02)
    assert toggled.args == [1]
    with qtbot.waitSignal(plot.point_removed) as removed:
        QTest.mouseClick(viewport(plot), Qt.MouseButton.RightButton, pos=place(plot, 1.0, -0.5))
    assert removed.args == [2]


def test_removing_a_point_opens_no_menu_but_beside_points_one_opens(plot: SurfacePlot) -> None:
    asked: list[QPoint] = []
    plot.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    plot.customContextMenuRequested.connect(asked.append)
    plot.show_points(POINTS, CLASSES)
    plot.set_editing(True)
    for x, y in ((1.0, -0.5), (0.0, 0.0)):
        where = place(plot, x, y)
        QTest.mousePress(viewport(plot), Qt.MouseButton.RightButton, pos=where)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, where)
        QApplication.sendEvent(viewport(plot), event)
    assert len(asked) == 1


def test_delete_removes_the_point_under_the_mouse(qtbot: QtBot, plot: SurfacePlot) -> None:
    plot.show_points(POINTS, CLASSES)
    plot.set_editing(True)
    move(viewport(plot), place(plot, -1.0, 0.5))
    with qtbot.waitSignal(plot.point_removed) as removed:
        QTest.keyClick(plot, Qt.Key.Key_Delete)
    assert removed.args == [0]


def test_points_are_not_edited_unless_editing_is_on(qtbot: QtBot, plot: SurfacePlot) -> None:
    plot.show_points(POINTS, CLASSES)
    with qtbot.assertNotEmitted(plot.point_toggled), qtbot.waitSignal(plot.pinned):
        click(plot, 1.0, 0.5)


def test_a_caption_is_seen_and_told(plot: SurfacePlot) -> None:
    without = seen(plot)
    plot.show_caption("p = 0.73 everywhere: no boundary yet. Press Play.")
    assert seen(plot) != without
    assert "Press Play" in plot.accessibleDescription()
    plot.show_caption("")
    assert seen(plot) == without


def test_a_title_takes_room_only_while_there_is_one(plot: SurfacePlot) -> None:
    before = plot.chart.area.height()
    plot.show_title("SGD  loss 0.439", LIGHT.racers["sgd"])
    seen(plot)
    assert plot.chart.area.height() < before
    plot.show_title("", LIGHT.text)
    seen(plot)
    assert plot.chart.area.height() == before


def test_the_focus_is_seen_when_the_keyboard_brought_it(qtbot: QtBot, plot: SurfacePlot) -> None:
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    assert plot.chart.focused
    plot.clearFocus()
    plot.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not plot.chart.focused


def test_the_plot_follows_the_theme_and_the_projector(
    plot: SurfacePlot, appearance: Appearance
) -> None:
    plot.show_points(POINTS, CLASSES)
    appearance.set_mode("dark")
    assert near(colour_at(plot, 0.0, 0.0), DARK.panel)
    assert near(colour_at(plot, -1.0, 0.5), DARK.class_points[0])
    narrow = plot.chart.corner().x()
    appearance.set_presenting(True)
    seen(plot)
    assert plot.chart.corner().x() > narrow


def test_no_points_are_no_trouble(qtbot: QtBot, plot: SurfacePlot) -> None:
    nothing: FloatArray = np.empty((0, 2))
    plot.show_points(nothing, np.empty(0))
    plot.set_editing(True)
    with qtbot.waitSignal(plot.point_added):
        click(plot, 0.0, 0.0)


def test_a_caption_stands_where_fewer_points_lie_under_it(plot: SurfacePlot) -> None:
    low = np.column_stack((np.linspace(-0.5, 0.5, 20), np.full(20, -0.85)))
    plot.show_points(low, np.zeros(20))
    plot.show_caption("The line shows two weights of six.")
    plot.grab()
    assert plot._written.at_top
    plot.show_points(-low, np.zeros(20))
    plot.grab()
    assert plot._written.at_top, "it does not jump while it is read"
    plot.show_caption("p = 0.73 everywhere.")
    plot.grab()
    assert not plot._written.at_top


def test_a_narrow_picture_has_as_many_ticks_as_a_value_needs_to_be_read(plot: SurfacePlot) -> None:
    plot.resize(250, 300)
    plot.show_frame((-5.1, 5.2, -5.1, 5.2))
    plot.grab()
    assert [text for _, text in plot.chart._ticks["bottom"]] == ["−4", "−2", "0", "2"]
