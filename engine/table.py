"""What a `.npy`, `.npz` or `.csv` file holds, as numbers; `datafile` knows whether they are points.

Nothing in a file is executed, and no size that a file claims is believed before it was checked.
"""

import io
import math
import stat
import struct
import tokenize
import warnings
import zipfile
import zlib
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.datasets import FloatArray
from engine.errors import DataError

MAX_BYTES = 256 * 2**20  # four million rows of CSV; also what a packed array may unpack to
MAX_NUMBERS = MAX_BYTES // 8  # a byte in the file may become a float64
TARGET_NAME = "target.npy"

# What numpy and zipfile raise on damaged bytes; most were met by flipping bytes in sound files.
DAMAGED = (
    ArithmeticError, EOFError, LookupError, MemoryError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, struct.error, tokenize.TokenError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip

NPY_HEADERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}
SAVE_AGAIN = "Save it again with numpy.save or numpy.savez, as numbers."


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
        held = ", ".join(_shown(held) for held in list(names)[:10]) or "nothing"
        raise DataError(
            f"A .npz file must hold X and y. Received {held} in {file_name}. "
            "Save it with numpy.savez(file, X=points, y=labels)."
        )
    return _array(unpacked(archive, name, file_name), f"{key} in {file_name}")


def unpacked(archive: zipfile.ZipFile, name: str, file_name: str) -> bytes:
    """The bytes of one member of an archive, refused before they are too many.

    Raises:
        DataError: It is packed as numpy does not pack, or is too large.
    """
    info = archive.getinfo(name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise damaged(file_name)  # numpy packs no other way, and others unpack without a bound
    if info.file_size > MAX_BYTES:
        raise _too_large(f"{name.removesuffix('.npy')} in {file_name}")
    with archive.open(info) as member:
        # Without the argument all of it would be unpacked before it is cut to this size.
        return member.read(info.file_size)


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


def content_of(path: Path) -> bytes:
    """The bytes of a file of data.

    Raises:
        DataError: It is missing, empty, too large, not a file, or may not be read.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DataError(
                f"Data must be a file. Received the folder {path}. Choose a file in it."
            )
        if not stat.S_ISREG(status.st_mode):
            raise DataError(f"Data must be an ordinary file. {path} is not. Copy it into one.")
        if status.st_size > MAX_BYTES:
            raise _too_large(path.name)
        content = path.read_bytes()
    except FileNotFoundError:
        raise DataError(
            f"A data file must exist. There is no {path}. Check its name and folder."
        ) from None
    except PermissionError:
        raise DataError(
            f"A data file must be readable. You have no permission to read {path}. "
            "Change its permissions, or copy it to a folder of your own."
        ) from None
    except (OSError, ValueError) as error:
        raise DataError(
            f"A data file must be readable. {path!s:.200} is not: {error}. Try a copy of it."
        ) from error
    if not content:
        raise DataError(
            f"A data file must hold numbers. {path.name} is empty (0 bytes). "
            "Save it again, or choose another."
        )
    return content


def _array(content: bytes, name: str) -> FloatArray:
    """The numbers in the bytes of a `.npy` file as float64."""
    values = array_of(content, name)
    if values.size > MAX_NUMBERS:
        raise _too_large(name)
    with np.errstate(all="ignore"):  # a wider type may overflow to infinity, which is refused later
        return values.astype(np.float64)


def array_of(content: bytes, name: str, what: str = "Points and labels") -> npt.NDArray[Any]:
    """The array in the bytes of a `.npy` file, refused before any of it is unpickled.

    Args:
        content: The bytes.
        name: What to call it in a message.
        what: What its numbers are, in a message.

    Raises:
        DataError: It is damaged, pickled, too large, or holds anything but real numbers.
    """
    stream = io.BytesIO(content)
    if content.startswith(b"\x80"):
        raise _pickled(name)
    try:
        with warnings.catch_warnings():
            # A damaged header can draw any warning from the parser; what it says is checked.
            warnings.simplefilter("ignore")
            version = np.lib.format.read_magic(stream)
            shape, is_fortran, dtype = NPY_HEADERS[version](stream)
    except DAMAGED as error:
        raise damaged(name) from error
    _check_type(dtype, name, what)
    start = stream.tell()
    declared, held = math.prod(shape) * dtype.itemsize, len(content) - start
    if declared != held:
        raise DataError(
            f"A data file must be whole. {name} says {declared:,} bytes of numbers and has "
            f"{held:,}: it was cut off or damaged. Copy or download it again."
        )
    order: Any = "F" if is_fortran else "C"
    try:
        values: npt.NDArray[Any] = np.ndarray(shape, dtype, content, start, order=order)
    except DAMAGED as error:
        raise damaged(name) from error
    return values


def _check_type(dtype: np.dtype[Any], name: str, what: str) -> None:
    if dtype.hasobject:
        raise _pickled(name)
    if dtype.kind in "US":
        raise _text(what, f"text in {name}", "Write 0, 1, … for the classes.")
    if dtype.kind not in "biuf":
        raise DataError(
            f"{what} must be real numbers. Received {_shown(str(dtype))} in {name}. {SAVE_AGAIN}"
        )


def _bad_line(fields: list[str], where: str) -> DataError:
    if len(fields) != 3:
        return DataError(
            "Each line must have two features and the label last: three columns, separated by "
            f"commas, semicolons or tabs. Received {len(fields)} in {where}. Keep these three."
        )
    column = next(column for column, field in enumerate(fields) if not _is_number(field))
    received = f"{_shown(fields[column])} in {where}"
    if column == 2:
        return _text("Labels", received, "Write 0 and 1 for the classes.")
    return _text("Features", received, "Correct it; decimals are written with a point.")


def _text(what: str, received: str, advice: str) -> DataError:
    return DataError(f"{what} must be numbers. Received {received}. {advice}")


def _is_number(field: str) -> bool:
    try:
        float(field)
    except ValueError:
        return False
    return True


def _shown(text: str) -> str:
    return repr(text.strip()[:40])


def _by_index(row: int, name: str) -> str:
    return f"row {row} (counted from 0) of {name}"


def damaged(name: str) -> DataError:
    """The error for a file that is not whole, or not what its name says."""
    return DataError(
        f"A data file must be whole and of the kind its name says. {name} was cut off, damaged or "
        "renamed. Copy or download it again, or save it with numpy.save or numpy.savez."
    )


def _pickled(name: str) -> DataError:
    return DataError(
        f"A data file must hold plain numbers. {name} holds pickled Python objects, which can run "
        f"any program when they are read, so it was not. {SAVE_AGAIN}"
    )


def _too_large(name: str) -> DataError:
    return DataError(
        f"A data file must have at most {MAX_BYTES // 2**20} MB, unpacked too. {name} has more. "
        "Save a part of it; some hundred thousand points are enough."
    )
