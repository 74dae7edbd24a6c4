"""What a hidden unit does with its input: each activation beside its derivative, and a table.

The derivative is written in terms of a = g(z), because back-propagation has a at hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
"""Float64 for learning, float32 for pictures."""


@dataclass(frozen=True)
class Activation:
    """One activation a = g(z).

    Attributes:
        name: Its key in settings and files.
        label: Its name for people.
        formula: g(z), as it is written.
        slope_formula: g′(z) in terms of a.
        value: g.
        slope: g′(z) from a; of the same shape.
        scale: `fill` wants z times this. Multiplied into the points once, it costs nothing.
        fill: Turns an array of `scale`·z into a, where it stands.
        fill_slope: Writes g′ from a (first argument) into an array of the same shape (second).
    """

    name: str
    label: str
    formula: str
    slope_formula: str
    value: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    scale: float
    fill: Callable[[Array], None]
    fill_slope: Callable[[Array, Array], None]


def tanh(z: Array) -> Array:
    """The hyperbolic tangent, (e^z − e^(−z)) / (e^z + e^(−z)): from −1 to 1."""
    return np.asarray(np.tanh(z))


def tanh_slope(a: Array) -> Array:
    """tanh′ = 1 − a²."""
    return np.asarray(1 - a * a)


def fill_tanh(minus_2z: Array) -> None:
    """2 / (1 + e^(−2z)) − 1: the same as tanh, in half the time of numpy's own."""
    np.exp(minus_2z, out=minus_2z)
    minus_2z += 1
    np.divide(2, minus_2z, out=minus_2z)
    minus_2z -= 1


def fill_tanh_slope(a: Array, slope: Array) -> None:
    """tanh′ = 1 − a²."""
    np.multiply(a, a, out=slope)
    np.subtract(1, slope, out=slope)


def sigmoid(z: Array) -> Array:
    """σ(z) = 1 / (1 + e^(−z)): from 0 to 1."""
    with np.errstate(over="ignore"):  # e^(−z) = ∞ gives the right 0
        return np.asarray(1 / (1 + np.exp(-z)))


def sigmoid_slope(a: Array) -> Array:
    """σ′ = a (1 − a)."""
    return np.asarray(a * (1 - a))


def fill_sigmoid(minus_z: Array) -> None:
    """1 / (1 + e^(−z))."""
    np.exp(minus_z, out=minus_z)
    minus_z += 1
    np.reciprocal(minus_z, out=minus_z)


def fill_sigmoid_slope(a: Array, slope: Array) -> None:
    """σ′ = a (1 − a)."""
    np.subtract(1, a, out=slope)
    slope *= a


def relu(z: Array) -> Array:
    """max(z, 0): nothing below zero, z itself above."""
    return np.asarray(np.maximum(z, 0))


def relu_slope(a: Array) -> Array:
    """1 where a > 0, else 0 (also at the corner z = 0, as is usual)."""
    return (a > 0).astype(a.dtype)


def fill_relu(z: Array) -> None:
    """max(z, 0)."""
    np.maximum(z, 0, out=z)


def fill_relu_slope(a: Array, slope: Array) -> None:
    """1 where a > 0, else 0."""
    np.greater(a, 0, out=slope)


ACTIVATIONS: dict[str, Activation] = {
    one.name: one
    for one in (
        Activation(
            "tanh", "tanh", "tanh z", "1 − a²",
            tanh, tanh_slope, -2.0, fill_tanh, fill_tanh_slope,
        ),
        Activation(
            "sigmoid", "sigmoid", "1 / (1 + e⁻ᶻ)", "a (1 − a)",
            sigmoid, sigmoid_slope, -1.0, fill_sigmoid, fill_sigmoid_slope,
        ),
        Activation(
            "relu", "ReLU", "max(z, 0)", "1 if a > 0, else 0",
            relu, relu_slope, 1.0, fill_relu, fill_relu_slope,
        ),
    )
}  # fmt: skip
"""By name, the assignment's own first. An entry here is all that a new activation needs."""


def activation_named(name: str) -> Activation:
    """The activation of this name.

    Raises:
        ValueError: There is none.
    """
    if name not in ACTIVATIONS:
        raise ValueError(
            f"The activation must be one of {', '.join(ACTIVATIONS)}. Received {name!r}. Try tanh."
        )
    return ACTIVATIONS[name]
