"""Files that are written whole or not at all: beside their place first, then put there at once."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from engine.disk import take_name, why_unwritten
from engine.errors import InputError


class ExportError(InputError):
    """What was to be exported could not be written, or not in this form."""


def partial_path(path: Path, process: int) -> Path:
    """Where a file stands while a process writes it; the ending stays, as encoders go by it."""
    return path.with_name(f".{path.stem}.{process}.part{path.suffix}")


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A place to write to, which becomes `path` when all went well and else is removed.

    Raises:
        ExportError: The place cannot be written to, or the disk is full.
    """
    beside = partial_path(path, os.getpid())
    try:
        check_place(path)
        with open(beside, "wb"):  # noqa: PTH123 - only to see whether one may
            pass
        yield beside
        with open(beside, "rb+") as file:  # noqa: PTH123
            os.fsync(file.fileno())
        take_name(beside, path)
    except OSError as error:
        raise ExportError(f"{path.name} was not written: {why_unwritten(error)}") from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def check_place(path: Path) -> None:
    """Sees whether a file may be there, before anything is computed for it.

    Raises:
        ExportError: There is no such folder, or it is a folder itself.
    """
    if path.is_dir():
        raise ExportError(f"{path} is a folder. Name a file in it.")
    if not path.parent.is_dir():
        raise ExportError(f"There is no folder {path.parent}. Make it, or choose another.")
