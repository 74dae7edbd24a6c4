"""Where digits come from when nobody chose, the small ones, and a download without a network."""

import errno
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import requests

from engine.errors import DataError
from engine.mnist.download import (
    SECONDS_UNTIL_STALE,
    WORKSHOP,
    DownloadCancelledError,
    download,
)
from engine.mnist.sources import SMALL_DIGITS, Source, best_source, keras_cache, load
from tests.engine.mnist.made import save_npz


def fill_cache() -> Path:
    path = keras_cache()
    path.parent.mkdir(parents=True)
    return save_npz(path)


def test_without_anything_the_small_digits_are_taken() -> None:
    assert best_source() == SMALL_DIGITS


def test_what_keras_has_is_taken_where_keras_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = fill_cache()
    assert path == Path.home() / ".keras" / "datasets" / "mnist.npz"
    assert best_source() == Source("keras", path)
    assert load(best_source()).name == "mnist.npz (90 / 30 / 30)"
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "elsewhere"))
    assert best_source() == SMALL_DIGITS
    assert keras_cache() == tmp_path / "elsewhere" / "datasets" / "mnist.npz"


def test_a_damaged_copy_of_keras_is_passed_over() -> None:
    path = fill_cache()
    path.write_bytes(path.read_bytes()[:-100])
    assert best_source() == SMALL_DIGITS


def test_the_small_digits_are_made_like_those_of_mnist() -> None:
    digits = load(SMALL_DIGITS)
    assert digits.name == "8×8 digits of scikit-learn (1,197 / 300 / 300)"
    assert not digits.is_mnist
    images = np.concatenate(digits.arrays[::2]).astype(float)
    ink = images > 0
    heights, widths = ink.any(axis=2).sum(axis=1), ink.any(axis=1).sum(axis=1)
    assert np.mean(np.maximum(heights, widths) == 20) > 0.95
    middle = np.arange(28) + 0.5
    mass = images.sum(axis=(1, 2))
    for axis in (1, 2):
        centres = (images.sum(axis=3 - axis) * middle).sum(axis=1) / mass
        assert np.abs(centres - 14).max() < 1.5
        assert np.abs(centres - 14).mean() < 0.4
    assert set(digits.test_labels) == set(range(10))


# Download


class FakeNetwork:
    """Gives these pieces; then breaks, if it is to.

    Attributes:
        asked: How often it was.
    """

    def __init__(self, pieces: list[bytes], error: Exception | None = None) -> None:
        self.pieces = pieces
        self.error = error
        self.asked = 0

    def __call__(self, url: str) -> tuple[Iterator[bytes], int]:
        self.asked += 1
        return self._flow(), sum(map(len, self.pieces))

    def _flow(self) -> Iterator[bytes]:
        yield from self.pieces
        if self.error is not None:
            raise self.error


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    return save_npz(tmp_path / "served.npz").read_bytes()


def pieces_of(content: bytes) -> list[bytes]:
    return [content[start : start + 1000] for start in range(0, len(content), 1000)]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def nothing_is_kept() -> bool:
    folder = keras_cache().parent
    return not folder.exists() or not list(folder.iterdir())


def never() -> bool:
    return False


def test_a_download_tells_how_far_it_is_and_is_found_from_then_on(content: bytes) -> None:
    told: list[tuple[int, int]] = []
    network = FakeNetwork(pieces_of(content))
    source = download(lambda *how_far: told.append(how_far), never, network, sha256(content))
    assert source == best_source() == Source("keras", keras_cache())
    assert keras_cache().read_bytes() == content
    assert told[0] == (1000, len(content))
    assert told[-1] == (len(content), len(content))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    download(lambda *_: None, never, network, sha256(content))
    assert network.asked == 1


def test_a_damaged_copy_is_fetched_again(content: bytes) -> None:
    path = fill_cache()
    path.write_bytes(b"half")
    download(lambda *_: None, never, FakeNetwork(pieces_of(content)), sha256(content))
    assert path.read_bytes() == content


def test_a_cancelled_download_keeps_nothing_and_can_begin_again(content: bytes) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 3

    with pytest.raises(DownloadCancelledError):
        download(lambda *_: None, cancelled, FakeNetwork(pieces_of(content)), sha256(content))
    assert nothing_is_kept()
    download(lambda *_: None, never, FakeNetwork(pieces_of(content)), sha256(content))
    assert keras_cache().read_bytes() == content


def test_what_a_killed_download_left_goes_with_the_next_and_one_that_lives_is_let_be(
    content: bytes,
) -> None:
    folder = keras_cache().parent / WORKSHOP
    folder.mkdir(parents=True)
    dead, alive = folder / "tmpdead", folder / "tmpalive"
    for one in (dead, alive):
        one.write_bytes(b"half")
    long_ago = time.time() - 2 * SECONDS_UNTIL_STALE
    os.utime(dead, (long_ago, long_ago))
    download(lambda *_: None, never, FakeNetwork(pieces_of(content)), sha256(content))
    assert list(folder.iterdir()) == [alive]
    assert keras_cache().read_bytes() == content


def test_what_is_not_whole_yet_lies_in_a_folder_of_its_own(content: bytes) -> None:
    seen: set[str] = set()

    def look(_done: int, _of: int) -> None:
        seen.update(one.name for one in keras_cache().parent.iterdir())

    download(look, never, FakeNetwork(pieces_of(content)), sha256(content))
    assert seen == {WORKSHOP}
    assert [one.name for one in keras_cache().parent.iterdir()] == [keras_cache().name]


def test_another_file_than_expected_is_thrown_away(content: bytes) -> None:
    with pytest.raises(DataError, match="its checksum differs"):
        download(lambda *_: None, never, FakeNetwork([b"<html>log in</html>"]), sha256(content))
    assert nothing_is_kept()


def refusing() -> requests.Response:
    """A server's answer that it has no such file."""
    answer = requests.Response()
    answer.status_code = 404
    return answer


@pytest.mark.parametrize(
    ("pieces", "error", "words"),
    [
        ([], requests.exceptions.HTTPError(response=refusing()), "the server says 404"),
        ([], requests.exceptions.ConnectionError("no route"), "No network: ConnectionError"),
        ([b"x" * 1_500_000], requests.exceptions.ChunkedEncodingError(), "broke off after 1.5 MB"),
        ([b"x"], OSError(errno.ENOSPC, "No space left on device"), "There is no room left"),
        ([b"x"], OSError(errno.EACCES, "Permission denied"), "(Permission denied)"),
    ],
)
def test_what_breaks_a_download_is_said_and_nothing_is_kept(
    pieces: list[bytes], error: Exception, words: str
) -> None:
    with pytest.raises(DataError) as caught:
        download(lambda *_: None, never, FakeNetwork(pieces, error), sha256(b""))
    assert words in str(caught.value)
    assert nothing_is_kept()
