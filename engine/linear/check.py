"""The numbers of assignment 1 that are known, and the ones that this program obtains.

The plain functions are held to known values and to finite differences, the live run to the plain
functions and to the notebook's loop; with the course's own points, its graded numbers follow.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.check import Check, bits_apart
from engine.datafile import is_course_file, load_points
from engine.datasets import Points, make_points
from engine.errors import DataError
from engine.linear.features import expand
from engine.linear.logistic import compute_grad, compute_loss, probability
from engine.linear.racers import MOST_RACERS
from engine.linear.run import MEMORY, WEIGHTS, LinearRun, initial_weights
from engine.linear.settings import LinearSettings
from engine.optimizers import RULES
from engine.run import Block, Programme
from engine.settings import validated

FloatArray = NDArray[np.float64]

EXPANDED = {
    (0.0, 0.0): (0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
    (1.0, 0.0): (1.0, 0.0, 1.0, 0.0, 0.0, 1.0),
    (2.61, -1.28): (2.61, -1.28, 6.8121, 1.6384, -3.3408, 1.0),
    (-0.59, 2.1): (-0.59, 2.1, 0.3481, 4.41, -1.239, 1.0),
}
"""What `expand` makes of four points."""

GRADED_AT_LINSPACE = (
    ("probability of the first point", 0.38039985098),
    ("loss", 1.01856340308),
    ("length of the gradient", 0.64016873021),
)
"""The course's numbers at w = linspace(−1, 1, 6)."""

GRADED_LOSSES = (
    ("sgd", 0.1, 0.30427646990),
    ("momentum", 0.05, 0.23245916420),
    ("rmsprop", 0.1, 0.22383829903),
    ("sgd", 0.05, 0.35759116065),
    ("rmsprop", 0.05, 0.24463923831),
)
"""Rule, η, and the course's loss after 100 iterations, seed 42, batches of 4, α = 0.9."""

ROUNDING = 1e-12
"""How far two ways to compute the same step may part, relative to its numbers."""
GRADED = 1e-9
"""How far a number of the course may be off."""
ITERATIONS = 300
STATES = range(0, ITERATIONS, 7)
"""The states of a run at which one step is compared."""
CUTS = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, ITERATIONS)
BRANCH_AT = 137


def checks(data: Path | None = None, target: Path | None = None) -> Iterator[Check]:
    """Everything that is known of assignment 1, one check after the other.

    Args:
        data: The course's own points, for the numbers that it grades; otherwise a ring like them.
        target: Their labels.

    Raises:
        DataError: The files are not the course's.
    """
    if data is None:
        if target is not None:
            raise DataError("--target names the labels of the course's points: add --data FILE.")
        return _each(_ring(), graded=False)
    return _each(_course_points(data, target), graded=True)


def _each(points: Points, *, graded: bool) -> Iterator[Check]:
    yield from check_expand()
    yield check_gradient(points)
    for rules in _rules_by_four():
        yield check_step(points, rules)
    for rule in ("sgd", "momentum", "rmsprop"):
        yield check_notebook(points, rule)
    yield check_cuts(points)
    yield check_branch(points)
    if graded:
        yield from check_graded_numbers(points)


def _ring() -> Points:
    settings = LinearSettings()
    return make_points("ring", settings.points, settings.noise, settings.data_seed)


def _course_points(data: Path, target: Path | None) -> Points:
    points = load_points(data, target)
    if not is_course_file(points):
        raise DataError(
            f"The graded numbers belong to the course's own 826 points. Received {data.name}, "
            "which are others. Leave --data out, or give the course's train.npy and target.npy."
        )
    return points


def _expanded(points: Points) -> FloatArray:
    return expand(points.X).astype(np.float64, copy=False)


def _rules_by_four() -> tuple[tuple[str, ...], ...]:
    rules = tuple(RULES)
    return tuple(rules[k : k + MOST_RACERS] for k in range(0, len(rules), MOST_RACERS))


def _run(points: Points, rules: tuple[str, ...], learning_rate: float, n: int) -> LinearRun:
    values = {"optimizers": rules, "learning_rate": learning_rate, "iterations": n}
    return LinearRun(Programme.of(validated(LinearSettings, values)), points)


def check_expand() -> tuple[Check, ...]:
    """`expand` of four points whose features are known."""
    return tuple(
        Check(
            name=f"expand of ({x0:g}, {x1:g})",
            expected=expected,
            obtained=tuple(expand(np.array([[x0, x1]]))[0].tolist()),
            tolerance=ROUNDING,
        )
        for (x0, x1), expected in EXPANDED.items()
    )


