"""One network of several as a run of its own, with all the iterations that it has made."""

from engine.planar.sweep import network_block, network_programme
from engine.record import Record
from engine.run import Block, Change, Programme, Stop

MOST_COPIED = 20_000
"""Iterations that are copied at once; more would stop the window for a visible moment."""


def single_record(sweep: Record, index: int, key: int) -> Record | None:
    """The record of one network, as if it had been trained alone.

    Args:
        sweep: Several networks.
        index: Which of them.
        key: Of the new record.

    Returns:
        None if not every state of the sweep is kept, or if there are too many.
    """
    if sweep.history.stride > 1 or sweep.head > MOST_COPIED:
        return None
    programme = network_programme(sweep.programme, index)
    single = Record(key, "planar", Programme.of(programme.changes[0].settings), sweep.points)
    block = network_block(_all_of(sweep), sweep.settings, index)
    single.append(block)
    for change in programme.changes[1:]:
        single.note(Change(min(change.iteration, single.head), change.settings))
    if len(block) <= sweep.head:
        single.stop = _stop_of(single)
    return single


def _all_of(sweep: Record) -> Block:
    """Everything that is known of a sweep."""
    values = sweep.history.path(sweep.head, sweep.head + 1)[: sweep.head + 1]
    return Block(0, sweep.history.losses(), values)


def _stop_of(single: Record) -> Stop | None:
    """Why a network stopped itself: its last iteration, once again."""
    single.mirror.restore(single.state(max(single.head - 1, 0)))
    return single.mirror.advance(1).stop
