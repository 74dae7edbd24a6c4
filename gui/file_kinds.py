"""The kinds of files that the window opens and saves, as its dialogs name them."""

from pathlib import Path

from engine.runfile import SUFFIX as RUN_SUFFIX
from engine.runfile import is_run_file
from engine.settings_file import SUFFIX as SETTINGS_SUFFIX
from engine.settings_file import is_settings_file

PICTURES = (
    *(".png", ".jpg", ".jpeg", ".jfif", ".bmp", ".gif", ".tif", ".tiff", ".webp"),
    *(".avif", ".ico", ".jp2", ".pbm", ".pgm", ".ppm"),
)
"""Endings of pictures that can be read."""
NO_PICTURES = (".heic", ".heif", ".pdf", ".svg", ".eps")
"""Of pictures that cannot, but a sentence says why and what to do."""
MNIST_FILES = ("ubyte", "ubyte.gz")
"""How the names of the four files end in which MNIST itself comes."""
ENDINGS = (
    *(f"*{RUN_SUFFIX}", f"*{SETTINGS_SUFFIX}"),
    *("*.npy", "*.npz", "*.csv", "*.txt"),
    *("*ubyte", "*.gz", "*.keras"),
    *(f"*{ending}" for ending in PICTURES),
)
"""Runs, settings; points or images of digits; MNIST's own files, networks; pictures of a digit."""
NETWORK = ".keras"
NETWORKS = f"Networks of Keras (*{NETWORK})"
OPENED = (
    f"Runs, settings, data, networks, pictures ({' '.join(ENDINGS)})",
    f"Runs (*{RUN_SUFFIX})",
    NETWORKS,
    "All files (*)",
)
SAVED = (f"Run (*{RUN_SUFFIX})", f"Settings alone (*{SETTINGS_SUFFIX})")


def is_picture(path: Path) -> bool:
    """Whether a file's name is that of a picture, be it one that can be read or not."""
    return path.suffix.lower() in PICTURES + NO_PICTURES


def is_saved(path: Path) -> bool:
    """Whether the name is that of a file which knows its tab: a run, or settings."""
    return is_run_file(path) or is_settings_file(path)


def with_ending(path: Path, kind: str) -> Path:
    """The name with the ending of its kind, where the person left it out."""
    if is_saved(path):
        return path
    ending = SETTINGS_SUFFIX if kind == SAVED[1] else RUN_SUFFIX
    return path.with_name(path.name + ending)


def network_with_ending(path: Path) -> Path:
    """The name with Keras's ending, where the person left it out."""
    return path if path.suffix.lower() == NETWORK else path.with_name(path.name + NETWORK)
