"""The network of the second assignment, 2 – n_h – 1, from scratch: the eight functions it asks for.

Written to be read and compared with one's own. Examples stand in columns, as in the course. The
live run of `engine.planar.run` is faster and is held to these functions by a test.
"""

from typing import Any

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray

from engine.planar.activations import activation_named, sigmoid

FloatArray = NDArray[np.float64]
Parameters = dict[str, FloatArray]
"""W1 (n_h, n_x), b1 (n_h, 1), W2 (n_y, n_h), b2 (n_y, 1)."""
Gradients = dict[str, FloatArray]
"""dW1, db1, dW2, db2, each of the shape of its parameter."""
Cache = dict[str, FloatArray]
"""What the way forward leaves for the way back: Z1, A1 (n_h, m), Z2, A2 (n_y, m)."""

INITIAL_SCALE = 0.01
"""Initial weights are normal numbers times this: small, so that tanh is steep there."""
HIDDEN_UNITS = 4
"""n_h of the assignment."""
PRINTED_EVERY = 1000
"""Iterations from one printed cost to the next."""


def layer_sizes(X: NDArray[Any], Y: NDArray[Any]) -> tuple[int, int, int]:
    """The sizes of the three layers: (n_x, n_h, n_y), with n_h = 4.

    Args:
        X: Points in columns, shape (n_x, m).
        Y: Their classes, shape (n_y, m).

    Raises:
        ValueError: The shapes do not fit.
    """
    X, Y = _examples(X, Y)
    return X.shape[0], HIDDEN_UNITS, Y.shape[0]


