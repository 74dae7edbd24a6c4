"""The ink in a file of a picture: a drawing, a scan, a photograph of paper or of a blackboard.

Here the file is read and brought to colours of a bearable size; what is ink and what is paper is
found by `engine.mnist.paper`.
"""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError
from engine.mnist.no_picture import damaged_picture, is_no_file, no_picture, not_readable
from engine.mnist.paper import ink_of_colours

if TYPE_CHECKING:
    from PIL.Image import Image

Float32Array = NDArray[np.float32]

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "PPM", "AVIF", "ICO", "JPEG2000")
"""Of Pillow's: pictures made of pixels. Others would start programs of others."""
MOST_PIXELS = 100_000_000
"""A larger picture is refused by its header, before it takes memory."""
WORKING_SIDE = 800
"""The longest side of what is worked on, in pixels."""
DEEP_MODES = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")
"""Pillow's names for grey with more than eight bits."""


def ink_of_file(path: Path) -> Float32Array:
    """The ink in a picture; of an animation, in its first picture.

    Args:
        path: PNG, JPEG, GIF and the like: of any size up to 100 million pixels, grey, in colour or
            with transparency, dark on light or light on dark, evenly lit or with shadows.

    Returns:
        Shape (h, w), at most 800 pixels long: 0 where there is paper, 1 where there is ink.

    Raises:
        DataError: The file is missing, is no picture, is damaged or too large, or holds no ink.
    """
    path = Path(path)
    ink = ink_of_colours(_colours(path))
    if ink is None:
        raise DataError(
            f"A picture must show a digit. {path.name} has one colour throughout, or nearly so."
            " Draw with more contrast, or choose another."
        )
    return ink


def _colours(path: Path) -> Float32Array:
    """Red, green and blue from 0 to 1, shape (h, w, 3)."""
    from PIL import Image, UnidentifiedImageError

    if is_no_file(path):
        raise DataError(f"A picture must be an ordinary file. {path} is not. Copy it into one.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # large, odd or half-broken files: judged below
            with Image.open(path, formats=FORMATS) as picture:
                _check_size(picture, path)
                return _readable(picture)
    except DataError:
        raise
    except Image.DecompressionBombError:
        raise _too_large(path) from None
    except UnidentifiedImageError:
        raise DataError(no_picture(path)) from None
    except OSError as error:
        raise DataError(not_readable(path, error)) from error
    except Exception as error:  # a decoder that meets a damaged file raises whatever it likes
        raise DataError(damaged_picture(path)) from error


def _check_size(picture: "Image", path: Path) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large(path, f" It has {picture.width:,} × {picture.height:,}.")


def _too_large(path: Path, its_size: str = "") -> DataError:
    return DataError(
        f"A picture may have at most {MOST_PIXELS // 10**6} million pixels; {path.name} has"
        f" more.{its_size} Make it smaller; 1,000 × 1,000 are plenty."
    )


def _readable(picture: "Image") -> Float32Array:
    """The picture upright, made smaller, in plain colours."""
    from PIL import Image, ImageOps

    picture.draft("RGB", (2 * WORKING_SIDE, 2 * WORKING_SIDE))  # a JPEG is decoded smaller
    if picture.mode in DEEP_MODES:
        picture = Image.fromarray(_eight_bits(np.asarray(picture, dtype=np.float64)))
    else:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((WORKING_SIDE, WORKING_SIDE), Image.Resampling.BOX)
    picture = ImageOps.exif_transpose(picture)
    has_alpha = picture.mode == "RGBA"
    pixels = np.asarray(picture.convert("RGBA"), dtype=np.float32) / np.float32(255)
    return _on_paper(pixels) if has_alpha else pixels[..., :3]


def _eight_bits(grey: NDArray[Any]) -> NDArray[np.uint8]:
    """Grey of any depth, from its darkest to its lightest."""
    low, high = float(np.nanmin(grey)), float(np.nanmax(grey))
    return np.asarray(np.nan_to_num(grey - low) / max(high - low, 1e-12) * 255, dtype=np.uint8)


def _on_paper(pixels: Float32Array) -> Float32Array:
    """The colours of a transparent picture (h, w, 4), laid on paper on which one sees them.

    Where most of it is transparent, what is not is ink: dark ink is laid on white, light ink on
    black. Otherwise the paper goes on as the picture's own does.
    """
    colours, alpha = pixels[..., :3], pixels[..., 3:]
    opaque = alpha[..., 0] > 0.5
    if not opaque.any():
        return np.zeros_like(colours)
    own = np.median(colours[opaque], axis=0)
    paper = own if opaque.mean() > 0.5 else np.full(3, float(own.mean() < 0.5))
    return np.asarray(colours * alpha + paper * (1 - alpha), dtype=np.float32)
