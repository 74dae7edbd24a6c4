"""One network of several as a run of its own: as if it had been trained alone, to the bit."""

import functools
import itertools

import numpy as np
import pytest

import engine.planar.single as single
from engine.datasets import Points, make_points
from engine.planar.run import PlanarRun
from engine.planar.settings import RatesSettings, SizesSettings
from engine.planar.single import single_record
from engine.planar.sweep import SweepSettings
from engine.record import Record
from engine.run import Change, Programme

SIZES = SizesSettings(sizes="1,4,20", iterations=150)
STOPPING = RatesSettings(rates="0.1,1,100", l2=30.0, iterations=300, points=100)
"""With λ as large, the network at rate 100 stops itself; the others go on."""

KEYS = itertools.count(100)


@functools.cache
def flower() -> Points:
    return make_points("flower", 100, 0.2, 1)


def trained(settings: SweepSettings, n: int) -> Record:
    record = Record(next(KEYS), "planar-sizes", Programme.of(settings), flower())
    record.append(record.mirror.advance(n))
    return record


@pytest.mark.parametrize("index", range(3))
def test_it_has_every_state_and_loss_of_the_network_trained_alone(index: int) -> None:
    one = single_record(trained(SIZES, 90), index, key=7)
    assert one is not None
    alone = PlanarRun(Programme.of(SIZES.networks[index]), flower())
    expected = alone.advance(90)
    assert (one.key, one.head, one.stop, one.events) == (7, 90, None, ())
    assert one.settings == SIZES.networks[index]
    np.testing.assert_array_equal(one.history.losses(1), expected.losses)
    for k in (1, 45, 90):
        np.testing.assert_array_equal(one.state(k).values, expected.values[k - 1])


def test_it_goes_on_as_the_network_alone_would() -> None:
    one = single_record(trained(SIZES, 90), 1, key=7)
    assert one is not None
    one.mirror.restore(one.state(90))
    one.append(one.mirror.advance(60))
    alone = PlanarRun(Programme.of(SIZES.networks[1]), flower()).advance(150)
    np.testing.assert_array_equal(one.history.losses(1), alone.losses)


def test_live_changes_of_the_sweep_are_its_events_too() -> None:
    sweep = trained(SIZES, 40)
    sweep.note(Change(40, SIZES.changed(learning_rate=0.3)))
    sweep.mirror.restore(sweep.state(40))
    sweep.append(sweep.mirror.advance(40))
    one = single_record(sweep, 2, key=7)
    assert one is not None
    assert [(event.iteration, event.settings.learning_rate) for event in one.events] == [(40, 0.3)]
    assert one.programme.at(39).learning_rate == SIZES.learning_rate
    again = one.mirror.replayed(one.state(0), 80)
    np.testing.assert_array_equal(again.values, one.state(80).values)


def test_a_network_that_stopped_itself_ends_there_and_says_why() -> None:
    sweep = trained(STOPPING, 300)
    alone = PlanarRun(Programme.of(STOPPING.networks[2]), flower())
    alone.advance(300)
    one, other = (single_record(sweep, index, key=7) for index in (2, 0))
    assert one is not None
    assert other is not None
    assert alone.stopped is not None
    assert one.stop == alone.stopped
    assert one.head == alone.stopped.iteration < 300
    assert (other.head, other.stop) == (300, None)


def test_where_states_were_thinned_out_there_is_none() -> None:
    sweep = trained(SIZES, 90)
    sweep.history.shrink(sweep.history.nbytes // 2)
    assert sweep.history.stride > 1
    assert single_record(sweep, 0, key=7) is None


def test_of_a_very_long_run_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single, "MOST_COPIED", 89)
    assert single_record(trained(SIZES, 90), 0, key=7) is None
