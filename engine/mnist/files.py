"""Images of digits in files: `.npz` as Keras packs them, and the four IDX files of MNIST.

Nothing in a file is executed, and no size that a file claims is believed before it was checked.
"""

import gzip
import io
import math
import re
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import DAMAGED, MAX_BYTES, SLICE_BYTES, array_of, content_of, damaged, unpacked
from engine.errors import DataError
from engine.mnist.digits import N_CLASSES, SIDE, ByteArray, Digits, Pair, digits_of

KEYS = ("x_train", "y_train", "x_test", "y_test")
"""Of the arrays in a `.npz`, as Keras calls them."""
LEAST_IMAGES = 20
"""To learn from and to validate; the smallest number with which anything can be shown."""

IMAGES_MAGIC, LABELS_MAGIC = 2051, 2049
"""The first four bytes of an IDX file of images, and of one of labels."""
IDX_NAME = re.compile(
    r"(?P<part>train|t10k|test)(?P<dash>[-_.]?)(?P<what>images|labels)(?P<rest>.*?)(?P<gz>\.gz)?",
    re.IGNORECASE,
)
GZIP_START = b"\x1f\x8b"


def is_digits_file(path: Path) -> bool:
    """Whether the name is one that files of digits have."""
    return path.suffix.lower() == ".npz" or IDX_NAME.fullmatch(path.name) is not None


def read_digits(path: Path) -> Digits:
    """The digits in a file, chosen by its ending.

    Args:
        path: A `.npz` with x_train, y_train, x_test, y_test, or any of the four IDX files, packed
            with gzip or not; the other three stand beside it.

    Raises:
        DataError: A file is missing, damaged, or does not hold images of digits.
    """
    if path.suffix.lower() == ".npz":
        x_train, y_train, x_test, y_test = _arrays_of(path)
    elif IDX_NAME.fullmatch(path.name):
        x_train, y_train, x_test, y_test = map(_read_idx, _four_files(path))
    else:
        raise DataError(
            "Images of digits must be a .npz with x_train, y_train, x_test and y_test, or the four"
            f" IDX files of MNIST. Received {path.name}. Give mnist.npz, or"
            " train-images-idx3-ubyte.gz with the other three beside it."
        )
    train = _pair(x_train, y_train, "training", path.name, LEAST_IMAGES)
    test = _pair(x_test, y_test, "test", path.name, 1)
    return digits_of(train, test, path.name)


# .npz


def _arrays_of(path: Path) -> list[NDArray[Any]]:
    content = content_of(path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.removesuffix(".npy"): name for name in archive.namelist()}
            _check_keys(names, path.name)
            packed = [unpacked(archive, names[key], path.name) for key in KEYS]
    except DAMAGED as error:
        raise damaged(path.name) from error
    return [
        array_of(one, f"{key} in {path.name}", "Images and labels")
        for key, one in zip(KEYS, packed, strict=True)
    ]


def _check_keys(names: dict[str, str], file_name: str) -> None:
    if not set(KEYS) <= set(names):
        held = ", ".join(repr(name[:40]) for name in list(names)[:10]) or "nothing"
        raise DataError(
            f"A .npz of digits must hold x_train, y_train, x_test and y_test. Received {held} in"
            f" {file_name}. Save it with numpy.savez under these names."
        )


# IDX


def _four_files(path: Path) -> list[Path]:
    """The four files of which this is one: images and labels to train, images and labels to test.

    Raises:
        DataError: One is missing.
    """
    wanted = [(part, what) for part in ("train", "t10k") for what in ("images", "labels")]
    found = {_role(one): one for one in _siblings(path)}
    found[_role(path)] = path
    missing = [f"{part}-{what}" for part, what in wanted if (part, what) not in found]
    if missing:
        raise DataError(
            "The four IDX files of MNIST must stand in one folder. Beside"
            f" {path.name} there is no {' and no '.join(missing)}. Put it there, packed or not."
        )
    return [found[role] for role in wanted]


