"""Files of digits: what is read, and what is said of those that cannot be."""

import gzip
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import DataError
from engine.mnist import files
from engine.mnist.digits import MNIST_SHA256, fingerprint
from engine.mnist.files import read_digits
from tests.engine.mnist.made import MNIST, save_npz, some_images

NAMES = {
    "x_train": "train-images-idx3-ubyte",
    "y_train": "train-labels-idx1-ubyte",
    "x_test": "t10k-images-idx3-ubyte",
    "y_test": "t10k-labels-idx1-ubyte",
}


def idx_bytes(array: np.ndarray[Any, Any]) -> bytes:
    magic = 2051 if array.ndim == 3 else 2049
    return struct.pack(f">{1 + array.ndim}I", magic, *array.shape) + array.tobytes()


def save_idx(folder: Path, packed: bool) -> dict[str, Path]:
    (x_train, y_train), (x_test, y_test) = some_images(120, 0), some_images(30, 1)
    paths = {}
    for key, array in zip(NAMES, (x_train, y_train, x_test, y_test), strict=True):
        content = idx_bytes(array)
        path = folder / (NAMES[key] + (".gz" if packed else ""))
        path.write_bytes(gzip.compress(content) if packed else content)
        paths[key] = path
    return paths


def problem_of(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_digits(path)
    return str(caught.value)


def test_an_archive_is_split_and_cannot_be_written_to(tmp_path: Path) -> None:
    digits = read_digits(save_npz(tmp_path / "own.npz"))
    assert digits.name == "own.npz (90 / 30 / 30)"
    assert not digits.is_mnist
    assert [len(one) for one in digits.arrays] == [90, 90, 30, 30, 30, 30]
    images, labels = some_images(120, 0)
    np.testing.assert_array_equal(digits.validation_images, images[90:])
    np.testing.assert_array_equal(digits.train_labels, labels[:90])
    with pytest.raises(ValueError, match="read-only"):
        digits.train_images[0, 0, 0] = 1


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("opened", list(NAMES))
def test_any_of_the_four_idx_files_finds_the_others(
    tmp_path: Path, packed: bool, opened: str
) -> None:
    digits = read_digits(save_idx(tmp_path, packed)[opened])
    expected = read_digits(save_npz(tmp_path / "own.npz"))
    for one, other in zip(digits.arrays, expected.arrays, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_missing_idx_file_is_named(tmp_path: Path) -> None:
    paths = save_idx(tmp_path, packed=True)
    paths["y_train"].unlink()
    assert "there is no train-labels." in problem_of(paths["x_test"])


@pytest.mark.skipif(not MNIST.is_dir(), reason="the files of MNIST are not there")
def test_repacked_mnist_is_recognised_by_its_images() -> None:
    digits = read_digits(MNIST / "mnist.npz")
    assert digits.is_mnist
    assert digits.name == "MNIST (50,000 / 10,000 / 10,000)"
    assert np.bincount(digits.test_labels)[:2].tolist() == [980, 1135]


def test_other_images_of_the_same_shape_are_not_mnist() -> None:
    train, test = np.zeros((60_000, 28, 28), np.uint8), np.zeros((10_000, 28, 28), np.uint8)
    labels = np.zeros(60_000, np.uint8)
    assert fingerprint(train, labels, test, labels[:10_000]) not in ("", MNIST_SHA256)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_an_archive_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    path = save_npz(tmp_path / "own.npz")
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    assert "Copy or download it again" in problem_of(path) or "empty (0 bytes)" in problem_of(path)


def test_an_archive_with_pickled_objects_is_refused(tmp_path: Path) -> None:
    objects: Any = np.array([{"a": 1}] * 120, dtype=object)
    path = save_npz(tmp_path / "own.npz", y_train=objects)
    assert "y_train in own.npz holds pickled Python objects" in problem_of(path)


def test_an_archive_with_other_keys_is_refused_and_told_which(tmp_path: Path) -> None:
    path = tmp_path / "own.npz"
    np.savez(path, X=np.zeros(3), y=np.zeros(3))
    assert "must hold x_train, y_train, x_test and y_test. Received 'X', 'y'" in problem_of(path)


@pytest.mark.parametrize(
    ("key", "array", "words"),
    [
        ("x_train", np.zeros((120, 784), np.uint8), r"shape (n, 28, 28). Received (120, 784)"),
        ("x_test", np.zeros((30, 14, 28), np.uint8), "Received (30, 14, 28) for the test images"),
        ("x_train", np.zeros((120, 28, 28)), "Received float64 from 0 to 0"),
        ("x_train", np.full((120, 28, 28), 300), "Received int64 from 300 to 300"),
        ("y_train", np.zeros(119, np.uint8), "shape (120,). Received (119,)"),
        ("y_test", np.full(30, 10), "whole numbers from 0 to 9"),
        ("y_test", np.full(30, -1), "from -1 to -1"),
        ("y_test", np.array(["a"] * 30), "text in y_test in own.npz. Write 0, 1, …"),
    ],
)
def test_other_shapes_and_numbers_are_refused(
    tmp_path: Path, key: str, array: np.ndarray[Any, Any], words: str
) -> None:
    assert words in problem_of(save_npz(tmp_path / "own.npz", **{key: array}))


def test_few_images_are_refused(tmp_path: Path) -> None:
    images, labels = some_images(19, 0)
    path = save_npz(tmp_path / "own.npz", x_train=images, y_train=labels)
    assert "at least 20 training images. Received 19" in problem_of(path)


def test_an_idx_file_with_another_magic_number_is_refused(tmp_path: Path) -> None:
    paths = save_idx(tmp_path, packed=False)
    paths["x_train"].write_bytes(paths["y_train"].read_bytes())
    assert "must begin with the number 2051. train-images" in problem_of(paths["x_train"])
    paths["x_train"].write_bytes(b"ab")
    assert "begins with nothing" in problem_of(paths["x_train"])


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("lost", [1, 1000, 93_000])
def test_an_idx_file_of_another_length_is_refused(tmp_path: Path, packed: bool, lost: int) -> None:
    paths = save_idx(tmp_path, packed)
    content = idx_bytes(some_images(120, 0)[0])[:-lost]
    paths["x_train"].write_bytes(gzip.compress(content) if packed else content)
    assert "it was cut off or damaged" in problem_of(paths["y_test"])


def test_a_packed_idx_file_cut_off_is_refused(tmp_path: Path) -> None:
    paths = save_idx(tmp_path, packed=True)
    paths["y_test"].write_bytes(paths["y_test"].read_bytes()[:-9])
    assert "t10k-labels-idx1-ubyte.gz was cut off" in problem_of(paths["x_train"])


def test_a_packed_idx_file_is_unpacked_in_slices_so_that_other_threads_have_their_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, sizes = gzip.GzipFile.read, []

    def noted(file: gzip.GzipFile, size: int | None = -1) -> bytes:
        part = read(file, size)
        sizes.append(len(part))
        return part

    monkeypatch.setattr(files, "SLICE_BYTES", 1000)
    monkeypatch.setattr(gzip.GzipFile, "read", noted)
    digits = read_digits(save_idx(tmp_path, packed=True)["x_train"])
    assert max(sizes) == 1000
    np.testing.assert_array_equal(digits.validation_images, some_images(120, 0)[0][90:])
    with pytest.raises(ValueError, match="read-only"):
        digits.train_images[0, 0, 0] = 1


def test_a_packed_idx_file_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10_000)
    assert "must unpack to at most" in problem_of(save_idx(tmp_path, packed=True)["x_train"])


def test_a_file_of_another_kind_and_one_that_is_not_there_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "points.csv"
    other.write_text("1,2,0\n")
    assert "Received points.csv" in problem_of(other)
    assert "There is no" in problem_of(tmp_path / "mnist.npz")
