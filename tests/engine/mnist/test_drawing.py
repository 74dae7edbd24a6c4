"""A drawing becomes an image as MNIST's are: as large, as thick, as centred."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.mnist.drawing import digit_image
from engine.mnist.resampling import resampled, squashed
from engine.mnist.stroke import euler_number, thickened, thickness, thinned

Array = np.ndarray[Any, np.dtype[Any]]
SEVEN = ((70, 50), (190, 50), (120, 240))
ZIGZAG = ((60, 60), (200, 50), (140, 130), (210, 190), (120, 240), (60, 210))
PENS = (1, 2, 5, 10, 20, 35, 50)


def drawn(points: Sequence[tuple[float, float]], pen: int, size: int = 280) -> Array:
    picture = Image.new("L", (size, size))
    ImageDraw.Draw(picture).line(points, fill=255, width=pen, joint="curve")
    return np.asarray(picture, dtype=np.float32) / 255


def seen(ink: Array, **options: bool) -> Array:
    image = digit_image(ink, **options)
    assert image is not None
    assert image.shape == (28, 28)
    assert image.dtype == np.float32
    assert 0 <= image.min() <= image.max() <= 1
    return image


def centre(image: Array) -> tuple[float, float]:
    """The centre of mass: row and column, counted in whole pixels."""
    index = np.arange(28)
    return index @ image.sum(axis=1) / image.sum(), index @ image.sum(axis=0) / image.sum()


def longest_side(image: Array) -> int:
    rows, columns = (np.flatnonzero((image > 0.3).any(axis=axis)) for axis in (1, 0))
    return int(max(np.ptp(rows), np.ptp(columns))) + 1


def test_an_empty_canvas_is_no_image() -> None:
    for paper in (np.zeros((280, 280)), np.full((280, 280), 0.05)):
        assert digit_image(paper) is None
        assert digit_image(paper, centred=False) is None


@pytest.mark.parametrize("pen", PENS)
@pytest.mark.parametrize("stroke", [True, False])
def test_the_digit_is_twenty_pixels_long_and_centred_by_its_mass(pen: int, stroke: bool) -> None:
    image = seen(drawn(ZIGZAG, pen), stroke=stroke)
    assert centre(image) == pytest.approx((14, 14), abs=0.1)
    if stroke or pen > 5:  # thinner ones are too faint to be measured so
        assert longest_side(image) in (19, 20, 21)


@pytest.mark.parametrize("pen", PENS)
def test_strokes_are_as_thick_as_those_of_mnist_whatever_the_pen(pen: int) -> None:
    assert thickness(seen(drawn(ZIGZAG, pen))) == pytest.approx(3, abs=0.45)


def test_size_and_place_of_the_drawing_do_not_matter() -> None:
    first = seen(drawn(ZIGZAG, 12))
    moved = np.zeros((600, 900), np.float32)
    moved[300:580, 610:890] = drawn(ZIGZAG, 12)
    np.testing.assert_allclose(seen(moved), first, atol=1e-5)
    half = seen(drawn([(x / 2, y / 2) for x, y in ZIGZAG], 6, 150))
    assert np.abs(half - first).mean() < 0.03


def test_a_stroke_that_is_right_already_is_left_as_it_was() -> None:
    ink = drawn(SEVEN, 30)
    np.testing.assert_array_equal(seen(ink), seen(ink, stroke=False))


def test_without_centring_the_whole_picture_is_squashed() -> None:
    ink = np.zeros((56, 112), np.float32)
    ink[:2, :4] = 1
    image = seen(ink, centred=False)
    assert image[0, 0] == 1
    assert image.sum() == 1


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (5, 3)])
def test_a_dot_and_a_line_are_images_too(shape: tuple[int, int]) -> None:
    ink = np.ones(shape, np.float32)
    assert seen(ink).sum() > 10
    assert seen(ink, stroke=False).sum() > 1


def test_a_picture_made_smaller_keeps_its_ink() -> None:
    image = np.random.default_rng(0).random((90, 61), dtype=np.float32)
    small = squashed(image, (13, 7))
    assert small.mean() == pytest.approx(image.mean(), rel=1e-3)
    blocks = image[:90, :60].reshape(9, 10, 6, 10).mean(axis=(1, 3))
    np.testing.assert_allclose(resampled(image, (9, 6), (10, 10)), blocks, atol=1e-5)


def test_a_picture_made_larger_runs_straight_from_pixel_to_pixel() -> None:
    image = np.array([[0, 1]], np.float32)
    found = resampled(image, (1, 4), (1, 0.25), (0, 0.5))
    np.testing.assert_allclose(found[0], [0.125, 0.375, 0.625, 0.875], atol=1e-6)


@pytest.mark.parametrize("pen", [3, 8, 15, 30])
@pytest.mark.parametrize("end", [(230, 140), (220, 210), (140, 240), (60, 220)])
def test_thickness_is_the_width_of_the_pen_whatever_the_slope(
    pen: int, end: tuple[int, int]
) -> None:
    found = thickness(drawn([(140, 40), (140, 140), end], pen))
    assert found == pytest.approx(pen, rel=0.1, abs=0.5)


def test_thinning_breaks_no_line_and_opens_no_loop() -> None:
    ring = drawn([(80, 60), (200, 60), (200, 210), (80, 210), (80, 60)], 24) > 0.5
    ring[130:132, 20:80] = True  # a thin line joins it
    line = thinned(ring, 40)
    assert line.sum() < 800
    np.testing.assert_array_equal(thinned(line, 5), line)
    assert components(line) == components(ring) == 1
    assert components(~line) == components(~ring) == 2


def components(mask: Array) -> int:
    from scipy.ndimage import label

    # ink hangs together over corners, paper only over sides
    return int(label(mask, np.ones((3, 3)) if not mask[0, 0] else None)[1])


def test_a_thicker_pen_is_round() -> None:
    dot = np.zeros((21, 21), bool)
    dot[10, 10] = True
    rows, columns = np.indices(dot.shape) - 10
    expected = rows**2 + columns**2 <= 5.25**2
    np.testing.assert_array_equal(thickened(dot, 5), expected)
    np.testing.assert_array_equal(thickened(dot, 0.5), dot)


def eight(pen: int) -> Array:
    """A narrow 8, twenty times as long as its loops are wide."""
    picture = Image.new("L", (280, 280))
    draw = ImageDraw.Draw(picture)
    for top in (40, 140):
        draw.rectangle((123, top, 157, top + 100), outline=255, width=pen)
    return np.asarray(picture, dtype=np.float32) / 255


def test_small_loops_stay_open_when_thin_strokes_are_thickened() -> None:
    image = seen(eight(2))
    for rows in (slice(7, 12), slice(17, 22)):
        loop = image[rows, 12:17].min(axis=1)
        assert loop.max() < 0.95 < image[rows].max()


def test_gaps_in_the_ink_close_when_it_is_thickened() -> None:
    ink = drawn(SEVEN, 6)
    ink[48:52, 100:180:6] = 0
    whole = seen(drawn(SEVEN, 6))
    assert np.abs(seen(ink) - whole).mean() < 0.02


@pytest.mark.parametrize(
    ("shape", "expected"), [("dot", 1), ("ring", 0), ("eight", -1), ("two", 2), ("corners", 1)]
)
def test_the_euler_number_counts_pieces_less_holes(shape: str, expected: int) -> None:
    mask = np.zeros((12, 20), bool)
    mask[3:8, 3:8] = True
    if shape in ("ring", "eight"):
        mask[5, 5] = False
    if shape == "eight":
        mask[5, 8:11] = mask[3:8, 10] = mask[3, 8:11] = True
    if shape == "two":
        mask[5, 12:15] = True
    if shape == "corners":
        mask[8, 8] = mask[9, 9] = True
    assert euler_number(mask) == expected
