"""The ink of a digit is found in pictures of any kind, and what is no picture is refused."""

import functools
import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from engine.errors import DataError
from engine.mnist.drawing import digit_image
from engine.mnist.photograph import ink_of_file

Array = np.ndarray[Any, np.dtype[Any]]
WIDTH, HEIGHT = 320, 240
STROKE = ((130, 60), (190, 55), (150, 120), (185, 160), (130, 190))
PAPER = np.array([230.0, 225.0, 215.0])


@functools.cache
def mask() -> Array:
    """A zigzag, 1 where there is ink, shape (240, 320)."""
    picture = Image.new("L", (WIDTH, HEIGHT))
    ImageDraw.Draw(picture).line(STROKE, fill=255, width=9, joint="curve")
    return np.asarray(picture, dtype=np.float64) / 255


def painted(paper: Any, pen: Any) -> Array:
    """The zigzag in two colours, from 0 to 255, shape (240, 320, n)."""
    paper, pen = np.atleast_1d(paper), np.atleast_1d(pen)
    return np.asarray(paper + mask()[..., None] * (pen - paper), dtype=np.float64)


def saved(colours: Array, path: Path, mode: str | None = None, **options: Any) -> Path:
    pixels = np.clip(colours, 0, 255).astype(np.uint8)
    picture = Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)
    (picture.convert(mode) if mode else picture).save(path, **options)
    return path


def assert_is_the_zigzag(path: Path, least: float = 0.93) -> None:
    """The image made of the file is the one made of the ink itself."""
    found, expected = digit_image(ink_of_file(path)), digit_image(mask())
    assert found is not None
    assert expected is not None
    overlap = np.corrcoef(found.ravel(), expected.ravel())[0, 1]
    assert overlap > least, f"only {overlap:.3f} alike"


@pytest.mark.parametrize(
    ("paper", "pen"),
    [
        (255, 0),
        (0, 255),
        (255, 200),
        (90, 130),
        ((255, 255, 255), (255, 230, 40)),
        ((200, 40, 40), (40, 130, 60)),
        ((20, 20, 60), (250, 250, 210)),
    ],
)
@pytest.mark.parametrize("ending", ["png", "jpg", "gif", "bmp", "webp"])
def test_colours_polarity_and_kind_of_file_do_not_matter(
    tmp_path: Path, paper: Any, pen: Any, ending: str
) -> None:
    assert_is_the_zigzag(saved(painted(paper, pen), tmp_path / f"digit.{ending}"))


@pytest.mark.parametrize(
    ("paper", "pen"),
    [((0, 0, 0, 0), (0, 0, 0, 255)), ((255, 255, 255, 0), (250, 240, 230, 255)),
     ((255, 255, 255, 255), (10, 10, 10, 255)), ((255, 255, 255, 255), (255, 255, 255, 0))],
    ids=["black ink alone", "light ink alone", "all opaque", "a hole"],
)  # fmt: skip
def test_transparent_pictures_show_their_ink(tmp_path: Path, paper: Any, pen: Any) -> None:
    if pen[3] == 0:
        paper, pen = (40, 60, 80, 255), (255, 255, 255, 255)
    assert_is_the_zigzag(saved(painted(paper, pen), tmp_path / "digit.png"))


def test_grey_of_sixteen_bits_and_palettes_are_read(tmp_path: Path) -> None:
    deep = tmp_path / "deep.png"
    Image.fromarray((3000 + 200 * mask()).astype(np.uint16)).save(deep)
    assert_is_the_zigzag(deep)
    assert_is_the_zigzag(saved(painted(250, 20), tmp_path / "palette.png", mode="P"))
    assert_is_the_zigzag(saved(painted(250, 20), tmp_path / "bits.png", mode="1"))


def photographed(light: Callable[[Array, Array], Array], paper: Any, pen: Any) -> Array:
    """The zigzag in uneven light, with grain."""
    y, x = np.mgrid[0 : 1 : HEIGHT * 1j, 0 : 1 : WIDTH * 1j]
    grain = np.random.default_rng(0).normal(0, 4, (HEIGHT, WIDTH, 3))
    return painted(paper, pen) * light(x, y)[..., None] + grain


