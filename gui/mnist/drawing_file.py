"""A drawing as bytes and back, so that the next start finds it as it was left."""

import base64
import functools
import json
import zlib
from typing import Any

import numpy as np

from gui.mnist.ink import Drawing, Mark, Picture, Stroke, points_of

FORM = 2
"""Counts up when older programs could no longer read what is written."""
IN_STEPS = 1
"""The form whose pictures have 256 steps of ink."""
MOST_SIDE = 20_000
SHARES = np.dtype("<f4")
"""How a picture's ink is written: on any machine alike, and with every bit."""
DIGITS = 2
"""Of a point's hundredths of a unit, nobody sees the next."""


def written(drawing: Drawing) -> bytes:
    """A drawing as bytes."""
    marks = [_written_mark(mark) for mark in drawing.marks]
    return json.dumps({"form": FORM, "marks": marks}, separators=(",", ":")).encode()


def read(data: bytes) -> tuple[Mark, ...] | None:
    """The marks of a drawing that was written; None where it is no drawing, or a spoilt one."""
    try:
        told = json.loads(data)
        form = told["form"]
        if form not in (IN_STEPS, FORM):
            return None
        return tuple(_read_mark(mark, form) for mark in told["marks"])
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error):
        return None


def _written_mark(mark: Mark) -> dict[str, Any]:
    if isinstance(mark, Stroke):
        return {"points": mark.points.round(DIGITS).tolist(), "erases": mark.erases}
    return {"shape": list(mark.ink.shape), "ink": _packed(mark), "words": mark.words}


@functools.lru_cache(maxsize=2)  # takes some milliseconds, and is asked for at each stroke
def _packed(picture: Picture) -> str:
    shares = picture.ink.astype(SHARES).tobytes()
    return base64.b64encode(zlib.compress(shares, level=1)).decode()


def _read_mark(told: dict[str, Any], form: int) -> Mark:
    if "points" in told:
        points = points_of(told["points"])
        if not len(points) or not np.isfinite(points).all() or np.abs(points).max() > MOST_SIDE:
            raise ValueError("A stroke must have finite points.")
        return Stroke(points, bool(told["erases"]))
    rows, columns = (int(length) for length in told["shape"])
    raw = zlib.decompress(base64.b64decode(told["ink"]))
    stored = np.frombuffer(raw, dtype=np.uint8 if form == IN_STEPS else SHARES)
    ink = stored.reshape(rows, columns).astype(np.float32)
    if form == IN_STEPS:
        ink /= np.float32(255)
    if not (np.isfinite(ink).all() and 0 <= ink.min(initial=0) <= ink.max(initial=0) <= 1):
        raise ValueError("A picture's ink must lie from 0 to 1.")
    return Picture(ink, str(told["words"]))
