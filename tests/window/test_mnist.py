"""The MNIST tab in a real window: Keras trains some batches, and a digit is drawn by the mouse."""

import sys
from pathlib import Path

import numpy as np
import pytest

import main
from tests.engine.mnist.made import save_npz
from tests.window.test_program import HEAVY, Program, has_ended, running, until
from tests.xvfb import Display

pytestmark = [
    pytest.mark.window,
    pytest.mark.process,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux has displays with names"),
]
SHEET = (slice(60, 360), slice(980, 1268))
"""Rows and columns of the canvas, at the right of a window of 1280 × 800 pixels."""
BARS = (slice(400, 680), slice(1120, 1220))
CURVE = (slice(480, 690), slice(374, 620))
BLUE = np.array([29, 111, 184])
STROKE = ((1080, 110), (1180, 110), (1150, 180), (1120, 250), (1100, 310))
"""A seven, as places of the mouse."""


def dark(program: Program, place: tuple[slice, slice]) -> int:
    """How many dark pixels there are in a place."""
    return int((program.picture()[place].max(axis=2) < 90).sum())


def blue(program: Program, place: tuple[slice, slice]) -> int:
    """How many pixels have the colour of the likeliest digit's bar."""
    return int((np.abs(program.picture()[place] - BLUE).max(axis=2) < 12).sum())


def draw(program: Program) -> None:
    """One stroke, with the left button held."""
    (x, y), *rest = STROKE
    program._do("mousemove", str(x), str(y), "mousedown", "1")
    for x, y in rest:
        program._do("mousemove", "--sync", str(x), str(y))
    program._do("mouseup", "1")


def test_keras_trains_and_a_digit_that_is_drawn_is_answered_by_the_run(
    display: Display, tmp_path: Path
) -> None:
    path = save_npz(tmp_path / "made.npz")
    with running(display, "--tab", "mnist", str(path)) as program:
        before = dark(program, CURVE)
        program.press("ctrl+space")
        until(lambda: dark(program, CURVE) > before + 100, "A curve of losses")
        empty = dark(program, SHEET)
        draw(program)
        until(lambda: dark(program, SHEET) > empty + 1000, "A stroke on the canvas")
        until(lambda: blue(program, BARS) > 50, "A bar for the likeliest digit")
        heavy = [
            library.path
            for library in program.process.memory_maps()
            if any(name in library.path for name in HEAVY)
        ]
        assert heavy == []
        workers = program.workers()
        assert program.close() == (main.DONE, "")
        has_ended(workers)
