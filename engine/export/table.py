"""The history of a run as a table, CSV: a row for each state, a column for each loss and parameter.

The settings stand in a small JSON file beside it. Comment lines in the table itself would be read
as data by Excel, and need an option in pandas; so would anything but plain rows with a heading.
"""

import csv
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.datasets import Points
from engine.export.whole_file import whole_file
from engine.linear.run import WEIGHTS
from engine.mnist.digits import Digits
from engine.mnist.record import MnistRecord
from engine.planar.words import typed
from engine.record import Record
from engine.run_record import RunRecord

IntArray = NDArray[np.int64]
Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""

ROWS_AT_ONCE = 1000


def write_table(record: RunRecord, path: Path, iterations: IntArray, progress: Progress) -> None:
    """Write the states at some iterations, and the settings beside them.

    Args:
        record: The run.
        path: The `.csv`; the settings go to the `.json` of the same name.
        iterations: Which states, ascending.
        progress: Is told how many rows are written, and of how many.

    Raises:
        ExportError: The files cannot be written.
    """
    columns = COLUMNS[record.assignment](record)
    with whole_file(settings_path(path)) as beside, whole_file(path) as table:
        beside.write_text(settings_text(record), encoding="utf-8")
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("iteration", *columns.names))
            for start in range(0, len(iterations), ROWS_AT_ONCE):
                progress(start, len(iterations))
                part = iterations[start : start + ROWS_AT_ONCE].tolist()
                writer.writerows((k, *columns.numbers(k)) for k in part)
    progress(len(iterations), len(iterations))


def settings_path(path: Path) -> Path:
    """Where the settings of a table stand."""
    return path.with_suffix(".settings.json")


def settings_text(record: RunRecord) -> str:
    """Which settings acted from which iteration on, and on what."""
    value = {
        "assignment": record.assignment,
        "points": {"name": record.points.name, "count": _count(record.points)},
        "iterations": record.head,
        "settings": [
            {"from_iteration": one.iteration, **one.settings.model_dump(mode="json")}
            for one in record.programme.changes
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _count(points: Points | Digits) -> int:
    """What is learnt from."""
    return len(points.y if isinstance(points, Points) else points.train_labels)


@dataclass(frozen=True)
class Columns:
    """The columns of a run besides the iteration.

    Attributes:
        names: Losses first, then what else is known.
        numbers: What stands in them at an iteration, as many; None for an empty cell.
    """

    names: tuple[str, ...]
    numbers: Callable[[int], Iterable[float | None]]


def _linear_columns(record: Record) -> Columns:
    settings = record.programme.changes[0].settings
    racers = [racer.name for racer in settings.racers]
    names = (
        *(f"loss_{name}" for name in racers),
        *(f"{name}_w_{one}" for name in racers for one in settings.features),
    )

    def numbers(iteration: int) -> Iterable[float]:
        weights = record.state(iteration).values[:, WEIGHTS]
        return (*record.history.losses_at(iteration).tolist(), *weights.ravel().tolist())

    return Columns(names, numbers)


def _planar_columns(record: Record) -> Columns:
    settings = record.programme.changes[0].settings
    return Columns(("loss", *_network_columns(settings.n_hidden)), _row_of(record))


def _sweep_columns(record: Record) -> Columns:
    settings = record.programme.changes[0].settings
    labels = [typed(label).replace(" ", "_") for label in settings.labels]
    names = (
        *(f"loss_{label}" for label in labels),
        *(
            f"{label}_{name}"
            for label, network in zip(labels, settings.networks, strict=True)
            for name in _network_columns(network.n_hidden)
        ),
    )
    return Columns(names, _row_of(record))


def _row_of(record: Record) -> Callable[[int], Iterable[float]]:
    """Losses and all parameters at an iteration."""

    def numbers(iteration: int) -> Iterable[float]:
        losses = record.history.losses_at(iteration).tolist()
        return (*losses, *record.state(iteration).values.tolist())

    return numbers


def _mnist_columns(record: MnistRecord) -> Columns:
    """Loss and accuracy of the batch that led to an iteration; at an epoch's end, the validation.

    The weights, a hundred thousand numbers, are left out.
    """
    rows = record.history.rows()
    ended = {one.iteration: (one.val_loss, one.val_accuracy) for one in record.epochs}

    def numbers(iteration: int) -> Iterable[float | None]:
        batch = rows[iteration - 1].tolist() if iteration else (None, None)
        return (*batch, *ended.get(iteration, (None, None)))

    return Columns(("loss", "accuracy", "val_loss", "val_accuracy"), numbers)


def _network_columns(n_hidden: int) -> tuple[str, ...]:
    units = range(1, n_hidden + 1)
    return (
        *(f"W1_{unit}_{x}" for unit in units for x in ("x0", "x1")),
        *(f"b1_{unit}" for unit in units),
        *(f"W2_{unit}" for unit in units),
        "b2",
    )


COLUMNS: dict[str, Callable[[Any], Columns]] = {
    "linear": _linear_columns,
    "planar": _planar_columns,
    "planar-sizes": _sweep_columns,
    "planar-rates": _sweep_columns,
    "mnist": _mnist_columns,
}
"""By assignment."""
