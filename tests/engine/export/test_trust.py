"""How near a run's numbers are said to come out elsewhere, against runs that round otherwise."""

import numpy as np
import pytest

from engine.datasets import make_points
from engine.export.trust import Known, trust
from engine.planar.settings import PlanarSettings
from engine.record import Record
from engine.run import Programme, State
from engine.worker import make_run


@pytest.fixture(scope="module")
def record() -> Record:
    """The assignment's network, trained to its end."""
    settings = PlanarSettings()
    points = make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)
    record = Record(1, "planar", Programme.of(settings), points)
    record.append(record.mirror.advance(settings.iterations))
    return record


@pytest.fixture(scope="module")
def end(record: Record) -> Known:
    """What is claimed of its last loss."""
    return trust(record, (record.head,))[0].known[-1]


@pytest.mark.parametrize("seed", range(3, 10))
def test_no_other_program_ends_farther_away_than_is_said(
    seed: int, record: Record, end: Known
) -> None:
    start = record.state(1).values
    other = make_run(record.assignment, record.programme, record.points)
    noise = 1e-15 * np.random.RandomState(seed).randn(*start.shape)
    other.restore(State(1, start * (1 + noise)))
    loss = other.advance(record.head).losses[-1, 0]
    assert loss == pytest.approx(end.loss, rel=0, abs=end.tolerance)


def test_what_is_said_of_the_end_is_still_worth_something(end: Known) -> None:
    assert end.tolerance < 0.01 * end.loss
