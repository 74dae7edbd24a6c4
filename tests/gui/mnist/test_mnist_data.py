"""Images in the MNIST tab: from files, from Keras's cache, from the network."""

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from engine.messages import Prepare
from engine.mnist.digits import Source
from engine.mnist.settings import MnistSettings
from engine.mnist.sources import keras_cache
from gui.mnist.data_place import PARTED
from gui.mnist.digit_source import DigitSource
from gui.tabs import home_of
from tests.engine.mnist.made import save_npz
from tests.gui.mnist.tab_stage import DIGITS, HeldImages, MnistStage
from tests.gui.mouse import drop

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


# Data ----------------------------------------------------------------------------------------


def test_a_file_of_images_begins_a_run_on_them(
    stage: MnistStage, qtbot: QtBot, tmp_path: Path
) -> None:
    stage.start()
    path = save_npz(tmp_path / "own.npz")
    stage.window.open_file(path)
    qtbot.waitUntil(lambda: stage.record.points.source == Source("file", path))
    assert stage.record.head == 0
    name = stage.tab._settings.data.name.text()
    assert name.replace(PARTED, " / ") == stage.record.points.name
    prepared = stage.session.sent_of(Prepare)[-1]
    assert prepared.points == Source("file", path)
    stage.tab.desk.choose_preset("Past 97.5 %")
    assert stage.record.points.source == Source("file", path)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_file_that_cannot_be_used_is_told_and_the_run_stays(
    stage: MnistStage, qtbot: QtBot, tmp_path: Path, content: bytes
) -> None:
    stage.start()
    before = stage.record
    path = tmp_path / "broken.npz"
    path.write_bytes(content)
    stage.window.open_file(path)
    qtbot.waitUntil(lambda: stage.message is not None and stage.message.level == "bad")
    assert stage.message is not None
    assert "broken.npz" in stage.message.text
    assert stage.record is before


@pytest.mark.parametrize("ending", ["heic", "HEIF", "png", "avif", "svg"])
def test_a_picture_that_cannot_be_read_is_told_as_a_picture(
    stage: MnistStage, qtbot: QtBot, tmp_path: Path, ending: str
) -> None:
    stage.start()
    path = tmp_path / f"photo.{ending}"
    path.write_bytes(b"\0\0\0\x18ftypheic" + b"\0" * 99)
    stage.window.open_file(path)
    qtbot.waitUntil(lambda: stage.message is not None and stage.message.level == "bad")
    assert stage.message is not None
    assert f"{path.name} is a HEIC photograph" in stage.message.text


def test_a_damaged_copy_of_keras_gives_way_to_the_small_digits(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    (tmp_path / "datasets").mkdir()
    save_npz(tmp_path / "datasets" / "mnist.npz", x_test=None)
    images = HeldImages()
    images.may_come.set()
    monkeypatch.setattr("gui.mnist.digit_source.load", images.load)
    source = DigitSource()
    got: list[Any] = []
    source.got.connect(lambda _wish, digits: got.append(digits))
    with qtbot.waitSignal(source.fell_back) as fell_back:
        source.make(_wish())
    assert "mnist.npz" in fell_back.args[0]
    qtbot.waitUntil(lambda: got == [DIGITS])
    source.close()


def test_who_has_mnist_on_the_disk_is_not_offered_a_download(
    stage: MnistStage, qtbot: QtBot, tmp_path: Path
) -> None:
    stage.bring_images()
    button = stage.tab._settings.data.download
    assert button.text().startswith("Download MNIST")
    keras_cache().parent.mkdir(parents=True)
    save_npz(keras_cache())
    stage.window.open_file(save_npz(tmp_path / "mine.npz"))
    qtbot.waitUntil(lambda: button.text() == "Use MNIST")
    assert not button.isHidden()


def _wish() -> Any:
    from gui.data_source import Wish

    return Wish(MnistSettings(), "Open")


def test_a_picture_of_a_digit_is_opened_in_the_tab_of_digits_wherever_one_was(
    stage: MnistStage, qtbot: QtBot, tmp_path: Path
) -> None:
    stage.start()
    stage.window.show_tab("linear")
    pixels = np.full((40, 40), 255, dtype=np.uint8)
    pixels[8:32, 18:22] = 0
    Image.fromarray(pixels).save(tmp_path / "one.PNG")
    drop(stage.window, tmp_path / "one.PNG")
    qtbot.waitUntil(lambda: stage.tab.drawing.image is not None)
    assert stage.window.tab_name == "mnist"


def test_the_files_of_mnist_belong_to_the_tab_of_digits() -> None:
    for name in ("train-images-idx3-ubyte", "T10K-labels-idx1-ubyte.GZ", "photo.heic"):
        assert home_of(Path(name)) == "mnist"
    for name in ("points.csv", "points.gz", "own.npz", "run.descent"):
        assert home_of(Path(name)) is None


# The download --------------------------------------------------------------------------------


def test_a_download_tells_how_far_it_is_and_begins_a_run(
    stage: MnistStage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = save_npz(tmp_path / "mnist.npz")

    def fetch(progress: Any, cancelled: Any) -> Source:
        progress(3_000_000, 11_000_000)
        return Source("keras", path)

    stage.start()
    told: list[tuple[int, int]] = []
    stage.tab._source._fetch = fetch
    stage.tab._source.progressed.connect(lambda done, of: told.append((done, of)))
    stage.tab._settings.data.download.click()
    qtbot.waitUntil(lambda: stage.record.points.source == Source("keras", path))
    assert told == [(0, 1), (3_000_000, 11_000_000), (0, 0)]


def test_a_download_can_be_cancelled(stage: MnistStage, qtbot: QtBot) -> None:
    from engine.mnist.download import DownloadCancelledError

    never = threading.Event()

    def fetch(progress: Any, cancelled: Any) -> Source:
        progress(1, 2)
        while not cancelled():
            never.wait(0.005)  # as a slow server would let it
        raise DownloadCancelledError("Cancelled.")

    stage.start()
    before = stage.record
    stage.tab._source._fetch = fetch
    data = stage.tab._settings.data
    data.download.click()
    qtbot.waitUntil(data.cancel.isVisible)
    data.cancel.click()
    assert not stage.tab._source.downloading
    assert stage.message is not None
    assert stage.message.text.startswith("Cancelled")
    assert stage.message.level == "info"
    qtbot.waitUntil(lambda: not stage.tab._source._downloader.busy)
    assert stage.record is before
    assert data.download.isVisible()


def test_a_download_without_a_network_says_so(stage: MnistStage, qtbot: QtBot) -> None:
    from engine.errors import DataError

    def fetch(progress: Any, cancelled: Any) -> Source:
        raise DataError("There is no network. Open a file instead.")

    stage.start()
    stage.tab._source._fetch = fetch
    stage.tab._settings.data.download.click()
    qtbot.waitUntil(lambda: stage.message is not None)
    assert stage.message is not None
    assert stage.message.text == "There is no network. Open a file instead."
    assert stage.tab._settings.data.download.isVisible()