@pytest.mark.parametrize(
    "light",
    [lambda x, y: 0.4 + 0.6 * x, lambda x, y: 1 - 0.5 * (x + y > 1), lambda x, y: 1 - 0.7 * y],
    ids=["from the right", "half in shadow", "from above"],
)
@pytest.mark.parametrize(("paper", "pen"), [(PAPER, 50.0), (PAPER / 4, 200.0)])
def test_shadows_do_not_matter(
    tmp_path: Path, light: Callable[[Array, Array], Array], paper: Any, pen: Any
) -> None:
    path = saved(photographed(light, paper, np.full(3, pen)), tmp_path / "photo.jpg", quality=75)
    assert_is_the_zigzag(path)


def test_dust_lines_frames_and_the_edge_of_the_table_are_no_ink(tmp_path: Path) -> None:
    paper = np.repeat(painted(PAPER, np.full(3, 40.0)), 2, axis=0).repeat(2, axis=1)
    dusty = paper.copy()
    for y, x in ((20, 30), (440, 600), (200, 40), (30, 610)):
        dusty[y : y + 4, x : x + 4] = 30
    assert_is_the_zigzag(saved(dusty, tmp_path / "dusty.png"))
    ruled = np.where((np.arange(480) % 60 < 2)[:, None, None] & (paper > 200), 150, paper)
    assert_is_the_zigzag(saved(ruled, tmp_path / "ruled.png"))
    framed = paper.copy()
    framed[:4] = framed[-4:] = framed[:, :4] = framed[:, -4:] = 0
    assert_is_the_zigzag(saved(framed, tmp_path / "framed.png"))
    table = paper.copy()
    table[:, 560:] = (90, 60, 40)
    assert_is_the_zigzag(saved(table, tmp_path / "table.png"))


def test_dust_and_a_frame_may_be_darker_than_the_pen(tmp_path: Path) -> None:
    paper = painted(np.full(3, 240.0), np.full(3, 172.0)).repeat(2, axis=0).repeat(2, axis=1)
    paper[:5] = paper[:, :5] = 0
    paper[40:60, 60:80] = 140
    assert_is_the_zigzag(saved(paper, tmp_path / "faint.png"))


def test_a_sheet_that_lies_on_a_table_is_found(tmp_path: Path) -> None:
    table = np.full((HEIGHT + 100, WIDTH + 120, 3), (70.0, 50.0, 40.0))
    table[50:-50, 60:-60] = painted(PAPER, np.full(3, 40.0))
    assert_is_the_zigzag(saved(table, tmp_path / "sheet.jpg"))


def on_a_table(pixels: Array, turn: float = 0.0, at: tuple[int, int] = (60, 50)) -> Array:
    """A sheet that lies on a coloured table, turned, half in shadow, with grain."""
    random = np.random.default_rng(1)
    table = Image.new("RGB", (WIDTH + 120, HEIGHT + 100), (70, 50, 110))
    sheet = Image.fromarray(pixels.astype(np.uint8)).convert("RGBA")
    turned = sheet.rotate(turn, Image.Resampling.BICUBIC, expand=True)
    table.paste(turned, at, turned)
    colours = np.asarray(table, dtype=np.float64)
    y, x = np.mgrid[0 : 1 : colours.shape[0] * 1j, 0 : 1 : colours.shape[1] * 1j]
    shadow = 1 - 0.5 / (1 + np.exp(-(x + 0.5 * y - 0.8) / 0.02))
    return np.asarray(colours * shadow[..., None] + random.normal(0, 5, colours.shape))


