"""The numbers of assignment 2 that are known, and the ones that this program obtains.

The points and the costs are held to published values, the gradients to finite differences, the
live run to the plain functions.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray

from engine.check import Check, bits_apart
from engine.datasets import Points, make_points
from engine.planar.activations import ACTIVATIONS
from engine.planar.baseline import fit_baseline
from engine.planar.layout import pack, unpack
from engine.planar.look import quality_on
from engine.planar.network import (
    Parameters,
    backward_propagation,
    compute_cost,
    forward_propagation,
    initialize_parameters,
    predict,
    update_parameters,
)
from engine.planar.run import PlanarRun
from engine.planar.settings import PlanarSettings, SizesSettings
from engine.planar.sweep import SweepRun, parts_of
from engine.run import Block, Programme

FloatArray = NDArray[np.float64]

FLOWER_SUMS = (-17.338363670404, 27.426346947846)
FLOWER_FIRST = (1.204442292254, 3.576114148129)
"""Sums of X along its rows, and its first column."""
FLOWER_TOLERANCE = 1e-11

COSTS = (0.693048, 0.288083, 0.254385, 0.233864, 0.226792, 0.222644, 0.219731, 0.217504)
"""At iterations 0, 1000, … 7000."""
PRINTED_DIGITS = 1e-6
COST_AT_9000 = 0.218607
ROUND_OFF_DECIDES = 1.5e-4
"""Past iteration 7838 the learning rate is above the stability limit."""

ACCURACIES = (0.905, 0.9075)
"""After 10,000 iterations with four hidden units, one or the other."""
ACCURACIES_OF_SIZES = {
    1: (0.675,),
    2: (0.6725,),
    3: (0.9075,),
    4: (0.905,),
    5: (0.9125,),
    20: (0.9, 0.905),
    50: (0.9025, 0.9075),
}
"""After 5,000 iterations; of two, one or the other."""
RIGHT_BY_BASELINE = 188
WRAPPED = 256 / 400
"""What an accuracy loses whose number of right points is counted in uint8."""

NOT_TO_SIX_DIGITS = (
    "Near iteration 7,838 the learning rate crosses the stability limit, and from there round-off"
    " decides: runs disturbed by 10⁻¹⁵ end between 0.218541 and 0.218675. Nobody can reproduce the"
    " published 0.218607 to six digits, so it is held to 1.5 · 10⁻⁴."
)
ONE_OF_TWO = (
    "Round-off decides on which side of the line a point or two lie, so it is {:g} or {:g} %."
    " Published notebooks show either."
)
WRAPS = (
    "The notebook's labels are uint8, whose sums begin again at 256: 362 or 363 right points of 400"
    " count as 106 or 107, which it prints as 26.5 or 26.75 %. The true accuracy is 90.5 or"
    " 90.75 %."
)

ROUNDING = 1e-12
"""How far two ways to compute the same step may part, relative to the largest number."""
DIFFERENCES = 1e-8
STATES = range(0, 3000, 61)
"""The states of a run at which one step is compared."""
CUTS = (1, 3, 17, 64, 65, 300)
BRANCH_AT = 137


def checks(data: Path | None = None, target: Path | None = None) -> Iterator[Check]:
    """Everything that is known of assignment 2, one check after the other.

    Its points are made, so files are not looked at.
    """
    del data, target
    points = make_points("flower", 400, 0.2, 1)
    yield from check_points(points)
    for activation in ACTIVATIONS:
        yield check_gradient(points, activation)
    for activation in ACTIVATIONS:
        yield check_step(points, activation)
    yield check_cuts(points)
    yield check_branch(points)
    yield from check_costs("the plain functions", plain_costs(points))
    yield from check_live(points)
    yield from check_sizes(points)
    yield check_baseline(points)


def check_points(points: Points) -> tuple[Check, ...]:
    """The flower of seed 1."""
    sums, first = tuple(points.X.sum(axis=0).tolist()), tuple(points.X[0].tolist())
    return (
        Check("flower: sums of the coordinates", FLOWER_SUMS, sums, FLOWER_TOLERANCE),
        Check("flower: first point", FLOWER_FIRST, first, FLOWER_TOLERANCE),
    )


def check_gradient(points: Points, activation: str) -> Check:
    """`backward_propagation` beside (J(w + h) − J(w − h)) / 2h for every parameter."""
    X, Y, l2, h = points.X.T, points.y[None], 0.5, 1e-5
    random = RandomState(0)
    shapes = {"W1": (4, 2), "b1": (4, 1), "W2": (1, 4), "b2": (1, 1)}
    parameters = {name: 0.5 * random.randn(*shape) for name, shape in shapes.items()}

    def cost(values: FloatArray) -> float:
        at = unpack(values, 4)
        A2, _ = forward_propagation(X, at, activation=activation)
        return compute_cost(A2, Y, at, l2=l2)

    _, cache = forward_propagation(X, parameters, activation=activation)
    grads = backward_propagation(parameters, cache, X, Y, activation=activation, l2=l2)
    values = pack(parameters)
    differences = [
        (cost(values + step) - cost(values - step)) / (2 * h) for step in h * np.eye(len(values))
    ]
    obtained = pack({name: grads[f"d{name}"] for name in parameters})
    worst = float(np.max(np.abs(obtained - differences)))
    return Check(
        f"gradient, {activation}: farthest from finite differences", 0.0, worst, DIFFERENCES
    )


def check_step(points: Points, activation: str) -> Check:
    """One step and the cost of the live run beside the plain functions, at many of its states."""
    settings = PlanarSettings(activation=activation, l2=0.1)
    run = PlanarRun(Programme.of(settings), points)
    worst = 0.0
    for k in STATES:
        run.advance(k - run.iteration)
        before, cost_here = unpack(run.state.values, 4), float(run.here().losses[0, 0])
        after, cost = _plain_step(points, before, settings)
        live = run.advance(1).values[0]
        apart = float(np.max(np.abs(live - pack(after))) / np.max(np.abs(live)))
        worst = max(worst, apart, abs(cost_here - cost) / cost)
    name = f"a step of the live run, {activation}: farthest from the plain functions"
    return Check(name, 0.0, worst, ROUNDING)


def _plain_step(
    points: Points, parameters: Parameters, settings: PlanarSettings
) -> tuple[Parameters, float]:
    """The parameters after one step of the plain functions, and the cost before it."""
    X, Y, activation, l2 = points.X.T, points.y[None], settings.activation, settings.l2
    A2, cache = forward_propagation(X, parameters, activation=activation)
    grads = backward_propagation(parameters, cache, X, Y, activation=activation, l2=l2)
    cost = compute_cost(A2, Y, parameters, l2=l2)
    return update_parameters(parameters, grads, settings.learning_rate), cost


def plain_costs(points: Points) -> FloatArray:
    """The costs of the assignment's run, by the plain functions; shape (10,000,)."""
    settings = PlanarSettings()
    parameters = initialize_parameters(2, settings.n_hidden, 1, settings.seed)
    costs = np.empty(settings.iterations)
    for k in range(settings.iterations):
        parameters, costs[k] = _plain_step(points, parameters, settings)
    return costs


