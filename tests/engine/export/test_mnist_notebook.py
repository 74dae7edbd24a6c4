"""A run on digits as a notebook: Keras trains the same run again."""

import importlib.util
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import numpy as np
import pytest

from engine.export.notebook import notebook_text, script_text
from engine.mnist.block import MnistBlock
from engine.mnist.digits import Digits, Source
from engine.mnist.record import MnistRecord
from engine.mnist.run import MnistRun
from engine.mnist.settings import MnistSettings
from engine.run import Change, Programme
from tests.engine.export.test_notebook import ALL_SAME, RUNNER
from tests.engine.mnist.made import some_digits

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("keras") is None, reason="there is no Keras here"
)
SMALL = MnistSettings(hidden_layers=1, units=16, batch_size=16, epochs=2)
"""An epoch has six batches, all of a size: each other size is compiled anew, in seconds."""


def packed(path: Path) -> Digits:
    """Made digits that can be read again from a file with Keras's keys."""
    made = some_digits(n_train=96)
    np.savez(
        path,
        x_train=np.concatenate([made.train_images, made.validation_images]),
        y_train=np.concatenate([made.train_labels, made.validation_labels]),
        x_test=made.test_images,
        y_test=made.test_labels,
    )
    return replace(made, source=Source("file", path))


def trained(settings: MnistSettings, digits: Digits, change_at: int = 0) -> MnistRecord:
    """A record of a run that has been trained to its end."""
    record = MnistRecord(1, Programme.of(settings), digits)
    run = MnistRun(record.programme, digits)
    if change_at:
        record.append(run.advance(change_at))
        changed = settings.changed(learning_rate=0.01)
        run.change(changed)
        record.note(Change(change_at, changed))
    record.append(run.advance(run.end))
    return record


def losses_of(notebook: str, folder: Path) -> list[float]:
    """The losses of every batch after the cells were run in a new Python."""
    nbformat.validate(json.loads(notebook), version=4)
    path, out = folder / "run.ipynb", folder / "losses.json"
    path.write_text(notebook, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUNNER, str(path), str(out)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert ALL_SAME in done.stdout
    losses: list[float] = json.loads(out.read_text())["Network"]
    return losses


def untrained(settings: MnistSettings, digits: Digits) -> MnistRecord:
    """A record of batches that nobody trained: what it says is not looked at."""
    record = MnistRecord(1, Programme.of(settings), digits)
    losses = np.linspace(2.3, 0.1, 12)
    record.append(MnistBlock(1, losses[:, None], 1 - losses / 3))
    return record


@pytest.mark.process
def test_keras_trains_the_same_run_again(tmp_path: Path) -> None:
    settings = SMALL.changed(schedule="cosine", average="on", activation="tanh")
    record = trained(settings, packed(tmp_path / "digits.npz"), change_at=9)
    notebook = notebook_text(record)
    assert "From iteration 9 on: η 0.01." in notebook
    losses = losses_of(notebook, tmp_path)
    np.testing.assert_allclose(losses, record.history.losses()[:, 0], rtol=0, atol=1e-3)


def test_the_models_own_lines_are_the_assignments() -> None:
    digits = some_digits(n_train=100)
    script = script_text(untrained(SMALL, digits))
    for words in ("keras.Sequential", "Flatten", "Dropout(0.5, seed=", "softmax", "train_on_batch"):
        assert words in script
    compile(script, "run.py", "exec")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (Source("keras", Path("mnist.npz")), "keras.datasets.mnist.load_data()"),
        (Source("file", Path("/data/train-images-idx3-ubyte.gz")), "Path('/data')"),
        (Source("sklearn"), "load_digits"),
        (None, "keras.datasets.mnist.load_data()"),
    ],
)
def test_the_images_are_read_from_where_they_were(source: Source | None, words: str) -> None:
    script = script_text(untrained(SMALL, replace(some_digits(), source=source)))
    assert words in script
    compile(script, "run.py", "exec")


@pytest.mark.parametrize("schedule", ["constant", "cosine"])
@pytest.mark.parametrize("average", ["off", "on"])
@pytest.mark.parametrize("optimizer", ["adam", "sgd", "momentum", "rmsprop"])
@pytest.mark.parametrize("dropout", [0.0, 0.3])
def test_every_way_to_train_is_python(
    schedule: str, average: str, optimizer: str, dropout: float
) -> None:
    settings = SMALL.changed(
        schedule=schedule, average=average, optimizer=optimizer, dropout=dropout
    )
    script = script_text(untrained(settings, some_digits()))
    compile(script, "run.py", "exec")
    assert ("averages" in script) == (average == "on")
    assert ("np.cos" in script) == (schedule == "cosine")
    assert ("tensorflow" in script) == bool(dropout)


def test_the_small_digits_are_made_to_the_bit(tmp_path: Path) -> None:
    from engine.export.cells import code
    from engine.export.mnist_code import LOADING
    from engine.mnist.small_digits import small_digits

    names: dict[str, object] = {"np": np}
    exec(code(LOADING["sklearn"]).text, names)
    known = small_digits()
    images = np.concatenate([known.train_images, known.validation_images])
    np.testing.assert_array_equal(names["images"], images)
    np.testing.assert_array_equal(names["x_test"], known.test_images)


@pytest.mark.parametrize("there", [True, False])
def test_mnist_from_a_file_that_is_gone_comes_from_keras(there: bool, tmp_path: Path) -> None:
    from types import SimpleNamespace

    digits = replace(packed(tmp_path / "mnist.npz"), is_mnist=True)
    script = script_text(untrained(SMALL, digits))
    cell = next(one for one in script.split("# %%") if "load_data" in one)
    if not there:
        (tmp_path / "mnist.npz").unlink()
    theirs = ("images", "digits"), ("x_test", "y_test")
    mnist = SimpleNamespace(load_data=lambda: theirs)
    keras = SimpleNamespace(datasets=SimpleNamespace(mnist=mnist))
    names: dict[str, object] = {"np": np, "keras": keras}
    exec(cell, names)
    assert isinstance(names["images"], str) is not there


def test_idx_files_are_read_as_they_are(tmp_path: Path) -> None:
    import gzip
    import struct

    from engine.export.cells import code
    from engine.export.mnist_code import LOADING

    made = some_digits(n_train=60)
    for name, array in (
        ("train-images-idx3-ubyte", made.train_images),
        ("train-labels-idx1-ubyte", made.train_labels),
        ("t10k-images-idx3-ubyte", made.test_images),
        ("t10k-labels-idx1-ubyte", made.test_labels),
    ):
        head = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}i", *array.shape)
        content = head + array.astype(np.uint8).tobytes()
        packed_too = name.startswith("t10k")
        path = tmp_path / (name + ".gz" * packed_too)
        path.write_bytes(gzip.compress(content) if packed_too else content)
    names: dict[str, object] = {"np": np}
    exec(code(LOADING["idx"].format(folder=str(tmp_path))).text, names)
    np.testing.assert_array_equal(names["images"], made.train_images)
    np.testing.assert_array_equal(names["digits"], made.train_labels)
    np.testing.assert_array_equal(names["y_test"], made.test_labels)
