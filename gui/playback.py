"""Recorded time shown again: where a replay is at the chosen pace. No record, no widget."""

from engine.player import Pace


class Playback:
    """A place among the recorded iterations that moves on with the clock.

    Attributes:
        going: Whether it moves.
    """

    def __init__(self) -> None:
        self.going = False
        self._place = 0.0
        self._last = 0.0

    def begin(self, position: int, now: float) -> None:
        """Moves on from an iteration, from the time `now` (seconds) on."""
        self.going = True
        self._last = now
        self.jump(position)

    def jump(self, position: int) -> None:
        """Is at an iteration."""
        self._place = float(position)

    def advance(self, pace: Pace, now: float, last: int) -> int:
        """The iteration at the time `now`, or the `last` one recorded."""
        self._place = pace.after(self._place, now - self._last)
        self._last = now
        return int(min(self._place, last))

    def stop(self) -> None:
        """Moves no more."""
        self.going = False
