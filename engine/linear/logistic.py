"""The logistic model of the first assignment: probability, loss, gradient.

These are the functions that the assignment asks for, written to be read and compared with. The
live run of `engine.linear.run` is faster and is held to them by a test.
"""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def sigmoid(z: FloatArray) -> FloatArray:
    """σ(z) = 1 / (1 + e^(−z)), without overflow for any z."""
    small = np.exp(-np.abs(z))
    return np.asarray(np.where(z >= 0, 1 / (1 + small), small / (1 + small)))


def probability(X: FloatArray, w: FloatArray) -> FloatArray:
    """P(y = 1) = σ(w·x) for each point.

    Args:
        X: Expanded points, shape (n_samples, n_features); six features in the assignment.
        w: Weights, shape (n_features,).

    Returns:
        Probabilities, shape (n_samples,).
    """
    return sigmoid(X @ w)


def cross_entropy_of_logits(z: FloatArray, y: FloatArray) -> FloatArray:
    """−y log σ(z) − (1 − y) log(1 − σ(z)) as max(z, 0) − z y + log(1 + e^(−|z|)).

    The first form is nan as soon as σ(z) is exactly 0 or 1; this one is finite for every finite z.
    """
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))


def compute_loss(X: FloatArray, y: FloatArray, w: FloatArray) -> float:
    """The mean cross-entropy L(w) over all points.

    Args:
        X: Expanded points, shape (n_samples, n_features).
        y: Classes 0 or 1, shape (n_samples,).
        w: Weights, shape (n_features,).
    """
    return float(np.mean(cross_entropy_of_logits(X @ w, y)))


def compute_grad(X: FloatArray, y: FloatArray, w: FloatArray) -> FloatArray:
    """The gradient of `compute_loss`: ∂L/∂w = 1/n Σ (σ(w·x) − y) x.

    Args:
        X: Expanded points, shape (n_samples, n_features).
        y: Classes 0 or 1, shape (n_samples,).
        w: Weights, shape (n_features,).

    Returns:
        Shape (n_features,).
    """
    return X.T @ (probability(X, w) - y) / len(y)
