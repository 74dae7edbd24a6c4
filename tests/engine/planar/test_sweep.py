"""Networks side by side: each as if it were alone, also when others stop."""

import functools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.datasets import Points, make_points
from engine.errors import SettingsError
from engine.history import History
from engine.planar.run import PlanarRun
from engine.planar.settings import RatesSettings, SizesSettings
from engine.planar.sweep import (
    SweepRun,
    SweepSettings,
    network_block,
    network_programme,
    parts_of,
    stopped_at,
)
from engine.run import LOSS_LIMIT, Block, Programme, State
from engine.settings import validated
from engine.worker import make_run


@functools.cache
def flower() -> Points:
    return make_points("flower", 100, 0.2, 1)


def sweep_of(settings: SweepSettings) -> SweepRun:
    return SweepRun(Programme.of(settings), flower())


SIZES = SizesSettings(sizes="1,4,20", iterations=200)
STOPPING = RatesSettings(rates="0.1,1,100", l2=30.0, iterations=300, points=100)
"""With λ as large, the weights at rate 100 grow from step to step, and at the others shrink."""


@pytest.mark.parametrize("settings", [SIZES, RatesSettings(iterations=200), STOPPING])
def test_each_network_is_the_one_that_it_would_be_alone(settings: SweepSettings) -> None:
    sweep = sweep_of(settings)
    block = Block.joined([sweep.advance(n) for n in (1, 70, 29, 100)])
    for index, network in enumerate(settings.networks):
        alone = PlanarRun(Programme.of(network), flower()).advance(200)
        of_sweep = network_block(block, settings, index)
        assert len(of_sweep) == len(alone)
        np.testing.assert_array_equal(of_sweep.losses, alone.losses)
        np.testing.assert_array_equal(of_sweep.values, alone.values)


def test_state_zero_holds_every_networks_initial_weights() -> None:
    sweep = sweep_of(SIZES)
    for index, network in enumerate(SIZES.networks):
        alone = PlanarRun(Programme.of(network), flower())
        part = parts_of(SIZES)[index]
        np.testing.assert_array_equal(sweep.state.values[part], alone.state.values)
        assert sweep.here().losses[0, index] == alone.here().losses[0, 0]


def stopping_block() -> tuple[SweepRun, Block]:
    sweep = sweep_of(STOPPING)
    return sweep, sweep.advance(300)


def test_a_network_that_stops_itself_stays_and_the_others_go_on() -> None:
    sweep, block = stopping_block()
    assert len(block) == 300
    assert sweep.finished
    assert sweep.stopped is None
    assert block.stop is None
    assert [stop is not None for stop in sweep.stops] == [False, False, True]
    stop = sweep.stops[2]
    assert stop is not None
    assert stop.racer == 2
    assert stop.loss_before <= LOSS_LIMIT < stop.loss_after
    assert stopped_at(block.losses) == (None, None, stop.iteration - 1)
    after = block.values[stop.iteration - 1 :, parts_of(STOPPING)[2]]
    assert (after == after[0]).all()
    assert len(np.unique(block.values[stop.iteration - 1 :, 0])) > 1


@given(cuts=st.lists(st.integers(1, 120), min_size=1, max_size=8))
@settings(max_examples=20, deadline=None)
def test_the_numbers_do_not_depend_on_the_cut_where_a_network_stops(cuts: list[int]) -> None:
    whole = sweep_of(STOPPING).advance(sum(cuts))
    sweep = sweep_of(STOPPING)
    parts = Block.joined([block for n in cuts if len(block := sweep.advance(n))])
    np.testing.assert_array_equal(whole.losses, parts.losses)
    np.testing.assert_array_equal(whole.values, parts.values)


@pytest.mark.parametrize("start", [0, 3, 150])
def test_restoring_and_replaying_go_on_to_the_bit_before_and_after_a_stop(start: int) -> None:
    sweep, block = stopping_block()
    stop = sweep.stops[2]
    assert stop is not None
    assert stop.iteration > 3
    first = sweep_of(STOPPING).state
    state = first if start == 0 else State(start, block.values[start - 1].copy())
    other = sweep_of(STOPPING)
    replayed = other.replayed(state, 100)
    assert replayed.iteration == start + 100
    np.testing.assert_array_equal(replayed.values, block.values[start + 99])
    other.restore(state)
    rest = other.advance(1000)
    np.testing.assert_array_equal(rest.values, block.values[start:])
    np.testing.assert_array_equal(rest.losses, block.losses[start:])
    assert other.stops[2] is not None


