"""Each activation against finite differences, against other formulas, and its own fast form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from engine.planar.activations import ACTIVATIONS, Activation, activation_named

FloatArray = NDArray[np.float64]
inputs = arrays(
    np.float64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.floats(-30, 30)
)
every = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)


@every
@given(z=inputs)
def test_the_slope_is_what_finite_differences_say(activation: Activation, z: FloatArray) -> None:
    z = np.where(np.abs(z) < 1e-3, 1.0, z)  # ReLU has a corner at 0
    h = 1e-6
    difference = (activation.value(z + h) - activation.value(z - h)) / (2 * h)
    np.testing.assert_allclose(activation.slope(activation.value(z)), difference, atol=1e-8)


@every
@given(z=inputs)
def test_the_fast_form_gives_the_same_as_the_plain_one(
    activation: Activation, z: FloatArray
) -> None:
    a = activation.scale * z
    activation.fill(a)
    np.testing.assert_allclose(a, activation.value(z), rtol=1e-14, atol=1e-15)
    slope = np.empty_like(a)
    activation.fill_slope(a, slope)
    np.testing.assert_array_equal(slope, activation.slope(a))


@every
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_no_input_however_large_gives_a_warning_or_nan(
    activation: Activation, dtype: type[np.floating]
) -> None:
    z = np.array([[-1e9, -800, -0.0, 0, 800, 1e9]], dtype=dtype)
    value = activation.value(z)
    assert value.dtype == dtype
    assert np.isfinite(value).all()


@given(z=inputs)
def test_sigmoid_is_half_a_hyperbolic_tangent_and_the_end_of_a_logarithm(z: FloatArray) -> None:
    sigmoid = ACTIVATIONS["sigmoid"].value(z)
    np.testing.assert_allclose(sigmoid, 0.5 + 0.5 * np.tanh(z / 2), atol=1e-15)
    np.testing.assert_allclose(sigmoid, np.exp(-np.logaddexp(0, -z)), rtol=1e-13)


def test_an_unknown_activation_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match=r"one of tanh, sigmoid, relu\. Received 'sine'"):
        activation_named("sine")
