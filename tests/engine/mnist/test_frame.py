"""A digit in a frame is found without it, and a digit made of straight lines is no frame."""

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.mnist.frame import framed
from engine.mnist.paper import ink_of_colours

Array = np.ndarray[Any, np.dtype[Any]]
DIGIT = ((150, 110), (215, 105), (170, 170), (205, 215), (150, 250))


def zigzag() -> Array:
    """The digit alone, 1 where there is ink, shape (360, 360)."""
    picture = Image.new("L", (360, 360))
    ImageDraw.Draw(picture).line(DIGIT, fill=255, width=14, joint="curve")
    return np.asarray(picture, dtype=np.float32) / 255


def figure(paper: str, pen: str, outline: str) -> Array:
    """The digit as a plotting program shows it: with axes and a title, on a white margin."""
    picture = Image.new("RGB", (360, 360), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((70, 60, 300, 290), fill=paper, outline=outline)
    draw.line(DIGIT, fill=pen, width=14, joint="curve")
    for k in range(80, 300, 40):
        draw.line((k, 290, k, 296), fill="black")
        draw.line((64, k, 70, k), fill="black")
        draw.text((k - 3, 300), "5", fill="black")
        draw.text((50, k - 5), "5", fill="black")
    draw.text((150, 40), "Label: 7", fill="black")
    return np.asarray(picture, dtype=np.float32) / 255


@pytest.mark.parametrize(
    ("paper", "pen", "outline"),
    [
        ("black", "white", "black"),
        ("#440154", "#fde725", "black"),
        ("white", "black", "black"),
        ("#0d0887", "#f0f921", "#0d0887"),
    ],
)
def test_a_digit_in_a_figure_is_found_without_its_axes(paper: str, pen: str, outline: str) -> None:
    ink = ink_of_colours(figure(paper, pen, outline))
    assert ink is not None
    assert np.mean((ink > 0.5) == (zigzag() > 0.5)) > 0.995


def drawn(*boxes: tuple[int, int, int, int]) -> Array:
    """Filled boxes: left, upper, right, lower."""
    picture = Image.new("L", (200, 200))
    for box in boxes:
        ImageDraw.Draw(picture).rectangle(box, fill=255)
    return np.asarray(picture) > 0


LEFT, RIGHT = (50, 30, 62, 170), (128, 30, 140, 170)
TOP, MIDDLE, BOTTOM = (50, 30, 140, 42), (50, 94, 140, 106), (50, 158, 140, 170)


@pytest.mark.parametrize(
    "boxes",
    [
        (LEFT, RIGHT, TOP, BOTTOM),
        (LEFT, RIGHT, TOP, BOTTOM, (85, 90, 105, 110)),
        (LEFT, RIGHT, TOP, MIDDLE, BOTTOM),
        (LEFT, (128, 94, 140, 170), TOP, MIDDLE, BOTTOM),
        ((60, 30, 140, 170),),
    ],
    ids=["0", "0 with a dot", "8", "6", "1 by a thick pen"],
)
def test_digits_of_straight_lines_are_no_frames(boxes: tuple[tuple[int, int, int, int]]) -> None:
    ink = drawn(*boxes)
    found = ink_of_colours(ink.astype(np.float32)[..., None].repeat(3, axis=2))
    assert found is not None
    box = drawn((LEFT[0], 30, 140, 170)) if len(boxes) > 1 else ink
    assert (found > 0.5)[box].sum() > 0.98 * ink[box].sum()


def test_a_round_zero_of_a_thick_pen_is_no_frame() -> None:
    picture = Image.new("L", (200, 200))
    ImageDraw.Draw(picture).rounded_rectangle((40, 20, 160, 180), 45, outline=255, width=48)
    assert framed(np.asarray(picture) > 0) is None
