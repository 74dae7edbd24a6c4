"""Play, pause, step and pace: calls `advance` of a run in slices of time.

The player reads a clock that it is given and never sleeps; who owns it decides when to call.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from engine.run import Block, Mode, Run

SLICE_SECONDS = 0.004
"""How long one call may compute before the caller looks at its commands again."""
TIMELAPSE_GROWTH = 10_001 ** (1 / 20)
"""A time-lapse shows 10,000 iterations in 20 seconds, each second as many times more."""


@dataclass(frozen=True)
class Pace:
    """How fast iterations follow each other.

    Attributes:
        kind: "steady", "timelapse" (growing geometrically) or "flat_out".
        rate: Iterations/s of a steady pace.
    """

    kind: Literal["steady", "timelapse", "flat_out"]
    rate: float = math.inf

    @classmethod
    def steady(cls, rate: float) -> "Pace":
        """The same number of iterations each second.

        Raises:
            ValueError: The rate is not above 0.
        """
        if not rate > 0:
            raise ValueError(f"A pace must be above 0 iterations/s. Received {rate}. Try 8.")
        return cls("steady", rate)

    @classmethod
    def timelapse(cls) -> "Pace":
        """Slow at first, so that the first steps can be seen, then ever faster."""
        return cls("timelapse")

    @classmethod
    def flat_out(cls) -> "Pace":
        """As fast as it goes."""
        return cls("flat_out")

    def __str__(self) -> str:
        words = {"timelapse": "time-lapse", "flat_out": "flat out"}
        return words.get(self.kind, f"{self.rate:,g}/s")

    def after(self, position: float, seconds: float) -> float:
        """Where the run should be `seconds` after it was at `position` (a fractional iteration)."""
        if self.kind == "flat_out":
            return math.inf
        if self.kind == "steady":
            return position + self.rate * seconds
        return float((position + 1) * TIMELAPSE_GROWTH**seconds - 1)

    def seconds_until(self, position: float, target: float) -> float:
        """How long it takes from `position` to `target` (0 when flat out)."""
        if self.kind == "flat_out" or target <= position:
            return 0.0
        if self.kind == "steady":
            return (target - position) / self.rate
        return math.log((target + 1) / (position + 1)) / math.log(TIMELAPSE_GROWTH)


class Player:
    """Plays one run.

    Args:
        run: What is played.
        clock: Seconds, from any origin.
    """

    def __init__(self, run: Run, clock: Callable[[], float] = time.perf_counter) -> None:
        self.run = run
        self._clock = clock
        self._pace: Pace | None = None
        self._position = 0.0
        self._last = 0.0
        self._per_slice = run.together

    @property
    def mode(self) -> Mode:
        """Preparing never; paused, playing, finished, or failed when the run stopped itself."""
        if self.run.finished:
            return Mode.FAILED if self.run.stopped else Mode.FINISHED
        return Mode.PAUSED if self._pace is None else Mode.PLAYING

    def play(self, pace: Pace) -> None:
        """Begins, or goes on at another pace."""
        self._pace = pace
        self._position = float(self.run.iteration)
        self._last = self._clock()

    def pause(self) -> None:
        """Stops where it is."""
        self._pace = None

    def step(self, n: int) -> Block:
        """Exactly n iterations (fewer at the end), then paused."""
        self.pause()
        return self.run.advance(n)

    def seconds_until_due(self) -> float | None:
        """How long nothing needs to be done: 0 when late, None when not playing."""
        if self._pace is None or self.run.finished:
            return None
        wait = self._pace.seconds_until(self._position, self.run.iteration + 1)
        return max(0.0, self._last + wait - self._clock())

    def advance_slice(self) -> Block | None:
        """The iterations that are due, as far as one slice of time allows; None if none are.

        A steady pace that the machine cannot keep is not caught up later: the run is then simply
        as fast as it goes.
        """
        if self._pace is None or self.run.finished:
            return None
        now = self._clock()
        self._position = self._pace.after(self._position, now - self._last)
        self._last = now
        due = self._position - self.run.iteration
        if due < 1:
            return None
        block = self.run.advance(int(min(due, self._per_slice)))
        self._learn_speed(len(block), self._clock() - now)
        if self.run.finished:
            # Otherwise a later change of the number of iterations would set it going by itself.
            self._pace = None
        if due > self._per_slice:
            self._position = min(self._position, float(self.run.iteration + self._per_slice))
        return block

    def _learn_speed(self, done: int, seconds: float) -> None:
        """Adapts how many iterations fit into a slice."""
        fitting = done * SLICE_SECONDS / max(seconds, 1e-6)
        most = min(int(fitting), 2 * self._per_slice, 100_000)
        self._per_slice = max(self.run.together, most)
