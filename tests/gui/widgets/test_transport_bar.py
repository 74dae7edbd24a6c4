import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.player import Pace
from engine.run import Mode
from gui.appearance import Appearance
from gui.sliders import Slider
from gui.speeds import RATES, clock, paces, rate_text
from gui.widgets.transport_bar import TransportBar

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def transport(qapp: QApplication, qtbot: QtBot) -> TransportBar:
    appearance = Appearance()
    appearance.apply(qapp)
    widget = TransportBar(appearance)
    qtbot.addWidget(widget)
    widget.resize(1280, widget.sizeHint().height())
    widget.show_mode(Mode.PAUSED)
    widget.show_position(37)
    widget.show_target(100)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def button(transport: TransportBar, name: str) -> QAbstractButton:
    return next(
        one for one in transport.findChildren(QAbstractButton) if one.accessibleName() == name
    )


def words(transport: TransportBar) -> list[str]:
    return [label.text() for label in transport.findChildren(QLabel) if label.isVisible()]


def field(transport: TransportBar) -> QLineEdit:
    return transport.findChildren(QLineEdit)[0]


def slider(transport: TransportBar) -> Slider:
    return transport.findChildren(Slider)[0]


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("Reset", "reset_pressed"),
        ("Back one iteration", "back_pressed"),
        ("Play", "play_pressed"),
        ("Forward one iteration", "forward_pressed"),
        ("To the last iteration", "end_pressed"),
    ],
)
def test_a_press_is_said(transport: TransportBar, qtbot: QtBot, name: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(transport, signal)):
        QTest.mouseClick(button(transport, name), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("mode", [Mode.PLAYING, Mode.REPLAYING])
def test_play_pauses_what_is_playing(transport: TransportBar, qtbot: QtBot, mode: Mode) -> None:
    transport.show_mode(mode)
    assert transport.play.text() == "Pause"
    with qtbot.waitSignal(transport.pause_pressed), qtbot.assertNotEmitted(transport.play_pressed):
        QTest.mouseClick(transport.play, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("mode", "enabled"),
    [
        (Mode.PREPARING, (False, False, True, False, False)),
        (Mode.PAUSED, (True, True, True, True, True)),
        (Mode.PLAYING, (True, True, True, False, False)),
        (Mode.REPLAYING, (True, True, True, True, True)),
        (Mode.FINISHED, (True, True, True, True, True)),
        (Mode.FAILED, (True, True, True, True, True)),
    ],
)
def test_the_mode_alone_says_what_can_be_pressed(
    transport: TransportBar, mode: Mode, enabled: tuple[bool, ...]
) -> None:
    transport.show_mode(mode)
    buttons = (
        button(transport, "Reset"),
        button(transport, "Back one iteration"),
        transport.play,
        button(transport, "Forward one iteration"),
        button(transport, "To the last iteration"),
    )
    assert tuple(one.isEnabled() for one in buttons) == enabled


def test_every_mode_is_known(transport: TransportBar) -> None:
    for mode in Mode:
        transport.show_mode(mode)
        assert transport.play.text()
        assert transport.play.accessibleName() == transport.play.text()


def test_play_says_other_words_until_the_mode_changes(transport: TransportBar) -> None:
    transport.show_mode(Mode.FINISHED)
    transport.show_play_words("Train 100 more", "Train on to iteration 200 (Space)")
    assert transport.play.text() == "Train 100 more"
    assert transport.play.toolTip() == "Train on to iteration 200 (Space)"
    transport.show_mode(Mode.PLAYING)
    assert transport.play.text() == "Pause"


def test_a_click_on_a_step_leaves_the_keyboard_with_play(transport: TransportBar) -> None:
    transport.play.setFocus()
    QTest.mouseClick(button(transport, "Forward one iteration"), Qt.MouseButton.LeftButton)
    assert transport.play.hasFocus()


def test_position_and_target_are_shown(transport: TransportBar) -> None:
    transport.show_position(12_345)
    transport.show_target(100_000)
    assert field(transport).text() == "12,345"
    assert "/ 100,000" in words(transport)


def test_an_iteration_is_entered_by_enter(transport: TransportBar, qtbot: QtBot) -> None:
    field(transport).setFocus()
    field(transport).selectAll()
    QTest.keyClicks(field(transport), "1,234")
    with qtbot.waitSignal(transport.iteration_entered) as caught:
        QTest.keyClick(field(transport), Qt.Key.Key_Return)
    assert caught.args == [1234]


@pytest.mark.parametrize("typed", ["x", "-3", "1.5", " "])
def test_what_is_no_iteration_is_not_entered(transport: TransportBar, typed: str) -> None:
    entered: list[int] = []
    transport.iteration_entered.connect(entered.append)
    field(transport).setFocus()
    field(transport).selectAll()
    QTest.keyClicks(field(transport), typed)
    QTest.keyClick(field(transport), Qt.Key.Key_Return)
    assert entered == []
    assert field(transport).text() == "37"


def test_an_enormous_iteration_does_not_break_the_signal(transport: TransportBar) -> None:
    entered: list[int] = []
    transport.iteration_entered.connect(entered.append)
    field(transport).setFocus()
    field(transport).selectAll()
    QTest.keyClicks(field(transport), "9" * 30)
    QTest.keyClick(field(transport), Qt.Key.Key_Return)
    assert entered == [2**31 - 1]


def test_frames_do_not_overwrite_an_iteration_that_is_being_typed(transport: TransportBar) -> None:
    field(transport).setFocus()
    field(transport).selectAll()
    QTest.keyClicks(field(transport), "5")
    transport.show_position(38)
    assert field(transport).text() == "5"
    transport.play.setFocus()
    assert field(transport).text() == "38"


def test_speed_is_chosen_while_the_slider_is_dragged(transport: TransportBar) -> None:
    chosen: list[Pace] = []
    transport.speed_chosen.connect(chosen.append)
    speed = slider(transport)
    QTest.mousePress(speed, Qt.MouseButton.LeftButton, pos=QPoint(1, 5))
    QTest.mouseMove(speed, QPoint(speed.width(), 5))
    assert chosen == [Pace.steady(1), Pace.flat_out()]
    assert "flat out" in words(transport)


def test_showing_a_speed_emits_nothing(transport: TransportBar) -> None:
    chosen: list[Pace] = []
    transport.speed_chosen.connect(chosen.append)
    transport.show_speed(Pace.steady(60))
    assert slider(transport).value() == RATES.index(60)
    assert "60/s" in words(transport)
    transport.show_speed(Pace.steady(55))
    assert slider(transport).value() == RATES.index(60)
    assert "55/s" in words(transport)
    transport.show_speed(Pace.steady(2000))
    assert "2,000/s" in words(transport)
    assert chosen == []


def test_a_time_lapse_is_offered_only_where_there_is_one() -> None:
    assert Pace.timelapse() not in paces(with_timelapse=False)
    assert paces(with_timelapse=True)[-2:] == (Pace.timelapse(), Pace.flat_out())


def test_rate_and_time_left_are_shown_and_go_away(transport: TransportBar) -> None:
    transport.show_rate(25_712.0)
    transport.show_time_left(7.4)
    assert {"25,700/s", "0:08 left"} <= set(words(transport))
    transport.show_rate(None)
    transport.show_time_left(float("inf"))
    assert not any("left" in word for word in words(transport))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (7.2, "0:08"), (728, "12:08"), (3728, "1:02:08")],
)
def test_durations_are_written_as_on_a_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (0, "0/s"),
        (7.96, "7.96/s"),
        (8, "8/s"),
        (59.94, "59.9/s"),
        (999.7, "1,000/s"),
        (25_712, "25,700/s"),
    ],
)
def test_rates_have_three_significant_figures(rate: float, text: str) -> None:
    assert rate_text(rate) == text


