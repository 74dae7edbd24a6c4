"""Files of points that are damaged, dangerous or larger than they say; each gets a sentence."""

import io
import os
import pickle
import struct
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import arrays, table
from engine.datafile import load_points
from engine.errors import DataError
from tests.engine.point_files import X, Y, archive, pair, refusal, rows, text

Array = npt.NDArray[Any]


def npy(header: str, body: bytes = b"", version: bytes = b"\x01\x00") -> bytes:
    size = "<H" if version == b"\x01\x00" else "<I"
    return b"\x93NUMPY" + version + struct.pack(size, len(header)) + header.encode() + body


def test_a_cut_off_array_says_what_is_missing(tmp_path: Path) -> None:
    path, target = pair(tmp_path)
    path.write_bytes(path.read_bytes()[:-8])
    assert "train.npy says 80 bytes of numbers and has 72" in refusal(path, target)


def test_numbers_after_the_array_are_refused(tmp_path: Path) -> None:
    path, target = pair(tmp_path)
    path.write_bytes(path.read_bytes() + b"more")
    assert "says 80 bytes of numbers and has 84" in refusal(path, target)


@pytest.mark.parametrize("kept", [1, 30, 200, -1])
def test_a_cut_off_archive_is_refused(tmp_path: Path, kept: int) -> None:
    path = archive(tmp_path, X=X, y=Y)
    path.write_bytes(path.read_bytes()[:kept])
    assert "points.npz was cut off" in refusal(path)


def test_a_cut_off_line_is_named(tmp_path: Path) -> None:
    assert "Received 2 in line 5 of points.csv" in refusal(text(tmp_path, rows()[:-5]))


def test_a_flipped_bit_in_an_archive_is_noticed(tmp_path: Path) -> None:
    path = archive(tmp_path, X=X, y=Y)
    content = bytearray(path.read_bytes())
    content[content.index(X.tobytes()) + 3] ^= 4
    path.write_bytes(content)
    assert "damaged" in refusal(path)


