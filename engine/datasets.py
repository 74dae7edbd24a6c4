"""Two-dimensional points of two classes, made from a seed: a function each, and a table of them.

What a person opens from a file comes from `engine.datafile`. Each data set has a generator of its
own in numpy's legacy kind, because the assignments' numbers were drawn from that one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
from numpy.random import RandomState

from engine.errors import SettingsError

FloatArray = npt.NDArray[np.float64]

MIN_POINTS = 2
MAX_POINTS = 100_000
MAX_SEED = 2**32 - 1
FRAME_MARGIN = 0.125  # of the data's range, on each side

# Fitted so that the ring with its default noise has the course's radii, ranges, overlap and losses.
RING_INSIDE = 512 / 826
RING_CENTRE = (0.15, -0.15)
RING_DISC_RADIUS = 1.3
RING_RADII = (1.45, 2.25)
RING_MIDDLE, RING_HALF_ARC = np.deg2rad(130), np.deg2rad(110)

XOR_GAP, XOR_REACH = 0.2, 2.0
SPIRAL_RADIUS, SPIRAL_TURNS = 5.0, 1.75
CIRCLES_RADIUS = 2.0  # as far as the ring, so that the same learning rates suit both
FLOWER_PETAL, FLOWER_RADIUS = 3.12, 4.0  # 3.12, not pi: the assignment's number


@dataclass(frozen=True, eq=False)
class Points:
    """Points of two classes; the arrays are copies that cannot be written.

    Attributes:
        X: The points, float64, shape (n_samples, 2).
        y: Their classes, float64 of 0 and 1, shape (n_samples,).
        name: What a person calls them: the data set's name or the file's.
        note: What was done to them on the way here, in whole sentences; empty if nothing.
    """

    X: FloatArray
    y: FloatArray
    name: str
    note: str = ""

    def __post_init__(self) -> None:
        X, y = np.array(self.X, dtype=np.float64), np.array(self.y, dtype=np.float64)
        if X.ndim != 2 or X.shape[1] != 2 or y.shape != X.shape[:1]:
            raise ValueError(f"X must be (n, 2) and y (n,). Received {X.shape} and {y.shape}.")
        X.setflags(write=False)
        y.setflags(write=False)
        object.__setattr__(self, "X", X)
        object.__setattr__(self, "y", y)

    def __reduce__(self) -> tuple[type["Points"], tuple[FloatArray, FloatArray, str, str]]:
        # Arrays come out of a pipe writable; built anew, they are read-only on the other side too.
        return Points, (self.X, self.y, self.name, self.note)

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """(x_min, x_max, y_min, y_max) to draw them in: their range plus an eighth on each side.

        A range of zero becomes 1 on either side of the value.
        """
        return (*_widened(self.X[:, 0]), *_widened(self.X[:, 1]))

    @property
    def class_counts(self) -> tuple[int, int]:
        """How many points belong to class 0 and to class 1."""
        ones = int(np.count_nonzero(self.y))
        return len(self.y) - ones, ones

    def thinned(self, n: int, seed: int = 0) -> "Points":
        """At most `n` of the points, in their order; the same ones for the same seed.

        Both classes keep their share, and at least one point each if `n` is 2 or more.

        Args:
            n: How many points to keep, at least 1.
            seed: Decides which, 0 to 2³² − 1.
        """
        if len(self.y) <= n:
            return self
        zeros, ones = self.class_counts
        keep_ones = round(n * ones / len(self.y))
        if zeros and ones and n >= 2:
            keep_ones = min(max(keep_ones, 1), n - 1)
        generator = RandomState(seed)
        kept = [
            generator.permutation(np.flatnonzero(self.y == label))[:count]
            for label, count in ((0, n - keep_ones), (1, keep_ones))
        ]
        rows = np.sort(np.concatenate(kept))
        return Points(self.X[rows], self.y[rows], self.name, self.note)


def _widened(values: FloatArray) -> tuple[float, float]:
    if values.size == 0:
        return -1.0, 1.0
    low, high = float(values.min()), float(values.max())
    margin = FRAME_MARGIN * (high - low) or 1.0
    return low - margin, high + margin


def ring(n: int, noise: float, seed: int) -> Points:
    """A disc of class 1 in an open ring of class 0, with the look and the overlap of the course's.

    512 of 826 points are inside. Without noise a gap of 0.15 lies between the classes.
    """
    generator = RandomState(seed)
    ones = round(n * RING_INSIDE)  # from 1 to n − 1 for every n from 2
    y = np.zeros(n)
    y[generator.permutation(n)[:ones]] = 1
    around, outwards = generator.rand(n), generator.rand(n)
    inner, outer = RING_RADII
    angle = np.where(y == 1, 2 * np.pi * around, RING_MIDDLE + RING_HALF_ARC * (2 * around - 1))
    radius = np.where(
        y == 1, RING_DISC_RADIUS * np.sqrt(outwards), inner + (outer - inner) * outwards
    )
    X = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]) + RING_CENTRE
    return Points(X + noise * generator.randn(n, 2), y, "ring")


def xor(n: int, noise: float, seed: int) -> Points:
    """Four squares; class 1 where both coordinates have the same sign, class 0 elsewhere."""
    generator = RandomState(seed)
    y = generator.permutation(np.arange(n) % 2).astype(np.float64)
    distance = generator.uniform(XOR_GAP, XOR_REACH, (n, 2))
    sign = np.where(generator.rand(n) < 0.5, -1.0, 1.0)
    X = distance * np.column_stack([sign, np.where(y == 1, sign, -sign)])
    return Points(X + noise * generator.randn(n, 2), y, "xor")


def flower(n: int, noise: float, seed: int) -> Points:
    """The assignment's flower: petals r = 4 sin 4t, half of the turn for each class.

    `noise` is the standard deviation of both t and r. 400 points with noise 0.2 from seed 1 are
    the assignment's own.
    """
    generator = RandomState(seed)
    petals = []
    for label, count in enumerate(_halves(n)):
        t = np.linspace(FLOWER_PETAL * label, FLOWER_PETAL * (label + 1), count)
        t = t + noise * generator.randn(count)
        r = FLOWER_RADIUS * np.sin(4 * t) + noise * generator.randn(count)
        petals.append(np.column_stack([r * np.sin(t), r * np.cos(t)]))
    return Points(np.concatenate(petals), np.repeat([0, 1], _halves(n)), "flower")


def spiral(n: int, noise: float, seed: int) -> Points:
    """Two arms of 1¾ turns, half a turn apart."""
    generator = RandomState(seed)
    arms = []
    for label, count in enumerate(_halves(n)):
        outwards = (np.arange(count) + 1) / count
        angle = 2 * np.pi * SPIRAL_TURNS * outwards + np.pi * label
        arm = SPIRAL_RADIUS * outwards[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
        arms.append(arm + noise * generator.randn(count, 2))
    return Points(np.concatenate(arms), np.repeat([0, 1], _halves(n)), "spiral")


def _halves(n: int) -> tuple[int, int]:
    return n // 2, n - n // 2


# scikit-learn takes a second to import, and the window's process must never: hence inside.


def circles(
    n: int, noise: float, seed: int, name: str = "circles", radius: float = CIRCLES_RADIUS
) -> Points:
    """A circle of class 1 in one of class 0, which is twice as large and of that radius."""
    from sklearn.datasets import make_circles

    X, y = make_circles(n, factor=0.5, noise=noise / radius, random_state=seed)
    return Points(radius * X, y, name)


def moons(n: int, noise: float, seed: int, name: str = "moons") -> Points:
    """Two half-circles of radius 1, each reaching into the other."""
    from sklearn.datasets import make_moons

    X, y = make_moons(n, noise=noise, random_state=seed)
    return Points(X, y, name)


def blobs(n: int, noise: float, seed: int) -> Points:
    """Six clouds of standard deviation `noise`; every other one is of class 1."""
    from sklearn.datasets import make_blobs

    X, y = make_blobs(n, n_features=2, centers=6, cluster_std=noise, random_state=seed)
    return Points(X, y % 2, "blobs")


def gaussian_quantiles(n: int, noise: float, seed: int) -> Points:
    """A Gaussian cloud of variance ½: the half nearer to the origin is class 0.

    The assignment's has no overlap; `noise` moves the points after they have their class.
    """
    from sklearn.datasets import make_gaussian_quantiles

    generator = RandomState(seed)
    X, y = make_gaussian_quantiles(cov=0.5, n_samples=n, n_classes=2, random_state=generator)
    return Points(X + noise * generator.randn(n, 2), y, "gaussian_quantiles")


@dataclass(frozen=True)
class Dataset:
    """A data set that the form and the command line offer.

    Attributes:
        name: The value of the setting, such as "ring".
        label: What a person reads, such as "Ring".
        points: The default number of points.
        noise: The default noise, mostly a standard deviation in the units of the points.
        noise_range: The smallest and the largest noise.
        data_seed: The seed that the assignment uses, or a choice of ours.
        needs_scikit_learn: Whether making it imports scikit-learn; then a worker does it.
        make: Makes the points from their number, the noise and a seed.
        assignments: Which assignments offer it: "linear", "planar".
    """

    name: str
    label: str
    points: int
    noise: float
    noise_range: tuple[float, float]
    data_seed: int
    needs_scikit_learn: bool
    make: Callable[[int, float, int], Points]
    assignments: tuple[str, ...]


LINEAR, PLANAR = ("linear",), ("planar",)
UNIT = (0.0, 1.0)

DATASETS: dict[str, Dataset] = {
    row.name: row
    for row in (
        Dataset("ring", "Ring", 826, 0.32, UNIT, 0, False, ring, LINEAR),
        Dataset("circles", "Circles", 400, 0.3, UNIT, 0, True, circles, LINEAR),
        Dataset("moons", "Moons", 400, 0.15, UNIT, 0, True, moons, LINEAR),
        Dataset("xor", "XOR", 400, 0.2, UNIT, 0, False, xor, LINEAR),
        Dataset("flower", "Flower", 400, 0.2, UNIT, 1, False, flower, PLANAR),
        Dataset(
            "noisy_circles", "Noisy circles", 200, 0.3, UNIT, 1, True,
            partial(circles, name="noisy_circles", radius=1.0), PLANAR,
        ),
        Dataset(
            "noisy_moons", "Noisy moons", 200, 0.2, UNIT, 1, True,
            partial(moons, name="noisy_moons"), PLANAR,
        ),
        Dataset("blobs", "Blobs", 200, 1.0, (0.0, 3.0), 5, True, blobs, PLANAR),
        Dataset(
            "gaussian_quantiles", "Gaussian quantiles", 200, 0.0, UNIT, 1, True,
            gaussian_quantiles, PLANAR,
        ),
        Dataset("spiral", "Spiral", 400, 0.2, UNIT, 1, False, spiral, PLANAR),
    )
}  # fmt: skip


def make_points(dataset: str, points: int, noise: float, data_seed: int) -> Points:
    """The points of the data set named `dataset`; equal arguments give equal points.

    Args:
        dataset: A key of `DATASETS`.
        points: How many, 2 to 100,000.
        noise: Within the data set's `noise_range`.
        data_seed: 0 to 2³² − 1.

    Raises:
        SettingsError: If one of them is out of its range.
    """
    if dataset not in DATASETS:
        names = ", ".join(DATASETS)
        sentence = f"The data set must be one of {names}. Received {dataset}. Try ring."
        raise SettingsError({"dataset": sentence})
    row = DATASETS[dataset]
    ranges = {
        "points": ("number of points", points, (MIN_POINTS, MAX_POINTS), row.points),
        "noise": (f"noise of {row.label}", noise, row.noise_range, row.noise),
        "data_seed": ("data seed", data_seed, (0, MAX_SEED), row.data_seed),
    }
    problems = {
        setting: f"The {words} must be from {low:.10g} to {high:.10g}. "
        f"Received {value:.10g}. Try {default:g}."
        for setting, (words, value, (low, high), default) in ranges.items()
        if not low <= value <= high
    }
    if problems:
        raise SettingsError(problems)
    return row.make(points, noise, data_seed)
