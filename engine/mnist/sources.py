"""Where images of digits come from: a file, the copy that Keras keeps, or scikit-learn.

A `Source` is small and can cross a pipe; the 50 MB of images are read where they are needed.
"""

import os
from dataclasses import replace
from pathlib import Path

from engine.errors import DataError
from engine.mnist.digits import Digits, Source
from engine.mnist.files import read_digits

CACHED_NAME = "mnist.npz"


__all__ = ["SMALL_DIGITS", "Source", "best_source", "keras_cache", "load"]

SMALL_DIGITS = Source("sklearn")


def keras_cache() -> Path:
    """Where Keras keeps its copy of MNIST, whether it is there or not."""
    home = os.environ.get("KERAS_HOME")
    folder = Path(home) if home else Path.home() / ".keras"
    return folder / "datasets" / CACHED_NAME


def best_source() -> Source:
    """The best that is there without a network and without asking: Keras's copy, else 8×8 digits.

    A copy that is damaged is passed over.
    """
    path = keras_cache()
    return Source("keras", path) if _is_sound(path) else SMALL_DIGITS


def _is_sound(path: Path) -> bool:
    """Whether an archive is whole, as far as its list of contents tells: quick, at 11 MB."""
    import zipfile

    try:
        return zipfile.is_zipfile(path)
    except OSError:
        return False


def load(source: Source) -> Digits:
    """The digits of a source.

    Raises:
        DataError: The file is missing, damaged, or does not hold images of digits.
    """
    if source.kind == "sklearn":
        from engine.mnist.small_digits import small_digits

        return replace(small_digits(), source=source)
    if source.path is None:
        raise DataError("A source of digits needs the path of its file. Received none. Name one.")
    return replace(read_digits(source.path), source=source)
