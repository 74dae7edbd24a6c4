"""Long work in pieces: in order, each after a painting, with the window's turn between them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui import pieces
from gui.pieces import OWN_SECONDS, Pieces


@pytest.fixture
def widget(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    yield widget


class Deeds:
    """Notes what is done."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def note(self, *names: str) -> list[pieces.Piece]:
        return [lambda name=name: self.done.append(name) for name in names]  # type: ignore[misc]


def test_pieces_are_done_in_order_and_none_at_once(widget: QWidget, qtbot: QtBot) -> None:
    deeds, work = Deeds(), Pieces(widget)
    work.begin(*deeds.note("one", "two", "three"))
    assert work.going
    assert deeds.done == []
    qtbot.waitUntil(lambda: not work.going)
    assert deeds.done == ["one", "two", "three"]


def test_between_two_pieces_the_window_has_its_turn(widget: QWidget, qtbot: QtBot) -> None:
    deeds, work = Deeds(), Pieces(widget)
    between, after = deeds.note("between", "after")
    work.begin(lambda: QTimer.singleShot(0, between), after)
    qtbot.waitUntil(lambda: not work.going)
    assert deeds.done == ["between", "after"]


def test_a_piece_is_done_after_a_painting_that_is_not_its_own(
    widget: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "PATIENCE_MILLISECONDS", 3_600_000)
    now = 0.0
    deeds, work = Deeds(), Pieces(widget, lambda: now)
    work.begin(*deeds.note("one", "two"))
    for expected in ([], ["one"], ["one", "two"]):
        widget.update()
        qtbot.wait(20)
        assert deeds.done == expected
        now += 1.5 * OWN_SECONDS
    assert not work.going


def test_without_any_painting_they_are_done_in_time(widget: QWidget, qtbot: QtBot) -> None:
    deeds, work = Deeds(), Pieces(widget)
    widget.setUpdatesEnabled(False)
    work.begin(*deeds.note("one", "two"))
    qtbot.waitUntil(lambda: deeds.done == ["one", "two"])


def test_later_work_takes_the_place_of_what_is_left(widget: QWidget, qtbot: QtBot) -> None:
    deeds, work = Deeds(), Pieces(widget)
    work.begin(*deeds.note("one", "two"))
    work.begin(*deeds.note("three"))
    qtbot.waitUntil(lambda: not work.going)
    assert deeds.done == ["three"]


def test_what_is_left_can_be_done_at_once(widget: QWidget, qtbot: QtBot) -> None:
    deeds, work = Deeds(), Pieces(widget)
    work.begin(*deeds.note("one", "two", "three"))
    qtbot.waitUntil(lambda: deeds.done != [])
    work.finish()
    assert deeds.done == ["one", "two", "three"]
    assert not work.going


def test_before_the_window_is_on_the_screen_all_is_done_at_once(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    deeds, work = Deeds(), Pieces(widget)
    work.begin(*deeds.note("one", "two"))
    assert deeds.done == ["one", "two"]


def test_a_piece_that_fails_takes_no_other_with_it(widget: QWidget, qtbot: QtBot) -> None:
    deeds, work = Deeds(), Pieces(widget)

    def fail() -> None:
        raise RuntimeError("This one fails.")

    with qtbot.capture_exceptions() as caught:
        work.begin(fail, *deeds.note("two"))
        qtbot.waitUntil(lambda: not work.going)
    assert deeds.done == ["two"]
    assert [str(error) for _, error, _ in caught] == ["This one fails."]
    work.begin(fail, *deeds.note("three"))
    with pytest.raises(RuntimeError):
        work.finish()
    qtbot.waitUntil(lambda: deeds.done == ["two", "three"])
