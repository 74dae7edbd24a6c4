"""Has a network's mistakes found in a thread: only when they are looked at, and not too often."""

from PySide6.QtCore import QObject, QTimer, Signal

from engine.mnist.digits import Digits
from engine.mnist.mistakes import Mistakes, find_mistakes
from engine.mnist.network import Network
from gui.background import Background, Unwanted

REST_MILLISECONDS = 120
"""How long a timeline that is dragged must rest."""
LIVE_MILLISECONDS = 1500
"""How far apart the examinations of a network that learns are."""
Wanted = tuple[str, Network, Digits]
"""Who is examined, and on what."""


class Examiner(QObject):
    """Examines the network that was named last.

    Signals:
        examined: (who, Digits, Mistakes).
        busy_changed: Whether an examination is going on.

    Args:
        parent: Qt's owner.
    """

    examined = Signal(str, object, object)
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: Wanted | None = None
        self._known: Wanted | None = None
        self._live = False
        self._work = Background(self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._begin)
        self._work.came.connect(self._take)
        self._work.busy_changed.connect(self.busy_changed)

    def want(self, who: str, network: Network, digits: Digits, *, live: bool) -> None:
        """Has a network examined on the test images, unless it has just been.

        Args:
            who: "Batch 412".
            network: Who answers.
            digits: Whose test images.
            live: Whether other networks will follow with every frame.
        """
        known = self._known
        if known is not None and known[1] is network and known[2] is digits:
            self._timer.stop()
            return
        self._wanted = who, network, digits
        if live and self._live and (self._timer.isActive() or self._work.busy):
            return
        self._live = live
        self._timer.start(LIVE_MILLISECONDS if live and known is not None else REST_MILLISECONDS)

    def rest(self) -> None:
        """Nobody looks."""
        self._timer.stop()
        self._work.forget()
        self._known = None

    def close(self) -> None:
        """Ends the thread."""
        self._timer.stop()
        self._work.close()

    def _begin(self) -> None:
        if self._wanted is None:
            return
        wanted = self._wanted
        _, network, digits = wanted

        def work(unwanted: Unwanted) -> Mistakes | None:
            return find_mistakes(network, digits.test_images, digits.test_labels, unwanted)

        self._work.ask(wanted, work)

    def _take(self, wanted: Wanted, mistakes: Mistakes) -> None:
        self._known = wanted
        who, network, digits = wanted
        self.examined.emit(who, digits, mistakes)
        latest = self._wanted
        if latest is not None and latest[1] is not network:
            self._timer.start(LIVE_MILLISECONDS if self._live else REST_MILLISECONDS)
