"""What pictures are told to show: lines, curves, paths and events as frozen values.

Colours are "#RRGGBB" of either theme; a picture shows the counterpart in the theme it is drawn in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Dash = tuple[float, ...]
"""Lengths of strokes and gaps in widths of the pen; an empty one is a full line."""


@dataclass(frozen=True)
class Line:
    """A line over a surface, for example where a model says 0.5.

    Attributes:
        colour: Of the line and of its label.
        polylines: Its pieces, each (k, 2), in the units of the axes.
        dash: Its dash.
        label: What it is called; empty for none.
        width: Of the pen, in widths of an ordinary line.
    """

    colour: str
    polylines: tuple[FloatArray, ...]
    dash: Dash = ()
    label: str = ""
    width: float = 1.0


@dataclass(frozen=True)
class Curve:
    """Losses over iterations, thinned for drawing to some 1,500 points.

    Attributes:
        key: Names it, so that its value can be looked up.
        colour: Of the line and of its label.
        iterations: Rising, (k,).
        losses: (k,); what is not finite is left out of the line.
        dash: Its dash.
        label: What it is called.
        faint: Whether it is an earlier run: thinner, quieter, behind the others.
    """

    key: str
    colour: str
    iterations: IntArray
    losses: FloatArray
    dash: Dash = ()
    label: str = ""
    faint: bool = False


@dataclass(frozen=True)
class Path:
    """The way that a racer takes over a landscape of two weights.

    Attributes:
        colour: Of the line, its head and its label.
        points: Where it was, oldest first, (k, 2).
        dash: Its dash.
        label: What it is called.
    """

    colour: str
    points: FloatArray
    dash: Dash = ()
    label: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened in a run at an iteration, for example "η 0.05 → 0.1"."""

    iteration: int
    text: str


Losses = Mapping[str, float]
"""A loss for each curve, by its key."""
