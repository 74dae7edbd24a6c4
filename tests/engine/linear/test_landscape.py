import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from engine.datasets import make_points
from engine.linear import landscape as module
from engine.linear.landscape import find_minimum, inside, landscape
from engine.linear.logistic import compute_loss
from engine.linear.presets import PRESETS
from engine.linear.run import WEIGHTS, LinearRun
from engine.run import Programme

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(300, 2)) * [1.0, 3.0]
Y = (X @ [1.5, -0.4] + RANDOM.logistic(size=300) > 0).astype(np.float64)


def test_the_minimum_is_that_of_scikit_learn() -> None:
    minimum = find_minimum(X, Y)
    fitted = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-10).fit(X, Y)
    assert minimum is not None
    np.testing.assert_allclose(minimum, fitted.coef_[0], rtol=1e-4)


def test_classes_that_can_be_parted_have_no_minimum() -> None:
    separable = (X[:, 0] > 0).astype(np.float64)
    assert find_minimum(X, separable) is None
    assert landscape(X, separable, []).minimum is None


def test_two_features_that_say_the_same_have_no_single_minimum() -> None:
    assert find_minimum(np.column_stack([X[:, 0], X[:, 0]]), Y) is None


def test_the_loss_on_each_contour_is_the_one_it_names() -> None:
    found = landscape(X, Y, [])
    assert len(found.contours) > 5
    for height, lines in found.contours:
        for line in lines:
            losses = [compute_loss(X, Y, w) for w in line[:: max(1, len(line) // 7)]]
            np.testing.assert_allclose(losses, height, rtol=0.05, atol=0.01)


def test_contours_ascend_and_surround_the_minimum() -> None:
    found = landscape(X, Y, [])
    heights = [height for height, _ in found.contours]
    assert heights == sorted(heights)
    assert found.minimum is not None
    assert heights[0] > compute_loss(X, Y, np.array(found.minimum))
    lowest = np.vstack(found.contours[0][1])
    np.testing.assert_array_less(lowest.min(axis=0), found.minimum)
    np.testing.assert_array_less(found.minimum, lowest.max(axis=0))


def test_what_was_passed_and_the_minimum_lie_within_the_frame() -> None:
    passed = [np.array([[0.0, 0.0], [9.0, -4.0]]), np.array([[-3.0, 5.0]])]
    found = landscape(X, Y, passed)
    assert found.minimum is not None
    assert all(inside(found.frame, path) for path in (*passed, np.array([found.minimum])))
    assert not inside(found.frame, np.array([[99.0, 0.0]]))


def test_what_is_not_finite_moves_no_frame() -> None:
    passed = [np.array([[0.0, 0.0], [np.inf, 1.0], [np.nan, np.nan]])]
    found = landscape(X, Y, passed)
    assert np.isfinite(found.frame).all()
    assert inside(found.frame, passed[0])


def test_a_frame_is_never_flat() -> None:
    separable = (X[:, 0] > 0).astype(np.float64)
    left, right, low, high = landscape(X, separable, [np.zeros((5, 2))]).frame
    assert right > left
    assert high > low


def test_of_many_points_an_even_choice_gives_the_same_landscape(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many, classes = np.repeat(X, 20, axis=0), np.repeat(Y, 20)
    monkeypatch.setattr(module, "MOST_POINTS", 300)
    found = landscape(many, classes, [])
    assert found.minimum is not None
    np.testing.assert_allclose(found.minimum, find_minimum(X, Y) or (), rtol=1e-9)


def test_in_the_ravine_sgd_zigzags_and_momentum_damps_it() -> None:
    settings = PRESETS["Two weights: a ravine"]
    points = make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)
    run = LinearRun(Programme.of(settings), points)
    minimum = find_minimum(run.expanded, points.y)
    assert minimum is not None
    paths = run.advance(settings.iterations).values[:, :, WEIGHTS] - np.array(minimum)
    turns = [count_turns(paths[:, racer]) for racer in range(2)]
    assert turns[0] > 3 * max(turns[1], 1)


def count_turns(path: np.ndarray) -> int:
    """How often a path turns back: successive steps of which one is against the other."""
    steps = np.diff(path, axis=0)
    return int(np.sum(np.sum(steps[1:] * steps[:-1], axis=1) < 0))
