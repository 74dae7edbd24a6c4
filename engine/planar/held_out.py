"""Points that a network does not learn from, to see what it has understood and what it remembers.

Data sets that are made give fresh points of the same kind; a file is parted in two.
"""

import numpy as np

from engine.datasets import Points, make_points
from engine.planar.settings import PlanarSettings

FRESH_POINTS = 4000
"""So many that an accuracy on them is good to about half a per cent."""
FRESH_SEEDS = (99, 100)
"""Of the fresh points; the second, where the points themselves come from the first."""
HELD_OUT_SHARE = 0.2
"""Of a file's points, those that are held out."""
SPLIT_SEED = 0


def held_out(settings: PlanarSettings) -> Points:
    """Fresh points of the same kind: the same data set and noise, another seed.

    Args:
        settings: Of a data set that is made; for a file use `split`.

    Raises:
        SettingsError: There is no such data set.
    """
    seed = next(seed for seed in FRESH_SEEDS if seed != settings.data_seed)
    if settings.dataset == "blobs":
        return _fresh_blobs(settings, seed)
    return make_points(settings.dataset, FRESH_POINTS, settings.noise, seed)


def _fresh_blobs(settings: PlanarSettings, seed: int) -> Points:
    """Around the same centres, which another seed would put elsewhere."""
    from sklearn.datasets import make_blobs

    _, _, centres = make_blobs(
        settings.points, centers=6, random_state=settings.data_seed, return_centers=True
    )
    X, y = make_blobs(FRESH_POINTS, centers=centres, cluster_std=settings.noise, random_state=seed)
    return Points(X, y % 2, "blobs")


def split(points: Points) -> tuple[Points, Points]:
    """Four fifths to learn from, one fifth held out; the same for the same points.

    Both classes keep their share, and in the larger part at least one point each.

    Returns:
        The points to learn from and the points held out, each in their order.
    """
    random = np.random.RandomState(SPLIT_SEED)
    is_held_out = np.zeros(len(points.y), dtype=bool)
    for label in (0, 1):
        rows = random.permutation(np.flatnonzero(points.y == label))
        is_held_out[rows[: int(HELD_OUT_SHARE * len(rows))]] = True
    return _rows(points, ~is_held_out), _rows(points, is_held_out)


def _rows(points: Points, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Points:
    return Points(points.X[chosen], points.y[chosen], points.name, points.note)
