"""Films and pictures of saved runs: made by the real widgets, opened by other programs."""

import errno
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from imageio_ffmpeg import count_frames_and_secs, get_ffmpeg_exe
from PIL import Image
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from engine.datasets import make_points
from engine.errors import InputError
from engine.export.order import Order
from engine.export.whole_file import ExportError
from engine.linear.presets import PRESETS
from engine.linear.settings import LinearSettings
from engine.mnist.block import MnistBlock, Validation
from engine.mnist.perceptron import n_parameters
from engine.mnist.record import MnistRecord
from engine.mnist.settings import MnistSettings
from engine.planar.look import quality_on
from engine.planar.settings import PlanarSettings, RatesSettings
from engine.record import Record
from engine.run import Programme
from engine.run_record import expected
from engine.runfile import SavedRun
from gui.appearance import Appearance
from gui.film import encoders
from gui.film.encoders import write_mp4
from gui.film.scene import FilmScene
from gui.film.stages import STAGES
from gui.film.start import enlargement
from gui.film.writing import write_film, write_picture
from gui.mnist.epoch_plot import EpochPlot
from gui.theme import LIGHT
from gui.widgets.surface_plot import SurfacePlot
from gui.words import Words
from tests.engine.mnist.made import some_digits

SIZE = (320, 240)


def saved(assignment: str, settings: Any) -> SavedRun:
    points = make_points(settings.dataset, settings.points, settings.noise, settings.data_seed)
    record = Record(1, assignment, Programme.of(settings), points)
    record.append(record.mirror.advance(settings.iterations))
    return SavedRun(record, record.head)


def race() -> SavedRun:
    return saved("linear", LinearSettings(optimizers=("sgd", "momentum"), iterations=40))


def film(run: SavedRun, path: Path, **wanted: Any) -> list[tuple[int, int]]:
    reported: list[tuple[int, int]] = []
    order = Order(path, **{"size": SIZE, "frames": 6, **wanted})
    write_film(run, order, lambda done, total: reported.append((done, total)), 1.0)
    return reported


def digits(head: int) -> SavedRun:
    """A run on digits whose weights grow."""
    settings = MnistSettings(units=16, hidden_layers=1, batch_size=16)
    record = MnistRecord(1, Programme.of(settings), some_digits())
    random = np.random.RandomState(0)
    weights = random.randn(n_parameters(settings)).astype(np.float32)
    for k in range(1, head + 1):
        losses = np.array([[2.3 / k]])
        seen = (Validation(k, 1.0, 0.5),) if k == 2 else ()
        grown = (weights * k).astype(np.float32)
        record.append(MnistBlock(k, losses, np.array([0.5]), grown, seen))
    return SavedRun(record, head)


RUNS = {
    "linear": LinearSettings(optimizers=("sgd", "momentum"), iterations=40),
    "planar": PlanarSettings(iterations=200),
    "planar-rates": RatesSettings(iterations=60, rates="0.1,1.2,30"),
}


