"""The small digits are scikit-learn's own, read without importing it."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from engine.errors import DataError
from engine.mnist import small_digits
from engine.mnist.small_digits import INK
from engine.mnist.sources import SMALL_DIGITS, load
from tests.test_walls import in_a_fresh_interpreter


def test_they_are_those_of_scikit_learn() -> None:
    from sklearn.datasets import load_digits

    known = load_digits()
    images, labels = small_digits._read()
    np.testing.assert_array_equal(INK * images, known.images)
    np.testing.assert_array_equal(labels, known.target)


def test_they_are_read_without_importing_scikit_learn() -> None:
    program = """
import sys
from engine.mnist.sources import SMALL_DIGITS, load
print(len(load(SMALL_DIGITS).train_labels), {"sklearn", "scipy"} & set(sys.modules))
"""
    assert in_a_fresh_interpreter(program) == "1197 set()\n"


def test_without_scikit_learn_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(DataError, match=r"it is not installed.*pip install scikit-learn"):
        load(SMALL_DIGITS)


@pytest.mark.parametrize(
    "content", [None, b"", b"no archive", gzip.compress(b"one,two"), gzip.compress(b"1,2")[:-4]]
)
def test_a_file_of_theirs_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "digits.csv.gz"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(small_digits, "_path", lambda: path)
    with pytest.raises(DataError, match=r"digits\.csv\.gz cannot be used"):
        load(SMALL_DIGITS)
