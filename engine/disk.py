"""Files written whole or not at all, and read within bounds; what goes wrong is a sentence."""

import contextlib
import errno
import itertools
import os
import shutil
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from time import sleep

from engine.errors import RunFileError

_numbers = itertools.count(1)

PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds between one attempt and the next to take a name, on Windows."""
KINDS = {
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
IN_USE = (
    "another program has it open, or you have no permission to write there. Close it there, or"
    " choose another name or folder."
)
"""What EACCES means on Windows, where nobody can take the name of a file that is open."""


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
            if os.name == "posix" and path.exists():
                shutil.copymode(path, new)
            take_name(new, path)
            _sync_folder(path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        raise RunFileError(f"{path.name} was not saved: {why_unwritten(error)}") from error


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


def take_name(new: Path, path: Path) -> None:
    """Gives a file that is finished its name, and takes the name from the one that had it.

    On Windows this must wait while anybody has one of the two open, as a virus scanner has for a
    moment what was just written.

    Raises:
        OSError: It cannot be done.
    """
    for pause in PAUSES if sys.platform == "win32" else ():
        try:
            new.replace(path)
        except PermissionError:
            sleep(pause)
        else:
            return
    new.replace(path)


def why_unwritten(error: Exception) -> str:
    """What is wrong with the place of a file that could not be written, and what to do."""
    kind = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
    if kind == "EACCES" and sys.platform == "win32":
        return IN_USE
    reason = getattr(error, "strerror", None) or error
    return KINDS.get(kind, f"{reason}. Choose another name or folder.")


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
