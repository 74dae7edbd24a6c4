"""Arrays in files: read within bounds, and never unpickled; what goes wrong is a sentence.

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
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.errors import DataError

MAX_BYTES = 256 * 2**20  # four million rows of CSV; also what a packed array may unpack to
SLICE_BYTES = 2**18
MOST_HEADER_BYTES = 2**16  # numpy refuses headers that are a sixth of this

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
            raise too_large(path.name)
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


def unpacked(archive: zipfile.ZipFile, name: str, file_name: str) -> bytearray:
    """The bytes of one member of an archive, refused before they are too many.

    It is unpacked in slices. All at once, its 47 MB would be put together while no other thread
    may run Python: 30 ms in which a window that reads images could not be painted.

    Raises:
        DataError: It is packed as numpy does not pack, or is too large.
    """
    info = archive.getinfo(name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise damaged(file_name)  # numpy packs no other way, and others unpack without a bound
    if info.file_size > MAX_BYTES:
        raise too_large(f"{name.removesuffix('.npy')} in {file_name}")
    content = bytearray()
    with archive.open(info) as member:
        while len(content) < info.file_size:
            part = member.read(min(SLICE_BYTES, info.file_size - len(content)))
            if not part:
                break
            content += part
    return content


def array_of(
    content: bytes | bytearray, name: str, what: str = "Points and labels"
) -> npt.NDArray[Any]:
    """The array in the bytes of a `.npy` file, refused before any of it is unpickled.

    Args:
        content: The bytes.
        name: What to call it in a message.
        what: What its numbers are, in a message.

    Raises:
        DataError: It is damaged, pickled, too large, or holds anything but real numbers.
    """
    stream = io.BytesIO(content[:MOST_HEADER_BYTES])
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
        values.flags.writeable = False
    except DAMAGED as error:
        raise damaged(name) from error
    return values


def _check_type(dtype: np.dtype[Any], name: str, what: str) -> None:
    if dtype.hasobject:
        raise _pickled(name)
    if dtype.kind in "US":
        raise not_numbers(what, f"text in {name}", "Write 0, 1, … for the classes.")
    if dtype.kind not in "biuf":
        raise DataError(
            f"{what} must be real numbers. Received {shown(str(dtype))} in {name}. {SAVE_AGAIN}"
        )


def damaged(name: str) -> DataError:
    """The error for a file that is not whole, or not what its name says."""
    return DataError(
        f"A data file must be whole and of the kind its name says. {name} was cut off, damaged or "
        "renamed. Copy or download it again, or save it with numpy.save or numpy.savez."
    )


def too_large(name: str) -> DataError:
    """The error for a file that would take too much memory."""
    return DataError(
        f"A data file must have at most {MAX_BYTES // 2**20} MB, unpacked too. {name} has more. "
        "Save a part of it; some hundred thousand points are enough."
    )


def _pickled(name: str) -> DataError:
    return DataError(
        f"A data file must hold plain numbers. {name} holds pickled Python objects, which can run "
        f"any program when they are read, so it was not. {SAVE_AGAIN}"
    )


def not_numbers(what: str, received: str, advice: str) -> DataError:
    """The error for text where numbers belong."""
    return DataError(f"{what} must be numbers. Received {received}. {advice}")


def shown(text: str) -> str:
    """What a file says, short enough for a message."""
    return repr(text.strip()[:40])
