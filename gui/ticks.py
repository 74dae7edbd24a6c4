"""Where an axis has its ticks and what they say, and how a range follows what it shows.

Ticks are (value, text); values are those of the data, also on logarithmic axes.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Tick = tuple[float, str]

STEPS = (1.0, 2.0, 5.0, 10.0)
LARGE = 1e5
"""From here on, and below its inverse, a number is written with a power of ten."""
SPACINGS = (5.0, 3.5, 2.2)
"""Heights of a tick's text from one tick to the next; the closer ones where few would fit."""
FEWEST = 3
"""Ticks by which a value can be read."""
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def linear_ticks(low: float, high: float, most: int, *, whole: bool = False) -> tuple[Tick, ...]:
    """At most `most` round values in [low, high], in steps of 1, 2 or 5 times a power of ten.

    Args:
        low: Lower end.
        high: Upper end, above `low`.
        most: How many there is room for, at least 1.
        whole: Whether only whole numbers make sense.
    """
    step = _step((high - low) / max(most, 1))
    if whole:
        step = max(step, 1.0)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    values = [n * step for n in range(first, last + 1)]
    return tuple((v, f"{v:,.0f}" if whole else tick_text(v, step)) for v in values)


def round_ticks(
    low: float, high: float, length: float, that_fit: Callable[[Sequence[Tick]], Sequence[Tick]]
) -> tuple[Tick, ...]:
    """Round values on an axis, closer to each other where few would fit.

    Args:
        low: Lower end.
        high: Upper end, above `low`.
        length: Of the axis, in heights of a tick's text.
        that_fit: Those of some ticks that can be written.
    """
    chosen, *closer = (linear_ticks(low, high, max(2, int(length / one))) for one in SPACINGS)
    for ticks in closer:
        if len(that_fit(chosen)) >= FEWEST:
            break
        if len(that_fit(ticks)) > len(that_fit(chosen)):
            chosen = ticks
    return chosen


def decade_ticks(low: float, high: float, most: int) -> tuple[Tick, ...]:
    """Powers of ten in [low, high]; where they are few, their doubles and fives too.

    Args:
        low: Lower end, above 0.
        high: Upper end.
        most: How many there is room for.
    """
    bottom, top = math.floor(math.log10(low)), math.ceil(math.log10(high))
    every = max(1, math.ceil((top - bottom) / max(most, 1)))
    factors = (1.0, 2.0, 5.0) if 3 * (top - bottom) <= most else (1.0,)
    values = [f * 10.0**n for n in range(bottom, top + 1, every) for f in factors]
    inside = [v for v in values if low * (1 - 1e-9) <= v <= high * (1 + 1e-9)]
    if len(inside) < 2:
        return linear_ticks(low, high, most)
    return tuple((v, tick_text(v, v)) for v in inside)


def time_ticks(first: int, last: int, most: int) -> tuple[Tick, ...]:
    """Iterations for a logarithmic time axis: 0, 1, 3, 10, 30, 100 … as far as there is room."""
    decades = max(1, math.ceil(math.log10(1 + last)))
    factors = (1, 3) if 2 * decades <= most else (1,)
    every = max(1, math.ceil(decades / max(most, 1)))
    values = [0] + [f * 10**n for n in range(0, decades + 1, every) for f in factors]
    return tuple((float(v), f"{v:,}") for v in values if first <= v <= last)


def tick_text(value: float, step: float) -> str:
    """A tick's value with as many decimals as its step needs; large and tiny ones with 10ⁿ."""
    if value == 0:
        return "0"
    size = abs(value)
    if size >= LARGE or size < 1 / LARGE:
        power = math.floor(math.log10(size) + 1e-9)
        digits = max(0, power - math.floor(math.log10(abs(step)) + 1e-9))
        factor = f"{value / 10.0**power:.{digits}f}"
        text = "10" + str(power).translate(SUPERSCRIPTS)
        return text if factor == "1" else f"{factor}·{text}".replace("-", "−")
    decimals = max(0, -math.floor(math.log10(abs(step)) + 1e-9))
    return f"{value:.{decimals}f}".replace("-", "−")


def number_text(value: float) -> str:
    """A number to three significant figures, with a real minus sign."""
    if not math.isfinite(value):
        return "not a number" if math.isnan(value) else ("∞" if value > 0 else "−∞")
    size = abs(value)
    if size >= LARGE or (0 < size < 1e-4):
        power = math.floor(math.log10(size))
        return f"{value / 10.0**power:.2f}·10{str(power).translate(SUPERSCRIPTS)}".replace("-", "−")
    digits = 2 - math.floor(math.log10(size)) if size > 0 else 2
    return f"{value:.{max(0, min(digits, 6))}f}".replace("-", "−")


@dataclass(frozen=True)
class Range:
    """A range that follows what it shows: it grows at once and shrinks only when much is empty."""

    low: float
    high: float

    def following(self, low: float, high: float) -> "Range":
        """The range that is to be shown, now that the values reach from `low` to `high`."""
        wanted = padded(low, high)
        room = EDGE * (high - low)
        outside = low - room < self.low or high + room > self.high
        if outside:
            if (wanted.high - wanted.low) < SHRINK * (self.high - self.low):
                return wanted
            return Range(min(self.low, wanted.low), max(self.high, wanted.high))
        if (wanted.high - wanted.low) < SHRINK * (self.high - self.low):
            return wanted
        return self


SHRINK = 0.6
"""A range shrinks when its values need less than this share of it."""
PADDING = 0.07
EDGE = 0.03
"""Share of what is shown that stays free at both ends, so that no dot is cut."""


def padded(low: float, high: float) -> Range:
    """`low` to `high` with a little room at both ends, never empty."""
    span = high - low
    if span <= 0:
        span = abs(high) or 1.0
    return Range(low - PADDING * span, high + PADDING * span)


def spaced(places: Sequence[float], widths: Sequence[float], gap: float) -> list[int]:
    """Indices of the marks that can be written beside each other, the first of each crowd."""
    kept: list[int] = []
    edge = -math.inf
    for index, (place, width) in enumerate(zip(places, widths, strict=True)):
        if place - width / 2 >= edge + gap:
            kept.append(index)
            edge = place + width / 2
    return kept


def _step(least: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(s * power for s in STEPS if s * power >= least * (1 - 1e-9))
