"""Blocks, states and programmes: the values that every run gives and takes."""

import pickle
from dataclasses import is_dataclass
from typing import Any

import numpy as np
import pytest

from engine.datasets import make_points
from engine.linear.settings import LinearSettings
from engine.messages import (
    Acknowledge,
    Adjust,
    Frame,
    Pause,
    Play,
    Prepare,
    Quit,
    Restore,
    Step,
    Trouble,
)
from engine.player import Pace
from engine.run import Block, Change, Mode, Programme, State, Stop

SLOW, FAST, FASTER = (LinearSettings(learning_rate=rate) for rate in (0.1, 0.2, 0.3))


def block(first: int, n: int, stop: Stop | None = None) -> Block:
    losses = np.arange(first, first + n, dtype=float)[:, None]
    return Block(first, losses, np.repeat(losses[:, None], 2, axis=2), stop)


def over_the_pipe(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


def test_a_block_knows_its_length_and_its_last_iteration() -> None:
    assert (len(block(5, 3)), block(5, 3).last) == (3, 7)


def test_blocks_that_follow_each_other_join_and_keep_the_stop_of_the_last() -> None:
    stop = Stop(9, 0, "the loss is not finite", 1.0, np.inf)
    joined = Block.joined([block(5, 3), block(8, 1), block(9, 1, stop)])
    assert (joined.first, joined.last, joined.stop) == (5, 9, stop)
    np.testing.assert_array_equal(joined.losses[:, 0], [5, 6, 7, 8, 9])
    np.testing.assert_array_equal(joined.values[:, 0, 1], [5, 6, 7, 8, 9])


def test_a_state_and_a_block_cannot_be_written() -> None:
    one, state = block(0, 2), State(0, np.zeros(3))
    for array in (one.losses, one.values, state.values):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 1


def test_a_programme_of_one_entry_always_gives_its_settings() -> None:
    programme = Programme.of(SLOW)
    assert [programme.at(k) for k in (0, 1, 10**6)] == [SLOW] * 3
    assert programme.next_change(0) is None
    assert programme.settings == SLOW


def test_a_change_acts_from_its_own_iteration_on() -> None:
    programme = Programme.of(SLOW).changed(10, FAST).changed(20, FASTER)
    acting = {k: programme.at(k) for k in (0, 9, 10, 11, 19, 20, 21)}
    assert acting == {
        0: SLOW, 9: SLOW, 10: FAST, 11: FAST, 19: FAST, 20: FASTER, 21: FASTER,
    }  # fmt: skip
    assert [programme.next_change(k) for k in (0, 9, 10, 19, 20)] == [10, 10, 20, 20, None]


def test_a_change_replaces_those_at_its_iteration_and_after() -> None:
    programme = Programme.of(SLOW).changed(10, FAST).changed(20, FASTER)
    assert programme.changed(10, FASTER).changes == (Change(0, SLOW), Change(10, FASTER))
    assert programme.changed(0, FAST).changes == (Change(0, FAST),)


MESSAGES = (
    Prepare(
        3,
        "linear",
        Programme.of(SLOW).changed(7, FAST),
        make_points("ring", 20, 0.1, 0),
        State(9, np.arange(18.0).reshape(1, 3, 6)),
    ),
    Restore(State(4, np.ones((1, 3, 6)))),
    Play(Pace.steady(8)),
    Pause(),
    Step(5),
    Adjust(FAST),
    Acknowledge(),
    Quit(),
    Frame(3, block(5, 4, Stop(8, 0, "so", 1, 2)), Mode.PLAYING, (Change(6, FAST),)),
    Trouble(3, "A sentence.", "the traceback"),
)


def parts_of(value: Any) -> dict[str, Any]:
    """What a message holds, with the arrays within, as plain values that can be compared."""
    if isinstance(value, np.ndarray):
        return {"array": value.tolist()}
    if isinstance(value, Programme) or not is_dataclass(value):
        return {"value": value}
    return {name: parts_of(part) for name, part in vars(value).items()}


def arrays_of(value: Any) -> list[Any]:
    if isinstance(value, np.ndarray):
        return [value]
    if not is_dataclass(value):
        return []
    return [array for part in vars(value).values() for array in arrays_of(part)]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda one: type(one).__name__)
def test_a_message_arrives_as_it_was_sent_and_its_arrays_cannot_be_written(message: Any) -> None:
    arrived = over_the_pipe(message)
    assert type(arrived) is type(message)
    assert parts_of(arrived) == parts_of(message)
    arrays = arrays_of(arrived)
    assert len(arrays) == len(arrays_of(message))
    for array in arrays:
        assert not array.flags.writeable


def test_the_messages_with_numbers_really_hold_arrays() -> None:
    counts = {type(one).__name__: len(arrays_of(one)) for one in MESSAGES}
    assert (counts["Prepare"], counts["Restore"], counts["Frame"]) == (3, 1, 2)


def test_a_programme_that_crossed_the_pipe_still_finds_its_changes() -> None:
    programme = over_the_pipe(Programme.of(SLOW).changed(7, FAST))
    assert (programme.at(6), programme.at(7), programme.next_change(0)) == (SLOW, FAST, 7)


def test_paces_are_named_as_people_read_them() -> None:
    paces = (Pace.steady(8), Pace.steady(0.5), Pace.timelapse(), Pace.flat_out())
    assert [str(pace) for pace in paces] == ["8/s", "0.5/s", "time-lapse", "flat out"]
