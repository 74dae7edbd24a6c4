"""Windows, where nobody can take the name of a file that somebody has open."""

import errno
import os
import sys
from pathlib import Path

import pytest

from engine import disk
from engine.disk import write_atomically
from engine.errors import RunFileError
from engine.export.whole_file import ExportError, whole_file

REPLACE = Path.replace


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses made, none of which lasts."""
    pauses: list[float] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(disk, "sleep", pauses.append)
    return pauses


def hold(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Refuses to rename a file for the first so many times."""
    refused: list[Path] = []

    def replace(path: Path, target: Path) -> Path:
        if len(refused) < times:
            refused.append(path)
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        return REPLACE(path, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_a_file_that_is_open_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    path = tmp_path / "run.descent"
    path.write_bytes(b"old")
    hold(monkeypatch, times=3)
    write_atomically(path, [b"new"])
    assert path.read_bytes() == b"new"
    assert waited == [0.02, 0.05, 0.1]
    hold(monkeypatch, times=1)
    with whole_file(path) as place:
        place.write_bytes(b"newer")
    assert path.read_bytes() == b"newer"


def test_a_file_that_stays_open_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    path = tmp_path / "losses.csv"
    path.write_bytes(b"old")
    hold(monkeypatch, times=1000)
    with pytest.raises(RunFileError, match=r"losses\.csv was not saved: another program has it"):
        write_atomically(path, [b"new"])
    with pytest.raises(ExportError, match="not written: another program"), whole_file(path):
        pass
    assert sum(waited) < 2
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["losses.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="for the others")
def test_elsewhere_a_refusal_is_final(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "sleep", None)
    hold(monkeypatch, times=1)
    with pytest.raises(RunFileError, match="you have no permission"):
        write_atomically(tmp_path / "run.descent", [b"new"])
