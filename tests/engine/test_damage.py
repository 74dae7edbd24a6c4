"""Damaged, cut off, foreign, unreachable: each a sentence that says what to do."""

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from engine import runfile
from engine.datasets import make_points
from engine.errors import RunFileError
from engine.linear.settings import LinearSettings
from engine.record import Record
from engine.run import Programme
from engine.runfile import open_run, save_run

CUTS, FLIPS = 200, 1000

RECORD = Record(1, "linear", Programme.of(LinearSettings()), make_points("ring", 12, 0.3, 0))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a run file."""
    path = tmp_path_factory.mktemp("whole") / "run.descent"
    from engine.linear.run import LinearRun

    run = LinearRun(RECORD.programme, RECORD.points)
    RECORD.append(run.advance(40))
    save_run(path, RECORD, 7)
    return path.read_bytes()


def opened(content: bytes, folder: Path) -> runfile.SavedRun | None:
    """The run in these bytes, or None where they are refused with a sentence."""
    path = folder / "run.descent"
    path.write_bytes(content)
    try:
        return open_run(path)
    except RunFileError as error:
        assert str(error).startswith("run.descent ")
        assert str(error).endswith(".")
        return None


def is_unharmed(saved: runfile.SavedRun) -> bool:
    same = np.array_equal(saved.record.history.losses(), RECORD.history.losses())
    return bool(same and saved.position == 7 and saved.record.programme == RECORD.programme)


def test_a_file_cut_off_at_any_of_200_places_is_refused(whole: bytes, tmp_path: Path) -> None:
    for length in np.linspace(0, len(whole) - 1, CUTS).astype(int):
        assert opened(whole[:length], tmp_path) is None


def test_a_thousand_altered_bytes_are_found_or_change_nothing(whole: bytes, tmp_path: Path) -> None:
    random = np.random.RandomState(0)
    for place in random.randint(0, len(whole), FLIPS):
        content = bytearray(whole)
        content[place] ^= random.randint(1, 256)
        saved = opened(bytes(content), tmp_path)
        assert saved is None or is_unharmed(saved)


@given(st.binary(max_size=300), st.integers(0, 3000), st.booleans())
def test_whatever_bytes_stand_in_a_file_it_is_opened_unharmed_or_refused(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, junk: bytes, place: int, replaces: bool
) -> None:
    folder = tmp_path_factory.getbasetemp()
    rest = whole[place + len(junk) :] if replaces else whole[place:]
    for content in (junk, whole[:place] + junk + rest):
        saved = opened(content, folder)
        assert saved is None or is_unharmed(saved)


def test_a_file_of_numbers_from_elsewhere_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "weights.descent"
    safetensors.numpy.save_file({"a": np.zeros(3)}, path)
    with pytest.raises(RunFileError, match="is a file of numbers, but not a saved run of Descent"):
        open_run(path)


def test_a_pickle_is_refused_and_never_run(tmp_path: Path) -> None:
    import pickle

    class Trap:
        def __reduce__(self) -> Any:
            return (Path.touch, (tmp_path / "sprung",))

    assert opened(pickle.dumps(Trap()), tmp_path) is None
    assert not (tmp_path / "sprung").exists()


def test_a_header_that_claims_to_be_huge_is_refused_before_anything_is_allocated(
    whole: bytes, tmp_path: Path
) -> None:
    for length in (2**63, len(whole), 100_000_001):
        assert opened(length.to_bytes(8, "little") + whole[8:], tmp_path) is None


def test_a_file_that_is_too_large_is_not_read(
    whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runfile, "MOST_BYTES", 2**20)
    path = tmp_path / "large.descent"
    with path.open("wb") as file:
        file.truncate(2**20 + 1)
    with pytest.raises(RunFileError, match="larger than 1 MB, which a saved run never is"):
        open_run(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(RunFileError, match=r"There is no file .*none\.descent\. Check its name"):
        open_run(tmp_path / "none.descent")
    with pytest.raises(RunFileError, match=r"is no file\. Choose a saved run"):
        open_run(tmp_path)


# Writing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "was not saved: the disk is full. Free some space"),
        (errno.EACCES, "was not saved: you have no permission to write there. Choose"),
        (errno.EROFS, "was not saved: that disk cannot be written to"),
        (errno.EIO, "was not saved: .*Choose another name or folder"),
    ],
)
def test_a_file_that_cannot_be_written_is_said_and_the_old_one_stays(
    whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "run.descent"
    path.write_bytes(whole)

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(RunFileError, match=words):
        save_run(path, RECORD, 0)
    assert path.read_bytes() == whole
    assert [one.name for one in tmp_path.iterdir()] == ["run.descent"]


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_a_disk_that_is_really_full_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def full(path: Path, mode: str = "r") -> Any:
        return real(Path("/dev/full"), "wb") if mode == "xb" else real(path, mode)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(RunFileError, match="the disk is full"):
        save_run(tmp_path / "run.descent", RECORD, 0)


def test_a_folder_that_is_not_there_and_a_name_that_is_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(RunFileError, match="its folder is not there"):
        save_run(tmp_path / "none" / "run.descent", RECORD, 0)
    (tmp_path / "folder.descent").mkdir()
    with pytest.raises(RunFileError, match=r"folder\.descent was not saved"):
        save_run(tmp_path / "folder.descent", RECORD, 0)


@pytest.mark.skipif(os.name != "posix", reason="links and modes are POSIX's")
def test_a_link_stays_a_link_and_a_file_keeps_its_permissions(whole: bytes, tmp_path: Path) -> None:
    path, link = tmp_path / "run.descent", tmp_path / "link.descent"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    save_run(link, RECORD, 7)
    assert link.is_symlink()
    assert path.read_bytes() == whole
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
