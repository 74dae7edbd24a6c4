"""A drawing as bytes and back, so that the next start finds it as it was left."""

import base64
import json
import zlib
from typing import Any

import numpy as np

from gui.mnist.ink import Drawing, Mark, Picture, Stroke, points_of

FORM = 1
"""Counts up when older programs could no longer read what is written."""
MOST_SIDE = 20_000
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
        if told["form"] != FORM:
            return None
        return tuple(_read_mark(mark) for mark in told["marks"])
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error):
        return None


def _written_mark(mark: Mark) -> dict[str, Any]:
    if isinstance(mark, Stroke):
        return {"points": mark.points.round(DIGITS).tolist(), "erases": mark.erases}
    packed = base64.b64encode(zlib.compress(mark.ink.tobytes())).decode()
    return {"shape": list(mark.ink.shape), "ink": packed, "words": mark.words}


def _read_mark(told: dict[str, Any]) -> Mark:
    if "points" in told:
        points = points_of(told["points"])
        if not len(points) or not np.isfinite(points).all() or np.abs(points).max() > MOST_SIDE:
            raise ValueError("A stroke must have finite points.")
        return Stroke(points, bool(told["erases"]))
    rows, columns = (int(length) for length in told["shape"])
    raw = zlib.decompress(base64.b64decode(told["ink"]))
    ink = np.frombuffer(raw, dtype=np.uint8).reshape(rows, columns)
    return Picture(ink, str(told["words"]))
