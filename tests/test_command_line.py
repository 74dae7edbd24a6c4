"""`main.py train` and `main.py check`, as a script would use them."""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import main
from engine import command_line
from engine.check import Check
from engine.datasets import Points, make_points
from engine.linear.features import expand
from engine.linear.settings import LinearSettings
from engine.runfile import open_run
from engine.settings import declared
from gui import start


def train(*arguments: str) -> int:
    """`main.py train linear …`, in this process."""
    return command_line.run_command(["train", "linear", *arguments])


def report(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, Any]:
    """What `main.py train linear … --json` prints."""
    assert train(*arguments, "--json") == code
    value: dict[str, Any] = json.loads(capsys.readouterr().out)
    return value


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one sentence with which wrong words are refused, with code 2."""
    try:
        code: object = command_line.run_command(arguments)
    except SystemExit as ended:
        code = ended.code
    assert code == main.BAD_INPUT
    printed = capsys.readouterr()
    assert printed.out == ""
    lines = printed.err.splitlines()
    assert len(lines) == 1, printed.err
    return lines[0]


def notebook(points: Points, rule: str, learning_rate: float, iterations: int = 100) -> float:
    """The loss that the assignment's own loop gives, with its global generator replaced."""
    X, y = expand(points.X), points.y
    random = np.random.RandomState(42)
    w = np.array([0, 0, 0, 0, 0, 1], dtype=float)
    nu = G = np.zeros(6)
    for _ in range(iterations):
        chosen = random.choice(len(y), 4)
        p = 1 / (1 + np.exp(-X[chosen] @ w))
        g = (p - y[chosen]) @ X[chosen] / 4
        if rule == "momentum":
            nu = 0.9 * nu + learning_rate * g
            w = w - nu
        elif rule == "rmsprop":
            G = 0.9 * G + 0.1 * g**2
            w = w - learning_rate * g / np.sqrt(G + 1e-8)
        else:
            w = w - learning_rate * g
    p = 1 / (1 + np.exp(-X @ w))
    return float(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)))


