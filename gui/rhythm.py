"""When things are painted: the main picture on the beat, all else in the time until the next beat.

At full speed sixty states a second come. Each beat begins with painting what was made ready since
the last one, so that the main picture moves as evenly as the timer ticks, however long it took to
make ready. Then what has come is taken; then what stands beside the main picture is shown, if it
can be shown before the next beat.
"""

import math
import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

BEAT_SECONDS = 0.016
REST_SECONDS = 1.5 * BEAT_SECONDS
"""What stands beside the main picture is shown with every second beat at most: thirty times a
second are enough for curves and numbers, and leave the machine to the training."""
PATIENCE_SECONDS = 0.25
"""What waits longer than this to be shown is shown, even if the next beat will be late."""
FORGETTING = 0.9
"""How much of a cost that was met once still counts when it is met the next time."""

Pictures = Callable[[], Iterable[QWidget]]


class Deed:
    """Something to be shown beside the main picture.

    Attributes:
        show: Shows it.
        cost: Seconds that it takes, with its painting, by the latest times.
        asked: When it was asked for; None if nobody waits for it.
        shown: When it was shown last.

    Args:
        show: Shows it.
    """

    def __init__(self, show: Callable[[], None]) -> None:
        self.show = show
        self.cost = 0.0
        self.asked: float | None = None
        self.shown = -math.inf

    def met(self, seconds: float) -> None:
        """It took so long this time."""
        self.cost = max(seconds, FORGETTING * self.cost)


class Rhythm(QObject):
    """The beats of a tab, as long as something moves.

    Attributes:
        timer: Its timeouts are the beats.

    Args:
        take: Takes what has come; says whether there was anything.
        hurried: Whether a new state comes with every beat.
        clock: Seconds, from any origin.
        parent: Qt's owner.
    """

    def __init__(
        self,
        take: Callable[[], bool],
        hurried: Callable[[], bool],
        clock: Callable[[], float] = time.perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._take = take
        self._hurried = hurried
        self._clock = clock
        self._sources: list[Pictures] = []
        self._held: list[QWidget] = []
        self._waiting: list[Deed] = []
        self._begun: tuple[Deed, float] | None = None
        self._next_beat = 0.0
        self._take_due = False
        self._hungry = False
        self.timer = QTimer(self, interval=round(1000 * BEAT_SECONDS))
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.beat)
        # Qt comes to a timer of no time when everything that was to be painted has been.
        self._after_painting = QTimer(self, singleShot=True, interval=0)
        self._after_painting.timeout.connect(self._go_on)

    @property
    def going(self) -> bool:
        """Whether it beats."""
        return self.timer.isActive()

    @property
    def hurried(self) -> bool:
        """Whether a new state comes with every beat."""
        return self._hurried()

    def hold(self, pictures: Pictures) -> None:
        """Has main pictures painted on the beat.

        Args:
            pictures: Gives those that are shown.
        """
        self._sources.append(pictures)

    def start(self) -> None:
        """Beats from now on."""
        if not self.going:
            self.timer.start()

    def stop(self) -> None:
        """Beats no more; what is ready is painted."""
        self.timer.stop()
        self._take_due = self._hungry = False
        self._release()
        self._show_the_rest()

    def hear(self) -> None:
        """Something has come: taken with the next beat, or at once if nothing beats."""
        if not self.going:
            self._take()
        elif self._hungry:
            self._hungry, self._take_due = False, True
            self._after_painting.start()

    def wait_for(self, deed: Deed) -> None:
        """Shows something in the time between two beats."""
        if deed.asked is None:
            deed.asked = self._clock()
            self._waiting.append(deed)
        if not self._take_due:
            self._after_painting.start()

    def drop(self, deed: Deed) -> None:
        """It need not be shown any more."""
        if deed.asked is not None:
            deed.asked = None
            self._waiting.remove(deed)

    def beat(self) -> None:
        """Paints what is ready; then takes what has come."""
        self._next_beat = self._clock() + BEAT_SECONDS
        self._hungry = False
        self._release()
        if self._hurried():
            self._take_due = True
            self._after_painting.start()
        else:
            self._take()
            self._show_the_rest()

    def _go_on(self) -> None:
        """Everything so far has been painted."""
        self._learn()
        if self._take_due:
            self._take_due = False
            self._make_ready()
        else:
            self._show_one()

    def _make_ready(self) -> None:
        """The next main picture, to be painted with the next beat."""
        self._held = [one for pictures in self._sources for one in pictures()]
        for picture in self._held:
            picture.setUpdatesEnabled(False)
        self._hungry = not self._take()
        if not self._hurried():
            self._release()
        self._show_the_rest()

    def _show_the_rest(self) -> None:
        if self._waiting:
            self._after_painting.start()

    def _release(self) -> None:
        for picture in self._held:
            picture.setUpdatesEnabled(True)
        self._held.clear()

    def _show_one(self) -> None:
        """Of what waits, what has waited longest and can be shown in time."""
        now = self._clock()
        for deed in self._waiting:
            if now - deed.shown < REST_SECONDS:
                continue
            late = now + deed.cost > self._next_beat
            if not late or now - (deed.asked or now) > PATIENCE_SECONDS:
                self.drop(deed)
                deed.shown = now
                self._begun = deed, now
                deed.show()
                self._after_painting.start()
                return

    def _learn(self) -> None:
        """What was shown last has been painted by now."""
        if self._begun is not None:
            deed, since = self._begun
            deed.met(self._clock() - since)
            self._begun = None
