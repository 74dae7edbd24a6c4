"""Training and checking on MNIST without a window, as a person types it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.command_line import run_command
from engine.mnist.check import checks
from engine.mnist.digits import Digits
from engine.mnist.evaluation import evaluate
from engine.mnist.keras_files import open_network
from engine.mnist.presets import BY_OPTION, PRESETS
from engine.mnist.settings import MnistSettings
from engine.mnist.sources import Source, keras_cache, load
from tests.engine.mnist.made import save_npz

SMALL = ("--units", "8", "--hidden-layers", "1", "--batch-size", "16", "--learning-rate", "0.02")


def train(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = run_command(["train", "mnist", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return save_npz(tmp_path / "own.npz")


@pytest.fixture
def digits(data: Path) -> Digits:
    return load(Source("file", data))


def test_the_report_is_one_json_value_and_the_network_is_saved(
    tmp_path: Path, data: Path, digits: Digits, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "model.keras"
    arguments = (*SMALL, "--epochs", "3", "--data", str(data), "--out", str(out), "--json")
    code, printed, told = train(*arguments, capsys=capsys)
    report: dict[str, Any] = json.loads(printed)
    assert code == 0
    assert report["assignment"] == "mnist"
    assert report["data"] == "own.npz (90 / 30 / 30)"
    assert report["settings"]["epochs"] == 3
    assert report["iterations"] == 18
    assert {name: len(values) for name, values in report["epochs"].items()} == {
        "loss": 3, "accuracy": 3, "val_loss": 3, "val_accuracy": 3,
    }  # fmt: skip
    assert report["final"]["loss"] == report["epochs"]["loss"][-1]
    assert report["final"]["val_accuracy"] == report["epochs"]["val_accuracy"][-1]
    network = open_network(out)
    tested = evaluate(network, digits.test_images, digits.test_labels)
    assert tested.accuracy == report["final"]["test_accuracy"]
    assert told == "mnist: 18 of 18 iterations\n"


def test_for_a_person_it_prints_keras_table(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = (*SMALL, "--preset", "past-97.5", "--epochs", "2", "--data", str(data))
    code, printed, _ = train(*arguments, capsys=capsys)
    lines = printed.splitlines()
    assert code == 0
    assert lines[0].startswith("own.npz (90 / 30 / 30): 12 batches in ")
    assert lines[1].split() == ["epoch", "loss", "accuracy", "val_loss", "val_accuracy"]
    assert [line.split()[0] for line in lines[2:4]] == ["1", "2"]
    assert lines[4].startswith("Accuracy on the validation images: ")


def test_a_run_that_stops_itself_says_so_and_exits_with_1(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wild = ("--optimizer", "sgd", "--learning-rate", "10", "--dropout", "0", "--units", "64")
    arguments = (*wild, "--hidden-layers", "5", "--epochs", "50", "--data", str(data), "--json")
    code, printed, _ = train(*arguments, capsys=capsys)
    report = json.loads(printed)
    assert code == 1
    assert report["stopped"]["iteration"] == report["iterations"] < 50 * 3
    assert report["final"]["val_accuracy"] <= 0.5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--units", "7"), "--units: The units must be a whole number, at least 8"),
        (("--dropout", "0.95"), "--dropout: The dropout must be a number, at least 0 and at most"),
        (("--optimizer", "adamax"), "one of adam, sgd, momentum, rmsprop"),
        (("--data", "none.npz"), "There is no none.npz"),
        (("--data", "points.csv"), "Images of digits must be a .npz"),
        (("--target", "y.npy"), "--target is for points"),
        (("--out", "model.h5"), "--out must end in"),
        (("--download", "--data", "x.npz"), "--download gets the data"),
    ],
)
def test_bad_input_is_one_sentence_and_exits_with_2(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, printed, told = train(*arguments, capsys=capsys)
    assert (code, printed) == (2, "")
    assert words in told
    assert told.startswith("main.py train mnist: ")
    assert told.count("\n") == 1


def test_a_damaged_file_of_data_exits_with_2(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data.write_bytes(data.read_bytes()[:5000])
    code, _, told = train("--data", str(data), capsys=capsys)
    assert code == 2
    assert "own.npz was cut off" in told


def test_a_download_is_kept_for_the_next_time(
    monkeypatch: pytest.MonkeyPatch, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fetched(progress: Any) -> Path:
        progress(10, 10)
        keras_cache().parent.mkdir(parents=True)
        return data.rename(keras_cache())

    monkeypatch.setattr("engine.mnist.download.download_file", fetched)
    code, _, told = train(*SMALL, "--epochs", "1", "--download", capsys=capsys)
    assert (code, told.splitlines()[0]) == (0, "download: 10 of 10 bytes")
    code, printed, _ = train(*SMALL, "--epochs", "1", "--json", capsys=capsys)
    assert json.loads(printed)["data"] == "mnist.npz (90 / 30 / 30)"


def test_the_presets_of_the_command_line_are_those_of_the_window() -> None:
    assert list(BY_OPTION.values()) == list(PRESETS.values())
    assert next(iter(PRESETS.values())) == MnistSettings()


def test_every_check_holds(data: Path) -> None:
    found = list(checks(data))
    assert len(found) == 7
    assert [one.name for one in found if not one.ok] == []


def test_an_evaluation_is_what_the_labels_say(digits: Digits) -> None:
    from engine.mnist.keras_layers import network_of
    from engine.mnist.keras_model import build

    network = network_of(build(MnistSettings(hidden_layers=1, units=8)))
    found = evaluate(network, digits.test_images, digits.test_labels)
    assert found.probabilities.shape == (30, 10)
    right = found.probabilities.argmax(axis=1) == digits.test_labels
    assert found.accuracy == pytest.approx(right.mean())
    chosen = found.probabilities[np.arange(30), digits.test_labels]
    assert found.loss == pytest.approx(-np.log(chosen).mean(), rel=1e-6)
