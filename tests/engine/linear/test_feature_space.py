import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.datasets import make_points
from engine.linear.feature_space import leaves_plane, line_in_plane, squared
from engine.linear.features import FEATURE_NAMES
from engine.linear.presets import PRESETS
from engine.linear.run import WEIGHTS, LinearRun
from engine.run import Programme

FRAME = (0.0, 4.0, 0.0, 4.0)
ALL = tuple(range(len(FEATURE_NAMES)))
WEIGHT = st.floats(-5, 5, allow_nan=False).map(lambda value: round(value, 3))


def weights_of(a: float, b: float, c: float) -> np.ndarray:
    return np.array([0.0, 0.0, a, b, 0.0, c])


def test_a_point_is_squared() -> None:
    assert squared(np.array([[2.0, -3.0]])).tolist() == [[4.0, 9.0]]


def test_a_circle_becomes_a_straight_line() -> None:
    (line,) = line_in_plane(weights_of(-1, -1, 3), ALL, FRAME)
    assert sorted(line.tolist()) == [[0.0, 3.0], [3.0, 0.0]]


@given(WEIGHT, WEIGHT, WEIGHT)
def test_a_line_ends_on_the_frame_and_is_zero_all_along(a: float, b: float, c: float) -> None:
    for line in line_in_plane(weights_of(a, b, c), ALL, FRAME):
        left, right, low, high = FRAME
        for x, y in line:
            assert left - 1e-6 <= x <= right + 1e-6
            assert low - 1e-6 <= y <= high + 1e-6
            on_edge = min(abs(x - left), abs(x - right), abs(y - low), abs(y - high))
            assert on_edge < 1e-6
        middle = line.mean(axis=0)
        assert abs(a * middle[0] + b * middle[1] + c) < 1e-6


@pytest.mark.parametrize("weights", [(0, 0, 1), (1, 1, 3), (0, 0, 0)])
def test_there_is_no_line_where_there_is_none(weights: tuple[float, float, float]) -> None:
    assert line_in_plane(weights_of(*weights), ALL, FRAME) == ()


def test_a_switched_off_square_makes_the_line_upright() -> None:
    columns = (FEATURE_NAMES.index("x0^2"), FEATURE_NAMES.index("1"))
    (line,) = line_in_plane(np.array([1.0, -2.0]), columns, FRAME)
    assert line[:, 0].tolist() == [2.0, 2.0]


def test_other_features_leave_the_plane_only_with_a_weight() -> None:
    assert not leaves_plane(weights_of(1, 2, 3), ALL)
    assert leaves_plane(np.array([0.1, 0, 1, 2, 0, 3]), ALL)
    assert not leaves_plane(np.array([1.0, 2.0]), (2, 3))


def test_a_trained_ring_is_parted_by_the_line() -> None:
    settings = PRESETS["Text: RMSprop"].changed(
        features=("x0^2", "x1^2", "1"), noise=0.0, iterations=2000
    )
    points = make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)
    run = LinearRun(Programme.of(settings), points)
    run.advance(2000)
    a, b, c = run.state.values[0, WEIGHTS]
    X = squared(points.X)
    assert np.mean((X @ [a, b] + c > 0) == (points.y > 0.5)) > 0.95
    assert line_in_plane(run.state.values[0, WEIGHTS], run.columns, FRAME)
