"""A window that shows the MNIST tab, without process, TensorFlow or the ready-made network."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.mnist.digits import Digits, Source
from engine.mnist.network import Network, dense, flatten
from engine.mnist.record import MnistRecord
from engine.mnist.settings import MnistSettings
from engine.mnist.sources import SMALL_DIGITS, load
from engine.run import Mode
from gui.appearance import Appearance
from gui.main_window import MainWindow
from gui.mnist import answering
from gui.mnist.answers import Answerer
from gui.mnist.tab import MnistTab
from gui.widgets.message_bar import Message
from tests.engine.mnist.made import some_digits
from tests.gui.mnist.silent import SilentSession
from tests.gui.stage import InlineAssistant

SMALL = {"hidden_layers": 1, "units": 16, "batch_size": 10, "epochs": 3}
DIGITS = some_digits(n_train=100)


def ready_made() -> Answerer:
    random = np.random.default_rng(7)
    layers = flatten((28, 28)), dense((784,), 10, "softmax", "output")
    kernel = random.normal(0, 0.05, (784, 10)).astype(np.float32)
    network = Network(layers, ((), (kernel, np.zeros(10, np.float32))))
    return Answerer("Ready-made network (99.4 % on test)", network)


class NetworksAssistant(InlineAssistant):
    """Has networks without Keras.

    Attributes:
        network: What is in every `.keras` file; a sentence where it cannot be used.
        saved: What was saved, by its path.
    """

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.network: Any = ready_made().network
        self.saved: dict[Path, Network] = {}

    @property
    def jobs(self) -> list[str]:
        """What is asked for."""
        return [job.name for job in self._jobs]

    def work(self) -> None:
        jobs, self._jobs = self._jobs, []
        for job in jobs:
            if job.name == "save_keras":
                path, network = job.arguments
                self.saved[path] = network
            results = {
                "open_keras": self.network,
                "save_keras": None,
                "warm_up": None,  # of the linear tab, where a test takes long
            }
            if isinstance(results[job.name], str):
                self.refused.emit(job.number, results[job.name])
            else:
                self.answered.emit(job.number, results[job.name])


class HeldImages:
    """Reads images as the program does; but few instead of the small digits, and these when told.

    Attributes:
        may_come: Whether the small digits may.
    """

    def __init__(self) -> None:
        self.may_come = threading.Event()

    def load(self, source: Source) -> Digits:
        """In the thread that reads."""
        if source != SMALL_DIGITS:
            return load(source)
        self.may_come.wait()
        return DIGITS


class MnistStage:
    """A window that shows the MNIST tab.

    Attributes:
        window: The window.
        tab: The tab.
    """

    def __init__(self, window: MainWindow, images: HeldImages, qtbot: QtBot) -> None:
        self.window = window
        self._images = images
        self._qtbot = qtbot
        self.tab = cast("MnistTab", window._made["mnist"])
        self.workbench = self.tab.desk.workbench
        self.assistant = cast("Any", window._assistant)

    @property
    def session(self) -> SilentSession:
        session: Any = self.tab.desk._session
        return cast("SilentSession", session)

    @property
    def record(self) -> MnistRecord:
        record: Any = self.workbench.record
        return cast("MnistRecord", record)

    @property
    def message(self) -> Message | None:
        return self.window.messages.shown

    def bring_images(self) -> None:
        """The images come, and the first run is shown."""
        self.begin_opening()
        self.end_opening()

    def begin_opening(self) -> None:
        """The images come, and the first run is about to be shown."""
        self._images.may_come.set()
        self._qtbot.waitUntil(lambda: self.workbench.shelf.current is not None)

    def end_opening(self) -> None:
        """The first run is shown."""
        self._qtbot.waitUntil(lambda: not self.tab._opening.going)

    def start(self) -> None:
        """The images come, the settings are small, and Keras answers."""
        self.bring_images()
        self.tab.desk.wish(MnistSettings(**SMALL), "all")  # type: ignore[arg-type]
        self.session.answer(self.record)

    def train(self, batches: int, mode: Mode = Mode.PLAYING) -> None:
        self.session.train(self.record, batches, mode)
        self.workbench.tick()

    def play(self, batches: int) -> None:
        """Plays so many batches and pauses."""
        self.workbench.play()
        self.train(batches)
        self.workbench.pause()
        self.train(0, Mode.PAUSED)

    def answering(self) -> Answerer | None:
        return self.tab.drawing._answering

    def other(self) -> Answerer | None:
        return self.tab.drawing._other


def made_stage(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[MnistStage]:
    """The stage of one test; the window is closed after it."""
    monkeypatch.setattr("gui.desk.Session", SilentSession)
    images = HeldImages()
    monkeypatch.setattr("gui.mnist.digit_source.load", images.load)
    monkeypatch.setattr("gui.main_window.Assistant", NetworksAssistant)
    monkeypatch.setattr("gui.mnist.tab.ready_made_answerer", ready_made)
    monkeypatch.setattr("gui.mnist.networks.ready_made_answerer", ready_made)
    monkeypatch.setattr("gui.mnist.mistakes_search.ready_made_answerer", ready_made)
    monkeypatch.setattr(answering, "ready_made_answerer", ready_made)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    appearance = Appearance()
    appearance.apply(qapp)
    window = MainWindow(appearance, QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    # the thread that reads would wait for ever, and the window for the thread
    qtbot.addWidget(window, before_close_func=lambda _window: images.may_come.set())
    window.show_tab("mnist")
    with qtbot.waitExposed(window):
        window.show()
    yield MnistStage(window, images, qtbot)
    window.close()
