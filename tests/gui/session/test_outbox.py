"""What waits to be sent to the process: a newer value takes the place of an older."""

from typing import Any

from engine.messages import Acknowledge, Adjust, Pause, Play, Step
from engine.player import Pace
from gui.session import Outbox
from tests.gui.session.listeners import SETTINGS


def taken(outbox: Outbox) -> list[Any]:
    outbox.close()
    return list(iter(outbox.take, None))


def test_commands_are_taken_in_the_order_in_which_they_were_put() -> None:
    outbox = Outbox()
    commands = [Step(1), Pause(), Step(2), Acknowledge(), Step(3)]
    for command in commands:
        outbox.put(command)
    assert taken(outbox) == commands


def test_a_newer_value_replaces_the_one_before_it() -> None:
    outbox = Outbox()
    for rate in (1.0, 2.0, 3.0):
        outbox.put(Adjust(SETTINGS.changed(learning_rate=rate)))
    for pace in (1.0, 2.0):
        outbox.put(Play(Pace.steady(pace)))
    expected = [Adjust(SETTINGS.changed(learning_rate=3.0)), Play(Pace.steady(2.0))]
    assert taken(outbox) == expected


def test_nothing_is_replaced_across_another_command() -> None:
    outbox = Outbox()
    commands = [Play(Pace.steady(1)), Pause(), Play(Pace.steady(2)), Step(1), Step(1)]
    for command in commands:
        outbox.put(command)
    assert taken(outbox) == commands


def test_two_acknowledgements_in_a_row_are_one() -> None:
    outbox = Outbox()
    for command in (Acknowledge(), Acknowledge(), Step(1), Acknowledge()):
        outbox.put(command)
    assert taken(outbox) == [Acknowledge(), Step(1), Acknowledge()]


def test_a_closed_outbox_gives_what_it_has_and_then_nothing() -> None:
    outbox = Outbox()
    outbox.put(Step(1))
    outbox.close()
    assert outbox.take() == Step(1)
    assert outbox.take() is None
