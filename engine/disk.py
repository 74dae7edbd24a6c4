"""Files written whole or not at all, and read within bounds; what goes wrong is a sentence."""

import contextlib
import errno
import itertools
import os
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path

from engine.errors import RunFileError

_numbers = itertools.count(1)

WRITING = {
    "ENOSPC": "the disk is full. Free some space, or choose another folder.",
    "EDQUOT": "your share of the disk is used up. Free some space, or choose another folder.",
    "EACCES": "you have no permission to write there. Choose a folder of your own.",
    "EPERM": "you have no permission to write there. Choose a folder of your own.",
    "EROFS": "that disk cannot be written to. Choose another folder.",
    "ENOENT": "its folder is not there. Choose another.",
    "ENOTDIR": "its folder is a file. Choose another.",
    "EISDIR": "there is a folder of that name. Choose another name.",
    "ENAMETOOLONG": "its name is too long. Choose a shorter one.",
    "EFBIG": "the disk takes no file of that size. Choose another folder.",
}
"""For the kind of error what is wrong and what to do."""


def write_atomically(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Writes a file so that it is there whole or, whatever happens, as it was before.

    The parts go into a temporary file beside it, which is forced to the disk and then put in the
    place of the old one.

    Raises:
        RunFileError: It cannot be written; the old file is untouched.
    """
    with contextlib.suppress(OSError):
        path = path.resolve()  # a link stays a link
    new = path.with_name(f".descent-{os.getpid()}-{next(_numbers)}.part")
    try:
        try:
            _write(new, parts)
            if path.exists():
                shutil.copymode(path, new)
            new.replace(path)
            _sync_folder(path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        raise RunFileError(f"{path.name} was not saved: {_why(error)}") from error


def _write(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    with path.open("xb") as file:
        for part in parts:
            file.write(part)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes the new name last over a power cut, where the system can."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _why(error: Exception) -> str:
    name = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
    return WRITING.get(name, f"{error}. Choose another name or folder.")


def read_bounded(path: Path, most_bytes: int, what: str) -> bytes:
    """All bytes of an ordinary file that is not larger than it may be.

    Args:
        path: The file.
        most_bytes: More is refused before any of it is read.
        what: What it should be: "a saved run".

    Raises:
        RunFileError: It is not there, is too large or cannot be read.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise RunFileError(f"{path} is no file. Choose {what}.")
        if status.st_size > most_bytes:
            raise RunFileError(
                f"{path.name} is larger than {most_bytes // 2**20:,} MB, which {what} never is."
                " Choose another file."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise RunFileError(f"There is no file {path}. Check its name and folder.") from None
    except PermissionError:
        raise RunFileError(
            f"You have no permission to read {path}. Change it, or copy the file to a folder of"
            " your own."
        ) from None
    except (OSError, ValueError) as error:
        raise RunFileError(f"{path!s:.200} cannot be read: {error}. Try a copy of it.") from error
