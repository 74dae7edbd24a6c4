"""Files of five points, in every form, and what is said of one that cannot be used."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.datafile import load_points
from engine.errors import DataError

X = np.array([[0.5, -1.25], [2.0, 3.5], [-0.75, 1e-3], [4.0, 0.125], [1.0, 1.0]])
Y = np.array([0.0, 1.0, 1.0, 0.0, 1.0])


def pair(folder: Path, features: Any = X, labels: Any = Y) -> tuple[Path, Path]:
    paths = folder / "train.npy", folder / "labels.npy"
    np.save(paths[0], features)
    np.save(paths[1], labels)
    return paths


def archive(folder: Path, **arrays: Any) -> Path:
    path = folder / "points.npz"
    np.savez(path, **arrays)
    return path


def text(folder: Path, content: str | bytes) -> Path:
    path = folder / "points.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows(delimiter: str = ",", end: str = "\n") -> str:
    return "".join(
        delimiter.join(map(repr, map(float, (*point, label)))) + end
        for point, label in zip(X, Y, strict=True)
    )


def refusal(path: Path, target: Path | None = None) -> str:
    with pytest.raises(DataError) as caught:
        load_points(path, target)
    message = str(caught.value)
    assert re.fullmatch(r"[A-Z].*\.", message, re.DOTALL)
    assert message.count(". ") >= 2, "the rule, what came, what to try"
    return message