def test_train_linear_gives_the_notebooks_losses_to_1e_9(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rates = {"sgd": 0.1, "momentum": 0.05, "rmsprop": 0.1}
    given = ",".join(f"{rule}={rate}" for rule, rate in rates.items())
    found = report(capsys, "--optimizers", ",".join(rates), "--learning-rates", given)
    points = make_points("ring", 826, 0.32, 0)
    for rule, rate in rates.items():
        assert found["racers"][rule]["loss"] == pytest.approx(
            notebook(points, rule, rate), abs=1e-9
        )


def test_train_linear_trains_on_the_files_that_are_given(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    points = make_points("ring", 300, 0.3, 7)
    np.save(tmp_path / "train.npy", points.X)
    np.save(tmp_path / "labels.npy", points.y)
    data, target = str(tmp_path / "train.npy"), str(tmp_path / "labels.npy")
    found = report(capsys, "--data", data, "--target", target)
    assert found["racers"]["sgd"]["loss"] == pytest.approx(notebook(points, "sgd", 0.05), abs=1e-9)
    assert found["settings"]["dataset"] == "file"
    assert found["settings"]["points"] == 300
    assert "noise" not in found["settings"]


def test_json_has_the_documented_shape_and_is_all_that_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = report(capsys, "--optimizers", "sgd,sgd", "--iterations", "30")
    assert set(found) == {"assignment", "settings", "iterations", "seconds", "racers"}
    assert found["assignment"] == "linear"
    assert found["iterations"] == 30
    assert set(found["settings"]) == {one.name for one in declared(LinearSettings)}
    assert list(found["racers"]) == ["sgd", "sgd-2"]
    for racer in found["racers"].values():
        assert set(racer) == {"loss", "accuracy", "weights"}
        assert len(racer["weights"]) == 6
        assert 0 <= racer["accuracy"] <= 1


def test_settings_are_reported_as_they_acted(capsys: pytest.CaptureFixture[str]) -> None:
    found = report(
        capsys, "--features", "x0,1", "--alpha", "0.5", "--batch-size", "8", "--seed", "1"
    )
    settings = found["settings"]
    assert settings["features"] == ["x0", "1"]
    assert (settings["alpha"], settings["batch_size"], settings["seed"]) == (0.5, 8, 1)
    assert len(found["racers"]["sgd"]["weights"]) == 2


def test_a_run_that_stops_by_itself_says_so_and_ends_with_code_1(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    X = np.random.RandomState(0).normal(size=(50, 2)) * 1e4
    np.savez(tmp_path / "large.npz", X=X, y=np.arange(50) % 2)
    data = str(tmp_path / "large.npz")
    found = report(capsys, "--data", data, "--learning-rate", "100", code=1)
    assert found["stopped"]["iteration"] == found["iterations"] < 100
    assert "loss" in found["stopped"]["reason"]
    assert train("--data", data, "--learning-rate", "100") == 1
    assert "Stopped at iteration" in capsys.readouterr().out


def test_without_json_a_person_reads_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert train("--optimizers", "sgd,momentum") == 0
    printed = capsys.readouterr()
    assert "ring, 826 points: 100 iterations" in printed.out
    assert "SGD" in printed.out
    assert "momentum" in printed.out
    assert printed.err == "linear: 100 of 100 iterations\n"


def test_every_setting_is_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        train("--help")
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    for one in declared(LinearSettings):
        assert "--" + one.name.replace("_", "-") in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--learning-rate", "0"), "--learning-rate: The learning rate must be"),
        (("--learning-rate", "nan"), "--learning-rate: The learning rate must be"),
        (("--iterations", "many"), "--iterations: "),
        (("--iterations", "0.5"), "--iterations: "),
        (("--seed", "-1"), "--seed: "),
        (("--optimizers", "sgd,newton"), "newton"),
        (("--optimizers", "sgd,sgd,sgd,sgd,sgd"), "one to 4"),
        (("--features", "x2"), "x2"),
        (("--learning-rates", "adam=0.1"), "There is no racer 'adam'"),
        (("--learning-rates", "sgd"), "sgd=0.1"),
        (("--dataset", "cubes"), "cubes"),
        (("--dataset", "file"), "--data FILE"),
        (("--target", "y.npy"), "--data"),
        (("--data", "nowhere.npz"), "nowhere.npz"),
        (("--data", "x.npz", "--points", "10"), "--points"),
        (("--learning-rat", "0.1"), "perhaps --learning-rate is meant"),
        (("--out", "x.txt"), "--out must end in .descent. Received x.txt. Try x.descent."),
        (("--out", "nowhere/x.descent"), "There is no nowhere."),
        (("--seed",), "--seed"),
        (("5",), "'5'"),
    ],
)
def test_a_wrong_option_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    sentence = refusal(capsys, "train", "linear", *arguments)
    assert sentence.startswith("main.py train linear: ")
    assert words in sentence


@pytest.mark.parametrize("arguments", [("train",), ("train", "cubic"), ("check", "cubic")])
def test_an_assignment_that_is_not_there_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    sentence = refusal(capsys, *arguments)
    assert f"main.py {arguments[0]} --help" in sentence


def test_check_prints_its_checks_as_one_json_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run_command(["check", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is True
    for one in found["checks"]:
        assert set(one) == {"name", "expected", "obtained", "tolerance", "ok"}


def test_a_check_that_does_not_hold_ends_with_code_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = (Check("the answer", 42.0, 41.0, 0.5),)
    monkeypatch.setattr("engine.linear.check.checks", lambda data, target: wrong)
    assert command_line.run_command(["check", "linear"]) == 1
    assert "FAIL  the answer" in capsys.readouterr().out


def test_the_commands_that_main_knows_are_the_ones_that_there_are() -> None:
    assert set(main.COMMANDS) == set(command_line.COMMANDS)


def test_the_help_of_the_window_names_every_command() -> None:
    words = start._parser().format_help()
    assert all(f" {command}" in words for command in (*main.COMMANDS, "export"))


def test_a_bar_is_drawn_only_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert train("--iterations", "1000") == 0
    shown = capsys.readouterr().err
    assert "1000/1000" in shown
    assert "linear: 1,000 of 1,000 iterations\n" not in shown


@pytest.mark.parametrize("assignment", ["linear", "planar"])
def test_a_run_that_was_saved_opens_with_all_its_iterations(
    assignment: str, tmp_path: Path
) -> None:
    path = tmp_path / "run.descent"
    code = command_line.run_command(["train", assignment, "--iterations", "30", "--out", str(path)])
    saved = open_run(path)
    assert (code, saved.record.head, saved.position) == (main.DONE, 30, 30)


def test_a_run_that_cannot_be_saved_is_printed_all_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / ("r" * 250 + ".descent")
    words = ("train", "linear", "--iterations", "3", "--out", str(out))
    code = command_line.run_command(words)
    printed = capsys.readouterr()
    assert code == main.BAD_INPUT
    assert "3 iterations" in printed.out
    assert "r.descent was not saved: its name is too long" in printed.err


def test_a_place_that_cannot_take_the_run_is_refused_before_it_is_trained(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "run.descent").mkdir()
    sentence = refusal(capsys, "train", "linear", "--out", str(tmp_path / "run.descent"))
    assert "--out must be a file" in sentence
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    sentence = refusal(capsys, "train", "linear", "--out", str(tmp_path / "other.descent"))
    assert "You have no permission to write to" in sentence


def test_a_refusal_names_the_command_but_no_option_that_came_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sentence = refusal(capsys, "predict", "--json", "--model", "none.keras", "seven.png")
    assert sentence.startswith("main.py predict: There is no file none.keras.")