class Bomb:
    """Fails the test that unpickles it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (99,)


@pytest.mark.parametrize("dtype", [object, [("a", object), ("b", float)]])
def test_pickled_objects_are_refused_and_not_run(tmp_path: Path, dtype: Any) -> None:
    objects = np.empty(2, dtype=dtype)
    objects[0] = Bomb() if dtype is object else (Bomb(), 1.0)
    with (tmp_path / "a.npy").open("wb") as file:
        np.lib.format.write_array(file, objects, allow_pickle=True)
    assert "pickled" in refusal(tmp_path / "a.npy", tmp_path / "a.npy")
    assert "y in points.npz holds pickled" in refusal(archive(tmp_path, X=X, y=objects))


def test_a_bare_pickle_is_refused_and_not_run(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    path.write_bytes(pickle.dumps(Bomb()))
    assert "pickled" in refusal(path, path)


def test_a_renamed_file_is_refused(tmp_path: Path) -> None:
    path, target = pair(tmp_path)
    assert "renamed" in refusal(path.rename(tmp_path / "train.npz"))
    assert "renamed" in refusal(archive(tmp_path, X=X).rename(tmp_path / "a.npy"), target)


@pytest.mark.parametrize(
    "shape",
    ["(1000000000, 2)", "(-1, 2)", "(-1, -10)", f"({2**70}, 2)", f"({2**70}, 0)", "(2,) * 9"],
)
@pytest.mark.parametrize("version", [b"\x01\x00", b"\x02\x00", b"\x03\x00", b"\x09\x00"])
def test_a_claimed_size_is_not_believed(tmp_path: Path, shape: str, version: bytes) -> None:
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}}}\n"
    path = tmp_path / "a.npy"
    path.write_bytes(npy(header, bytes(80), version))
    refusal(path, path)


@pytest.mark.parametrize(
    "header",
    ["", "{", "[" * 9_000, "{'descr': 'f", "{1: 2, 'a': 3, (): 4}", "'\\d' is 1", "x" * 20_000]
    + [
        f"{{'descr': {descr}, 'fortran_order': False, 'shape': (5, 2)}}"
        for descr in ("'a5'", "'no'", "[('', 8)]", "('<f8', (2,))", "'<f8,'", "None", "'f1000'")
    ],
)
def test_a_damaged_header_is_refused(tmp_path: Path, header: str) -> None:
    path = tmp_path / "a.npy"
    path.write_bytes(npy(header, bytes(80)))
    refusal(path, path)


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrays, "MAX_BYTES", 10_000)
    path = tmp_path / "bomb.npz"
    np.savez_compressed(path, X=np.zeros((100_000, 2)), y=np.zeros(100_000))
    assert path.stat().st_size < 10_000
    assert "X in bomb.npz has more" in refusal(path)


def test_small_numbers_that_widen_to_too_much_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MAX_NUMBERS", 9)
    assert "train.npy has more" in refusal(*pair(tmp_path, X.astype("i1")))


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_that_numpy_did_not_pack_is_refused(tmp_path: Path, kind: int) -> None:
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w", kind) as packed:
        packed.writestr("X.npy", saved("npy"))
    assert "or save it with numpy.save" in refusal(path)


def test_an_archive_that_lies_about_its_size_is_not_unpacked(tmp_path: Path) -> None:
    n_bytes = 30_000_000
    path = tmp_path / "bomb.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("X.npy", bytes(n_bytes))
    size = struct.pack("<I", n_bytes)
    content = path.read_bytes()
    assert content.count(size) == 2
    path.write_bytes(content.replace(size, struct.pack("<I", 100)))
    tracemalloc.start()
    try:
        assert "damaged" in refusal(path)
        assert tracemalloc.get_traced_memory()[1] < n_bytes / 10
    finally:
        tracemalloc.stop()


def saved(kind: str) -> bytes:
    buffer = io.BytesIO()
    if kind == "npy":
        np.save(buffer, X)
    elif kind == "npz":
        np.savez(buffer, X=X, y=Y)
    elif kind == "packed":
        np.savez_compressed(buffer, X=X, y=Y)
    else:
        buffer.write(("x0,x1,y\n" + rows()).encode())
    return buffer.getvalue()


@pytest.mark.skipif(np.finfo(np.longdouble).maxexp <= 1024, reason="no wider type on this machine")
def test_a_number_beyond_float64_is_refused(tmp_path: Path) -> None:
    features = X.astype(np.longdouble)
    features[1, 0] = np.longdouble("1e4000")
    assert "Received inf in row 1" in refusal(*pair(tmp_path, features))


def test_any_damaged_byte_but_zero_is_true(tmp_path: Path) -> None:
    header = "{'descr': '|b1', 'fortran_order': False, 'shape': (5,)}\n"
    path, target = pair(tmp_path)
    target.write_bytes(npy(header, bytes([0, 1, 2, 0, 255])))
    assert load_points(path, target).y.tolist() == [0, 1, 1, 0, 1]


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(kind=st.sampled_from(["npy", "npz", "packed", "csv"]), data=st.data())
def test_damaged_bytes_give_points_or_a_sentence(
    tmp_path: Path, kind: str, data: st.DataObject
) -> None:
    content = bytearray(saved(kind))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(1, len(content)) | st.just(len(content)))]
    path = tmp_path / f"a.{'npz' if kind == 'packed' else kind}"
    path.write_bytes(content)
    np.save(tmp_path / "target.npy", Y)
    try:
        points = load_points(path)
    except DataError:
        return
    assert min(points.class_counts) >= 1
    assert np.isfinite(points.X).all()


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.binary(min_size=1, max_size=300),
    magic=st.sampled_from([b"", b"\x93NUMPY\x01\x00", b"PK\x03\x04", b"0,1,"]),
    name=st.sampled_from(["a.npy", "a.npz", "a.csv"]),
)
def test_any_bytes_give_points_or_a_sentence(
    tmp_path: Path, content: bytes, magic: bytes, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(magic + content)
    np.save(tmp_path / "target.npy", Y)
    try:
        load_points(path)
    except DataError as error:
        assert str(error).endswith(".")