@pytest.mark.parametrize(
    ("turn", "at"),
    [(0, (60, 50)), (0, (0, 0)), (0, (120, 30)), (6, (40, 30)), (-5, (-10, -8))],
    ids=["free", "in the corner", "at the edge", "turned", "turned and over the edge"],
)
def test_a_sheet_may_be_turned_in_shadow_and_cut_off(
    tmp_path: Path, turn: float, at: tuple[int, int]
) -> None:
    sheet = painted(PAPER, np.full(3, 40.0))
    found = digit_image(ink_of_file(saved(on_a_table(sheet, turn, at), tmp_path / "sheet.jpg")))
    straight = Image.fromarray((mask() * 255).astype(np.uint8))
    turned = np.asarray(straight.rotate(turn, Image.Resampling.BICUBIC)) / 255
    expected = digit_image(turned)
    assert found is not None
    assert expected is not None
    assert np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.9


@pytest.mark.parametrize("paper", [(20.0, 150.0), (230.0, 20.0), (20.0, 230.0)])
def test_a_drawing_that_is_cut_to_its_ink_is_told_from_paper_by_its_corners(
    tmp_path: Path, paper: tuple[float, float]
) -> None:
    thick = np.zeros((120, 50))
    thick[5:, 6:44] = thick[:30, 20:44] = 1
    colours = paper[0] + thick[..., None] * (np.full(3, paper[1]) - paper[0])
    ink = ink_of_file(saved(colours, tmp_path / "one.png"))
    assert np.abs(ink - thick).mean() < 0.02


@pytest.mark.parametrize("paper", [(20.0, 230.0), (230.0, 20.0)])
def test_a_drawing_that_is_cut_to_its_ink_may_have_blurred_edges(
    tmp_path: Path, paper: tuple[float, float]
) -> None:
    two = Image.new("L", (240, 320), round(paper[0]))
    corners = [(40, 40), (200, 40), (200, 150), (40, 280), (210, 280)]
    ImageDraw.Draw(two).line(corners, fill=round(paper[1]), width=80)
    blurred = np.asarray(two.filter(ImageFilter.GaussianBlur(5)), dtype=float)
    ink = ink_of_file(saved(np.repeat(blurred[..., None], 3, axis=2), tmp_path / "blurred.png"))
    assert np.mean((ink > 0.5) == (np.abs(blurred - paper[0]) > 105)) > 0.97


@pytest.mark.parametrize(("paper", "pen", "width"), [(225.0, 50.0, 150), (60.0, 200.0, 120)])
def test_strokes_of_a_thick_marker_stay_whole_in_shadow_and_grain(
    tmp_path: Path, paper: float, pen: float, width: int
) -> None:
    drawn = Image.new("L", (600, 500))
    ImageDraw.Draw(drawn).line([(240, 150), (300, 200), (280, 330)], fill=255, width=width)
    thick = np.asarray(drawn, dtype=float) / 255
    light = 1 - 0.3 * np.linspace(0, 1, 600) - 0.3 * (np.arange(600) > 560)
    grain = np.random.default_rng(0).normal(0, 4, thick.shape)
    grey = (paper + thick * (pen - paper)) * light + grain
    ink = ink_of_file(saved(np.repeat(grey[..., None], 3, axis=2), tmp_path / "marker.jpg"))
    assert np.mean((ink > 0.5) == (thick > 0.5)) > 0.98


def test_a_pencil_is_seen_in_uneven_light_and_grain(tmp_path: Path) -> None:
    light = photographed(lambda x, y: 0.85 + 0.15 * x, PAPER, np.full(3, 160.0))
    grain = np.random.default_rng(2).normal(0, 4, light.shape[:2])[..., None]
    assert_is_the_zigzag(saved(light + grain, tmp_path / "pencil.jpg"), least=0.85)


def test_a_bright_corner_on_paper_is_no_ink(tmp_path: Path) -> None:
    thin = photographed(lambda x, y: 1 - 0.5 * (x + y < 1.45), PAPER * 1.1, np.full(3, 90.0))
    assert_is_the_zigzag(saved(thin, tmp_path / "corner.jpg"))


def test_chalk_is_seen_on_a_blotchy_board(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    blotches = Image.fromarray(random.normal(0, 10, (12, 16)).astype(np.float32))
    wide = np.asarray(blotches.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC))[..., None]
    board = photographed(lambda x, y: 0.7 + 0.3 * x, np.full(3, 50.0), np.full(3, 210.0)) + wide
    assert_is_the_zigzag(saved(board, tmp_path / "board.jpg"), least=0.9)