def places(transport: TransportBar) -> list[int]:
    return [one.x() for one in transport.findChildren(QWidget) if one.parent() is transport]


def test_nothing_moves_when_the_figures_change(transport: TransportBar) -> None:
    transport.show_rate(8.0)
    transport.show_time_left(8.0)
    QApplication.processEvents()
    before = places(transport)
    transport.show_position(99)
    transport.show_rate(25_700.0)
    transport.show_time_left(3_000.0)
    transport.show_speed(Pace.flat_out())
    transport.show_mode(Mode.PLAYING)
    QApplication.processEvents()
    assert places(transport) == before


def test_words_that_can_be_spared_go_where_there_is_no_room(transport: TransportBar) -> None:
    transport.resize(transport.minimumSizeHint().width(), transport.height())
    assert "Speed" not in words(transport)
    assert "/ 100" in words(transport)
    transport.resize(1280, transport.height())
    assert "Speed" in words(transport)


@pytest.mark.parametrize("words", ["Train 100 more", "Train 10,000 more", "Train 13 epochs more"])
def test_nothing_moves_when_a_run_has_ended(transport: TransportBar, words: str) -> None:
    before = transport.play.sizeHint()
    transport.show_mode(Mode.FINISHED)
    transport.show_play_words(words, "")
    assert transport.play.sizeHint() == before


def test_the_play_button_is_40_high(transport: TransportBar) -> None:
    QApplication.processEvents()
    assert transport.play.height() == 40
    assert transport.play.grab().toImage().pixelColor(80, 4).name() == "#1b1f27"


def test_every_control_has_a_name_and_a_tooltip(transport: TransportBar) -> None:
    controls = [
        *transport.findChildren(QAbstractButton),
        *transport.findChildren(QLineEdit),
        *transport.findChildren(Slider),
    ]
    assert len(controls) == 7
    for control in controls:
        assert control.accessibleName()
        assert control.toolTip()
