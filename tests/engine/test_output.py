"""What a command answers reaches standard output, whatever that is."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import main
from engine.output import say, say_json

MAIN = str(Path(main.__file__))
SECONDS = 60


def output(monkeypatch: pytest.MonkeyPatch, encoding: str) -> io.BytesIO:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
    return written


def test_what_is_not_finite_is_null_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    say_json({"a": float("nan"), "b": [float("inf"), 1.5], "c": ({"d": -float("inf")},)})
    printed = capsys.readouterr().out
    assert json.loads(printed) == {"a": None, "b": [None, 1.5], "c": [{"d": None}]}
    assert printed.count("\n") == 1


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
@pytest.mark.parametrize("name", ["Ümlaut 七 😀.png", "no utf-8: \udcff.png"])
def test_json_can_be_read_whatever_letters_the_output_knows(
    monkeypatch: pytest.MonkeyPatch, encoding: str, name: str
) -> None:
    written = output(monkeypatch, encoding)
    say_json([name])
    assert json.loads(written.getvalue().decode(encoding)) == [name]


def test_letters_that_the_output_does_not_know_are_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    written = output(monkeypatch, "cp1252")
    say("Ümlaut 七")
    assert written.getvalue().decode("cp1252") == "Ümlaut \\u4e03\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk always full")
@pytest.mark.parametrize("words", [("train", "linear"), ("train", "linear", "--json")])
def test_an_output_without_room_is_told_in_a_sentence(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, MAIN, *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    assert done.returncode == main.FAILED
    progress, sentence = done.stderr.splitlines()
    assert progress.startswith("linear: ")
    assert sentence.startswith("main.py train linear: The answer could not be written: ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows closes no outputs for a child")
@pytest.mark.parametrize(("closed", "code"), [(1, main.DONE), (2, main.BAD_INPUT)])
def test_a_closed_output_is_no_traceback(closed: int, code: int) -> None:
    words = ["train", "linear"] if closed == 1 else ["predict", "missing.png"]
    done = subprocess.run(
        ["sh", "-c", f'"$@" {closed}>&-', "sh", sys.executable, MAIN, *words],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
