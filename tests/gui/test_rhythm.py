"""The main picture is painted on the beat; all else in what time is left; nothing is forgotten."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.rhythm import BEAT_SECONDS, PATIENCE_SECONDS, Deed, Rhythm


class Hall:
    """A rhythm with one picture, something to take, and a clock that stands unless told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.now = 100.0
        self.hurried = True
        self.come = 0
        self.taken: list[int] = []
        self.could_be_painted: list[bool] = []
        self.picture = QWidget()
        qtbot.addWidget(self.picture)
        self.rhythm = Rhythm(self._take, lambda: self.hurried, lambda: self.now)
        self.rhythm.hold(lambda: [self.picture])
        self._qtbot = qtbot

    def _take(self) -> bool:
        self.could_be_painted.append(self.picture.updatesEnabled())
        come, self.come = self.come, 0
        self.taken.append(come)
        return bool(come)

    def beat(self) -> None:
        """A beat, and everything that follows until the next."""
        self.now += BEAT_SECONDS
        self.rhythm.beat()
        self.settle()

    def beat_and_ask_late(self, deed: Deed) -> None:
        """A beat, half of which is over before something is asked for."""
        self.rhythm.beat()
        self.now += 0.5 * BEAT_SECONDS
        self.rhythm.wait_for(deed)
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.rhythm._after_painting.isActive())


class Shown(Deed):
    """Counts how often it was shown, each time for so many seconds of the hall's clock."""

    def __init__(self, hall: Hall, seconds: float = 0.0) -> None:
        super().__init__(self._show)
        self.times = 0
        self._hall = hall
        self._seconds = seconds

    def _show(self) -> None:
        self.times += 1
        self._hall.now += self._seconds


@pytest.fixture
def hall(qtbot: QtBot) -> Hall:
    return Hall(qtbot)


def test_in_a_hurry_a_picture_is_made_ready_after_one_beat_and_painted_with_the_next(
    hall: Hall,
) -> None:
    hall.come = 3
    hall.rhythm.beat()
    assert hall.taken == []
    hall.settle()
    assert hall.taken == [3]
    assert hall.could_be_painted == [False]
    assert not hall.picture.updatesEnabled()
    hall.rhythm.beat()
    assert hall.picture.updatesEnabled()
    hall.settle()


def test_without_hurry_a_beat_takes_and_shows_at_once(hall: Hall) -> None:
    hall.hurried = False
    hall.come = 1
    hall.rhythm.beat()
    assert hall.taken == [1]
    assert hall.could_be_painted == [True]


def test_the_last_picture_of_a_hurry_is_not_held_back(hall: Hall) -> None:
    hall.come = 1
    hall.rhythm.beat()
    hall.hurried = False
    hall.settle()
    assert hall.picture.updatesEnabled()


def test_what_is_held_back_is_painted_when_the_beats_end(hall: Hall) -> None:
    hall.come = 1
    hall.beat()
    hall.rhythm.stop()
    assert hall.picture.updatesEnabled()


def test_what_comes_while_nothing_beats_is_taken_at_once(hall: Hall) -> None:
    hall.come = 1
    hall.rhythm.hear()
    assert hall.taken == [1]


def test_what_comes_late_is_taken_before_the_next_beat(hall: Hall) -> None:
    hall.rhythm.start()
    hall.beat()
    assert hall.taken[-1] == 0
    hall.come = 2
    hall.rhythm.hear()
    hall.settle()
    assert 2 in hall.taken
    hall.rhythm.stop()


def test_what_stands_beside_waits_until_the_main_picture_has_been_made_ready(hall: Hall) -> None:
    deed = Shown(hall)
    hall.rhythm.beat()
    hall.rhythm.wait_for(deed)
    assert deed.times == 0
    hall.settle()
    assert hall.taken == [0]
    assert deed.times == 1


def test_what_would_make_the_next_beat_late_is_left_for_a_later_one(hall: Hall) -> None:
    deed = Shown(hall, 0.9 * BEAT_SECONDS)
    hall.rhythm.wait_for(deed)
    hall.beat()
    assert deed.times == 1  # what it costs is not known before it has been met
    hall.beat()
    hall.beat_and_ask_late(deed)
    assert deed.times == 1
    hall.beat()
    assert deed.times == 2


def test_what_has_waited_too_long_is_shown_even_if_the_beat_will_be_late(hall: Hall) -> None:
    deed = Shown(hall, 2 * BEAT_SECONDS)
    hall.rhythm.wait_for(deed)
    hall.beat()
    assert deed.times == 1
    hall.rhythm.wait_for(deed)
    hall.beat()
    hall.beat()
    assert deed.times == 1
    hall.now += 1.01 * PATIENCE_SECONDS
    hall.beat()
    assert deed.times == 2


def test_what_has_waited_longest_comes_first(hall: Hall) -> None:
    order: list[str] = []
    first, second = Deed(lambda: order.append("first")), Deed(lambda: order.append("second"))
    hall.rhythm.beat()
    for deed in (first, second, first):
        hall.rhythm.wait_for(deed)
    hall.settle()
    assert order == ["first", "second"]


def test_what_is_no_longer_wanted_is_not_shown(hall: Hall) -> None:
    deed = Shown(hall)
    hall.rhythm.beat()
    hall.rhythm.wait_for(deed)
    hall.rhythm.drop(deed)
    hall.rhythm.drop(deed)
    hall.settle()
    assert deed.times == 0


def test_what_waits_is_shown_when_the_hurry_is_over(hall: Hall) -> None:
    deed = Shown(hall, 0.9 * BEAT_SECONDS)
    hall.rhythm.wait_for(deed)
    hall.beat()
    hall.beat()
    hall.beat_and_ask_late(deed)
    assert deed.times == 1
    hall.hurried = False
    hall.beat()
    assert deed.times == 2


def test_what_is_shown_beside_is_shown_with_every_second_beat_at_most(hall: Hall) -> None:
    deed = Shown(hall)
    times = []
    for _ in range(6):
        hall.rhythm.wait_for(deed)
        hall.beat()
        times.append(deed.times)
    assert times == [1, 1, 2, 2, 3, 3]