def check_costs(by: str, costs: FloatArray) -> tuple[Check, ...]:
    """The published costs beside those of a run.

    Args:
        by: What computed them, in words.
        costs: From state 0 on, shape (at least 9,001,).
    """
    known = tuple(costs[: 1000 * len(COSTS) : 1000].tolist())
    return (
        Check(f"costs at 0, 1000, … 7000 by {by}", COSTS, known, PRINTED_DIGITS),
        Check(
            f"cost at 9000 by {by}",
            COST_AT_9000,
            float(costs[9000]),
            ROUND_OFF_DECIDES,
            NOT_TO_SIX_DIGITS,
        ),
    )


def check_live(points: Points) -> tuple[Check, ...]:
    """The costs and the accuracy of the assignment's run, by the live run."""
    run = PlanarRun(Programme.of(PlanarSettings()), points)
    costs = np.concatenate([run.here().losses, run.advance(10_000).losses])[:, 0]
    accuracy = quality_on(run.state.values, 4, "tanh", points).accuracy
    name = "accuracy of four hidden units after 10,000 iterations"
    predicted = network_classes(run.state.values, points)
    return (
        *check_costs("the live run", costs),
        _one_of(name, ACCURACIES, accuracy),
        check_uint8(points, predicted),
    )


def network_classes(values: FloatArray, points: Points) -> NDArray[np.uint8]:
    """What the assignment's network says of each point, shape (1, m)."""
    return predict(unpack(values, 4), points.X.T).astype(np.uint8)


