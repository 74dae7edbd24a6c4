"""How a run is going, in one word: crawling, oscillating, diverging.

The course is judged by the losses alone; nothing is stopped by it.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

CRAWL = 0.05
"""A run that has lost less than this share of its first loss crawls."""
RISE = 0.05
"""A loss counts as above its first only by more than this share: mini-batches make it tremble."""
PEAK = 10.0
"""A run whose loss has been this many times its first diverges, even if it comes back."""
SHARE_BEFORE_CRAWLING = 0.5
"""Share of the chosen iterations after which a slow run may be called crawling."""


class Course(StrEnum):
    """The names that a course can have."""

    CRAWLING = "crawling"
    OSCILLATING = "oscillating"
    DIVERGING = "diverging"


@dataclass(frozen=True)
class Judgement:
    """A course with the numbers behind it.

    Attributes:
        course: Its name.
        iteration: Where it shows: the peak, or the present iteration when crawling.
        loss_before: The first loss.
        loss_there: The loss at `iteration`.
    """

    course: Course
    iteration: int
    loss_before: float
    loss_there: float


class CourseWatch:
    """Follows the losses of one racer and names their course. Each loss is looked at once."""

    def __init__(self) -> None:
        self._length = 0
        self._first = np.nan
        self._last = np.nan
        self._peak = -np.inf
        self._peak_iteration = 0

    def follow(self, losses: NDArray[np.float64]) -> None:
        """Takes the losses that come next, shape (k,)."""
        if not len(losses):
            return
        if self._length == 0:
            self._first = float(losses[0])
        known = np.where(np.isnan(losses), np.inf, losses)
        highest = int(np.argmax(known))
        if known[highest] > self._peak:
            self._peak = float(known[highest])
            self._peak_iteration = self._length + highest
        self._length += len(losses)
        self._last = float(known[-1])

    def judge(self, iterations: int) -> Judgement | None:
        """The course so far, or None if there is nothing to say.

        Args:
            iterations: The chosen number of iterations, of which a crawling run must have made
                half.
        """
        if self._length < 2:
            return None
        level = (1 + RISE) * self._first
        rose = self._peak > level
        if self._last > level or self._peak > PEAK * self._first:
            return self._at_peak(Course.DIVERGING)
        if rose:
            return self._at_peak(Course.OSCILLATING)
        made = self._length - 1
        slow = self._first - self._last < CRAWL * self._first
        if slow and made >= SHARE_BEFORE_CRAWLING * iterations:
            return Judgement(Course.CRAWLING, made, self._first, self._last)
        return None

    def _at_peak(self, course: Course) -> Judgement:
        return Judgement(course, self._peak_iteration, self._first, self._peak)
