"""One ruler for the loss plot and the timeline: where an iteration stands, and which stands there.

Time is linear, or logarithmic as log10(1 + k), so that iteration 0 has a place too.
"""

import math
from dataclasses import dataclass

import numpy as np

from gui.shapes import FloatArray, IntArray
from gui.ticks import Tick, linear_ticks, time_ticks


@dataclass(frozen=True)
class Ruler:
    """The iterations `first` to `last`, laid between two pixels.

    Attributes:
        first: Iteration at the left end, at least 0.
        last: Iteration at the right end.
        logarithmic: Whether places go with log10(1 + k).
        left: Pixel of `first`.
        right: Pixel of `last`.
    """

    first: int = 0
    last: int = 1
    logarithmic: bool = False
    left: float = 0.0
    right: float = 1.0

    def places(self, iterations: IntArray | FloatArray) -> FloatArray:
        """Pixels of many iterations, same shape."""
        low, high = self._time(self.first), self._time(self.last)
        times = np.log10(1.0 + iterations) if self.logarithmic else np.asarray(iterations, float)
        share: FloatArray = (times - low) / max(high - low, 1e-12)
        return self.left + share * (self.right - self.left)

    def place(self, iteration: float) -> float:
        """Pixel of one iteration."""
        low, high = self._time(self.first), self._time(self.last)
        share = (self._time(iteration) - low) / max(high - low, 1e-12)
        return self.left + share * (self.right - self.left)

    def iteration(self, place: float) -> int:
        """The iteration nearest to a pixel, within the ruler."""
        low, high = self._time(self.first), self._time(self.last)
        share = (place - self.left) / max(self.right - self.left, 1e-12)
        time = low + min(max(share, 0.0), 1.0) * (high - low)
        found = round(10.0**time - 1.0 if self.logarithmic else time)
        return min(max(found, self.first), max(self.first, self.last))

    def ticks(self, spacing: float) -> tuple[Tick, ...]:
        """Round iterations with their texts, at least some `spacing` pixels apart."""
        most = max(2, int((self.right - self.left) / spacing))
        if self.logarithmic:
            return time_ticks(self.first, self.last, most)
        return linear_ticks(self.first, self.last, most, whole=True)

    def _time(self, iteration: float) -> float:
        return math.log10(1.0 + iteration) if self.logarithmic else float(iteration)
