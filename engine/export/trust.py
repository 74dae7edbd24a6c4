"""How far a run's numbers come out again elsewhere: how far round-off alone can carry them.

Some twins of the run go a few units in the last place beside it. As long as they stay together,
another program of the same mathematics gives the same numbers; where they part, round-off decides,
and how far they part is how far any program may be off.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.course import PEAK
from engine.record import Record
from engine.run import State
from engine.worker import make_run

FloatArray = NDArray[np.float64]

CLOSE = 1e-9
"""How near a loss must come out where the run is stable; of a loss above 1, this share."""
AT_BEST = 3e-4
"""No nearer is the end of a run held that has once left the region where it is stable.

A few twins can come back together where others do not: of 150 of the assignment's network one in
ten ended 9e-5 beside it, the farthest 1e-4, and three of them 1e-5.
"""
SAFETY = 100.0
"""Another program may round this much worse than our twins are disturbed."""
DISTURBANCE = 1e-15
"""A few units in the last place."""
TWINS = 3
FEW_TWINS = 3.0
"""Many programs part farther than a few twins."""
LATELY = 4
"""The last so-manieth part of the time in which round-off decides tells how far its end may be."""
MOST_FOLLOWED = 20_000
"""Iterations that the twins follow; a longer run is compared as far as here."""
WORTHLESS = 0.05
"""Where round-off alone moves a loss by more than this share of it, it is not compared."""
CHECKPOINTS = 10
"""Losses that are compared of each racer, at most, besides its last."""
SLICE = 512


@dataclass(frozen=True)
class Known:
    """A loss of the run, and how near it has to come out.

    Attributes:
        iteration: Of the state.
        loss: As it was recorded.
        tolerance: How far another program may be off; infinite where round-off decides.
    """

    iteration: int
    loss: float
    tolerance: float


@dataclass(frozen=True)
class Trust:
    """What is known of one racer.

    Attributes:
        known: Some of its losses, in order; the last is that of its end, if it is finite.
        stable_to: The last iteration up to which round-off does not count.
        followed_to: The last iteration that was looked at.
        end: Its last iteration.
    """

    known: tuple[Known, ...]
    stable_to: int
    followed_to: int
    end: int

    @property
    def stable(self) -> bool:
        """Whether the whole run comes out within 1e-9."""
        return self.stable_to == self.end


def trust(record: Record, ends: tuple[int, ...]) -> tuple[Trust, ...]:
    """For each racer which losses come out again, and how near.

    Args:
        record: The run.
        ends: The last iteration of each racer: the head, or where it stopped itself.
    """
    apart = _apart(record, min(record.head, MOST_FOLLOWED))
    return tuple(_trust_of(record, racer, apart[:, racer], end) for racer, end in enumerate(ends))


def _apart(record: Record, last: int) -> FloatArray:
    """How far the twins' losses are from the run's, at most; of a loss above 1, as a share.

    Returns:
        Shape (last + 1, n_racers).
    """
    losses = record.history.losses(0, last)
    apart = np.zeros_like(losses)
    for seed in range(TWINS):
        twin = _twin(record, seed, last)
        with np.errstate(invalid="ignore"):
            apart = np.fmax(apart, np.abs(twin - losses) / np.fmax(1, losses))
    return apart


def _twin(record: Record, seed: int, last: int) -> FloatArray:
    """The losses of a run that goes a little beside this one.

    It leaves at state 1: many weights of state 0 are 0, of which a share is 0 too.
    """
    run = make_run(record.assignment, record.programme, record.points)
    start = record.state(1).values
    noise = DISTURBANCE * np.random.RandomState(seed).randn(*start.shape)
    run.restore(State(1, start * (1 + noise)))
    parts = [record.history.losses(0, 0), run.here().losses]
    while run.iteration < last and not run.finished:
        parts.append(run.advance(min(SLICE, last - run.iteration)).losses)
    losses = np.concatenate(parts)
    missing = last + 1 - len(losses)
    return np.concatenate([losses, np.repeat(losses[-1:], missing, axis=0)])


def _trust_of(record: Record, racer: int, apart: FloatArray, end: int) -> Trust:
    followed = min(end, len(apart) - 1)
    losses = record.history.losses(0, followed)[:, racer]
    unstable = (SAFETY * apart[: followed + 1] > CLOSE) | ~(losses <= PEAK * losses[0])
    beyond = np.flatnonzero(unstable)
    stable_to = max(int(beyond[0]) - 1, 0) if len(beyond) else followed
    iterations = sorted({*range(0, stable_to, _round_step(stable_to)), stable_to})
    known = [_known(record, racer, k, CLOSE) for k in iterations]
    if end > stable_to:
        reach = _reach(apart[stable_to : followed + 1])
        one = _known(record, racer, end, reach)
        unknown = end > followed or not one.tolerance <= WORTHLESS * one.loss
        known.append(replace(one, tolerance=np.inf) if unknown else one)
    finite = tuple(one for one in known if np.isfinite(one.loss))
    return Trust(finite, stable_to, followed, end)


def _reach(apart: FloatArray) -> float:
    """How far the last of some losses may be off: some times what twins were apart lately."""
    lately = apart[-max(len(apart) // LATELY, 1) :]
    return max(AT_BEST, FEW_TWINS * float(np.max(lately)))


def _round_step(length: int) -> int:
    """The least of 1, 2, 5, 10, 20, … of which so many iterations have at most ten."""
    steps: list[int] = [factor * 10**power for power in range(9) for factor in (1, 2, 5)]
    return next(step for step in steps if length <= CHECKPOINTS * step)


def _known(record: Record, racer: int, iteration: int, near: float) -> Known:
    loss = float(record.history.losses_at(iteration)[racer])
    return Known(iteration, loss, near * max(1.0, loss))
