"""`main.py export`, as a person or a script would use it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import main
from engine.datasets import make_points
from engine.linear.settings import LinearSettings
from engine.record import Record
from engine.run import Programme
from engine.runfile import save_run
from tests.damaged import damaged

PROGRAM = Path(main.__file__)
MAGIC = {".gif": b"GIF89a", ".mp4": b"ftyp", ".png": b"\x89PNG", ".csv": b"iteration,", ".py": b"#"}

Export = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved run of 60 iterations."""
    settings = LinearSettings(optimizers=("sgd", "rmsprop"), iterations=60)
    points = make_points("ring", 826, 0.32, 0)
    record = Record(1, "linear", Programme.of(settings), points)
    record.append(record.mirror.advance(60))
    path = tmp_path_factory.mktemp("runs") / "race.descent"
    save_run(path, record, 30)
    return path


@pytest.fixture
def export(run: Path, tmp_path: Path) -> Export:
    """Runs `main.py export RUN …` in a folder of its own."""

    def start(*words: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-W", "error", str(PROGRAM), "export", str(run), *map(str, words)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return start


@pytest.mark.parametrize("ending", list(MAGIC))
def test_each_kind_follows_the_ending(ending: str, export: Export, tmp_path: Path) -> None:
    done = export("--to", f"out{ending}", "--frames", 4, "--size", "320x240")
    assert (done.returncode, done.stdout) == (0, "")
    assert len(done.stderr.splitlines()) == 1
    assert MAGIC[ending] in (tmp_path / f"out{ending}").read_bytes()[:12]
    assert not list(tmp_path.glob(".*"))


def test_a_notebook_is_json(export: Export, tmp_path: Path) -> None:
    assert export("--to", "out.ipynb").returncode == 0
    assert json.loads((tmp_path / "out.ipynb").read_text(encoding="utf-8"))["nbformat"] == 4


def test_a_table_has_the_range_that_was_wanted(export: Export, tmp_path: Path) -> None:
    assert export("--to", "out.csv", "--from", 10, "--until", 20).returncode == 0
    rows = (tmp_path / "out.csv").read_text().splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == [str(k) for k in range(10, 21)]


def test_the_window_is_told_how_far_it_is(export: Export) -> None:
    done = export("--to", "out.gif", "--frames", 3, "--size", "320x240", "--report")
    assert done.stdout.splitlines() == ["0 3", "1 3", "2 3", "3 3"]
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "out.avi"), ".ipynb or .py. Received out.avi. Try out.mp4."),
        (("--to", "out"), "Received out. Try out.mp4."),
        (("--to", "nowhere/out.gif"), "There is no folder nowhere."),
        (("--to", "out.gif", "--size", "big"), "800x600. Received big."),
        (("--to", "out.gif", "--size", "8x8"), "must be 240 to 4,096. Received 8."),
        (("--to", "out.gif", "--fps", "0"), "--fps must be 1 to 60. Received 0."),
        (("--to", "out.gif", "--frames", "0"), "--frames must be 1 to 5,000. Received 0."),
        (("--to", "out.png", "--scale", "9"), "--scale must be 1 to 4. Received 9."),
        (("--to", "out.png", "--iteration", "61"), "0 to 60, where this run ended. Received 61."),
        (("--to", "out.mp4", "--until", "99"), "0 to 60, where this run ended. Received 99."),
        (("--to", "out.mp4", "--from", "70"), "Received 70."),
        (("--to", "out.gif", "--by", "colour"), "--by"),
        ((), "--to"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    words: tuple[str, ...], said: str, run: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refusal(capsys, str(run), *words)
    assert list(here.iterdir()) == []


def test_a_run_that_is_none_is_one_sentence(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "other.descent").write_bytes(b"nothing")
    refusal(capsys, "other.descent", "--to", "out.csv")
    assert "There is no file" in refusal(capsys, "missing.descent", "--to", "out.csv")


def test_a_damaged_run_is_one_sentence_or_exported_unharmed(
    run: Path, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for content in damaged(run.read_bytes(), cuts=40, flips=120):
        (here / "bad.descent").write_bytes(content)
        code = main.main(["export", "bad.descent", "--to", "out.csv"])
        printed = capsys.readouterr()
        assert (code, printed.out) in ((0, ""), (main.BAD_INPUT, ""))
        assert "Traceback" not in printed.err
        if code:
            (sentence,) = printed.err.splitlines()
            assert "bad.descent is not a saved run" in sentence


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own to be in; what is done for SIGTERM is taken back."""
    monkeypatch.chdir(tmp_path)
    before = signal.getsignal(signal.SIGTERM)
    yield tmp_path
    signal.signal(signal.SIGTERM, before)


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one sentence with which `export` refuses these words, with code 2."""
    try:
        code: object = main.main(["export", *words])
    except SystemExit as ended:
        code = ended.code
    assert code == main.BAD_INPUT
    printed = capsys.readouterr()
    assert printed.out == ""
    (sentence,) = printed.err.splitlines()
    return sentence


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's full disk")
@pytest.mark.parametrize("ending", ["gif", "mp4", "csv", "py"])
def test_a_folder_that_cannot_be_written_to_is_one_sentence(ending: str, export: Export) -> None:
    done = export("--to", f"/proc/out.{ending}", "--frames", 2, "--size", "320x240")
    assert done.returncode == main.BAD_INPUT
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "was not" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
@pytest.mark.parametrize("ending", ["gif", "mp4", "csv"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_export_ends_with_130_and_leaves_no_file(
    ending: str, number: signal.Signals, run: Path, tmp_path: Path
) -> None:
    command = [sys.executable, str(PROGRAM), "export", str(run), "--to", f"out.{ending}"]
    with subprocess.Popen(
        [*command, "--frames", "61", "--size", "1280x960", "--report"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline().startswith("0 ")
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    if process.returncode == 0:  # a table of 61 rows may have been written before
        assert ending == "csv"
        return
    assert process.returncode == main.INTERRUPTED, said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []
