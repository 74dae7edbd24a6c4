"""Training a linear model to its end, without a window, and what is told of it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.given_points import settings_and_points, settings_as_json
from engine.linear.look import look
from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.record import Record
from engine.run import Programme, Stop
from engine.runfile import save_run
from engine.words import stop_sentence

SLICE = 256
"""Iterations between two signs of life."""


@dataclass(frozen=True)
class Ended:
    """How one racer ended.

    Attributes:
        label: Its name for people.
        learning_rate: η, as it acted.
        loss: Mean cross-entropy over all points.
        accuracy: Share of points on the right side, 0 to 1.
        weights: One for each feature that is on.
    """

    label: str
    learning_rate: float
    loss: float
    accuracy: float
    weights: tuple[float, ...]


@dataclass(frozen=True)
class TrainedLinear:
    """A run that has ended.

    Attributes:
        record: The run with all its iterations.
        seconds: How long they took.
        racers: How each ended, by its name.
    """

    record: Record
    seconds: float
    racers: dict[str, Ended]

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
            "assignment": "linear",
            "settings": settings_as_json(record.settings, record.points),
            "iterations": record.head,
            "seconds": round(self.seconds, 6),
            "racers": {
                name: {"loss": one.loss, "accuracy": one.accuracy, "weights": one.weights}
                for name, one in self.racers.items()
            },
        }
        if stop is not None:
            report["stopped"] = {"iteration": stop.iteration, "reason": self._reason(stop)}
        return report

    def as_text(self) -> str:
        """A small table for a person."""
        record, points = self.record, self.record.points
        lines = [
            f"{points.name}, {len(points.y):,} points: {record.head:,} iterations "
            f"in {self.seconds:.2g} s",
            *filter(None, (points.note,)),
            f"{'racer':<12}{'η':>8}{'loss':>16}{'accuracy':>10}   weights of "
            + ", ".join(record.settings.features),
        ]
        for one in self.racers.values():
            weights = "  ".join(f"{weight:.4g}" for weight in one.weights)
            lines.append(
                f"{one.label:<12}{one.learning_rate:>8g}{one.loss:>16.11g}{one.accuracy:>10.1%}"
                f"   {weights}"
            )
        if record.stop is not None:
            lines.append(stop_sentence(record.stop.iteration, self._reason(record.stop)))
        return "\n".join(lines)

    def _reason(self, stop: Stop) -> str:
        return f"{self.record.settings.racers[stop.racer].label}: {stop.reason}"


def train(
    values: Mapping[str, str],
    data: Path | None,
    target: Path | None,
    progress: Callable[[int, int], None],
) -> TrainedLinear:
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
    settings, points = settings_and_points(LinearSettings, values, data, target)
    programme = Programme.of(settings)
    run, record = LinearRun(programme, points), Record(0, "linear", programme, points)
    started = time.perf_counter()
    progress(0, settings.iterations)
    while not run.finished:
        record.append(run.advance(SLICE))
        progress(run.iteration, settings.iterations)
    seconds = time.perf_counter() - started
    return TrainedLinear(record, seconds, _ended(run))


def _ended(run: LinearRun) -> dict[str, Ended]:
    state = run.state
    ended = {}
    for index, racer in enumerate(run.settings.racers):
        seen = look(run, state, index)
        weights = tuple(np.asarray(seen.weights).tolist())
        ended[racer.name] = Ended(
            racer.label, racer.learning_rate, seen.loss, seen.accuracy, weights
        )
    return ended
