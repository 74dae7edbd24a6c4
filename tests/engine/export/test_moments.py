"""Which iterations become frames."""

import numpy as np
import pytest

from engine.export.moments import CHOICES, moments


@pytest.mark.parametrize("by", list(CHOICES))
@pytest.mark.parametrize("count", [1, 2, 3, 7, 50, 99, 100, 101, 400])
@pytest.mark.parametrize("shape", ["falling", "flat", "rising", "infinite", "trembling"])
def test_frames_ascend_from_the_first_state_to_the_last(by: str, count: int, shape: str) -> None:
    k = np.arange(101.0)
    losses = {
        "falling": np.exp(-k / 9),
        "flat": np.ones(101),
        "rising": np.exp(k),
        "infinite": np.where(k > 60, np.inf, 1 / (1 + k)),
        "trembling": 1 + np.random.RandomState(0).rand(101),
    }[shape]
    found = moments(losses[:, None], 40, count, by)
    assert len(found) == min(count, 101)
    assert np.all(np.diff(found) > 0)
    assert found[-1] == 140
    assert count == 1 or found[0] == 40


def test_by_loss_most_frames_are_where_the_loss_falls() -> None:
    losses = np.where(np.arange(1001) < 500, 1.0, np.exp(-(np.arange(1001) - 500) / 20))[:, None]
    found = moments(losses, 0, 101, "loss")
    assert np.count_nonzero((found >= 500) & (found < 600)) > 70
    assert np.count_nonzero(found < 500) >= 4  # it never stands still


def test_geometric_frames_are_dense_at_the_start() -> None:
    found = moments(np.ones((10_001, 1)), 0, 101, "geometric")
    assert np.count_nonzero(found < 100) > 45
    assert np.all(np.diff(np.diff(found)) >= -2)
