"""The points of every data set: the assignments' own numbers, and what each set promises."""

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from engine.datasets import DATASETS, Points, make_points
from engine.errors import SettingsError

ROOT = Path(__file__).parents[2]
COURSE_POINTS, COURSE_ONES = 826, 512


def made(name: str, **changes: Any) -> Points:
    row = DATASETS[name]
    arguments = {"points": row.points, "noise": row.noise, "data_seed": row.data_seed}
    return make_points(name, **(arguments | changes))


def quadratic(X: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.column_stack([X, X**2, X[:, 0] * X[:, 1]])


def best_fit(points: Points) -> tuple[float, float]:
    """Loss and accuracy of scikit-learn's logistic regression on the quadratic features."""
    features = quadratic(points.X)
    model = LogisticRegression(C=np.inf, tol=1e-8, max_iter=10_000).fit(features, points.y)
    return (
        float(log_loss(points.y, model.predict_proba(features))),
        float(model.score(features, points.y)),
    )


def radii(points: Points, label: int) -> npt.NDArray[np.float64]:
    distances: npt.NDArray[np.float64] = np.hypot(*points.X[points.y == label].T)
    return distances


def test_the_flower_is_the_assignments_own() -> None:
    flower = made("flower")
    assert flower.X.shape == (400, 2)
    assert flower.X.sum(axis=0) == pytest.approx([-17.338363670404, 27.426346947846], abs=1e-11)
    assert flower.X[0] == pytest.approx([1.204442292254, 3.576114148129], abs=1e-12)
    assert flower.class_counts == (200, 200)
    assert flower.y.tolist() == [0.0] * 200 + [1.0] * 200


def test_other_planar_sets_are_scikit_learns_with_the_assignments_arguments() -> None:
    from sklearn import datasets

    rivals = {
        "noisy_circles": datasets.make_circles(200, factor=0.5, noise=0.3, random_state=1),
        "noisy_moons": datasets.make_moons(200, noise=0.2, random_state=1),
        "blobs": datasets.make_blobs(200, random_state=5, n_features=2, centers=6),
        "gaussian_quantiles": datasets.make_gaussian_quantiles(
            cov=0.5, n_samples=200, n_features=2, n_classes=2, random_state=1
        ),
    }
    for name, (X, y) in rivals.items():
        points = made(name)
        assert np.array_equal(points.X, X), name
        assert np.array_equal(points.y, y % 2), name


def test_the_ring_has_the_courses_counts_and_radii() -> None:
    ring = made("ring")
    assert ring.class_counts == (COURSE_POINTS - COURSE_ONES, COURSE_ONES)
    assert radii(ring, 1).mean() == pytest.approx(0.95, rel=0.03)
    assert radii(ring, 0).mean() == pytest.approx(1.82, rel=0.03)
    assert radii(ring, 1).max() == pytest.approx(1.99, rel=0.04)
    assert radii(ring, 0).min() == pytest.approx(0.47, rel=0.04)
    assert radii(ring, 0).max() == pytest.approx(2.95, rel=0.04)


def test_the_ring_has_the_courses_range() -> None:
    ring = made("ring")
    assert ring.X.min(axis=0) == pytest.approx([-2.54, -2.39], rel=0.04)
    assert ring.X.max(axis=0) == pytest.approx([2.48, 2.39], rel=0.06)


def test_the_ring_overlaps_as_the_courses_does() -> None:
    loss, accuracy = best_fit(made("ring"))
    assert loss == pytest.approx(0.207, abs=0.004)
    assert accuracy == pytest.approx(0.92, abs=0.01)


@pytest.mark.parametrize(
    ("alpha", "step", "course_loss"), [(0.0, 0.1, 0.304), (0.0, 0.05, 0.358), (0.9, 0.05, 0.232)]
)
def test_descent_on_the_ring_ends_near_the_courses_loss(
    alpha: float, step: float, course_loss: float
) -> None:
    ring = made("ring")
    features = np.column_stack([quadratic(ring.X), np.ones(len(ring.y))])
    generator = np.random.RandomState(42)
    w, velocity = np.array([0, 0, 0, 0, 0, 1.0]), np.zeros(6)
    for _ in range(100):
        rows = generator.choice(len(ring.y), 4)
        p = 1 / (1 + np.exp(-features[rows] @ w))
        velocity = alpha * velocity + step * features[rows].T @ (p - ring.y[rows]) / 4
        w = w - velocity
    loss = log_loss(ring.y, 1 / (1 + np.exp(-features @ w)))
    assert loss == pytest.approx(course_loss, abs=0.03)


def test_noise_decides_how_far_the_ring_overlaps() -> None:
    losses = [
        best_fit(made("ring", noise=noise, points=20_000))[0] for noise in (0.2, 0.3, 0.4, 0.7)
    ]
    assert losses == sorted(losses)
    assert min(np.diff(losses)) > 0.05


def test_the_ring_without_noise_has_a_gap() -> None:
    ring = made("ring", noise=0.0, points=20_000)
    centred = ring.X - (0.15, -0.15)
    outermost_one = np.linalg.norm(centred[ring.y == 1], axis=1).max()
    innermost_zero = np.linalg.norm(centred[ring.y == 0], axis=1).min()
    assert innermost_zero - outermost_one > 0.14


@pytest.mark.parametrize("name", [name for name in DATASETS if DATASETS[name].noise_range[0] == 0])
def test_more_noise_moves_the_points_further(name: str) -> None:
    clean, little, much = (made(name, noise=noise).X for noise in (0.0, 0.1, 0.4))
    assert 0 < np.abs(little - clean).mean() < np.abs(much - clean).mean()


def test_xor_has_class_one_where_the_signs_are_equal() -> None:
    points = made("xor", noise=0.0)
    assert np.array_equal(points.y == 1, points.X[:, 0] * points.X[:, 1] > 0)
    assert len(np.unique(np.sign(points.X), axis=0)) == 4


def test_a_spirals_arms_are_half_a_turn_apart() -> None:
    points = made("spiral", noise=0.0)
    assert np.allclose(points.X[:200], -points.X[200:])


@pytest.mark.parametrize("name", DATASETS)
@pytest.mark.parametrize("n", [2, 3, 5, 6, 7, 101, 100_000])
def test_any_number_of_points_has_both_classes(name: str, n: int) -> None:
    for noise in DATASETS[name].noise_range:
        points = made(name, points=n, noise=noise)
        assert sum(points.class_counts) == n
        assert min(points.class_counts) >= 1
        assert np.isfinite(points.X).all()
        assert points.name == name


@pytest.mark.parametrize("name", DATASETS)
def test_a_seed_decides_the_points(name: str) -> None:
    assert np.array_equal(made(name, data_seed=7).X, made(name, data_seed=7).X)
    assert not np.array_equal(made(name, data_seed=7).X, made(name, data_seed=8).X)


@pytest.mark.parametrize("name", DATASETS)
def test_making_points_leaves_the_global_generator_alone(name: str) -> None:
    before = pickle.dumps(np.random.get_state())
    made(name)
    assert pickle.dumps(np.random.get_state()) == before


@pytest.mark.parametrize("name", DATASETS)
def test_only_the_marked_sets_need_scikit_learn(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    if not DATASETS[name].needs_scikit_learn:
        assert len(made(name).y) == DATASETS[name].points
        return
    with pytest.raises(ModuleNotFoundError):
        made(name)


def test_importing_the_sets_imports_no_scikit_learn() -> None:
    program = "import sys, engine.datasets; sys.exit('sklearn' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_both_assignments_are_offered_their_sets() -> None:
    offered = {
        assignment: [name for name, row in DATASETS.items() if assignment in row.assignments]
        for assignment in ("linear", "planar")
    }
    assert offered["linear"] == ["ring", "circles", "moons", "xor"]
    assert offered["planar"] == [
        "flower", "noisy_circles", "noisy_moons", "blobs", "gaussian_quantiles", "spiral",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "setting"),
    [
        ({"points": 1}, "points"),
        ({"points": 100_001}, "points"),
        ({"noise": -0.1}, "noise"),
        ({"noise": 1.01}, "noise"),
        ({"noise": float("nan")}, "noise"),
        ({"data_seed": -1}, "data_seed"),
        ({"data_seed": 2**32}, "data_seed"),
    ],
)
def test_a_value_out_of_range_is_refused_with_what_to_try(
    changes: dict[str, Any], setting: str
) -> None:
    with pytest.raises(SettingsError, match=r"must be from .* Received .* Try ") as caught:
        made("ring", **changes)
    assert list(caught.value.problems) == [setting]


def test_an_unknown_set_is_refused_with_the_names_of_all() -> None:
    with pytest.raises(SettingsError, match=r"one of ring, circles, .* Received rign"):
        make_points("rign", 10, 0.1, 0)


def test_points_are_copies_that_cannot_be_written() -> None:
    X: Any = np.zeros((3, 2), dtype=np.float32)
    y: Any = np.array([0, 1, 1], dtype=np.uint8)
    points = Points(X, y, "own")
    X[:] = 9
    assert points.X.max() == 0
    assert points.X.dtype == points.y.dtype == np.float64
    for array in (points.X, points.y):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_points_stay_unwritable_on_the_other_side_of_a_pipe(protocol: int) -> None:
    points = Points(np.eye(2), np.array([0, 1]), "own", "A note.")
    received = pickle.loads(pickle.dumps(points, protocol))
    assert not received.X.flags.writeable
    assert not received.y.flags.writeable
    assert np.array_equal(received.X, points.X)
    assert (received.name, received.note) == ("own", "A note.")


@pytest.mark.parametrize(
    ("X", "y"), [((3, 3), (3,)), ((3, 2), (4,)), ((3, 2), (3, 1)), ((6,), (6,))]
)
def test_points_of_another_shape_are_a_mistake(X: tuple[int, ...], y: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="must be"):
        Points(np.zeros(X), np.zeros(y), "own")


def test_the_frame_is_the_range_plus_an_eighth_on_each_side() -> None:
    points = Points(np.array([[0, -4], [8, 0], [1, 12]]), np.array([0, 1, 1]), "own")
    assert points.frame == (-1.0, 9.0, -6.0, 14.0)


def test_the_frame_of_a_range_of_zero_is_one_on_each_side() -> None:
    points = Points(np.array([[5, 1], [5, 1]]), np.array([0, 1]), "own")
    assert points.frame == (4.0, 6.0, 0.0, 2.0)
    assert Points(np.empty((0, 2)), np.empty(0), "none").frame == (-1.0, 1.0, -1.0, 1.0)


@settings(deadline=None)
@given(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).filter(any),
    st.integers(1, 70),
    st.integers(0, 2**32 - 1),
)
def test_thinned_points_keep_order_and_both_classes(
    counts: tuple[int, int], n: int, seed: int
) -> None:
    labels = np.random.RandomState(seed).permutation(np.repeat([0.0, 1.0], counts))
    X = np.repeat(np.arange(float(len(labels))), 2).reshape(-1, 2)
    points = Points(X, labels, "own", "A note.")
    thinned = points.thinned(n, seed)
    rows = thinned.X[:, 0].astype(int)
    assert len(rows) == min(n, len(labels))
    assert (np.diff(rows) > 0).all()
    assert np.array_equal(thinned.y, points.y[rows])
    assert (thinned.name, thinned.note) == ("own", "A note.")
    if n >= 2:
        assert set(thinned.y) == set(points.y)
    assert np.array_equal(points.thinned(n, seed).X, thinned.X)


def test_thinned_points_keep_each_classs_share() -> None:
    points = made("ring", points=100_000)
    thinned = points.thinned(5_000, seed=3)
    assert thinned.class_counts[1] == pytest.approx(points.class_counts[1] / 20, abs=1)
    assert thinned.X.mean(axis=0) == pytest.approx(points.X.mean(axis=0), abs=0.06)
    assert not np.array_equal(thinned.X, points.thinned(5_000, seed=4).X)
