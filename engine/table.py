"""What a `.npy`, `.npz` or `.csv` file holds, as numbers; `datafile` knows whether they are points.

Arrays are read by `engine.arrays`, within bounds.
"""

import io
import zipfile
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.arrays import (
    DAMAGED,
    MAX_BYTES,
    array_of,
    content_of,
    damaged,
    not_numbers,
    shown,
    too_large,
    unpacked,
)
from engine.datasets import FloatArray
from engine.errors import DataError

MAX_NUMBERS = MAX_BYTES // 8  # a byte in the file may become a float64
TARGET_NAME = "target.npy"


@dataclass(frozen=True, eq=False)
class Table:
    """Two arrays of float64 in any shape, and what to call them in a message.

    Attributes:
        X: What should be the features.
        y: What should be the labels.
        X_name: Where X was, such as "train.npy" or "X in points.npz".
        y_name: Where y was.
        locate: Names a row, given its index and where it was: "line 7 of points.csv".
        note: What a person should know about the reading; may be empty.
    """

    X: FloatArray
    y: FloatArray
    X_name: str
    y_name: str
    locate: Callable[[int, str], str]
    note: str = ""


def read_table(path: Path, target: Path | None = None) -> Table:
    """The numbers in a file, chosen by its ending.

    Args:
        path: A `.npy`, `.npz` or `.csv` file.
        target: The `.npy` with the labels, for a `.npy` only; see `datafile.load_points`.

    Raises:
        DataError: If the file cannot be read, is damaged, or holds anything but numbers.
    """
    content = content_of(path)
    suffix = path.suffix.lower()
    if suffix == ".npy":
        return _read_pair(path, content, target)
    if suffix not in _READERS:
        raise DataError(
            f"A data file must end in .npy, .npz or .csv. Received {path.name}. "
            "Save the points in one of these forms."
        )
    if target is not None:
        raise DataError(
            f"Only a .npy file has its labels in a second file. Received {target.name} as the "
            f"target of {path.name}. Leave the target out."
        )
    return _READERS[suffix](path.name, content)


def _read_pair(path: Path, content: bytes, target: Path | None) -> Table:
    note = ""
    if target is None:
        target = path.with_name(TARGET_NAME)
        if path.name == TARGET_NAME or not target.is_file():
            raise DataError(
                f"A .npy file of points needs a second one with the labels. Received {path.name} "
                f"alone. Name the labels' file as the target, or call it {TARGET_NAME} and put "
                "it beside the points."
            )
        note = f"The labels are from {TARGET_NAME} beside it."
    elif target.suffix.lower() != ".npy":
        raise DataError(
            f"The target of a .npy file must be a .npy file too. Received {target.name}. "
            "Save the labels with numpy.save."
        )
    X, y = _array(content, path.name), _array(content_of(target), target.name)
    return Table(X, y, path.name, target.name, _by_index, note)


def _read_archive(file_name: str, content: bytes) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            X, y = (_member(archive, key, file_name) for key in ("X", "y"))
    except DAMAGED as error:
        raise damaged(file_name) from error
    return Table(X, y, f"X in {file_name}", f"y in {file_name}", _by_index)


def _member(archive: zipfile.ZipFile, key: str, file_name: str) -> FloatArray:
    names = {name.removesuffix(".npy"): name for name in archive.namelist()}
    name = names.get(key) or names.get(key.swapcase())
    if name is None:
        held = ", ".join(shown(held) for held in list(names)[:10]) or "nothing"
        raise DataError(
            f"A .npz file must hold X and y. Received {held} in {file_name}. "
            "Save it with numpy.savez(file, X=points, y=labels)."
        )
    return _array(unpacked(archive, name, file_name), f"{key} in {file_name}")


def _read_text(file_name: str, content: bytes) -> Table:
    # Only numbers are read: a header in another encoding does no harm.
    text = content.decode("utf-8-sig", errors="replace").replace('"', "")
    values, line_numbers = array("d"), array("q")
    delimiter = ""
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        if line.isspace():
            continue
        if not delimiter:
            delimiter = next((mark for mark in ";\t," if mark in line), ",")
            if not all(map(_is_number, line.split(delimiter)[:2])):  # a header
                continue
        fields = line.split(delimiter)
        try:
            x0, x1, label = map(float, fields)
        except ValueError:
            raise _bad_line(fields, f"line {number} of {file_name}") from None
        values.extend((x0, x1, label))
        line_numbers.append(number)
    table = np.array(values).reshape(-1, 3)
    return Table(
        table[:, :2], table[:, 2], file_name, file_name,
        lambda row, name: f"line {line_numbers[row]} of {name}",
    )  # fmt: skip


_READERS: dict[str, Callable[[str, bytes], Table]] = {".npz": _read_archive, ".csv": _read_text}


def _array(content: bytes | bytearray, name: str) -> FloatArray:
    """The numbers in the bytes of a `.npy` file as float64."""
    values = array_of(content, name)
    if values.size > MAX_NUMBERS:
        raise too_large(name)
    with np.errstate(all="ignore"):  # a wider type may overflow to infinity, which is refused later
        return values.astype(np.float64)


def _bad_line(fields: list[str], where: str) -> DataError:
    if len(fields) != 3:
        return DataError(
            "Each line must have two features and the label last: three columns, separated by "
            f"commas, semicolons or tabs. Received {len(fields)} in {where}. Keep these three."
        )
    column = next(column for column, field in enumerate(fields) if not _is_number(field))
    received = f"{shown(fields[column])} in {where}"
    if column == 2:
        return not_numbers("Labels", received, "Write 0 and 1 for the classes.")
    return not_numbers("Features", received, "Correct it; decimals are written with a point.")


def _is_number(field: str) -> bool:
    try:
        float(field)
    except ValueError:
        return False
    return True


def _by_index(row: int, name: str) -> str:
    return f"row {row} (counted from 0) of {name}"
