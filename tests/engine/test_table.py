"""Files of points that are missing, cannot be read, or hold no numbers; each gets a sentence."""

import os
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from engine import arrays, table
from tests.engine.point_files import X, Y, archive, pair, refusal, rows, text

Array = npt.NDArray[Any]


# The file


@pytest.mark.parametrize("name", ["gone.npy", "gone.npz", "gone.csv", "gone"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    assert f"There is no {tmp_path / name}." in refusal(tmp_path / name)


def test_a_missing_target_is_named(tmp_path: Path) -> None:
    path, target = pair(tmp_path)
    target.unlink()
    assert f"There is no {target}." in refusal(path, target)


def test_points_without_a_target_ask_for_it(tmp_path: Path) -> None:
    path, _ = pair(tmp_path)
    assert "Received train.npy alone. Name the labels' file" in refusal(path)


def test_a_target_opened_alone_asks_for_the_points(tmp_path: Path) -> None:
    _, target = pair(tmp_path)
    alone = target.rename(tmp_path / "target.npy")
    assert "Received target.npy alone" in refusal(alone)


def test_a_target_belongs_to_a_pair_only(tmp_path: Path) -> None:
    path, target = pair(tmp_path)
    assert "Leave the target out" in refusal(archive(tmp_path, X=X, y=Y), target)
    assert "must be a .npy file too" in refusal(path, text(tmp_path, rows()))


@pytest.mark.parametrize("name", ["folder", "folder.npy", "folder.csv"])
def test_a_folder_is_no_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert "Received the folder" in refusal(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "ordinary file" in refusal(tmp_path / "pipe.csv")


@pytest.mark.parametrize("name", ["empty.npy", "empty.npz", "empty.csv"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert f"{name} is empty (0 bytes)" in refusal(tmp_path / name)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    (tmp_path / "points.xlsx").write_bytes(b"PK")
    assert "must end in .npy, .npz or .csv. Received points.xlsx." in refusal(
        tmp_path / "points.xlsx"
    )


def test_a_file_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The tests may run as root, who may read everything.
    def denied(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert "no permission to read" in refusal(text(tmp_path, rows()))


def test_a_failing_disk_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(path: Path) -> bytes:
        raise OSError(5, "Input/output error", str(path))

    monkeypatch.setattr(Path, "read_bytes", failing)
    assert "Input/output error" in refusal(text(tmp_path, rows()))


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    refusal(tmp_path / "a\0b.npy")
    refusal(tmp_path / ("x" * 5_000 + ".npy"))


def test_too_large_a_file_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrays, "MAX_BYTES", 10)
    assert "points.csv has more" in refusal(text(tmp_path, rows()))


# What is no number


def test_text_labels_are_refused_with_what_to_write(tmp_path: Path) -> None:
    message = refusal(text(tmp_path, "1,2,inside\n3,4,outside\n"))
    assert "Received 'inside' in line 1 of points.csv. Write 0 and 1" in message
    message = refusal(*pair(tmp_path, labels=["a", "b", "a", "b", "a"]))
    assert "Received text in labels.npy. Write 0, 1, … for" in message


def test_text_among_features_is_refused(tmp_path: Path) -> None:
    message = refusal(text(tmp_path, "1,2,0\n3,four,1\n"))
    assert "Features must be numbers. Received 'four' in line 2" in message
    assert "Received text in train.npy" in refusal(*pair(tmp_path, X.astype(str)))


def test_a_missing_value_is_refused(tmp_path: Path) -> None:
    assert "Received '' in line 2" in refusal(text(tmp_path, "1,2,0\n3,,1\n"))


def test_decimal_commas_are_refused_with_what_to_write(tmp_path: Path) -> None:
    message = refusal(text(tmp_path, "a;b;c\n1,5;2,5;0\n"))
    assert "'1,5' in line 2" in message
    assert "decimals are written with a point" in message


@pytest.mark.parametrize(("line", "count"), [("1,2", 2), ("1,2,3,0", 4), ("1 2 0", 1)])
def test_lines_of_other_than_three_columns_are_refused(
    tmp_path: Path, line: str, count: int
) -> None:
    message = refusal(text(tmp_path, f"a,b,c\n{line}\n"))
    assert f"Received {count} in line 2 of points.csv" in message


@pytest.mark.parametrize("kind", ["c16", "M8[s]", "m8[s]", "V8", [("a", "f8"), ("b", "f8")]])
def test_other_types_are_refused(tmp_path: Path, kind: Any) -> None:
    assert "must be real numbers" in refusal(*pair(tmp_path, np.zeros((5, 2), kind)))


@pytest.mark.parametrize("held", [{}, {"X": X}, {"y": Y}, {"features": X, "y": Y}])
def test_an_archive_without_x_and_y_says_what_it_holds(
    tmp_path: Path, held: dict[str, Array]
) -> None:
    message = refusal(archive(tmp_path, **held))
    assert "must hold X and y" in message
    assert ", ".join(map(repr, held)) in message


def test_an_archive_is_unpacked_in_slices_so_that_other_threads_have_their_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    X = np.random.default_rng(1).normal(size=(60_000, 2))
    np.savez_compressed(tmp_path / "points.npz", X=X, y=np.arange(60_000) % 2)
    sizes: list[int] = []
    read = zipfile.ZipExtFile.read

    def noted(member: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        sizes.append(-1 if n is None else n)
        return read(member, n)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", noted)
    found = table.read_table(tmp_path / "points.npz")
    np.testing.assert_array_equal(found.X, X)
    assert max(sizes) == arrays.SLICE_BYTES
    assert min(sizes) > 0
