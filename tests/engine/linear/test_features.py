"""`expand` against the assignment's own values and against scikit-learn."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.preprocessing import PolynomialFeatures

from engine.linear import expand
from engine.linear.features import FEATURE_NAMES, columns_of


def test_expand_gives_the_values_that_the_assignment_publishes() -> None:
    X = np.array([[0, 0], [1, 0], [2.61, -1.28], [-0.59, 2.1]])
    expected: list[list[float]] = [
        [0, 0, 0, 0, 0, 1],
        [1, 0, 1, 0, 0, 1],
        [2.61, -1.28, 6.8121, 1.6384, -3.3408, 1],
        [-0.59, 2.1, 0.3481, 4.41, -1.239, 1],
    ]
    np.testing.assert_allclose(np.asarray(expand(X), float), expected, rtol=1e-15, atol=0)


@given(arrays(np.float64, st.tuples(st.integers(1, 20), st.just(2)), elements=st.floats(-1e3, 1e3)))
def test_expand_has_the_columns_of_scikit_learn_in_another_order(
    X: npt.NDArray[np.float64],
) -> None:
    theirs = PolynomialFeatures(degree=2).fit_transform(X)  # 1, x0, x1, x0², x0x1, x1²
    np.testing.assert_array_equal(expand(X), theirs[:, [1, 2, 3, 5, 4, 0]])


def test_expand_of_whole_numbers_can_be_changed_by_fractions() -> None:
    expanded = expand(np.array([[1, 2], [3, 4]]))
    expanded -= 0.5
    np.testing.assert_array_equal(expanded[0], [0.5, 1.5, 0.5, 3.5, 1.5, 0.5])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_expand_keeps_the_type_of_the_floats(dtype: type[np.floating]) -> None:
    assert expand(np.ones((3, 2), dtype)).dtype == dtype


def test_expand_leaves_its_argument_alone() -> None:
    X = np.array([[2.0, 3.0]])
    expand(X)[:] = 0
    np.testing.assert_array_equal(X, [[2.0, 3.0]])


def test_columns_stand_in_the_order_of_expand_whatever_order_they_are_asked_in() -> None:
    assert columns_of(("1", "x0^2", "x0")) == (0, 2, 5)
    assert columns_of(FEATURE_NAMES) == (0, 1, 2, 3, 4, 5)