def test_a_film_of_digits_shows_the_first_layers_weights(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "film.gif"
    film(digits(5), path, size=(480, 360))
    with Image.open(path) as image:
        assert image.n_frames == 6  # type: ignore[attr-defined]
        first, last = (np.asarray(frame_at(image, number)).astype(int) for number in (1, 5))
    tiles = np.s_[70:200, 30:450]
    assert np.abs(first[tiles] - last[tiles]).mean() > 10
    write_picture(digits(5), Order(tmp_path / "p.png"), lambda done, total: None)
    assert (tmp_path / "p.png").exists()


@pytest.mark.parametrize("assignment", list(RUNS))
def test_a_gif_has_the_frames_that_were_wanted(
    assignment: str, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "film.gif"
    reported = film(saved(assignment, RUNS[assignment]), path, fps=10)
    assert reported == [(done, 6) for done in range(7)]
    with Image.open(path) as image:
        assert (image.n_frames, image.size) == (6, SIZE)  # type: ignore[attr-defined]
        assert image.info["duration"] == 100
        assert image.info["loop"] == 0
        frames = [np.asarray(frame_at(image, number)) for number in range(6)]
    assert all(np.any(a != b) for a, b in pairwise(frames))
    assert [path.name for path in tmp_path.iterdir()] == ["film.gif"]


def frame_at(image: Image.Image, number: int) -> Image.Image:
    image.seek(number)
    return image.convert("RGB")


def test_an_mp4_is_h264_that_every_player_knows(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "film.mp4"
    film(race(), path, size=(321, 241), fps=15)
    frames, seconds = count_frames_and_secs(str(path))
    assert frames == 6
    assert seconds == pytest.approx(6 / 15, abs=0.05)
    told = subprocess.run(
        [get_ffmpeg_exe(), "-i", str(path)], capture_output=True, text=True, check=False
    ).stderr
    assert "h264" in told
    assert "yuv420p" in told
    assert "320x240" in told  # even edges


def test_a_film_is_light_unless_dark_is_wanted(tmp_path: Path, qtbot: QtBot) -> None:
    for dark in (False, True):
        path = tmp_path / f"{dark}.gif"
        film(race(), path, dark=dark)
        with Image.open(path) as image:
            corner = np.asarray(frame_at(image, 0))[2, 2]
        assert bool(corner.mean() < 100) is dark


def test_the_last_frame_shows_the_last_iteration(tmp_path: Path, qtbot: QtBot) -> None:
    run = race()
    whole, one = tmp_path / "whole.gif", tmp_path / "one.gif"
    film(run, whole, first=0)
    film(run, one, first=40, frames=1)
    with Image.open(whole) as image:
        last = np.asarray(frame_at(image, 5)).astype(int)
    with Image.open(one) as image:
        alone = np.asarray(frame_at(image, 0)).astype(int)
    surface = np.s_[50:120, 60:250]  # another range of the ruler, another palette
    assert np.abs(last[surface] - alone[surface]).mean() < 12


def test_a_gif_that_would_be_too_large_is_refused(tmp_path: Path, qtbot: QtBot) -> None:
    with pytest.raises(InputError, match="Choose MP4"):
        film(race(), tmp_path / "film.gif", size=(4096, 4096), frames=1000)


def test_an_interrupted_film_leaves_no_file(tmp_path: Path, qtbot: QtBot) -> None:
    for ending in ("gif", "mp4"):
        path = tmp_path / f"film.{ending}"
        path.write_bytes(b"an older film")

        def interrupt(done: int, total: int) -> None:
            if done == 2:
                raise KeyboardInterrupt

        order = Order(path, size=SIZE, frames=6)
        with pytest.raises(KeyboardInterrupt):
            write_film(race(), order, interrupt, 1.0)
        assert path.read_bytes() == b"an older film"
    assert len(list(tmp_path.iterdir())) == 2


def test_without_ffmpeg_a_sentence_offers_gif(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "")
    monkeypatch.setattr("imageio_ffmpeg.get_ffmpeg_exe", no_ffmpeg)
    with pytest.raises(ExportError, match="export a GIF"):
        film(race(), tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


def no_ffmpeg() -> str:
    raise RuntimeError("No ffmpeg exe could be found.")


def test_what_ffmpeg_says_when_it_fails_is_told(tmp_path: Path) -> None:
    frames = [np.zeros((240, 320, 3), dtype=np.uint8)] * 3
    with pytest.raises(OSError, match="ffmpeg stopped"):
        write_mp4(frames, tmp_path / "nowhere" / "film.mp4", SIZE, 10)


def test_a_disk_that_is_full_for_ffmpeg_is_known_as_such() -> None:
    said = b"[out#0/mp4] Error closing file: No space left on device\n"
    assert encoders._code_in(encoders._last_line(said)) == errno.ENOSPC
    assert encoders._code_in(encoders._last_line(b"")) is None


def test_an_ffmpeg_that_dies_is_no_whole_film(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoders, "_ffmpeg", lambda: "false")
    with pytest.raises(ExportError, match=r"film\.mp4 was not written"):
        film(race(), tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("scale", [1, 3])
@pytest.mark.parametrize("assignment", list(RUNS))
def test_a_picture_is_as_large_as_it_was_wanted(
    assignment: str, scale: int, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "picture.png"
    run = saved(assignment, RUNS[assignment])
    write_picture(run, Order(path, scale=scale, iteration=7), lambda done, total: None)
    with Image.open(path) as image:
        assert image.width == pytest.approx(scale * 656, abs=scale)
        pixels = np.asarray(image.convert("RGB"))
    white = tuple(int(LIGHT.panel[k : k + 2], 16) for k in (1, 3, 5))
    assert tuple(pixels[1, 1]) == white
    assert len(np.unique(pixels[::9, ::9].reshape(-1, 3), axis=0)) > 50


def test_a_picture_of_an_iteration_that_is_not_there_is_refused(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with pytest.raises(InputError, match="0 to 40"):
        write_picture(race(), Order(tmp_path / "p.png", iteration=41), lambda done, total: None)


def test_digits_that_were_not_trained_are_refused(tmp_path: Path, qtbot: QtBot) -> None:
    with pytest.raises(InputError, match="not been trained"):
        film(digits(0), tmp_path / "film.gif")
    assert list(tmp_path.iterdir()) == []


def test_frames_of_digits_end_with_the_last_batch() -> None:
    for by in ("even", "loss", "geometric"):
        chosen = Order(Path("run.gif"), frames=4, by=by).iterations(digits(9).record)
        assert (chosen[0], chosen[-1], len(chosen)) == (0, 9, 4)


@pytest.mark.parametrize("view", ["common", "each", "features", "ravine"])
def test_every_view_of_the_linear_tab_can_be_filmed(
    view: str, tmp_path: Path, qtbot: QtBot
) -> None:
    run = saved("linear", PRESETS["Two weights: a ravine"].changed(iterations=8))
    path = tmp_path / "film.gif"
    film(run, path, view=view, frames=3)
    with Image.open(path) as image:
        frames = [np.asarray(frame_at(image, number)) for number in range(3)]
    pictures = [frame[40:150] for frame in frames]
    assert np.any(pictures[0] != pictures[2])
    write_picture(run, Order(tmp_path / "p.png", view=view), lambda done, total: None)


def test_a_view_that_a_run_does_not_have_is_refused(tmp_path: Path, qtbot: QtBot) -> None:
    one = saved("linear", LinearSettings(iterations=3))
    with pytest.raises(InputError, match="several racers"):
        film(one, tmp_path / "film.gif", view="each")
    with pytest.raises(InputError, match="two features"):
        film(one, tmp_path / "film.gif", view="ravine")
    with pytest.raises(InputError, match="linear runs"):
        film(saved("planar", PlanarSettings(iterations=3)), tmp_path / "f.gif", view="common")


def test_hard_regions_have_two_colours(tmp_path: Path, qtbot: QtBot) -> None:
    counts = []
    for hard in (False, True):
        write_picture(race(), Order(tmp_path / "p.png", hard=hard, scale=1), lambda *_: None)
        with Image.open(tmp_path / "p.png") as image:
            pixels = np.asarray(image.convert("RGB"))[60:360, 60:600]
        counts.append(len(np.unique(pixels.reshape(-1, 3), axis=0)))
    assert counts[1] < counts[0]


def test_type_keeps_its_share_of_a_large_film() -> None:
    assert enlargement((800, 600)) == 1.0
    assert enlargement((400, 300)) == 1.0
    assert enlargement((1280, 720)) == 1.25
    assert enlargement((1920, 1080)) == 1.75
    assert enlargement((3840, 2160)) == 3.5


def told(scene: FilmScene) -> list[str]:
    """All words of a frame, without their colours."""
    document = QTextDocument()
    said = []
    for words in scene.findChildren(Words):
        document.setHtml(words.text())
        said.append(document.toPlainText().replace("\N{NO-BREAK SPACE}", " "))
    return said


def scene_of(run: SavedRun) -> FilmScene:
    order = Order(Path("film.mp4"))
    stage = STAGES[run.record.assignment](Appearance(), run.record, order)
    return FilmScene(Appearance(), run.record, stage, 0, run.record.head)


def test_a_frame_says_iteration_accuracy_and_settings(qtbot: QtBot) -> None:
    run = saved("planar", PlanarSettings(iterations=1000))
    scene = scene_of(run)
    qtbot.addWidget(scene)
    scene.show_iteration(1000)
    record = expected(Record, run.record)
    values, points = record.state(1000).values, record.points
    accuracy = quality_on(values, 4, "tanh", points).accuracy
    assert accuracy > 0.8
    assert told(scene)[:2] == ["Iteration 1,000", f"accuracy {100 * accuracy:.1f} %"]
    assert "flower, 400 points" in told(scene)[2]


def test_a_frame_of_a_race_says_how_well_each_racer_does(qtbot: QtBot) -> None:
    scene = scene_of(race())
    qtbot.addWidget(scene)
    scene.show_iteration(0)
    assert "SGD 62.0 %    momentum 62.0 %" in told(scene)
    scene.show_iteration(40)
    assert "SGD 62.0 %    momentum 62.0 %" not in told(scene)


def test_a_film_of_one_network_shows_its_baseline_and_a_picture_does_not(qtbot: QtBot) -> None:
    run = saved("planar", PlanarSettings(iterations=10))
    for name, n_surfaces in (("film.mp4", 2), ("picture.png", 1)):
        stage = STAGES["planar"](Appearance(), run.record, Order(Path(name)))
        qtbot.addWidget(stage.widget)
        assert len(stage.widget.findChildren(SurfacePlot)) == n_surfaces


def test_a_film_of_digits_says_the_validation_accuracy_once_there_is_one(qtbot: QtBot) -> None:
    scene = scene_of(digits(5))
    qtbot.addWidget(scene)
    (plot,) = scene.findChildren(EpochPlot)
    scene.show_iteration(1)
    assert "validation" not in " ".join(told(scene))
    scene.show_iteration(5)
    assert "validation accuracy 50.00 %" in told(scene)
    assert plot.told(1)[0] == "epoch 1"