def check_uint8(points: Points, predicted: NDArray[np.uint8]) -> Check:
    """The accuracy that the notebook's own formula shows, whose labels are uint8.

    Args:
        points: The flower.
        predicted: Its classes as a network says, shape (1, m).
    """
    Y = points.y[None].astype(np.uint8)
    right = np.dot(Y, predicted.T) + np.dot(1 - Y, 1 - predicted.T)
    name = "accuracy that the notebook's formula shows where labels are uint8"
    possible = tuple(accuracy - WRAPPED for accuracy in ACCURACIES)
    check = _one_of(name, possible, float(right[0, 0]) / Y.size)
    return replace(check, reason=WRAPS)


def check_sizes(points: Points) -> tuple[Check, ...]:
    """The accuracy of each hidden-layer size after 5,000 iterations."""
    settings = SizesSettings()
    sweep = SweepRun(Programme.of(settings), points)
    sweep.advance(settings.iterations)
    values = sweep.state.values
    return tuple(
        _one_of(
            f"accuracy of n_h = {network.n_hidden} after 5,000 iterations",
            ACCURACIES_OF_SIZES[network.n_hidden],
            quality_on(values[part], network.n_hidden, network.activation, points).accuracy,
        )
        for network, part in zip(settings.networks, parts_of(settings), strict=True)
    )


def _one_of(name: str, possible: tuple[float, ...], obtained: float) -> Check:
    """A check against the nearest of the numbers between which round-off decides."""
    nearest = min(possible, key=lambda one: abs(one - obtained))
    reason = (
        ONE_OF_TWO.format(*(round(100 * one, 2) for one in sorted(possible)))
        if len(possible) > 1
        else ""
    )
    return Check(name, nearest, obtained, ROUNDING, reason)


def check_baseline(points: Points) -> Check:
    """How many points logistic regression gets right."""
    right = round(fit_baseline(points).accuracy * len(points.y))
    return Check("points of 400 that logistic regression gets right", RIGHT_BY_BASELINE, right, 0)


def check_cuts(points: Points) -> Check:
    """However `advance` is cut, the run gives the same bits."""
    programme = Programme.of(PlanarSettings(iterations=300))
    whole = PlanarRun(programme, points).advance(300)
    different = 0
    for cut in CUTS:
        run = PlanarRun(programme, points)
        different += bits_apart(whole, Block.joined(_blocks(run, cut)))
    return Check("numbers that depend on how advance is cut", 0, different, 0)


def _blocks(run: PlanarRun, cut: int) -> list[Block]:
    blocks = []
    while not run.finished:
        blocks.append(run.advance(cut))
    return blocks


def check_branch(points: Points) -> Check:
    """A run that leaves another and changes nothing equals it to the bit."""
    programme = Programme.of(PlanarSettings(iterations=300))
    parent, branch = PlanarRun(programme, points), PlanarRun(programme, points)
    parent.advance(BRANCH_AT)
    branch.restore(parent.state)
    different = bits_apart(parent.advance(300), branch.advance(300))
    return Check("numbers in which a branch differs from its parent", 0, different, 0)
