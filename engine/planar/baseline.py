"""Logistic regression beside the network: what a straight line can do with the same points.

The fit is scikit-learn's, as in the assignment. It takes seconds, so it is made in the second
worker; the window's process must not call it.
"""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.datasets import Points
from engine.planar.activations import sigmoid

FloatArray = NDArray[np.float64]

FOLDS = 5
"""Parts for cross-validation; each class needs as many points."""


@dataclass(frozen=True)
class Baseline:
    """A fitted logistic regression: P(y = 1) = σ(w·x + b).

    Attributes:
        weights: w, shape (2,), read-only.
        intercept: b.
        accuracy: Share of the points on the right side, 0 to 1.
        converged: Whether the fit came to its end.
        note: What was different from the assignment's fit, in whole sentences; empty if nothing.
    """

    weights: FloatArray
    intercept: float
    accuracy: float
    converged: bool
    note: str = ""

    def __post_init__(self) -> None:
        self.weights.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        """An array that crossed a pipe comes back writeable; freeze it again."""
        self.__dict__.update(state)
        self.__post_init__()

    def on(self, grid_points: NDArray[np.float32]) -> NDArray[np.float32]:
        """P(y = 1) on points of shape (n_points, 2); float32, shape (n_points,)."""
        z = grid_points @ self.weights.astype(np.float32) + np.float32(self.intercept)
        return np.asarray(sigmoid(z), dtype=np.float32)

    def at(self, x0: float, x1: float) -> float:
        """P(y = 1) at one place."""
        return float(self.on(np.array([[x0, x1]], dtype=np.float32))[0])


def fit_baseline(points: Points) -> Baseline:
    """The assignment's `LogisticRegressionCV` on these points.

    With fewer than 5 points of a class there is no cross-validation, and with one class no fit:
    the note says so.
    """
    fewest = min(points.class_counts)
    if fewest == 0:
        return _certain(points)
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression, LogisticRegressionCV

    if fewest >= FOLDS:
        model = LogisticRegressionCV(
            cv=FOLDS, l1_ratios=(0,), scoring="accuracy", use_legacy_attributes=False
        )
        note = ""
    else:
        model = LogisticRegression()
        note = (
            f"One class has {fewest} points, fewer than the {FOLDS} that cross-validation needs:"
            " fitted once, without it."
        )
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", ConvergenceWarning)
        model.fit(points.X, points.y)
    converged = not caught
    if not converged:
        note = f"{note} The fit was not finished when its iterations were used up.".strip()
    weights = np.array(model.coef_[0], dtype=np.float64)
    intercept = float(model.intercept_[0])
    return Baseline(weights, intercept, _accuracy(points, weights, intercept), converged, note)


def _certain(points: Points) -> Baseline:
    """The baseline of points that are all of one class: that class everywhere."""
    label = int(points.y[0])
    return Baseline(
        weights=np.zeros(2),
        intercept=np.inf if label else -np.inf,
        accuracy=1.0,
        converged=True,
        note=f"All points are of class {label}: there is nothing to tell apart.",
    )


def _accuracy(points: Points, weights: FloatArray, intercept: float) -> float:
    return float(np.mean((points.X @ weights + intercept > 0) == (points.y > 0.5)))