def initialize_parameters(n_x: int, n_h: int, n_y: int, seed: int | RandomState = 2) -> Parameters:
    """Small random weights, W1 first and then W2, and biases of zero.

    Were all weights zero, every hidden unit would compute the same thing for ever.

    Args:
        n_x: Coordinates of a point, at least 1.
        n_h: Hidden units, at least 1.
        n_y: Outputs, at least 1.
        seed: Of a legacy generator of its own, or a generator to draw from. numpy's global one is
            left alone.

    Returns:
        W1 (n_h, n_x), b1 (n_h, 1), W2 (n_y, n_h), b2 (n_y, 1).

    Raises:
        ValueError: A size is below 1.
    """
    for name, size in (("n_x", n_x), ("n_h", n_h), ("n_y", n_y)):
        if size < 1:
            raise ValueError(f"{name} must be at least 1. Received {size}.")
    random = seed if isinstance(seed, RandomState) else RandomState(seed)
    W1 = random.randn(n_h, n_x) * INITIAL_SCALE
    W2 = random.randn(n_y, n_h) * INITIAL_SCALE
    return {"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((n_y, 1))}


def forward_propagation(
    X: NDArray[Any], parameters: Parameters, *, activation: str = "tanh"
) -> tuple[FloatArray, Cache]:
    """The way forward: what the network says of each point.

        Z1 = W1 X + b1      A1 = g(Z1)
        Z2 = W2 A1 + b2     A2 = σ(Z2)

    Args:
        X: Points in columns, shape (n_x, m).
        parameters: W1, b1, W2, b2.
        activation: g, a key of `ACTIVATIONS`; tanh in the assignment.

    Returns:
        A2, P(y = 1) of each point, shape (1, m); and the cache with Z1, A1, Z2, A2.

    Raises:
        ValueError: The shapes do not fit.
    """
    X = np.asarray(X)
    W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
    if X.ndim != 2 or X.shape[0] != W1.shape[1]:
        raise ValueError(
            f"X must be ({W1.shape[1]}, m), with examples in columns, to fit W1 of shape"
            f" {W1.shape}. Received {X.shape}. Try X.T."
        )
    Z1 = W1 @ X + b1
    A1 = activation_named(activation).value(Z1)
    Z2 = W2 @ A1 + b2
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def compute_cost(
    A2: FloatArray, Y: NDArray[Any], parameters: Parameters | None = None, *, l2: float = 0.0
) -> float:
    """The mean cross-entropy −1/m Σ (y log a + (1 − y) log(1 − a)), plus λ/2m Σ W².

    Args:
        A2: What the network says, shape (n_y, m).
        Y: The classes, 0 or 1, of the same shape.
        parameters: Needed for the L2 term only; weights count, biases do not.
        l2: λ; 0 in the assignment.

    Returns:
        The cost. 0 · log 0 counts as 0; where the network is certain and wrong the cost is inf.

    Raises:
        ValueError: The shapes do not fit, or λ is given without parameters.
    """
    A2, Y = np.asarray(A2), np.asarray(Y, dtype=np.float64)
    if A2.shape != Y.shape or Y.ndim != 2:
        raise ValueError(f"A2 and Y must both be (1, m). Received {A2.shape} and {Y.shape}.")
    m = Y.shape[1]
    cost: float = -(_sum_with_log(Y, A2) + _sum_with_log(1 - Y, 1 - A2)) / m
    if l2:
        if parameters is None:
            raise ValueError(f"The L2 term needs the parameters. Received None and l2={l2:g}.")
        squares = sum(float(np.sum(parameters[name] ** 2)) for name in ("W1", "W2"))
        cost += l2 / (2 * m) * squares
    return cost


def _sum_with_log(y: FloatArray, a: FloatArray) -> float:
    """Σ y log a, where 0 · log 0 is 0."""
    with np.errstate(divide="ignore"):
        return float(np.sum(y * np.log(np.where(y == 0, 1, a))))


def backward_propagation(
    parameters: Parameters,
    cache: Cache,
    X: NDArray[Any],
    Y: NDArray[Any],
    *,
    activation: str = "tanh",
    l2: float = 0.0,
) -> Gradients:
    """The way back: the gradient of the cost, by six equations.

        dZ2 = A2 − Y
        dW2 = 1/m dZ2 A1ᵀ + λ/m W2
        db2 = 1/m Σ dZ2
        dZ1 = W2ᵀ dZ2 ∘ g′(Z1)          for tanh, g′(Z1) = 1 − A1²
        dW1 = 1/m dZ1 Xᵀ + λ/m W1
        db1 = 1/m Σ dZ1

    Args:
        parameters: W1, b1, W2, b2.
        cache: From `forward_propagation`.
        X: Points in columns, shape (n_x, m).
        Y: Their classes, 0 or 1, shape (1, m).
        activation: g, the same as on the way forward.
        l2: λ; 0 in the assignment.

    Returns:
        dW1, db1, dW2, db2, each of the shape of its parameter.

    Raises:
        ValueError: The shapes do not fit.
    """
    X, Y = _examples(X, Y)
    W1, W2 = parameters["W1"], parameters["W2"]
    A1, A2 = cache["A1"], cache["A2"]
    if A2.shape != Y.shape:
        raise ValueError(f"Y must be {A2.shape}, like A2. Received {Y.shape}.")
    m = X.shape[1]
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T / m + l2 / m * W2
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = (W2.T @ dZ2) * activation_named(activation).slope(A1)
    dW1 = dZ1 @ X.T / m + l2 / m * W1
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


def update_parameters(
    parameters: Parameters, grads: Gradients, learning_rate: float = 1.2
) -> Parameters:
    """One step downhill: W ← W − η dW, for each parameter.

    Args:
        parameters: W1, b1, W2, b2; left as they were.
        grads: dW1, db1, dW2, db2.
        learning_rate: η.

    Returns:
        The new parameters, in arrays of their own.

    Raises:
        ValueError: A gradient has another shape than its parameter.
    """
    for name, value in parameters.items():
        if grads[f"d{name}"].shape != value.shape:
            raise ValueError(
                f"d{name} must be {value.shape}, like {name}. Received {grads[f'd{name}'].shape}."
            )
    return {name: value - learning_rate * grads[f"d{name}"] for name, value in parameters.items()}


def nn_model(
    X: NDArray[Any],
    Y: NDArray[Any],
    n_h: int,
    num_iterations: int = 10000,
    print_cost: bool = False,
    seed: int | RandomState = 2,
    *,
    learning_rate: float = 1.2,
    activation: str = "tanh",
    l2: float = 0.0,
) -> Parameters:
    """Trains a network: forward, cost, backward, update, again and again.

    Args:
        X: Points in columns, shape (n_x, m).
        Y: Their classes, 0 or 1, shape (1, m).
        n_h: Hidden units.
        num_iterations: Updates.
        print_cost: Whether to print the cost each 1000 iterations.
        seed: Of the initial weights.
        learning_rate: η.
        activation: g of the hidden units.
        l2: λ.

    Returns:
        The parameters learnt.

    Raises:
        ValueError: The shapes do not fit.
    """
    n_x, _, n_y = layer_sizes(X, Y)
    parameters = initialize_parameters(n_x, n_h, n_y, seed)
    for iteration in range(num_iterations):
        A2, cache = forward_propagation(X, parameters, activation=activation)
        cost = compute_cost(A2, Y, parameters, l2=l2)
        grads = backward_propagation(parameters, cache, X, Y, activation=activation, l2=l2)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and iteration % PRINTED_EVERY == 0:
            print(f"Cost after iteration {iteration}: {cost:.6f}")  # noqa: T201 - asked for
    return parameters


def predict(
    parameters: Parameters, X: NDArray[Any], *, activation: str = "tanh"
) -> NDArray[np.int64]:
    """The class of each point: 1 where A2 > 0.5, else 0.

    Args:
        parameters: W1, b1, W2, b2.
        X: Points in columns, shape (n_x, m).
        activation: g, the same as in training.

    Returns:
        0 or 1, shape (1, m).
    """
    A2, _ = forward_propagation(X, parameters, activation=activation)
    return (A2 > 0.5).astype(np.int64)


def _examples(X: NDArray[Any], Y: NDArray[Any]) -> tuple[NDArray[Any], FloatArray]:
    """X and Y with fitting shapes; the labels as float64, where 0 − 1 is −1 and not 255."""
    X, Y = np.asarray(X), np.asarray(Y, dtype=np.float64)
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError(
            "X must be (n_x, m) and Y (1, m), with one example in each column."
            f" Received {X.shape} and {Y.shape}. Try X.T, or Y.reshape(1, -1)."
        )
    return X, Y
