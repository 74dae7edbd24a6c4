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

from engine.export.whole_file import whole_file
from engine.linear.run import WEIGHTS
from engine.record import Record

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""

ROWS_AT_ONCE = 1000


def write_table(record: Any, path: Path, iterations: IntArray, progress: Progress) -> None:
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
            writer.writerow(("iteration", *columns.losses, *columns.parameters))
            for start in range(0, len(iterations), ROWS_AT_ONCE):
                progress(start, len(iterations))
                writer.writerows(_rows(record, columns, iterations[start : start + ROWS_AT_ONCE]))
    progress(len(iterations), len(iterations))


def settings_path(path: Path) -> Path:
    """Where the settings of a table stand."""
    return path.with_suffix(".settings.json")


def settings_text(record: Any) -> str:
    """Which settings acted from which iteration on, and on what."""
    value = {
        "assignment": record.assignment,
        "points": {"name": record.points.name, "count": len(record.points.y)},
        "iterations": record.head,
        "settings": [
            {"from_iteration": one.iteration, **one.settings.model_dump(mode="json")}
            for one in record.programme.changes
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class Columns:
    """The columns of a run besides the iteration and the losses.

    Attributes:
        losses: The names of the losses.
        parameters: The names of the parameters.
        numbers: The parameters in a state's values, as many.
    """

    losses: tuple[str, ...]
    parameters: tuple[str, ...]
    numbers: Callable[[FloatArray], FloatArray]


def _rows(record: Record, columns: Columns, iterations: IntArray) -> Iterable[list[float]]:
    for iteration in iterations.tolist():
        numbers = columns.numbers(record.state(iteration).values)
        losses = record.history.losses_at(iteration)
        yield [iteration, *losses.tolist(), *numbers.ravel().tolist()]


def _linear_columns(record: Record) -> Columns:
    settings = record.programme.changes[0].settings
    names = [racer.name for racer in settings.racers]
    return Columns(
        losses=tuple(f"loss_{name}" for name in names),
        parameters=tuple(f"{name}_w_{one}" for name in names for one in settings.features),
        numbers=lambda values: values[:, WEIGHTS],
    )


def _planar_columns(record: Record) -> Columns:
    settings = record.programme.changes[0].settings
    return Columns(("loss",), _network_columns(settings.n_hidden), lambda values: values)


def _sweep_columns(record: Record) -> Columns:
    settings = record.programme.changes[0].settings
    labels = [label.replace(" ", "_") for label in settings.labels]
    return Columns(
        losses=tuple(f"loss_{label}" for label in labels),
        parameters=tuple(
            f"{label}_{name}"
            for label, network in zip(labels, settings.networks, strict=True)
            for name in _network_columns(network.n_hidden)
        ),
        numbers=lambda values: values,
    )


def _network_columns(n_hidden: int) -> tuple[str, ...]:
    units = range(1, n_hidden + 1)
    return (
        *(f"W1_{unit}_{x}" for unit in units for x in ("x0", "x1")),
        *(f"b1_{unit}" for unit in units),
        *(f"W2_{unit}" for unit in units),
        "b2",
    )


COLUMNS: dict[str, Callable[[Record], Columns]] = {
    "linear": _linear_columns,
    "planar": _planar_columns,
    "planar-sizes": _sweep_columns,
    "planar-rates": _sweep_columns,
}
"""By assignment."""
