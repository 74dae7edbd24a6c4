"""Probability, loss and gradient against scikit-learn, finite differences, exact numbers."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from engine.linear import compute_grad, compute_loss, expand, probability
from engine.linear.logistic import cross_entropy_of_logits, sigmoid

FloatArray = NDArray[np.float64]


def some_points(n: int = 40, seed: int = 0) -> tuple[FloatArray, FloatArray]:
    generator = np.random.default_rng(seed)
    X = expand(generator.normal(size=(n, 2)))
    return np.asarray(X, dtype=np.float64), (generator.random(n) < 0.5).astype(np.float64)


seeds = st.integers(0, 2**32 - 1)


def weights(seed: int, size: float = 1.0) -> FloatArray:
    return size * np.random.default_rng(seed).normal(size=6)


def test_half_is_the_probability_at_the_boundary() -> None:
    assert probability(np.array([[1.0, 2.0]]), np.array([2.0, -1.0])).tolist() == [0.5]


@given(st.floats(allow_nan=False))
def test_sigmoid_is_half_of_one_and_a_hyperbolic_tangent_for_any_number(z: float) -> None:
    assert sigmoid(np.array([z]))[0] == pytest.approx((1 + math.tanh(z / 2)) / 2, abs=2e-16)


@given(st.floats(-700, -1))
def test_sigmoid_of_far_negative_numbers_is_exact_and_not_zero(z: float) -> None:
    assert sigmoid(np.array([z]))[0] == pytest.approx(1 / (1 + math.exp(-z)), rel=1e-14, abs=0)


@given(seeds)
def test_loss_is_scikit_learns_log_loss(seed: int) -> None:
    X, y = some_points()
    w = weights(seed, 0.5)  # theirs takes log(1 − p), which loses digits where p is near 1
    assert compute_loss(X, y, w) == pytest.approx(log_loss(y, probability(X, w)), rel=1e-9)


def test_loss_of_a_coin_is_the_logarithm_of_two() -> None:
    X, y = some_points()
    assert compute_loss(X, y, np.zeros(6)) == pytest.approx(math.log(2), rel=1e-15)


@given(seeds)
def test_gradient_is_the_slope_that_finite_differences_find(seed: int) -> None:
    X, y = some_points()
    w = weights(seed)
    h = 1e-5
    slope = [
        (compute_loss(X, y, w + h * unit) - compute_loss(X, y, w - h * unit)) / (2 * h)
        for unit in np.eye(6)
    ]
    np.testing.assert_allclose(compute_grad(X, y, w), slope, rtol=0, atol=1e-8)


def test_gradient_is_zero_where_scikit_learn_finds_the_lowest_loss() -> None:
    X, y = some_points(400)
    fit = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-10, max_iter=10_000).fit(X, y)
    np.testing.assert_allclose(compute_grad(X, y, fit.coef_[0]), np.zeros(6), atol=1e-8)


def test_one_point_by_hand() -> None:
    # z = 0.5·2 + 1·(−1) + 3·1 = 3; the class is 0: loss log(1 + e³), gradient σ(3) x
    X, y, w = np.array([[0.5, 1.0, 3.0]]), np.array([0.0]), np.array([2.0, -1.0, 1.0])
    assert compute_loss(X, y, w) == pytest.approx(3.0485873515737421, rel=1e-15)
    sigma = 0.95257412682243314
    np.testing.assert_allclose(compute_grad(X, y, w), sigma * X[0], rtol=1e-15)


@given(st.integers(-1_000, 1_000), st.sampled_from([0.0, 1.0]))
def test_cross_entropy_is_that_of_its_definition(tenths: int, y: float) -> None:
    z = float(Fraction(tenths, 100))
    p = 1 / (1 + math.exp(-z))
    defined = -y * math.log(p) - (1 - y) * math.log(1 - p)
    assert cross_entropy_of_logits(np.array([z]), np.array([y]))[0] == pytest.approx(
        defined, rel=1e-10
    )


@pytest.mark.parametrize("size", [1e2, 1e4, 1e100, 1e300])
def test_loss_and_gradient_are_finite_for_huge_weights(size: float) -> None:
    X, y = some_points()
    for seed in range(10):
        w = weights(seed, size)
        assert math.isfinite(compute_loss(X, y, w))
        assert np.isfinite(compute_grad(X, y, w)).all()


def test_loss_of_a_wrong_point_grows_as_its_distance() -> None:
    X, y = np.array([[1.0]]), np.array([1.0])
    assert compute_loss(X, y, np.array([-1e5])) == 1e5
    assert compute_loss(X, y, np.array([1e5])) == 0
