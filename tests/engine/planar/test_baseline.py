"""Logistic regression beside the network, also where it has little to do."""

import pickle

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression, LogisticRegressionCV

from engine.datasets import Points, make_points
from engine.planar.baseline import Baseline, fit_baseline
from engine.surface import Grid


def test_188_of_the_400_points_of_the_flower_are_right() -> None:
    points = make_points("flower", 400, 0.2, 1)
    baseline = fit_baseline(points)
    assert baseline.accuracy * 400 == 188
    assert baseline.converged
    assert baseline.note == ""


def test_the_surface_is_what_the_fitted_model_says() -> None:
    points = make_points("noisy_moons", 200, 0.2, 1)
    baseline = fit_baseline(points)
    assert baseline.accuracy > 0.8
    theirs = LogisticRegression().fit(points.X, points.y)
    theirs.coef_, theirs.intercept_ = baseline.weights[None], np.array([baseline.intercept])
    grid = Grid(points.frame, 20).points
    on_grid = baseline.on(grid)
    assert on_grid.dtype == np.float32
    np.testing.assert_allclose(on_grid, theirs.predict_proba(grid)[:, 1], atol=1e-5)


def points_of(kind: str) -> Points:
    X = np.random.RandomState(0).randn(10, 2)
    y = (np.arange(10) % 2).astype(float)
    return {
        "ten": Points(X, y, ""),
        "identical": Points(np.ones((10, 2)), y, ""),
        "constant columns": Points(np.tile([3.0, -1.0], (10, 1)), y, ""),
        "far": Points(1e12 * X, y, ""),
        "three of a class": Points(X, (np.arange(10) < 3).astype(float), ""),
        "one of a class": Points(X, (np.arange(10) < 1).astype(float), ""),
    }[kind]


@pytest.mark.parametrize("kind", ["ten", "identical", "constant columns", "far"])
def test_odd_points_are_fitted_without_a_warning(kind: str) -> None:
    baseline = fit_baseline(points_of(kind))
    assert np.isfinite(baseline.weights).all()
    assert baseline.accuracy >= 0.5


@pytest.mark.parametrize("kind", ["three of a class", "one of a class"])
def test_a_class_too_small_for_cross_validation_is_fitted_without_it_and_said_so(
    kind: str,
) -> None:
    baseline = fit_baseline(points_of(kind))
    assert "fewer than the 5 that cross-validation needs" in baseline.note
    assert baseline.accuracy >= 0.7


@pytest.mark.parametrize("label", [0.0, 1.0])
def test_points_of_one_class_have_that_class_everywhere(label: float) -> None:
    points = Points(np.random.RandomState(0).randn(12, 2), np.full(12, label), "")
    baseline = fit_baseline(points)
    assert baseline.accuracy == 1
    assert (baseline.on(points.X.astype(np.float32)) == label).all()
    assert f"All points are of class {label:g}" in baseline.note


def test_a_fit_that_does_not_converge_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    real_fit = LogisticRegressionCV.fit

    def impatient(self: LogisticRegressionCV, X: object, y: object) -> object:
        self.max_iter = 1
        return real_fit(self, X, y)

    monkeypatch.setattr(LogisticRegressionCV, "fit", impatient)
    baseline = fit_baseline(make_points("noisy_moons", 200, 0.2, 1))
    assert not baseline.converged
    assert "not finished" in baseline.note
    assert issubclass(ConvergenceWarning, Warning)


def test_a_baseline_that_crossed_a_pipe_is_the_same_and_cannot_be_written() -> None:
    baseline = Baseline(np.array([1.0, 2.0]), 0.5, 0.9, True)
    there: Baseline = pickle.loads(pickle.dumps(baseline))
    np.testing.assert_array_equal(there.weights, baseline.weights)
    assert not there.weights.flags.writeable
