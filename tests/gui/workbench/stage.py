"""What the tests of the workbench share: settings, and what a run should have come to."""

from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.record import Record
from engine.run import Block, Programme
from tests.gui.inline import Bench

SETTINGS = LinearSettings(points=60, iterations=40)


def losses_of(record: Record) -> list[list[float]]:
    losses: list[list[float]] = record.history.losses().tolist()
    return losses


def undisturbed(settings: LinearSettings, bench: Bench) -> list[list[float]]:
    """The losses of a run that nobody touched."""
    run = LinearRun(Programme.of(settings), bench.points)
    start = run.here()
    rest = run.advance(settings.iterations)
    return [*start.losses.tolist(), *rest.losses.tolist()]


def block_of(settings: LinearSettings, bench: Bench, n: int) -> Block:
    return LinearRun(Programme.of(settings), bench.points).advance(n)
