"""Rows of values and the parameters in their shapes: there and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.planar.layout import (
    initial_values,
    n_parameters,
    pack,
    stacked_order,
    unpack,
)


@given(n_hidden=st.integers(1, 60))
def test_what_is_unpacked_and_packed_again_is_the_same(n_hidden: int) -> None:
    values = np.arange(n_parameters(n_hidden), dtype=float)
    parameters = unpack(values, n_hidden)
    np.testing.assert_array_equal(pack(parameters), values)
    assert {name: value.shape for name, value in parameters.items()} == {
        "W1": (n_hidden, 2),
        "b1": (n_hidden, 1),
        "W2": (1, n_hidden),
        "b2": (1, 1),
    }


def test_the_order_is_w1_row_by_row_then_b1_then_w2_then_b2() -> None:
    parameters = unpack(np.arange(9.0), 2)
    assert parameters["W1"].tolist() == [[0, 1], [2, 3]]
    assert parameters["b1"].tolist() == [[4], [5]]
    assert parameters["W2"].tolist() == [[6, 7]]
    assert parameters["b2"].tolist() == [[8]]


@given(n_hidden=st.integers(1, 60))
def test_stacked_layers_hold_each_unit_with_its_bias(n_hidden: int) -> None:
    values = initial_values(n_hidden, 3)
    stacked = np.empty_like(values)
    stacked[stacked_order(n_hidden)] = values
    parameters = unpack(values, n_hidden)
    np.testing.assert_array_equal(
        stacked[: 3 * n_hidden].reshape(n_hidden, 3),
        np.hstack([parameters["W1"], parameters["b1"]]),
    )


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match=r"4 hidden units must be \(17,\)\. Received \(18,\)"):
        unpack(np.zeros(18), 4)
