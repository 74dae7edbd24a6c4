"""Losses of many states at once: the plain loss of each, and the same bits in any company."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.linear import compute_loss
from engine.linear.losses import MOST_STATES, Losses

FloatArray = NDArray[np.float64]


def cloud(n_samples: int, seed: int = 0) -> tuple[FloatArray, FloatArray]:
    random = np.random.default_rng(seed)
    return random.normal(size=(n_samples, 6)), random.integers(0, 2, n_samples).astype(float)


def together(losses: Losses, weights: FloatArray) -> FloatArray:
    for row, racers in enumerate(weights):
        losses.note(row, racers)
    return losses.of_noted(len(weights)).copy()


@pytest.mark.parametrize("n_samples", [1, 7, 60, 826])
def test_each_loss_is_the_plain_one(n_samples: int) -> None:
    X, y = cloud(n_samples)
    weights = np.random.default_rng(1).normal(size=(5, 3, 6), scale=4)
    found = together(Losses(X, y, 3), weights)
    expected = [[compute_loss(X, y, w) for w in racers] for racers in weights]
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15)


@given(st.integers(1, 900), st.integers(1, 4), st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_the_bits_do_not_depend_on_how_many_are_computed_together(
    n_samples: int, n_racers: int, seed: int
) -> None:
    losses = Losses(*cloud(n_samples, seed), n_racers)
    random = np.random.default_rng(seed)
    weights = random.normal(size=(losses.together, n_racers, 6), scale=5)
    all_at_once = together(losses, weights)
    one_by_one = np.concatenate([together(losses, weights[k : k + 1]) for k in range(len(weights))])
    np.testing.assert_array_equal(all_at_once, one_by_one)


def test_a_state_out_of_bounds_leaves_the_others_as_they_are() -> None:
    losses = Losses(*cloud(60), 2)
    weights = np.random.default_rng(2).normal(size=(4, 2, 6))
    expected = together(losses, weights)
    weights[1, 0, 3], weights[2, 1, 0] = np.nan, np.inf
    with np.errstate(all="ignore"):
        found = together(losses, weights)
    assert not np.isfinite(found[1, 0])
    assert not np.isfinite(found[2, 1])
    expected[1, 0], expected[2, 1] = found[1, 0], found[2, 1]
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize(("n_samples", "n_racers"), [(10, 1), (826, 1), (826, 3), (100_000, 4)])
def test_the_buffers_stay_small_however_many_points_there_are(
    n_samples: int, n_racers: int
) -> None:
    room = Losses(np.zeros((n_samples, 1)), np.zeros(n_samples), n_racers).together
    assert 1 <= room <= MOST_STATES
    assert room == 1 or room * n_samples * n_racers <= 1 << 15
