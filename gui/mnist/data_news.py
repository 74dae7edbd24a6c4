"""What is told of images that are on their way: how far the download is, and what came instead."""

import time

from PySide6.QtCore import QObject, Signal

from gui.mnist.data_place import DataPlace
from gui.mnist.digit_source import DigitSource
from gui.rate import Rate
from gui.widgets.message_bar import Message


class DataNews(QObject):
    """Listens to the source of the images.

    Signals:
        told: (Message) for the message bar.

    Args:
        source: Where the images come from.
        place: Where the download is shown.
        parent: Qt's owner.
    """

    told = Signal(object)

    def __init__(
        self, source: DigitSource, place: DataPlace, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._pace = Rate()
        source.progressed.connect(self._show_progress)
        source.fell_back.connect(self._tell_fall_back)
        source.missed.connect(self._tell_missed)

    def _show_progress(self, done: int, of: int) -> None:
        if not done:
            self._pace.begin(0, time.perf_counter())
        else:
            self._pace.reach(done, time.perf_counter())
        rate = self._pace.per_second
        left = (of - done) / rate if rate else None
        self._place.show_progress(done, of, left)

    def _tell_fall_back(self, sentence: str) -> None:
        self._warn(f"{sentence} scikit-learn's small digits are used meanwhile.")

    def _tell_missed(self, sentence: str) -> None:
        self._warn(f"{sentence} The run is shown without its images and cannot be trained on.")

    def _warn(self, words: str) -> None:
        self.told.emit(Message("data", "warn", words))
