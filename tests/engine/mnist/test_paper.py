"""Ink is told from paper where there is much of it, in soft shadows, of thick chalk."""

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from engine.mnist.paper import ink_of_colours

Array = np.ndarray[Any, np.dtype[Any]]


def ring(shape: tuple[int, int], box: tuple[int, int, int, int], width: int) -> Array:
    """A zero, 1 where there is ink."""
    picture = Image.new("L", (shape[1], shape[0]))
    ImageDraw.Draw(picture).ellipse(box, outline=255, width=width)
    return np.asarray(picture, dtype=np.float32) / 255


def blurred(mask: Array, radius: float) -> Array:
    picture = Image.fromarray(np.asarray(mask * 255, dtype=np.uint8))
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(radius)), dtype=np.float32) / 255


def in_colours(mask: Array, paper: float, pen: float) -> Array:
    grey = np.asarray(paper + mask * (pen - paper), dtype=np.float32)
    return grey[..., None].repeat(3, axis=2)


def assert_is_found(colours: Array, mask: Array) -> None:
    ink = ink_of_colours(colours)
    assert ink is not None
    assert np.mean((ink > 0.5) == (mask > 0.5)) > 0.97


@pytest.mark.parametrize(("paper", "pen"), [(0.16, 0.35), (0.16, 0.8)])
@pytest.mark.parametrize("width", [20, 36, 44])
def test_a_ring_of_thick_chalk_is_no_dark_disc(paper: float, pen: float, width: int) -> None:
    mask = ring((240, 320), (90, 40, 230, 200), width)
    light = np.linspace(0.6, 1.2, 320)[None, :, None]
    grain = np.random.default_rng(0).normal(0, 0.012, (240, 320, 1))
    colours = in_colours(mask, paper, pen) * light + grain
    assert_is_found(np.asarray(colours, dtype=np.float32), mask)


@pytest.mark.parametrize("side", [28, 32, 48])
@pytest.mark.parametrize("reach", [0.3, 0.45])
def test_a_shadow_in_a_tiny_photograph_does_not_turn_ink_into_paper(
    side: int, reach: float
) -> None:
    large = Image.fromarray(np.uint8(255 * blurred(ring((48, 48), (10, 6, 36, 42), 9), 1)))
    mask = np.asarray(large.resize((side, side)), dtype=np.float32) / 255
    y, x = np.mgrid[0 : 1 : side * 1j, 0 : 1 : side * 1j]
    light = 0.8 + 0.3 * x - 0.25 * (np.hypot(x - 0.1, y - 0.2) < reach)
    colours = in_colours(mask, 0.6, 0.1) * light[..., None]
    assert_is_found(np.asarray(colours, dtype=np.float32), mask)


def test_a_soft_shadow_without_grain_is_no_ink() -> None:
    """As a camera's own smoothing leaves it: most of the border is in the light."""
    mask = blurred(ring((300, 300), (130, 40, 250, 220), 8), 1)
    y, x = np.mgrid[0:1:300j, 0:1:300j]
    light = 1 - 0.4 / (1 + np.exp((np.hypot(x - 0.6, y - 0.9) - 0.3) / 0.02))
    colours = in_colours(mask, 0.75, 0.2) * light[..., None]
    ink = ink_of_colours(np.asarray(colours, dtype=np.float32))
    assert ink is not None
    assert ink[(light < 0.7) & (mask < 0.1)].mean() < 0.1
    assert ink[mask > 0.9].mean() > 0.9


@pytest.mark.parametrize(("paper", "pen"), [(0.25, 0.85), (0.85, 0.25)])
@pytest.mark.parametrize("blur", [0, 6])
def test_a_digit_may_cover_half_of_a_picture(paper: float, pen: float, blur: float) -> None:
    mask = blurred(ring((400, 290), (0, 0, 289, 399), 62), blur)
    assert_is_found(in_colours(mask, paper, pen), mask)


@pytest.mark.parametrize(("paper", "pen"), [(0.0, 0.75), (0.8, 0.05)])
def test_a_thick_blurred_digit_of_28_pixels_is_found_up_to_its_edges(
    paper: float, pen: float
) -> None:
    mask = blurred(ring((28, 28), (7, 0, 27, 27), 7), 1)
    assert_is_found(in_colours(mask, paper, pen), mask)


@pytest.mark.parametrize("width", [8, 40])
def test_in_the_dark_ink_is_light(width: int) -> None:
    """As in the negative of a photograph: one corner is brighter, and is no sheet of paper."""
    mask = blurred(ring((300, 240), (30, 60, 190, 280), width), 1)
    y, x = np.mgrid[0.4:1:300j, 0:1:240j]
    grain = np.random.default_rng(0).normal(0, 0.005, (300, 240))
    grey = 0.03 + 0.35 * x**2 * y + 0.15 * mask + grain
    assert_is_found(in_colours(np.asarray(grey, dtype=np.float32), 0, 1), mask)


def test_squares_of_paper_are_not_as_strong_as_ink_in_a_negative() -> None:
    mask = blurred(ring((300, 240), (90, 120, 160, 230), 8), 1)
    y, x = np.mgrid[0:300, 0:240]
    is_line = ((x + 0.15 * y) % 24 < 1.5) | ((y - 0.15 * x) % 24 < 1.5)
    paper = np.where(is_line, 0.82, 0.96) * np.linspace(0.7, 1.03, 240)
    grey = 1 - np.clip(paper * (1 - 0.4 * mask), 0, 1)
    grey += np.random.default_rng(0).normal(0, 0.006, (300, 240))
    assert_is_found(in_colours(np.asarray(grey, dtype=np.float32), 0, 1), mask)


@pytest.mark.parametrize("top", [300, 10, 575])
def test_a_tiny_digit_of_a_thin_pen_is_found_on_a_large_canvas(top: int) -> None:
    mask = ring((600, 800), (500, top, 513, top + 20), 1)
    assert_is_found(in_colours(mask, 1.0, 0.0), mask)
    ink = ink_of_colours(in_colours(mask, 1.0, 0.0))
    assert ink is not None
    assert ink.sum() > 0.9 * mask.sum()


def test_a_thin_frame_around_a_small_picture_is_no_shadow() -> None:
    mask = ring((260, 260), (80, 60, 180, 200), 14)
    colours = in_colours(mask, 1.0, 0.0)
    colours[:, 0] = colours[0] = colours[:, -1] = colours[-1] = 0
    assert_is_found(colours, mask)


def test_an_empty_picture_with_a_thin_frame_shows_no_digit() -> None:
    colours = np.ones((260, 260, 3), np.float32)
    colours[:, 0] = colours[0] = colours[:, -1] = colours[-1] = 0
    assert ink_of_colours(colours) is None