def test_when_all_networks_have_stopped_the_sweep_has() -> None:
    settings = RatesSettings(rates="80,100", l2=30.0, iterations=5000)
    sweep = sweep_of(settings)
    block = sweep.advance(5000)
    assert sweep.stopped is not None
    assert block.stop == sweep.stopped
    assert sweep.finished
    assert block.last == max(stop.iteration for stop in sweep.stops if stop)
    assert len(sweep.advance(10)) == 0


def test_a_live_change_reaches_every_network_and_only_from_there_on() -> None:
    changed = SIZES.changed(learning_rate=0.2)
    sweep = sweep_of(SIZES)
    sweep.advance(50)
    sweep.change(changed)
    block = sweep.advance(50)
    start: Programme[SweepSettings] = Programme.of(SIZES)
    programme = start.changed(50, changed)
    for index in range(3):
        alone = PlanarRun(network_programme(programme, index), flower()).advance(100)
        np.testing.assert_array_equal(block.values[:, parts_of(SIZES)[index]], alone.values[50:])


def test_a_change_leaves_a_stopped_network_where_it_is() -> None:
    sweep, block = stopping_block()
    sweep.change(STOPPING.changed(iterations=310))
    further = sweep.advance(20)
    assert (further.first, further.last) == (301, 310)
    np.testing.assert_array_equal(further.values[-1, parts_of(STOPPING)[2]], block.values[-1][-17:])
    assert sweep.stops[2] is not None


def test_the_history_thins_and_computes_again_a_sweep_in_which_one_stopped() -> None:
    sweep = sweep_of(STOPPING.changed(iterations=4200))
    mirror = sweep_of(STOPPING.changed(iterations=4200))
    history = History(mirror, budget_bytes=100_000)
    history.append(sweep.here())
    rows = []
    while not sweep.finished:
        block = sweep.advance(500)
        rows.append(block.values)
        history.append(block)
    assert history.stride > 1
    values = np.concatenate(rows)
    for k in (1, 5, 9, 33, 1001, 4199):
        np.testing.assert_array_equal(history.state(k).values, values[k - 1])


@pytest.mark.parametrize(
    ("assignment", "settings"),
    [("planar-sizes", SizesSettings()), ("planar-rates", RatesSettings())],
)
def test_the_worker_can_make_a_sweep(assignment: str, settings: SweepSettings) -> None:
    run = make_run(assignment, Programme.of(settings), flower())
    assert run.advance(3).losses.shape == (3, len(settings.networks))


def test_the_assignments_sizes_and_rates_are_the_defaults() -> None:
    assert [one.n_hidden for one in SizesSettings().networks] == [1, 2, 3, 4, 5, 20, 50]
    assert [one.learning_rate for one in RatesSettings().networks] == [0.01, 0.1, 1.2, 10, 30]
    assert {one.learning_rate for one in SizesSettings().networks} == {1.2}
    assert {one.n_hidden for one in RatesSettings().networks} == {4}
    assert RatesSettings(rates=" 1, 2.5 ").labels == ("η 1", "η 2.5")


@pytest.mark.parametrize(
    ("sweep", "values", "received"),
    [
        (SizesSettings, {"sizes": "4,0"}, "Received 0."),
        (SizesSettings, {"sizes": "1.5"}, "Received 1.5."),
        (SizesSettings, {"sizes": "1001"}, "Received 1001."),
        (SizesSettings, {"sizes": ""}, "Received nothing."),
        (SizesSettings, {"sizes": ",".join("1" * 13)}, "Received 13 of them."),
        (RatesSettings, {"rates": "0.1,x"}, "Received x."),
        (RatesSettings, {"rates": "nan"}, "Received nan."),
        (RatesSettings, {"rates": "-1"}, "Received -1."),
    ],
)
def test_a_list_that_cannot_be_used_is_answered_with_the_rule(
    sweep: type[SizesSettings] | type[RatesSettings], values: dict[str, str], received: str
) -> None:
    with pytest.raises(SettingsError, match="must be one to 12") as caught:
        validated(sweep, values)
    assert received in str(caught.value)