def check_gradient(points: Points) -> Check:
    """`compute_grad` beside (L(w + h) − L(w − h)) / 2h for each weight, at some weights."""
    X, y = _expanded(points), points.y
    h = 1e-5
    random = np.random.RandomState(0)
    worst = 0.0
    for w in random.normal(size=(10, X.shape[1])):
        differences = [
            (compute_loss(X, y, w + step) - compute_loss(X, y, w - step)) / (2 * h)
            for step in h * np.eye(len(w))
        ]
        worst = max(worst, float(np.max(np.abs(compute_grad(X, y, w) - differences))))
    return Check("gradient: farthest from finite differences", 0.0, worst, 1e-8)


def check_step(points: Points, rules: tuple[str, ...]) -> Check:
    """One step and the loss of the live run beside the plain functions, at many of its states."""
    run = _run(points, rules, 0.05, ITERATIONS)
    X, y = _expanded(points), points.y
    worst = 0.0
    for k in STATES:
        run.advance(k - run.iteration)
        before = run.state.values
        chosen = run.batch(0, k)
        block = run.advance(1)
        for index, racer in enumerate(run.settings.racers):
            weights = before[index, WEIGHTS].copy()
            memory = before[index, MEMORY].copy()
            gradient = compute_grad(X[chosen], y[chosen], weights)
            RULES[racer.rule].update(weights, gradient, memory, racer.rates, k + 1)
            parts = _apart(weights, block.values[0, index, WEIGHTS])
            parts += _apart(memory, block.values[0, index, MEMORY])
            parts += _apart(np.array(compute_loss(X, y, weights)), block.losses[0, index])
            worst = max(worst, *parts)
    name = f"a step of the live run: farthest from the plain functions ({', '.join(rules)})"
    return Check(name, 0.0, worst, ROUNDING)


def _apart(plain: FloatArray, live: FloatArray) -> list[float]:
    """How far two arrays are apart, relative to the larger numbers in them."""
    scale = max(1e-3, float(np.max(np.abs(plain))))
    return [float(np.max(np.abs(plain - live))) / scale]


def check_notebook(points: Points, rule: str) -> Check:
    """The live run's loss after 100 iterations beside the notebook's loop, written plainly."""
    X, y = _expanded(points), points.y
    run = _run(points, (rule,), 0.05, 100)
    rates = run.settings.racers[0].rates
    random = np.random.RandomState(42)
    w = initial_weights(run.settings.features)
    memory = np.zeros((2, len(w)))
    for k in range(100):
        chosen = random.choice(len(y), 4)
        RULES[rule].update(w, compute_grad(X[chosen], y[chosen], w), memory, rates, k + 1)
    obtained = float(run.advance(100).losses[-1, 0])
    name = f"{rule}, η 0.05: loss after 100 iterations, beside the notebook's loop"
    return Check(name, compute_loss(X, y, w), obtained, GRADED)


def check_cuts(points: Points) -> Check:
    """However `advance` is cut, the run gives the same bits."""
    rules = ("sgd", "momentum", "rmsprop", "adam")
    whole = _run(points, rules, 0.05, ITERATIONS).advance(ITERATIONS)
    different = 0
    for cut in CUTS:
        run = _run(points, rules, 0.05, ITERATIONS)
        blocks = []
        while not run.finished:
            blocks.append(run.advance(cut))
        different += bits_apart(whole, Block.joined(blocks))
    return Check("numbers that depend on how advance is cut", 0.0, float(different), 0.0)


def check_branch(points: Points) -> Check:
    """A run that leaves another and changes nothing equals it to the bit."""
    rules = ("sgd", "momentum", "rmsprop", "adam")
    parent = _run(points, rules, 0.05, ITERATIONS)
    parent.advance(BRANCH_AT)
    branch = _run(points, rules, 0.05, ITERATIONS)
    branch.restore(parent.state)
    left = ITERATIONS - BRANCH_AT
    different = bits_apart(parent.advance(left), branch.advance(left))
    return Check("numbers in which a branch differs from its parent", 0.0, float(different), 0.0)


def check_graded_numbers(points: Points) -> tuple[Check, ...]:
    """The numbers by which the course grades, on its own points."""
    X, y = _expanded(points), points.y
    w = np.linspace(-1, 1, X.shape[1])
    at_linspace = (
        float(probability(X, w)[0]),
        compute_loss(X, y, w),
        float(np.linalg.norm(compute_grad(X, y, w))),
    )
    return (
        *(
            Check(f"at w = linspace(-1, 1, 6): {name}", expected, obtained, GRADED)
            for (name, expected), obtained in zip(GRADED_AT_LINSPACE, at_linspace, strict=True)
        ),
        *(
            Check(
                f"{rule}, η {learning_rate:g}: the course's loss after 100 iterations",
                expected,
                float(_run(points, (rule,), learning_rate, 100).advance(100).losses[-1, 0]),
                GRADED,
            )
            for rule, learning_rate, expected in GRADED_LOSSES
        ),
    )
