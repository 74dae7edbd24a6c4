"""Why a file cannot be used as a picture, in a sentence that says what to do."""

import stat
from pathlib import Path

START_BYTES = 256
"""By so much of a file one sees of what kind it is."""
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
"""Brands of the photographs that telephones take."""
KINDS = (
    (b"%PDF", "a PDF document"),
    (b"%!PS", "a PostScript drawing"),
    (b"<svg", "an SVG drawing, made of lines"),
)
"""What is known by something that stands at its beginning."""


def is_no_file(path: Path) -> bool:
    """Whether it is a pipe or a device: who opens one may wait without end."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def no_picture(path: Path) -> str:
    """Of a file that is of no kind that can be read."""
    with path.open("rb") as file:
        start = file.read(START_BYTES)
    if not start:
        return f"{path.name} is empty (0 bytes). Copy it again, or choose another."
    kind = _kind_of(start)
    if kind:
        return (
            f"A picture must be a PNG, JPEG or the like. {path.name} is {kind}. Save or export it"
            " as a JPEG or PNG, or make a picture of the screen."
        )
    return (
        f"{path.name} is no picture that can be read, whatever its name says. Choose a PNG or JPEG,"
        " or save it as one."
    )


def not_readable(path: Path, error: OSError) -> str:
    """Of a file that the system does not give, or whose decoder says that it is not whole."""
    if isinstance(error, FileNotFoundError):
        return f"There is no file {path}. Check its name and folder."
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder. Name a picture in it."
    if isinstance(error, PermissionError):
        return (
            f"You have no permission to read {path}. Change it, or copy the file to a folder of"
            " your own."
        )
    if error.errno is not None:
        return f"{path} cannot be read: {error.strerror}. Check its name, or copy it elsewhere."
    return damaged_picture(path)


def damaged_picture(path: Path) -> str:
    """Of a file that begins as a picture and does not go on as one."""
    return (
        f"{path.name} is cut off or damaged and cannot be read as a picture. Copy it again, or"
        " choose another."
    )


def _kind_of(start: bytes) -> str:
    """What a file is, by its beginning; "" where it is nothing that is known."""
    if start[4:8] == b"ftyp" and start[8:12] in HEIC:
        return "a HEIC photograph"
    return next((words for mark, words in KINDS if mark in start), "")
