"""However a run is cut, changed on its way or branched, its bits are the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.linear import compute_grad, expand
from engine.linear.run import MEMORY, WEIGHTS, LinearRun
from engine.linear.settings import LinearSettings
from engine.run import Block, Programme, State
from tests.engine.linear.runs import POINTS, Notebook, assert_same_bits, linear_run

Step = int | LinearSettings
"""Advance so many iterations, or let these settings act from here on."""
FIRST = LinearSettings(optimizers=("sgd", "momentum", "adam"), iterations=3000)


def played(run: LinearRun, plan: list[Step]) -> Block:
    blocks = []
    for one in plan:
        if isinstance(one, int):
            blocks.append(run.advance(one))
        else:
            run.change(one)
    return Block.joined([block for block in blocks if len(block)])


@st.composite
def cut(draw: st.DrawFn, n: int) -> list[int]:
    parts = []
    while n:
        parts.append(draw(st.integers(1, n)))
        n -= parts[-1]
    return parts


live_changes = st.builds(
    lambda eta, alpha: FIRST.changed(learning_rate=eta, alpha=alpha),
    st.floats(0.001, 0.5),
    st.floats(0, 0.99),
)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_cut_gives_the_same_bits_with_live_changes_in_between(data: st.DataObject) -> None:
    stretches = data.draw(st.lists(st.integers(1, 60), min_size=1, max_size=4))
    changes = [data.draw(live_changes) for _ in stretches]
    whole: list[Step] = []
    pieces: list[Step] = []
    for n, change in zip(stretches, changes, strict=True):
        whole += [n, change]
        pieces += [*data.draw(cut(n)), change]
    one, other = (LinearRun(Programme.of(FIRST), POINTS) for _ in range(2))
    assert_same_bits(played(one, whole), played(other, pieces))


@given(st.integers(0, 99), st.integers(0, 99))
@settings(max_examples=25, deadline=None)
def test_going_back_and_advancing_again_gives_the_same_bits(there: int, back: int) -> None:
    run = LinearRun(Programme.of(FIRST), POINTS)
    run.advance(back)
    state = run.state
    expected = run.advance(100)
    run.restore(state)
    run.advance(there)
    run.restore(state)
    assert_same_bits(run.advance(100), expected)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_replay_across_changes_gives_the_bits_that_were_recorded(data: st.DataObject) -> None:
    run = LinearRun(Programme.of(FIRST), POINTS)
    plan: list[Step] = [20]
    for _ in range(data.draw(st.integers(1, 3))):
        change = data.draw(live_changes).changed(batch_size=data.draw(st.sampled_from([1, 4, 9])))
        plan += [change, data.draw(st.integers(1, 40))]
    block = played(run, plan)
    again = LinearRun(run.programme, POINTS)
    assert_same_bits(again.advance(len(block)), block)
    start = data.draw(st.integers(1, len(block)))
    end = data.draw(st.integers(start, len(block)))
    state = again.replayed(State(start, block.values[start - 1].copy()), end - start)
    np.testing.assert_array_equal(state.values, block.values[end - 1])
    assert state.iteration == end


def test_after_a_change_of_batch_size_the_generator_goes_on_where_it_stood() -> None:
    run = linear_run()
    run.advance(10)
    run.change(run.settings.changed(batch_size=9))
    generator = np.random.RandomState(42)
    expected = [generator.choice(60, 4 if k < 10 else 9) for k in range(20)]
    X = np.asarray(expand(POINTS.X), float)
    for k in range(10, 20):
        np.testing.assert_array_equal(run.batch(0, k), expected[k])
        w = run.weights[0]
        step = 0.05 * compute_grad(X[expected[k]], POINTS.y[expected[k]], w)
        run.advance(1)
        np.testing.assert_allclose(run.weights[0], w - step, rtol=1e-12)


def test_a_change_acts_on_the_step_that_leads_away_from_its_state() -> None:
    run = linear_run()
    run.advance(10)
    before = run.weights[0]
    gradient = run.gradients()[0].copy()
    run.change(run.settings.changed(learning_rate=0.5))
    run.advance(1)
    np.testing.assert_allclose(run.weights[0], before - 0.5 * gradient, rtol=1e-14)


def test_a_branch_with_nothing_changed_equals_its_parent_bit_for_bit() -> None:
    parent = LinearRun(Programme.of(FIRST), POINTS)
    recorded = parent.advance(200)
    branch = LinearRun(parent.programme.changed(70, FIRST), POINTS)
    branch.restore(State(70, recorded.values[69].copy()))
    block = branch.advance(130)
    np.testing.assert_array_equal(block.values, recorded.values[70:])
    np.testing.assert_array_equal(block.losses, recorded.losses[70:])


def test_a_branch_with_another_rule_begins_without_memory_at_the_same_weights() -> None:
    parent = linear_run(optimizers=("momentum", "rmsprop"), iterations=500)
    parent.advance(50)
    state = parent.state
    other = parent.settings.changed(optimizers=("momentum", "adam"))
    branch = LinearRun(parent.programme.changed(50, other), POINTS)
    branch.restore(state)
    np.testing.assert_array_equal(branch.weights, parent.weights)
    assert not branch.state.values[1, MEMORY].any()
    np.testing.assert_array_equal(branch.state.values[0], state.values[0])


def test_a_replay_through_a_change_of_rule_begins_without_memory_there() -> None:
    run = linear_run(optimizers=("momentum",), iterations=500)
    first = run.advance(30)
    run.change(run.settings.changed(optimizers=("adam",)))
    then = run.advance(30)
    again = LinearRun(run.programme, POINTS).advance(60)
    np.testing.assert_array_equal(again.values[:29], first.values[:29])
    np.testing.assert_array_equal(again.values[29, :, WEIGHTS], first.values[29, :, WEIGHTS])
    assert not again.values[29, :, MEMORY].any()
    np.testing.assert_array_equal(again.values[30:], then.values)


@pytest.mark.parametrize("start", [0, 1, 37])
def test_adams_step_count_begins_again_with_its_memory(start: int) -> None:
    run = linear_run(optimizers=("sgd",), iterations=500)
    run.advance(start)
    run.change(run.settings.changed(optimizers=("adam",), learning_rate=0.01))
    w = run.weights[0]
    plain = Notebook()
    X, y = np.asarray(expand(POINTS.X), float), POINTS.y
    for t in (1, 2, 3):
        chosen = run.batch(0, run.iteration)
        w = plain.adam(w, compute_grad(X[chosen], y[chosen], w), 0.01, 0.9, t)
        run.advance(1)
        np.testing.assert_allclose(run.weights[0], w, rtol=1e-12)


def test_adams_step_count_goes_on_when_only_the_rate_changes() -> None:
    run = linear_run(optimizers=("adam",), iterations=500)
    run.advance(20)
    run.change(run.settings.changed(learning_rate=0.01))
    assert run.memory_since(0, run.iteration) == 0
    assert run.state.values[0, MEMORY].any()


def test_changing_at_an_earlier_state_forgets_the_later_changes() -> None:
    run = linear_run(iterations=500)
    run.advance(10)
    state = run.state
    run.advance(10)
    run.change(run.settings.changed(learning_rate=1.0))
    run.restore(state)
    run.change(run.settings.changed(learning_rate=2.0))
    starts = [(one.iteration, one.settings.learning_rate) for one in run.programme.changes]
    assert starts == [(0, 0.05), (10, 2.0)]