def _siblings(path: Path) -> list[Path]:
    try:
        beside = sorted(path.parent.iterdir())
    except OSError:
        return []
    # unpacked ones last: of two of a kind the last counts
    beside.sort(key=lambda one: one.suffix.lower() != ".gz")
    return [one for one in beside if IDX_NAME.fullmatch(one.name) and one.is_file()]


def _role(path: Path) -> tuple[str, str]:
    match = IDX_NAME.fullmatch(path.name)
    part, what = (match["part"].lower(), match["what"].lower()) if match else ("", "")
    return "train" if part == "train" else "t10k", what


def _read_idx(path: Path) -> ByteArray:
    content: bytes | bytearray = content_of(path)
    if content.startswith(GZIP_START):
        content = _gunzipped(content, path.name)
    is_images = _role(path)[1] == "images"
    magic, n_axes = (IMAGES_MAGIC, 3) if is_images else (LABELS_MAGIC, 1)
    start = 4 + 4 * n_axes
    received = struct.unpack(">I", content[:4])[0] if len(content) >= 4 else None
    if received != magic:
        what = "images" if is_images else "labels"
        raise DataError(
            f"An IDX file of {what} must begin with the number {magic}. {path.name} begins with"
            f" {received if received is not None else 'nothing'}: it is another file, or damaged."
            " Download it again."
        )
    if len(content) < start:
        raise damaged(path.name)
    shape = struct.unpack(f">{n_axes}I", content[4:start])
    _check_length(math.prod(shape), len(content) - start, path.name)
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def _gunzipped(content: bytes | bytearray, name: str) -> bytearray:
    """What was packed; in slices, between which other threads have their turn."""
    unpacked = bytearray()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            while len(unpacked) <= MAX_BYTES and (part := stream.read(SLICE_BYTES)):
                unpacked += part
    except DAMAGED as error:
        raise damaged(name) from error
    if len(unpacked) > MAX_BYTES:
        raise DataError(
            f"An IDX file must unpack to at most {MAX_BYTES // 2**20} MB. {name} is larger."
            " Download the four files of MNIST again."
        )
    return unpacked


def _check_length(declared: int, held: int, name: str) -> None:
    if declared != held:
        raise DataError(
            f"A data file must be whole. {name} says {declared:,} bytes of pixels or labels and has"
            f" {held:,}: it was cut off or damaged. Copy or download it again."
        )


# Images and labels


def _pair(images: NDArray[Any], labels: NDArray[Any], part: str, name: str, least: int) -> Pair:
    """Images and labels of one part, checked."""
    where = f"the {part} images in {name}"
    if images.ndim != 3 or images.shape[1:] != (SIDE, SIDE):
        raise DataError(
            f"Images must be 28 × 28 pixels: shape (n, 28, 28). Received {images.shape} for"
            f" {where}. Bring them to this shape."
        )
    if len(images) < least:
        raise DataError(
            f"There must be at least {least} {part} images. Received {len(images)} in {name}."
            " Add some."
        )
    if labels.shape != (len(images),):
        raise DataError(
            f"There must be one label for each image: shape ({len(images):,},). Received"
            f" {labels.shape} for {where}. Choose files that belong together."
        )
    return (
        _bytes(images, 255, f"Pixels of {where}", "0 is paper and 255 is ink"),
        _bytes(labels, N_CLASSES - 1, f"Labels of {where}", "the digit that is seen"),
    )


def _bytes(numbers: NDArray[Any], most: int, what: str, meaning: str) -> ByteArray:
    if numbers.dtype.kind not in "bui" or numbers.min() < 0 or numbers.max() > most:
        low, high = numbers.min(), numbers.max()
        raise DataError(
            f"{what} must be whole numbers from 0 to {most} ({meaning}). Received {numbers.dtype}"
            f" from {low:g} to {high:g}. Save them so."
        )
    return np.ascontiguousarray(numbers, dtype=np.uint8)
