"""The axes of a chart of losses over iterations: ticks on both, and the place of a name."""

from collections.abc import Sequence

import numpy as np

from gui.labels import text_size
from gui.look import Look
from gui.plotting import TICK_GAP, Chart
from gui.ruler import Ruler
from gui.ticks import Range, Tick, decade_ticks, linear_ticks, spaced

SPACINGS = (6.0, 4.5, 3.5, 2.2)
"""Heights of a tick's text from one iteration to the next; the closer ones where few have room."""
FEWEST, FEWEST_POWERS = 3, 5
"""Ticks along the iterations, where there is room for so many; and of logarithmic time."""


def set_axes(chart: Chart, ruler: Ruler, shown: Range, look: Look, *, logarithmic: bool) -> None:
    """Gives a chart its range and its ticks.

    Args:
        chart: The chart.
        ruler: Where iterations are, in pixels.
        shown: The part of the vertical axis that is seen; powers of ten if `logarithmic`.
        look: Colours and sizes.
        logarithmic: Whether the vertical axis is.
    """
    chart.set_range(0.0, max(chart.area.width(), 1.0), shown.low, shown.high)
    unit = look.sizes.caption_px
    across = _ticks_across(ruler, look)
    _place_name(chart, ruler, across, look)
    tall = max(2, int(chart.area.height() / (2.2 * unit)))
    if logarithmic:
        decades = decade_ticks(10.0**shown.low, 10.0**shown.high, tall)
        up = [(float(np.log10(value)), text) for value, text in decades]
    else:
        up = list(linear_ticks(shown.low, shown.high, tall))
    chart.set_ticks([(ruler.place(value), text) for value, text in across], up)


def room_behind(chart: Chart, ruler: Ruler, look: Look) -> float:
    """Pixels behind the last iteration in which the axis has its name, clear of the last tick."""
    last_tick = text_size(f"{ruler.last:,}", look.caption)[0]
    name = text_size(chart.names[0], look.base)[0]
    return last_tick / 2 + look.sizes.gap + look.sizes.inside + name


def _ticks_across(ruler: Ruler, look: Look) -> tuple[Tick, ...]:
    """Round iterations, closer to each other where there would be few, as far as texts fit."""
    first, *closer = (ruler.ticks(spacing * look.sizes.caption_px) for spacing in SPACINGS)
    fewest = FEWEST_POWERS if ruler.logarithmic else FEWEST
    for ticks in closer:
        if len(first) >= fewest or not _fit(ticks, ruler, look):
            break
        first = ticks
    return first


def _fit(ticks: Sequence[Tick], ruler: Ruler, look: Look) -> bool:
    """Whether the texts of all ticks stand beside each other; of powers of ten most do."""
    places = [ruler.place(value) for value, _ in ticks]
    widths = [text_size(text, look.caption)[0] for _, text in ticks]
    lost = len(ticks) - len(spaced(places, widths, TICK_GAP))
    return lost <= (1 if ruler.logarithmic else 0)


def _place_name(chart: Chart, ruler: Ruler, across: Sequence[Tick], look: Look) -> None:
    """The axis has its name behind the last tick, or before it where there is no room."""
    value, text = across[-1]
    half = text_size(text, look.caption)[0] / 2
    name = text_size(chart.names[0], look.base)[0]
    gap, last = look.sizes.gap, ruler.place(value)
    behind = chart.area.width() - last - half >= name + gap
    before = last - half - gap
    chart.set_name_end(None if behind or before < 2 * name else before)