def test_a_photograph_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned by 90° to the right
    lying = np.rot90(painted(PAPER, np.full(3, 30.0)))
    assert_is_the_zigzag(saved(lying, tmp_path / "lying.jpg", exif=exif))


@pytest.mark.parametrize("size", [(28, 28), (60, 45), (1500, 800), (3000, 2250)])
def test_any_size_is_read_and_made_bearable(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "digit.png"
    Image.fromarray((255 * mask()).astype(np.uint8)).resize(size).save(path)
    ink = ink_of_file(path)
    assert max(ink.shape) == min(max(size), 800)
    assert ink.dtype == np.float32
    assert 0 <= ink.min() <= ink.max() <= 1


def test_an_image_of_mnist_size_is_left_as_it_is(tmp_path: Path) -> None:
    image = digit_image(mask())
    assert image is not None
    path = saved(255 * image[..., None], tmp_path / "mnist.png")
    np.testing.assert_allclose(ink_of_file(path), image, atol=0.12)


def test_of_an_animation_the_first_picture_counts(tmp_path: Path) -> None:
    first = Image.fromarray(painted(255, 0)[..., 0].astype(np.uint8))
    path = tmp_path / "moving.gif"
    first.save(path, save_all=True, append_images=[Image.new("L", first.size, 90)], duration=50)
    assert_is_the_zigzag(path)


def png_header(width: int, height: int) -> bytes:
    """A PNG of any size, without the pixels."""
    fields = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", fields), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def cut_off() -> bytes:
    buffer = io.BytesIO()
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3), dtype=np.uint8)
    Image.fromarray(noise).save(buffer, "PNG")
    return buffer.getvalue()[:3000]


BAD = {
    "empty.png": (b"", "is empty"),
    "text.png": (b"This is no picture.\n" * 20, "is no picture that can be read"),
    "huge.png": (png_header(20_000, 20_000), "at most 100 million pixels"),
    "large.png": (png_header(12_000, 9_000), "at most 100 million pixels"),
    "cut.png": (cut_off(), "cut off or damaged"),
    "vector.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "vector.svg is an SVG drawing"),
    "print.eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "is a PostScript drawing"),
    "paper.pdf": (b"%PDF-1.7\n" + b"x" * 99, "paper.pdf is a PDF document"),
    "photo.heic": (b"\0\0\0\x18ftypheic\0\0\0\0" + b"\0" * 99, "is a HEIC photograph"),
    "renamed.jpg": (b"\0\0\0\x24ftypmif1\0\0\0\0" + b"\0" * 99, "is a HEIC photograph"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_picture_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    content, words = BAD[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=words) as caught:
        ink_of_file(tmp_path / name)
    assert str(caught.value).endswith(".")


def test_what_is_not_there_and_what_shows_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="There is no file"):
        ink_of_file(tmp_path / "missing.png")
    with pytest.raises(DataError, match="is a folder"):
        ink_of_file(tmp_path)
    with pytest.raises(DataError, match="cannot be read: "):
        ink_of_file(tmp_path / ("long" * 100))
    with pytest.raises(DataError, match="must be an ordinary file"):
        ink_of_file(Path(os.devnull))
    blank = saved(np.full((50, 50, 3), 200.0), tmp_path / "blank.png")
    with pytest.raises(DataError, match="must show a digit"):
        ink_of_file(blank)
    for shape in ((1, 1, 3), (1, 300, 3), (300, 2, 3), (3, 3, 3)):
        with pytest.raises(DataError, match="must show a digit"):
            ink_of_file(saved(np.full(shape, 90.0), tmp_path / "tiny.png"))
    grain = np.random.default_rng(0).normal(128, 6, (300, 300, 3))
    with pytest.raises(DataError, match="must show a digit"):
        ink_of_file(saved(grain, tmp_path / "grain.png"))
    clear = saved(np.zeros((40, 40, 4)), tmp_path / "clear.png")
    with pytest.raises(DataError, match="must show a digit"):
        ink_of_file(clear)
