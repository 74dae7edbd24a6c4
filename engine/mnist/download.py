"""Gets MNIST from the network when a person asks for it, into the folder where Keras keeps it."""

import contextlib
import errno
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from engine.errors import DataError, DescentError
from engine.mnist.sources import Source, keras_cache

URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
N_BYTES = 11_490_434
"""What is downloaded, where the server does not say how much it is."""
CHUNK_BYTES = 64 * 1024
SECONDS_OF_PATIENCE = 15
"""After so long without an answer the network counts as gone."""

WORKSHOP = ".descent-download"
"""The folder beside Keras's copy in which a file lies until it is whole."""
SECONDS_UNTIL_STALE = 4 * SECONDS_OF_PATIENCE
"""A file into which nothing has been written for so long belongs to a download that is gone."""

NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
"""What the system says where a disk, or a person's share of it, is full."""

Progress = Callable[[int, int], None]
"""Is told how many bytes are there, and of how many."""
Open = Callable[[str], "tuple[Any, int]"]
"""Given an address, gives the chunks of what is there, and how many bytes they will be."""


class DownloadCancelledError(DescentError):
    """The person no longer wants the file; nothing of it is kept."""


def download(
    progress: Progress,
    cancelled: Callable[[], bool],
    fetch: Open | None = None,
    sha256: str = SHA256,
) -> Source:
    """MNIST from the network, checked; a file that is there already and sound is not fetched again.

    What was fetched by a download that broke off is thrown away, so that another begins cleanly;
    also what one left that was killed, in a folder of its own (`WORKSHOP`).

    Args:
        progress: Is told how far it is, some times a second.
        cancelled: Asked between two pieces; True ends the download.
        fetch: Opens the address; the network, unless told.
        sha256: What the file must have.

    Raises:
        DownloadCancelledError: `cancelled` said so.
        DataError: No network, no room, or another file than expected.
    """
    import pooch
    import requests

    path = keras_cache()
    pooch.get_logger().setLevel("ERROR")
    downloader = _Downloader(progress, cancelled, fetch or _from_network)
    workshop = path.parent / WORKSHOP
    try:
        if not _is_sound(path, sha256):
            _sweep(workshop)
            pooch.retrieve(URL, f"sha256:{sha256}", path.name, workshop, downloader=downloader)
            (workshop / path.name).replace(path)
    except requests.exceptions.RequestException as error:
        raise _no_network(error, downloader.done) from error
    except OSError as error:
        raise _no_room(error, path) from error
    except ValueError as error:  # what pooch raises for another checksum
        raise DataError(
            "The downloaded file is not the MNIST that was expected (its checksum differs), so it"
            " was thrown away. Try again; behind a login page of a network, log in first."
        ) from error
    finally:
        with contextlib.suppress(OSError):  # it is not there, or another download works in it
            workshop.rmdir()
    return Source("keras", path)


def download_file(progress: Progress) -> Path:
    """The path of MNIST, fetched if it is not there; for the command line.

    Args:
        progress: Is told how many bytes are there, and of how many.

    Raises:
        DataError: See `download`.
    """
    path = download(progress, lambda: False).path
    if path is None:
        raise DataError("The download left no file. Try again.")
    return path


def _is_sound(path: Path, sha256: str) -> bool:
    import pooch

    return path.is_file() and bool(pooch.file_hash(str(path)) == sha256)


def _sweep(workshop: Path) -> None:
    """Throws away what killed downloads left; one that lives has written a moment ago."""
    for left in workshop.glob("tmp*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > SECONDS_UNTIL_STALE:
                left.unlink()


class _Downloader:
    """pooch's hook: writes to a temporary file that pooch removes if anything goes wrong."""

    def __init__(self, progress: Progress, cancelled: Callable[[], bool], fetch: Open) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._fetch = fetch
        self.done = 0

    def __call__(self, url: str, output_file: "str | IO[bytes]", _pooch: object) -> None:
        self.done = 0
        chunks, total = self._fetch(url)
        with Path(str(output_file)).open("wb") as file:
            for chunk in chunks:
                if self._cancelled():
                    raise DownloadCancelledError("The download was cancelled. Nothing was kept.")
                file.write(chunk)
                self.done += len(chunk)
                self._progress(self.done, max(total, self.done))


def _from_network(url: str) -> tuple[Any, int]:
    import requests

    response = requests.get(url, stream=True, timeout=SECONDS_OF_PATIENCE)
    response.raise_for_status()
    total = int(response.headers.get("content-length") or N_BYTES)
    return response.iter_content(CHUNK_BYTES), total


def _no_network(error: Exception, done: int) -> DataError:
    answered = getattr(error, "response", None)
    if answered is not None:
        what = f"MNIST is not to be had now: the server says {answered.status_code}"
    elif done:
        what = f"The download broke off after {done / 1e6:.1f} MB: {type(error).__name__}"
    else:
        what = f"No network: {type(error).__name__}"
    return DataError(
        f"{what}. MNIST is fetched from {URL.split('/')[2]}. Connect and try again, or open a file:"
        " mnist.npz, or the four IDX files."
    )


def _no_room(error: OSError, path: Path) -> DataError:
    full = error.errno in NO_ROOM
    what = "There is no room left" if full else f"It could not be written ({error.strerror})"
    return DataError(
        f"MNIST needs {N_BYTES / 1e6:.0f} MB in {path.parent}. {what}, so nothing was kept."
        " Make room, or set KERAS_HOME to another folder, and try again."
    )
