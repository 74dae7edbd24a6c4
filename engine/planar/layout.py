"""How the parameters of a network lie in one row: W1, b1, W2, b2, each read row by row.

A run, a history and a frame know rows; formulas and pictures know W1, b1, W2, b2.
"""

import numpy as np
from numpy.typing import NDArray

from engine.planar.network import Parameters, initialize_parameters

FloatArray = NDArray[np.float64]

N_X = 2
"""Coordinates of a point."""


def n_parameters(n_hidden: int) -> int:
    """How many numbers a network 2 – n_h – 1 has: 4 n_h + 1."""
    return 4 * n_hidden + 1


def unpack(values: FloatArray, n_hidden: int) -> Parameters:
    """The parameters in their shapes: views of a row of values.

    Args:
        values: One row, shape (4 n_h + 1,).
        n_hidden: n_h.

    Returns:
        W1 (n_h, 2), b1 (n_h, 1), W2 (1, n_h), b2 (1, 1).

    Raises:
        ValueError: The row has another length.
    """
    if values.shape != (n_parameters(n_hidden),):
        raise ValueError(
            f"The values of {n_hidden} hidden units must be ({n_parameters(n_hidden)},)."
            f" Received {values.shape}."
        )
    return {
        "W1": values[: 2 * n_hidden].reshape(n_hidden, N_X),
        "b1": values[2 * n_hidden : 3 * n_hidden].reshape(n_hidden, 1),
        "W2": values[3 * n_hidden : 4 * n_hidden].reshape(1, n_hidden),
        "b2": values[4 * n_hidden :].reshape(1, 1),
    }


def pack(parameters: Parameters) -> FloatArray:
    """The row of values of these parameters, a copy."""
    return np.concatenate([parameters[name].ravel() for name in ("W1", "b1", "W2", "b2")])


def initial_values(n_hidden: int, seed: int) -> FloatArray:
    """The values of state 0: small random weights, biases of zero."""
    return pack(initialize_parameters(N_X, n_hidden, 1, seed))


def stacked_order(n_hidden: int) -> NDArray[np.intp]:
    """Where each value stands when the layers are stacked as (W1 | b1) and (W2 | b2).

    `stacked[order]` are the values, and `stacked[order] = values` the other way.

    Returns:
        Shape (4 n_h + 1,).
    """
    first = np.arange(3 * n_hidden).reshape(n_hidden, 3)
    second = 3 * n_hidden + np.arange(n_hidden + 1)
    return np.concatenate([first[:, :N_X].ravel(), first[:, N_X], second])
