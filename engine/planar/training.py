"""Training the planar network to its end, without a window, and what is told of it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.given_points import settings_and_points, settings_as_json
from engine.planar.baseline import Baseline, fit_baseline
from engine.planar.held_out import held_out
from engine.planar.look import Quality, look, quality_on
from engine.planar.network import PRINTED_EVERY
from engine.planar.run import PlanarRun
from engine.planar.settings import PlanarSettings
from engine.point_settings import OWN_FILE
from engine.record import Record
from engine.run import Programme
from engine.runfile import save_run
from engine.words import stop_sentence

SLICE = 256
"""Iterations between two signs of life."""


@dataclass(frozen=True)
class TrainedPlanar:
    """A run that has ended.

    Attributes:
        record: The run with all its iterations.
        seconds: How long they took.
        cost: Of the last state, over all points, with the L2 term.
        accuracy: Share of points on the right side in the end, 0 to 1.
        costs: The cost at each 1000th iteration before the last, as the assignment prints it.
        baseline: What logistic regression makes of the same points.
        held_out: How well the network does on fresh points; None for points from a file.
    """

    record: Record
    seconds: float
    cost: float
    accuracy: float
    costs: dict[int, float]
    baseline: Baseline
    held_out: Quality | None

    @property
    def stopped(self) -> bool:
        """Whether the run stopped by itself."""
        return self.record.stop is not None

    def save(self, path: Path) -> None:
        """Writes a run file, for the window to open.

        Raises:
            RunFileError: It cannot be written.
        """
        save_run(path, self.record, self.record.head)

    def as_json(self) -> dict[str, Any]:
        """Everything for `--json`."""
        record, stop = self.record, self.record.stop
        report: dict[str, Any] = {
            "assignment": "planar",
            "settings": settings_as_json(record.settings, record.points),
            "iterations": record.head,
            "seconds": round(self.seconds, 6),
            "final": {"loss": self.cost, "accuracy": self.accuracy},
            "costs": {str(iteration): cost for iteration, cost in self.costs.items()},
            "baseline": {"accuracy": self.baseline.accuracy},
        }
        if self.held_out is not None:
            report["held_out"] = {
                "loss": self.held_out.loss,
                "accuracy": self.held_out.accuracy,
            }
        if stop is not None:
            report["stopped"] = {"iteration": stop.iteration, "reason": stop.reason}
        return report

    def as_text(self) -> str:
        """A small table for a person."""
        record, points = self.record, self.record.points
        lines = [
            f"{points.name}, {len(points.y):,} points: {record.head:,} iterations "
            f"in {self.seconds:.2g} s, {record.settings.n_hidden} hidden units",
            *filter(None, (points.note,)),
            *(f"Cost after iteration {k}: {cost:.6f}" for k, cost in self.costs.items()),
            f"Cost in the end: {self.cost:.6f}",
            f"Accuracy of the network: {self.accuracy:.2%}",
        ]
        if self.held_out is not None:
            lines.append(f"Accuracy on fresh points: {self.held_out.accuracy:.2%}")
        lines.append(f"Accuracy of logistic regression: {self.baseline.accuracy:.2%}")
        lines.extend(filter(None, (self.baseline.note,)))
        if record.stop is not None:
            lines.append(stop_sentence(record.stop.iteration, record.stop.reason))
        return "\n".join(lines)


def train(
    values: Mapping[str, str],
    data: Path | None,
    target: Path | None,
    progress: Callable[[int, int], None],
) -> TrainedPlanar:
    """Train to the chosen number of iterations, or until the run stops by itself.

    Args:
        values: The settings that were given, as text.
        data: A file of points, or None for those that the settings name.
        target: Its labels, where they stand in a second file.
        progress: Is told how many iterations are done, and of how many.

    Raises:
        SettingsError: A setting is out of its range.
        InputError: The settings do not fit the files, or a file cannot be used.
    """
    settings, points = settings_and_points(PlanarSettings, values, data, target)
    programme = Programme.of(settings)
    run, record = PlanarRun(programme, points), Record(0, "planar", programme, points)
    started = time.perf_counter()
    costs = _run_to_the_end(run, record, progress)
    seconds = time.perf_counter() - started
    state = run.state
    fresh = None if settings.dataset == OWN_FILE else held_out(settings)
    unseen = (
        None
        if fresh is None
        else quality_on(state.values, settings.n_hidden, settings.activation, fresh)
    )
    return TrainedPlanar(
        record=record,
        seconds=seconds,
        cost=float(run.here().losses[0, 0]),
        accuracy=look(run, state).accuracy,
        costs=costs,
        baseline=fit_baseline(points),
        held_out=unseen,
    )


def _run_to_the_end(
    run: PlanarRun, record: Record, progress: Callable[[int, int], None]
) -> dict[int, float]:
    """Trains, keeps every iteration, and gives the costs that the assignment prints."""
    iterations = record.settings.iterations
    costs = {0: float(run.here().losses[0, 0])}
    progress(0, iterations)
    while not run.finished:
        block = run.advance(SLICE)
        record.append(block)
        for row in range(-block.first % PRINTED_EVERY, len(block), PRINTED_EVERY):
            if block.first + row < iterations:
                costs[block.first + row] = float(block.losses[row, 0])
        progress(run.iteration, iterations)
    return costs
