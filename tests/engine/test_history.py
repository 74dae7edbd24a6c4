"""The history of a run: nothing is lost, thinned states come back to the bit, curves keep peaks."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.chunk import CHUNK, SUMMARY
from engine.datasets import make_points
from engine.history import RAW_LOSSES, History
from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.run import Block, Programme, State

POINTS = make_points("ring", 12, 0.3, 0)
SETTINGS = LinearSettings(
    optimizers=("momentum", "adam"), learning_rate=0.01, iterations=10_000_000
)
STATE_BYTES = 2 * 3 * 6 * 8


def linear_run() -> LinearRun:
    return LinearRun(Programme.of(SETTINGS), POINTS)


def recorded(n: int) -> Block:
    run = linear_run()
    return Block.joined([run.here(), run.advance(n)])


def part(block: Block, first: int, last: int) -> Block:
    rows = slice(first - block.first, last - block.first + 1)
    return Block(first, block.losses[rows], block.values[rows])


def filled(block: Block, budget_bytes: int, piece: int = 100) -> History:
    history = History(linear_run(), budget_bytes)
    for first in range(0, len(block), piece):
        history.append(part(block, first, min(first + piece - 1, block.last)))
    return history


LONG = 3 * CHUNK + 500


@pytest.fixture(scope="module")
def long_run() -> Block:
    return recorded(LONG)


class NoRun:
    """Stands for a run where nothing may be computed again."""

    together = 1

    def gathered(self, blocks: Sequence[Block], at_rest: bool) -> Block | None:
        return Block.joined(blocks) if blocks else None

    def replayed(self, state: State, n: int) -> State:
        raise AssertionError("A state was computed again.")


def history_of_losses(losses: NDArray[np.float64]) -> History:
    """A history of one racer (or several) with these losses and states of one number."""
    history = History(NoRun())  # type: ignore[arg-type]
    columns = losses.reshape(len(losses), -1).copy()
    history.append(Block(0, columns, np.zeros((len(losses), 1))))
    return history


# Taking and finding ------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 700), min_size=1, max_size=12))
@settings(max_examples=20, deadline=None)
def test_every_loss_and_every_state_is_kept_in_whatever_pieces_they_come(pieces: list[int]) -> None:
    total = sum(pieces)
    losses = np.arange(total, dtype=float)[:, None]
    history = History(NoRun())  # type: ignore[arg-type]
    first = 0
    for n in pieces:
        rows = slice(first, first + n)
        history.append(Block(first, losses[rows].copy(), losses[rows].copy()))
        first += n
    assert (len(history), history.head, history.stride) == (total, total - 1, 1)
    np.testing.assert_array_equal(history.losses(), losses)
    for k in {0, total // 2, total - 1}:
        assert history.state(k).values.tolist() == [k]
        assert history.losses_at(k).tolist() == [k]


def test_losses_of_a_stretch_include_both_ends(long_run: Block) -> None:
    history = filled(long_run, 10**9)
    for first, last in [(0, 0), (5, 9), (CHUNK - 1, CHUNK), (100, 2 * CHUNK + 7), (LONG, LONG)]:
        np.testing.assert_array_equal(
            history.losses(first, last), long_run.losses[first : last + 1], f"{first} {last}"
        )
    assert len(history.losses(LONG - 3, LONG + 100)) == 4


def test_states_that_are_known_already_are_passed_over() -> None:
    block = recorded(50)
    history = filled(part(block, 0, 30), 10**9)
    history.append(part(block, 20, 40))
    history.append(part(block, 10, 35))
    assert history.head == 40
    np.testing.assert_array_equal(history.losses(), block.losses[:41])
    np.testing.assert_array_equal(history.state(40).values, block.values[40])


def test_a_gap_is_refused_and_nothing_is_taken() -> None:
    block = recorded(50)
    history = filled(part(block, 0, 30), 10**9)
    with pytest.raises(ValueError, match=r"State 31 must come next\. Received 32\."):
        history.append(part(block, 32, 40))
    assert history.head == 30


@pytest.mark.parametrize("iteration", [-1, 31, 10_000])
def test_a_state_that_is_not_known_is_refused(iteration: int) -> None:
    history = filled(recorded(30), 10**9)
    for ask in (history.state, history.losses_at):
        with pytest.raises(IndexError, match=f"States 0 to 30 are known. Received {iteration}."):
            ask(iteration)


def test_a_state_that_was_looked_up_cannot_be_written() -> None:
    history = filled(recorded(30), 10**9)
    with pytest.raises(ValueError, match="read-only"):
        history.state(3).values[...] = 0


# Thinning ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("piece", [1000, 4096, LONG + 1])
def test_a_thinned_history_gives_every_state_with_the_recorded_bits(
    long_run: Block, piece: int
) -> None:
    history = filled(long_run, 200 * STATE_BYTES, piece)
    for _ in range(200):  # thinning goes on with each frame, even one without news
        history.append(part(long_run, LONG, LONG))
    assert history.stride >= 64
    np.testing.assert_array_equal(history.losses(), long_run.losses)
    for k in range(0, LONG + 1, 1 if piece == 4096 else 37):
        state = history.state(k)
        assert state.iteration == k
        np.testing.assert_array_equal(state.values, long_run.values[k], f"state {k}")


def test_a_thinned_history_gives_states_in_any_order(long_run: Block) -> None:
    history = filled(long_run, 300 * STATE_BYTES)
    assert history.stride > 1
    for k in np.random.default_rng(0).integers(0, LONG + 1, 300):
        np.testing.assert_array_equal(history.state(int(k)).values, long_run.values[k], str(k))


@pytest.mark.parametrize("states", [10_000, 6_000, 1_000])
def test_the_states_stay_within_the_budget_plus_the_chunk_that_fills(
    long_run: Block, states: int
) -> None:
    budget = states * STATE_BYTES
    history = filled(long_run, budget)
    losses = 8 * 2 * CHUNK * 4
    assert history.nbytes - losses <= budget + CHUNK * STATE_BYTES


def test_a_budget_that_suffices_thins_nothing(long_run: Block) -> None:
    history = filled(long_run, 4 * CHUNK * STATE_BYTES)
    assert history.stride == 1


def test_the_smallest_budget_still_keeps_one_state_to_a_chunk(long_run: Block) -> None:
    history = filled(long_run, 0, 50)
    assert history.stride == CHUNK
    for k in (0, 1, CHUNK, CHUNK + 1, LONG):
        np.testing.assert_array_equal(history.state(k).values, long_run.values[k])


def test_shrinking_keeps_the_budget_at_once_and_every_state(long_run: Block) -> None:
    history = filled(long_run, 10**9)
    history.shrink(500 * STATE_BYTES)
    assert history.nbytes - 8 * 2 * CHUNK * 4 <= 500 * STATE_BYTES
    for k in (0, 1, 63, CHUNK - 1, CHUNK, 2 * CHUNK + 1, LONG):
        np.testing.assert_array_equal(history.state(k).values, long_run.values[k])


def test_a_history_goes_on_after_it_was_shrunk(long_run: Block) -> None:
    history = filled(part(long_run, 0, CHUNK + 50), 10**9)
    history.shrink(500 * STATE_BYTES)
    history.append(part(long_run, CHUNK + 51, LONG))
    for k in (CHUNK + 49, CHUNK + 51, CHUNK + 52, LONG - 1, LONG):
        np.testing.assert_array_equal(history.state(k).values, long_run.values[k])
    np.testing.assert_array_equal(history.losses(), long_run.losses)


# Branches ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("budget_states", [10**6, 500])
@pytest.mark.parametrize("at", [0, 1, 5, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, LONG])
def test_a_branch_has_the_states_of_its_parent_and_goes_on_by_itself(
    long_run: Block, at: int, budget_states: int
) -> None:
    parent = filled(long_run, budget_states * STATE_BYTES)
    run = LinearRun(Programme.of(SETTINGS).changed(at, SETTINGS.changed(alpha=0.5)), POINTS)
    run.restore(parent.state(at))
    branch = parent.branched(run, at)
    here, new = run.here(), run.advance(600)
    branch.append(here)
    branch.append(new)
    assert branch.head == at + 600
    for k in {0, 1, at // 2, at - 1, at} & set(range(at + 1)):
        np.testing.assert_array_equal(branch.state(k).values, long_run.values[k], str(k))
        np.testing.assert_array_equal(branch.losses_at(k), long_run.losses[k])
    for k in (1, 2, 63, 64, 65, 599, 600):
        np.testing.assert_array_equal(branch.state(at + k).values, new.values[k - 1], str(k))
    assert parent.head == LONG
    for k in {min(at + 1, LONG), min(at + 600, LONG), LONG}:
        np.testing.assert_array_equal(parent.state(k).values, long_run.values[k], str(k))
        np.testing.assert_array_equal(parent.losses_at(k), long_run.losses[k])


def test_a_branch_shares_the_chunks_before_it(long_run: Block) -> None:
    parent = filled(long_run, 10**9)
    branch = parent.branched(linear_run(), 2 * CHUNK + 10)
    for k in (0, CHUNK, 2 * CHUNK - 1):
        assert np.shares_memory(parent.state(k).values, branch.state(k).values)
    assert not np.shares_memory(
        parent.state(2 * CHUNK).values, branch.state(2 * CHUNK).values
    )  # the chunk that both go on to fill


def test_thinning_a_branch_does_no_harm_to_its_parent(long_run: Block) -> None:
    parent = filled(long_run, 10**9)
    branch = parent.branched(linear_run(), 2 * CHUNK + 10)
    branch.shrink(100 * STATE_BYTES)
    parent.append(part(long_run, LONG, LONG))
    for k in (1, CHUNK + 3, 2 * CHUNK + 3, LONG):
        np.testing.assert_array_equal(parent.state(k).values, long_run.values[k])
    for k in (1, CHUNK + 3, 2 * CHUNK + 3):
        np.testing.assert_array_equal(branch.state(k).values, long_run.values[k])


# Curves ------------------------------------------------------------------------------------------


def noisy(n: int, seed: int = 0) -> NDArray[np.float64]:
    generator = np.random.default_rng(seed)
    return np.exp(-np.arange(n) / n) + 0.1 * generator.random(n)


def assert_columns_keep_their_extremes(
    losses: NDArray[np.float64], edges: NDArray[np.int64]
) -> None:
    x, y = history_of_losses(losses).curve(edges, 0)
    for first, after in pairwise(edges):
        inside = losses[first:after]
        drawn = y[:-1][(x[:-1] >= first) & (x[:-1] < after)]
        if len(inside):
            assert (drawn.min(), drawn.max()) == (inside.min(), inside.max())


def test_a_short_curve_is_drawn_loss_by_loss() -> None:
    losses = noisy(80)
    x, y = history_of_losses(losses).curve(np.arange(0, 1000, 10), 0)
    np.testing.assert_array_equal(x, np.arange(80))
    np.testing.assert_array_equal(y, losses)


@pytest.mark.parametrize("n", [3_000, CHUNK, CHUNK + 1, 20_000, RAW_LOSSES])
def test_each_column_of_a_curve_keeps_its_smallest_and_largest(n: int) -> None:
    losses = noisy(n)
    assert_columns_keep_their_extremes(losses, np.linspace(0, n, 301).astype(np.int64))
    assert_columns_keep_their_extremes(losses, np.unique(np.geomspace(1, n, 301).astype(np.int64)))


@pytest.mark.parametrize("n", [40_000, 41_123, 100_000])
def test_each_column_of_a_long_curve_keeps_its_smallest_and_largest(n: int) -> None:
    losses = noisy(n)
    seams = np.arange(0, n + 1, 2 * SUMMARY)  # summaries have a grain of 64 iterations
    assert_columns_keep_their_extremes(losses, seams)


@pytest.mark.parametrize("n", [40_000, 100_000])
def test_a_long_curve_keeps_the_extremes_of_all_and_its_early_part_to_the_iteration(n: int) -> None:
    losses = noisy(n)
    losses[n - 5_000], losses[n // 2] = 9.0, -9.0
    edges = np.unique(np.geomspace(1, n, 500).astype(np.int64))
    _, y = history_of_losses(losses).curve(edges, 0)
    assert (y.min(), y.max()) == (-9.0, 9.0)
    assert_columns_keep_their_extremes(losses[:RAW_LOSSES], edges[edges < RAW_LOSSES])


@pytest.mark.parametrize("n", [1, 2, 79, 5_000, 40_000, 100_001])
def test_a_curve_ends_at_the_last_loss_and_has_no_more_than_two_values_a_column(n: int) -> None:
    losses = noisy(n)
    for edges in (np.linspace(0, n, 400), np.geomspace(1, max(n, 2), 400)):
        x, y = history_of_losses(losses).curve(np.unique(edges.astype(np.int64)), 0)
        assert (x[-1], y[-1]) == (n - 1, losses[-1])
        assert len(x) == len(y) <= 2 * 400 + 3
        assert (np.diff(x) >= 0).all()


def test_a_curve_is_that_of_the_racer_asked_for() -> None:
    losses = np.stack([noisy(50_000, 0), 5 + noisy(50_000, 1)], axis=1)
    history = history_of_losses(losses)
    edges = np.linspace(0, 50_000, 300).astype(np.int64)
    assert history.curve(edges, 0)[1].max() < 5 < history.curve(edges, 1)[1].min()


@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize("n", [50, 5_000, RAW_LOSSES + CHUNK, RAW_LOSSES + CHUNK + 10])
def test_losses_that_are_not_finite_hide_no_others(n: int, bad: float) -> None:
    losses = noisy(n)
    losses[-3], losses[-1] = 7.0, bad
    history = history_of_losses(losses)
    x, y = history.curve(np.linspace(0, n, 200).astype(np.int64), 0)
    assert x[-1] == n - 1
    assert repr(float(y[-1])) == repr(bad)
    assert np.nanmin(y) == losses[:-1].min()
    assert np.nanmax(y) == (7.0 if np.isnan(bad) else bad)
