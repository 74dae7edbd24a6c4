"""`main.py predict`: pictures become digits, each by itself."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

import main
from engine import command_line
from engine.mnist import predict
from engine.mnist.network_file import save_network
from engine.mnist.ready_made import READY_MADE, ready_made

PROJECT = Path(main.__file__).parent


def picture(path: Path, points: tuple[tuple[int, int], ...], paper: int = 255) -> Path:
    image = Image.new("L", (200, 200), paper)
    ImageDraw.Draw(image).line(points, fill=255 - paper, width=14, joint="curve")
    image.save(path)
    return path


@pytest.fixture
def seven(tmp_path: Path) -> Path:
    return picture(tmp_path / "seven.png", ((60, 40), (140, 40), (90, 160)))


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return picture(tmp_path / "one.jpg", ((100, 30), (95, 170)), paper=0)


def run(*words: object) -> int:
    return command_line.run_command(["predict", *map(str, words)])


def test_one_json_value_says_digit_and_probabilities_of_each_picture(
    seven: Path, one: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(seven, one, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [set(row) for row in found] == [{"file", "digit", "probabilities"}] * 2
    assert [row["file"] for row in found] == [str(seven), str(one)]
    assert [row["digit"] for row in found] == [7, 1]
    for row in found:
        assert sum(row["probabilities"]) == pytest.approx(1, abs=1e-4)
        assert int(np.argmax(row["probabilities"])) == row["digit"]


def test_a_person_reads_a_line_for_each_picture(
    seven: Path, one: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(seven, one) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{seven}: 7  ")
    assert second.startswith(f"{one}: 1  ")
    assert "%" in first


def test_doubt_is_told() -> None:
    chances = np.array([0.02, 0, 0, 0.3, 0, 0, 0, 0.675, 0, 0.005], np.float32)
    assert predict.Prediction("x.png", chances).as_text() == "x.png: 7  67.5%  (3: 30.0%, 0: 2.0%)"


FOUR, OPEN = ((40, 40), (30, 110), (85, 108)), ((75, 60), (72, 160))
TWO = ((120, 60), (150, 42), (170, 70), (118, 158), (178, 156))


def drawn(path: Path, *strokes: tuple[tuple[int, int], ...]) -> Path:
    image = Image.new("L", (220, 200), 255)
    for stroke in strokes:
        ImageDraw.Draw(image).line(stroke, fill=0, width=10, joint="curve")
    image.save(path)
    return path


def test_several_digits_side_by_side_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = drawn(tmp_path / "42.png", FOUR, OPEN, TWO)
    assert run(path) == 0
    assert "It seems to show several digits: 4, 2." in capsys.readouterr().out
    assert run(path, "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["several"] == [4, 2]


FLAG = ((150, 40), (60, 40))
BODY = ((60, 62), (58, 100), (110, 95), (135, 130), (100, 165), (50, 160))


@pytest.mark.parametrize(
    ("strokes", "digit"),
    [
        ((FLAG, BODY), 5),
        ((FOUR, ((102, 40), (100, 165))), 4),
        (
            (
                ((95, 30), (60, 60), (60, 140), (95, 170)),
                ((115, 30), (150, 60), (150, 140), (115, 170)),
            ),
            0,
        ),
    ],
    ids=["a broken 5", "an open 4 whose strokes do not touch", "a broken 0"],
)
def test_pieces_of_one_digit_are_not_several(
    tmp_path: Path, strokes: tuple[tuple[tuple[int, int], ...], ...], digit: int
) -> None:
    found = predict.predicted(ready_made().network, str(drawn(tmp_path / "one.png", *strokes)))
    assert (found.digit, found.several) == (digit, ())


def test_a_bad_picture_is_a_sentence_and_takes_no_other_with_it(
    seven: Path, one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.png"
    bad.write_text("no picture")
    assert run(seven, bad, one, "--json") == 2
    out, err = capsys.readouterr()
    assert [row["digit"] for row in json.loads(out)] == [7, 1]
    assert err.count("\n") == 1
    assert "bad.png is no picture that can be read" in err


def test_a_network_of_ones_own_answers(
    seven: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    network = ready_made().network
    weights = [*network.weights[:-1], (network.weights[-1][0] * 0, np.arange(10, dtype=np.float32))]
    own = tmp_path / "nine.safetensors"
    save_network(own, type(network)(network.layers, tuple(weights)), {})
    assert run(seven, "--model", own, "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["digit"] == 9


def test_a_network_that_diverged_gives_no_digit(
    seven: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    network = ready_made().network
    weights = [*network.weights[:-1], tuple(one * np.nan for one in network.weights[-1])]
    own = tmp_path / "diverged.safetensors"
    save_network(own, type(network)(network.layers, tuple(weights)), {})
    assert run(seven, "--model", own, "--json") == 2
    out, err = capsys.readouterr()
    assert json.loads(out) == []
    assert "must be finite numbers" in err


def test_a_name_of_two_lines_is_told_in_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "two\nlines.png") == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("model", "words"),
    [("model.h5", "ends in .keras or .safetensors"), ("none.safetensors", "There is no file")],
)
def test_a_network_that_cannot_be_used_is_refused(
    seven: Path, tmp_path: Path, model: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(seven, "--model", tmp_path / model) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err


def test_the_ready_made_network_needs_neither_keras_nor_scipy(seven: Path) -> None:
    program = f"""
import sys
import main
assert main.main(["predict", {str(seven)!r}, "--json"]) == 0
loaded = {{name.partition(".")[0] for name in sys.modules}}
assert not loaded & {{"keras", "tensorflow", "scipy", "sklearn", "PySide6"}}, loaded
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["digit"] == 7
    assert READY_MADE.is_file()
