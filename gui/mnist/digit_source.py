"""The images of the tab: from a file, Keras's copy, a download, or scikit-learn's small digits.

They are read in a thread: the window goes on.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from engine.mnist.digits import Digits
from engine.mnist.download import download
from engine.mnist.settings import MnistSettings
from engine.mnist.sources import SMALL_DIGITS, Source, best_source, load
from gui.background import Background, Unwanted
from gui.data_source import CANCELLED, Wish

Download = Callable[[Callable[[int, int], None], Unwanted], Source]


def at_once(deed: Callable[[], None]) -> None:
    """Does it now."""
    deed()


class DigitSource(QObject):
    """Gets images. Only the newest wish counts. It serves a desk as `gui.data_source` does.

    Signals:
        got: (Wish, Digits).
        refused: (Wish, sentence).
        waiting_changed: Whether images are being waited for.
        fell_back: (sentence) when Keras's copy cannot be used and the small digits are instead.
        progressed: (bytes, bytes of) the download; of 0 bytes when it has ended.
        missed: (sentence) why a run that was opened is shown without its images.

    Args:
        parent: Qt's owner.
        fetch: Downloads MNIST.
        hand_on: Is given the handing on of images that have come, and does it at a good moment.
    """

    got = Signal(object, object)
    refused = Signal(object, str)
    waiting_changed = Signal(bool)
    fell_back = Signal(str)
    progressed = Signal(int, int)
    _heard = Signal(int, int)
    missed = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        fetch: Download = download,
        hand_on: Callable[[Callable[[], None]], None] = at_once,
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._hand_on = hand_on
        self._source: Source = best_source()
        self._digits: Digits | None = None
        self._wish: tuple[Wish, Source] | None = None
        self._stands_for: Digits | None = None
        self._fetching: Wish | None = None
        self._reader = Background(self)
        self._downloader = Background(self)
        self._heard.connect(self._tell)
        self._reader.came.connect(self._take_soon)
        self._reader.refused.connect(self._give_up)
        self._downloader.came.connect(self._take_download)
        self._downloader.refused.connect(self._miss_download)

    # What a desk asks ------------------------------------------------------------------------

    @property
    def waiting(self) -> bool:
        """Whether a wish waits for its images."""
        return self._wish is not None

    def warm_up(self) -> None:
        """Nothing has to be made ready."""

    def make(self, wish: Wish) -> None:
        """Lets a run begin on the images that are used now, as soon as they are there."""
        if self._digits is not None:
            self.forget()
            self.got.emit(wish, self._digits)
        else:
            self._await(wish, self._source)

    def read(self, wish: Wish) -> None:
        """Has the wish's file read; a run begins on it when its images are there."""
        self._await(wish, Source("file", wish.path))

    def complete(self, wish: Wish, digits: Digits) -> None:
        """Has the digits read for which those of a run that was opened stand."""
        here = self._digits
        if here is not None and here.source == digits.source and here.name == digits.name:
            self.forget()
            self.got.emit(wish, here)
        elif digits.are_here or digits.source is None:
            self.forget()
            self.got.emit(wish, digits)
        else:
            self._await(wish, digits.source)
            self._stands_for = digits

    def cancel(self) -> None:
        """Waits no longer, neither for a file nor for a download."""
        wishes = [self._wish[0]] if self._wish is not None else []
        self._reader.forget()
        self.forget()
        if self._fetching is not None:
            wishes.append(self._fetching)
            self._end_download()
            self._downloader.forget()
        for wish in wishes:
            self.refused.emit(wish, CANCELLED)

    def use(self, digits: Digits) -> None:
        """From now on runs begin on these: those of a run that has been opened again."""
        self._digits = digits
        self._source = digits.source or self._source

    def close(self) -> None:
        """Ends the threads."""
        self._reader.close()
        self._downloader.close()

    # Reading ---------------------------------------------------------------------------------

    def _await(self, wish: Wish, source: Source) -> None:
        was_waiting = self.waiting
        self._stands_for = None
        before = self._wish[1] if self._wish is not None else None
        self._wish = wish, source
        if not was_waiting:
            self.waiting_changed.emit(True)
        if source == before and source.kind != "file":
            return  # they are on their way
        self._reader.ask(source, lambda _unwanted: load(source))

    def forget(self) -> None:
        """Waits no longer."""
        was_waiting, self._wish, self._stands_for = self.waiting, None, None
        if was_waiting:
            self.waiting_changed.emit(False)

    def _take_soon(self, source: Source, digits: Digits) -> None:
        self._hand_on(lambda: self._take(source, digits))

    def _take(self, source: Source, digits: Digits) -> None:
        """Hands on what was read, if it is still wished by now."""
        if self._wish is None or self._wish[1] != source:
            return
        wish, blank = self._wish[0], self._stands_for
        if blank is not None and digits.name != blank.name:
            self._do_without(f"The images in {source.path or digits.name} are others.")
            return
        self._source, self._digits = source, digits
        self.forget()
        self.got.emit(wish, digits)

    def _do_without(self, sentence: str) -> None:
        """Lets a run be opened without its images."""
        if self._wish is not None:
            wish, blank = self._wish[0], self._stands_for
            self.forget()
            self.got.emit(wish, blank)
            self.missed.emit(sentence)

    def _give_up(self, source: Source, sentence: str) -> None:
        if self._wish is None or self._wish[1] != source:
            return
        if self._stands_for is not None:
            self._do_without(sentence)
            return
        wish = self._wish[0]
        if source.kind == "keras" and self._digits is None:
            # what stands in Keras's cache cannot be used: the small digits can
            self._source = SMALL_DIGITS
            self.fell_back.emit(sentence)
            self._await(wish, SMALL_DIGITS)
            return
        self.forget()
        self.refused.emit(wish, sentence)

    # The download ----------------------------------------------------------------------------

    def download(self, settings: MnistSettings) -> None:
        """Has MNIST fetched; a run of these settings begins on it when it is there."""
        if self.downloading:
            return
        self._fetching = Wish(settings, "Use MNIST")
        self.progressed.emit(0, 1)
        self._downloader.ask("MNIST", lambda unwanted: self._fetch(self._progress, unwanted))

    @property
    def downloading(self) -> bool:
        """Whether MNIST is being fetched."""
        return self._fetching is not None

    def _progress(self, done: int, of: int) -> None:
        """In the pool's thread; the signal carries it over."""
        self._heard.emit(done, max(of, 1))

    def _tell(self, done: int, of: int) -> None:
        """What was said before a download ended may arrive afterwards, and holds no more."""
        if self.downloading:
            self.progressed.emit(done, of)

    def _end_download(self) -> None:
        self._fetching = None
        self.progressed.emit(0, 0)

    def _take_download(self, _key: object, source: Source) -> None:
        wish = self._fetching
        self._end_download()
        if wish is not None:
            self._await(wish, source)

    def _miss_download(self, _key: object, sentence: str) -> None:
        wish = self._fetching
        self._end_download()
        if wish is not None:
            self.refused.emit(wish, sentence)
