"""Points of two classes from a person's own file: reads it, checks it, says what was changed.

The bytes are read by `engine.table`; points that are computed come from `engine.datasets`.
"""

from pathlib import Path

import numpy as np

from engine.datasets import MAX_POINTS, MIN_POINTS, FloatArray, Points
from engine.errors import DataError
from engine.table import Table, read_table

MAX_TRAINED = MAX_POINTS
MAX_VALUE = 1e12  # so that squares stay finite, on the surface in float32 too
DRAW_SEED = 0
COURSE_SHAPE = (826, 2)
COURSE_FIRST_POINT = (1.2079805693165837, 0.08449940419928109)


def load_points(path: str | Path, target: str | Path | None = None) -> Points:
    """The points of a file, checked; `note` says what was done to them.

    Of more than 100,000 points (`MAX_TRAINED`) as many are drawn, always the same ones.

    Args:
        path: A `.npy` with X of shape (n, 2) or (2, n), a `.npz` with X and y, or a `.csv` with
            two features and the label last (comma, semicolon or tab; the header is optional).
        target: The `.npy` with the labels, shape (n,), (n, 1) or (1, n), for a `.npy` only. If it
            is not given, `target.npy` in the same folder is taken.

    Raises:
        DataError: If the file is missing, damaged, or not points of two classes.
    """
    path = Path(path)
    table = read_table(path, None if target is None else Path(target))
    X, turned = _features(table)
    y, mapped = _labels(table, len(X))
    points = Points(X, y, path.name).thinned(MAX_TRAINED, DRAW_SEED)
    drawn = ""
    if len(points.y) < len(y):
        drawn = f"Of its {len(y):,} points {MAX_TRAINED:,} are used, drawn evenly."
    note = " ".join(filter(None, (table.note, turned, mapped, drawn)))
    return Points(points.X, points.y, path.name, note)


def is_course_file(points: Points) -> bool:
    """Whether these are the points that the course hands out, recognised by their content."""
    return points.X.shape == COURSE_SHAPE and tuple(points.X[0].tolist()) == COURSE_FIRST_POINT


def _features(table: Table) -> tuple[FloatArray, str]:
    """X as (n, 2), and a sentence if it had to be turned."""
    X, name = table.X, table.X_name
    if X.ndim != 2 or 2 not in X.shape:
        raise DataError(
            f"Points must have two features: X of shape (n, 2). Received shape {X.shape} in "
            f"{name}. Keep two columns."
        )
    X, turned = (X, "") if X.shape[1] == 2 else (X.T, "Its points stood in columns: transposed.")
    if len(X) < MIN_POINTS:
        raise DataError(
            f"There must be at least {MIN_POINTS} points. Received {len(X)} in {name}. Add points."
        )
    _check_size(X, "Features", name, table)
    return X, turned


def _labels(table: Table, n_points: int) -> tuple[FloatArray, str]:
    """The labels as 0 and 1, shape (n,), and a sentence if they were others."""
    y, name = table.y, table.y_name
    if y.ndim not in (1, 2) or max(y.shape) != y.size:
        raise DataError(
            f"Labels must be one for each point: shape (n,), (n, 1) or (1, n). Received shape "
            f"{y.shape} in {name}. Keep one column."
        )
    if y.size != n_points:
        raise DataError(
            f"There must be as many labels as points. Received {n_points:,} points in "
            f"{table.X_name} and {y.size:,} labels in {name}. Choose files that belong together."
        )
    y = y.reshape(-1)
    _check_size(y, "Labels", name, table)
    classes = [float(label) for label in np.unique(y)]
    if len(classes) != 2:
        some = ", ".join(f"{label:g}" for label in classes[:5]) + ", …" * (len(classes) > 5)
        count = "1 class" if len(classes) == 1 else f"{len(classes):,} classes"
        raise DataError(
            f"Labels must be of exactly two classes. Received {count} in {name}: {some}. "
            "Keep the points of two classes, labelled 0 and 1."
        )
    low, high = classes
    mapped = f"Label {low:g} counts as class 0 and label {high:g} as class 1."
    return (y == high).astype(np.float64), "" if classes == [0, 1] else mapped


def _check_size(numbers: FloatArray, what: str, name: str, table: Table) -> None:
    is_bad = ~(np.abs(numbers) <= MAX_VALUE)  # nan too
    if is_bad.any():
        row = int(np.argwhere(is_bad)[0, 0])
        value = numbers[row][is_bad[row]].flat[0]
        raise DataError(
            f"{what} must be finite numbers, at most {MAX_VALUE:g} in size. Received {value:g} in "
            f"{table.locate(row, name)}. Correct or remove such rows; scale what is larger."
        )
