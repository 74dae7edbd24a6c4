"""The points of a run as code: a few lines that make them, or the numbers themselves."""

import base64
import zlib
from textwrap import fill

import numpy as np

from engine.datasets import Points, make_points
from engine.export.cells import Cell, code, words
from engine.point_settings import OWN_FILE, PointSettings

MOST_IN_A_LIST = 40
"""Points that are written out; more are packed."""
LINE = 96

RECIPES = {
    "ring": """
        def ring(n, noise, seed):
            # A disc of class 1 in an open ring of class 0; with the noise they overlap.
            random = np.random.RandomState(seed)
            y = np.zeros(n)
            y[random.permutation(n)[: round(n * 512 / 826)]] = 1
            around, outwards = random.rand(n), random.rand(n)
            on_ring = np.deg2rad(130) + np.deg2rad(110) * (2 * around - 1)
            angle = np.where(y == 1, 2 * np.pi * around, on_ring)
            radius = np.where(y == 1, 1.3 * np.sqrt(outwards), 1.45 + (2.25 - 1.45) * outwards)
            X = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]) + (0.15, -0.15)
            return X + noise * random.randn(n, 2), y
        """,
    "xor": """
        def xor(n, noise, seed):
            # Four squares; class 1 where both coordinates have the same sign.
            random = np.random.RandomState(seed)
            y = random.permutation(np.arange(n) % 2).astype(float)
            distance = random.uniform(0.2, 2.0, (n, 2))
            sign = np.where(random.rand(n) < 0.5, -1.0, 1.0)
            X = distance * np.column_stack([sign, np.where(y == 1, sign, -sign)])
            return X + noise * random.randn(n, 2), y
        """,
    "flower": """
        def flower(n, noise, seed):
            # The assignment's flower: petals r = 4 sin 4t, half of the turn for each class.
            random = np.random.RandomState(seed)
            counts, petals = (n // 2, n - n // 2), []
            for j, count in enumerate(counts):
                t = np.linspace(j * 3.12, (j + 1) * 3.12, count) + noise * random.randn(count)
                r = 4 * np.sin(4 * t) + noise * random.randn(count)
                petals.append(np.column_stack([r * np.sin(t), r * np.cos(t)]))
            return np.concatenate(petals), np.repeat([0.0, 1.0], counts)
        """,
    "spiral": """
        def spiral(n, noise, seed):
            # Two arms of 1¾ turns, half a turn apart.
            random = np.random.RandomState(seed)
            counts, arms = (n // 2, n - n // 2), []
            for j, count in enumerate(counts):
                outwards = (np.arange(count) + 1) / count
                angle = 2 * np.pi * 1.75 * outwards + np.pi * j
                arm = 5.0 * outwards[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
                arms.append(arm + noise * random.randn(count, 2))
            return np.concatenate(arms), np.repeat([0.0, 1.0], counts)
        """,
    "circles": """
        from sklearn.datasets import make_circles


        def circles(n, noise, seed):
            # A circle of class 1 in one of class 0, which is twice as large: radius 2.
            X, y = make_circles(n, factor=0.5, noise=noise / 2, random_state=seed)
            return 2 * X, y
        """,
    "noisy_circles": """
        from sklearn.datasets import make_circles


        def noisy_circles(n, noise, seed):
            return make_circles(n, factor=0.5, noise=noise, random_state=seed)
        """,
    "moons": """
        from sklearn.datasets import make_moons


        def moons(n, noise, seed):
            return make_moons(n, noise=noise, random_state=seed)
        """,
    "noisy_moons": """
        from sklearn.datasets import make_moons


        def noisy_moons(n, noise, seed):
            return make_moons(n, noise=noise, random_state=seed)
        """,
    "blobs": """
        from sklearn.datasets import make_blobs


        def blobs(n, noise, seed):
            # Six clouds; every other one is of class 1.
            X, y = make_blobs(n, n_features=2, centers=6, cluster_std=noise, random_state=seed)
            return X, y % 2
        """,
    "gaussian_quantiles": """
        from sklearn.datasets import make_gaussian_quantiles


        def gaussian_quantiles(n, noise, seed):
            # A Gaussian cloud of variance ½; the half nearer to the origin is class 0.
            random = np.random.RandomState(seed)
            X, y = make_gaussian_quantiles(
                cov=0.5, n_samples=n, n_classes=2, random_state=random
            )
            return X + noise * random.randn(n, 2), y
        """,
}
"""For each data set a function (n, noise, seed) → X (n, 2), y (n,), as a learner would write it."""


def point_cells(settings: PointSettings, points: Points) -> tuple[Cell, ...]:
    """Cells after which `points` (n, 2) and `labels` (n,) are those of the run, to the bit.

    Args:
        settings: Of the run.
        points: What it was trained on.
    """
    heading = words(f"## The points\n\n{_description(settings, points)}")
    if _are_made(settings, points):
        call = f"{settings.points}, {settings.noise!r}, {settings.data_seed}"
        made = code(RECIPES[settings.dataset]).text
        lines = f"points, labels = {settings.dataset}({call})\nlabels = labels.astype(float)"
        return heading, code(f"{made}\n\n\n{lines}\nprint(points.shape, labels.mean())")
    return heading, code(_embedded(points) + "\nprint(points.shape, labels.mean())")


def _description(settings: PointSettings, points: Points) -> str:
    zeros, ones = points.class_counts
    counts = f"{len(points.y):,} points, {zeros:,} of class 0 and {ones:,} of class 1."
    if _are_made(settings, points):
        return f"{counts} Data seed {settings.data_seed} makes the same ones each time."
    return f"{counts} They came from “{points.name}”; the numbers themselves stand here."


def _are_made(settings: PointSettings, points: Points) -> bool:
    """Whether a recipe gives these points: they are of a data set, and were not edited."""
    if settings.dataset == OWN_FILE or settings.dataset not in RECIPES:
        return False
    made = make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)
    return np.array_equal(made.X, points.X) and np.array_equal(made.y, points.y)


def _embedded(points: Points) -> str:
    if len(points.y) <= MOST_IN_A_LIST:
        rows = "\n".join(f"    [{x0!r}, {x1!r}]," for x0, x1 in points.X.tolist())
        labels = fill(repr(points.y.tolist())[1:-1], LINE - 4, initial_indent="    ",
                      subsequent_indent="    ")  # fmt: skip
        return f"points = np.array([\n{rows}\n])\nlabels = np.array([\n{labels}\n])"
    numbers = np.column_stack([points.X, points.y]).astype("<f8").tobytes()
    packed = base64.b64encode(zlib.compress(numbers, 9)).decode("ascii")
    lines = "\n".join(packed[start : start + LINE] for start in range(0, len(packed), LINE))
    return (
        "import base64\nimport zlib\n\n"
        "# Each point as x0, x1 and its class, float64; packed, so that the cell stays short.\n"
        f'packed = """\n{lines}\n"""\n'
        "numbers = np.frombuffer(zlib.decompress(base64.b64decode(packed)), dtype='<f8')\n"
        "points, labels = np.split(numbers.reshape(-1, 3), [2], axis=1)\n"
        "labels = labels[:, 0]"
    )
