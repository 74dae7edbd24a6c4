"""The speeds that can be chosen, and how a speed and the time left are written."""

import math
from collections.abc import Sequence

from engine.player import Pace

RATES = (1, 2, 4, 8, 15, 30, 60, 120, 250, 500, 1000, 2000, 4000, 8000)
"""Stops of the speed, iterations/s."""


def paces(with_timelapse: bool) -> tuple[Pace, ...]:
    """The stops of the speed slider, from slow to flat out."""
    steady = tuple(Pace.steady(float(rate)) for rate in RATES)
    timelapse = (Pace.timelapse(),) if with_timelapse else ()
    return (*steady, *timelapse, Pace.flat_out())


def stop_of(pace: Pace, stops: Sequence[Pace]) -> int:
    """Index of the stop that is a pace, or is nearest to it.

    Args:
        pace: What is looked for.
        stops: From `paces`.
    """
    if pace in stops:
        return stops.index(pace)
    if pace.kind != "steady":
        return len(stops) - 1
    return min(range(len(RATES)), key=lambda stop: abs(math.log(RATES[stop] / pace.rate)))


def clock(seconds: float) -> str:
    """A duration as "0:08", "12:08" or "1:02:08"."""
    whole = math.ceil(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def rate_text(iterations_per_second: float) -> str:
    """A rate to three significant figures: "8/s", "25,700/s"."""
    if iterations_per_second <= 0:
        return "0/s"
    digits = 2 - math.floor(math.log10(iterations_per_second))
    rounded = round(iterations_per_second, digits)
    return f"{rounded:,.0f}/s" if digits <= 0 else f"{rounded:g}/s"
