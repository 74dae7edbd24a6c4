"""Gradient descent on J(w) = w², against its closed form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.planar.slope import BAD_RATE, GOOD_RATE, START, WIDEST, cost, descend, gradient


@given(st.floats(0.01, 1.5), st.floats(-2, 2), st.integers(0, 20))
def test_every_step_multiplies_the_weight_by_one_minus_two_rates(
    rate: float, start: float, n: int
) -> None:
    expected = start * (1 - 2 * rate) ** np.arange(n + 1)
    assert descend(rate, start, n) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_the_gradient_is_that_of_the_cost() -> None:
    for w in (-1.3, 0.0, 0.7):
        difference = (cost(np.array(w + 1e-6)) - cost(np.array(w - 1e-6))) / 2e-6
        assert gradient(w) == pytest.approx(float(difference), abs=1e-8)


def test_the_good_rate_comes_nearer_and_the_bad_one_leads_away_within_the_picture() -> None:
    good, bad = (np.abs(descend(rate, START, 7)) for rate in (GOOD_RATE, BAD_RATE))
    assert (np.diff(good) < 0).all()
    assert (np.diff(bad) > 0).all()
    assert bad[-1] < WIDEST
