"""The vertical axis of losses: which pixel a loss has, and which part of the axis is shown."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gui.shapes import Curve, FloatArray
from gui.ticks import Range, padded

ZOOM = 0.85
"""Factor of the vertical range for one notch of the wheel."""
EMPTY = Range(0.0, 1.0)
NO_DOTS: FloatArray = np.empty((0, 2))
MOST_OF_THE_DOTS = (0.5, 99.5)
"""Per cent of the dots between which the axis reaches at least; those beyond may be cut off."""
LEAST_SHARE = 0.02
"""Of a loss, what the vertical axis shows at least."""


def heights(losses: FloatArray, *, logarithmic: bool) -> FloatArray:
    """Losses as the vertical axis counts them; nan where it has no place for them."""
    with np.errstate(divide="ignore", invalid="ignore"):
        values: FloatArray = np.log10(losses) if logarithmic else np.asarray(losses, np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def extent(curves: Sequence[Curve], *, logarithmic: bool) -> tuple[float, float] | None:
    """The least and greatest height of all curves, or None if there is none."""
    values = [heights(curve.losses, logarithmic=logarithmic) for curve in curves]
    joined = np.concatenate(values) if values else np.empty(0)
    joined = joined[~np.isnan(joined)]
    return (float(joined.min()), float(joined.max())) if len(joined) else None


@dataclass(frozen=True)
class Scale:
    """The vertical axis: which pixel a loss has.

    Attributes:
        low: Height at the bottom, a loss or its logarithm.
        high: Height at the top.
        height: Pixels between the two.
        logarithmic: Whether heights are logarithms.
    """

    low: float
    high: float
    height: float
    logarithmic: bool

    def places(self, losses: FloatArray) -> FloatArray:
        """Pixels of losses from the top, nan where they have no place; same shape."""
        share = (self.high - heights(losses, logarithmic=self.logarithmic)) / (self.high - self.low)
        return share * self.height

    def place(self, loss: float) -> float:
        """Pixel of one loss."""
        if self.logarithmic:
            loss = math.log10(loss) if loss > 0 else math.nan
        return (self.high - loss) / (self.high - self.low) * self.height


class Heights:
    """The part of the vertical axis that is shown: it follows the curves until one zooms.

    Args:
        empty: What is shown while there are no curves, and around a single loss.
        whole: Whether all of `empty` is always shown, as of per cents.
    """

    def __init__(self, empty: Range = EMPTY, *, whole: bool = False) -> None:
        self._empty = empty
        self._whole = whole
        self._followed: Range | None = None
        self._zoomed: Range | None = None

    def shown(
        self, curves: Sequence[Curve], *, logarithmic: bool, dots: FloatArray = NO_DOTS
    ) -> Range:
        """What is to be shown of these curves, and of most of the dots (k, 2) around them."""
        if self._zoomed is not None:
            return self._zoomed
        found = extent(curves, logarithmic=logarithmic)
        if found is not None and len(dots):
            most = np.percentile(heights(dots[:, 1], logarithmic=logarithmic), MOST_OF_THE_DOTS)
            if np.isfinite(most).all():
                found = min(found[0], float(most[0])), max(found[1], float(most[1]))
        if found is not None:
            found = self._opened(*found) if not logarithmic else found
            self._followed = self._followed.following(*found) if self._followed else padded(*found)
        return self._followed or padded(self._empty.low, self._empty.high)

    def zoom(self, shown: Range, share: float, notches: float) -> None:
        """Show less, or more if `notches` are negative, around `share` of the way up."""
        fixed = shown.low + min(max(share, 0.0), 1.0) * (shown.high - shown.low)
        factor = ZOOM**notches
        self._zoomed = Range(
            fixed - (fixed - shown.low) * factor, fixed + (shown.high - fixed) * factor
        )

    def reset(self) -> None:
        """Follow the curves, from what they are now."""
        self._followed = self._zoomed = None

    def _opened(self, low: float, high: float) -> tuple[float, float]:
        """A range around these; that of a single loss says nothing of how it will go on."""
        if self._whole or low == high:
            return min(low, self._empty.low), max(high, self._empty.high)
        return _opened(low, high)


def _opened(low: float, high: float) -> tuple[float, float]:
    """A range in which losses that are nearly equal look so, and the ticks can tell apart."""
    lacking = LEAST_SHARE * max(abs(low), abs(high)) - (high - low)
    return (low - lacking / 2, high + lacking / 2) if lacking > 0 else (low, high)
