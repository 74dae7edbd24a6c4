"""Training the planar network to its end, without a window, and what is told of it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.datasets import Points
from engine.given_points import settings_and_points, settings_as_json
from engine.planar.baseline import Baseline, fit_baseline
from engine.planar.held_out import held_out
from engine.planar.look import Quality, look, quality_on
from engine.planar.network import PRINTED_EVERY
from engine.planar.run import PlanarRun
from engine.planar.settings import PlanarSettings
from engine.point_settings import OWN_FILE
from engine.record import Record
from engine.run import Programme, Stop
from engine.runfile import save_run

SLICE = 256
"""Iterations between two signs of life."""


@dataclass(frozen=True)
class TrainedPlanar:
    """A run that has ended.

    Attributes:
        settings: By which it was trained.
        points: Which it was trained on.
        iterations: Updates made.
        seconds: How long they took.
        cost: Of the last state, over all points, with the L2 term.
        accuracy: Share of points on the right side in the end, 0 to 1.
        costs: The cost at each 1000th iteration before the last, as the assignment prints it.
        baseline: What logistic regression makes of the same points.
        held_out: How well the network does on fresh points; None for points from a file.
        stop: Why the run stopped by itself, if it did.
        record: The run with all its iterations.
    """

    settings: PlanarSettings
    points: Points
    iterations: int
    seconds: float
    cost: float
    accuracy: float
    costs: dict[int, float]
    baseline: Baseline
    held_out: Quality | None
    stop: Stop | None
    record: Record

    @property
    def stopped(self) -> bool:
        """Whether the run stopped by itself."""
        return self.stop is not None

    def save(self, path: Path) -> None:
        """Writes a run file, for the window to open.

        Raises:
            RunFileError: It cannot be written.
        """
        save_run(path, self.record, self.record.head)

    def as_json(self) -> dict[str, Any]:
        """Everything for `--json`."""
        report: dict[str, Any] = {
            "assignment": "planar",
            "settings": settings_as_json(self.settings, self.points),
            "iterations": self.iterations,
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
        if self.stop is not None:
            report["stopped"] = {"iteration": self.stop.iteration, "reason": self.stop.reason}
        return report

    def as_text(self) -> str:
        """A small table for a person."""
        lines = [
            f"{self.points.name}, {len(self.points.y):,} points: {self.iterations:,} iterations "
            f"in {self.seconds:.2g} s, {self.settings.n_hidden} hidden units",
            *filter(None, (self.points.note,)),
            *(f"Cost after iteration {k}: {cost:.6f}" for k, cost in self.costs.items()),
            f"Cost in the end: {self.cost:.6f}",
            f"Accuracy of the network: {self.accuracy:.2%}",
        ]
        if self.held_out is not None:
            lines.append(f"Accuracy on fresh points: {self.held_out.accuracy:.2%}")
        lines.append(f"Accuracy of logistic regression: {self.baseline.accuracy:.2%}")
        lines.extend(filter(None, (self.baseline.note,)))
        if self.stop is not None:
            lines.append(
                f"Stopped at iteration {self.stop.iteration:,}: {self.stop.reason}. "
                "Try a tenth of the learning rate."
            )
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
    iteration, stop, state = run.iteration, run.stopped, run.state
    fresh = None if settings.dataset == OWN_FILE else held_out(settings)
    unseen = (
        None
        if fresh is None
        else quality_on(state.values, settings.n_hidden, settings.activation, fresh)
    )
    cost = float(run.here().losses[0, 0])
    return TrainedPlanar(
        settings=settings,
        points=points,
        iterations=iteration,
        seconds=seconds,
        cost=cost,
        accuracy=look(run, state).accuracy,
        costs=costs,
        baseline=fit_baseline(points),
        held_out=unseen,
        stop=stop,
        record=record,
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
