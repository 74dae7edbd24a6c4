"""Pictures made smaller or larger: each new pixel is the mean of what lies under it."""

import numpy as np
from numpy.typing import NDArray

Float32Array = NDArray[np.float32]


def resampled(
    image: Float32Array,
    shape: tuple[int, int],
    scale: tuple[float, float],
    origin: tuple[float, float] = (0.0, 0.0),
) -> Float32Array:
    """A part of an image in other pixels; what lies outside the image counts as 0.

    Args:
        image: Shape (h, w).
        shape: Rows and columns of the result.
        scale: Pixels of the image for one pixel of the result, downwards and to the right.
        origin: Where in the image the upper left corner of the result lies, in its pixels.

    Returns:
        An array of `shape`.
    """
    down, right = (
        _weights(n, shape[axis], scale[axis], origin[axis]) for axis, n in enumerate(image.shape)
    )
    return np.asarray(down @ image @ right.T)


def squashed(image: Float32Array, shape: tuple[int, int]) -> Float32Array:
    """The whole image in `shape` pixels, whatever that does to its proportions."""
    scale = image.shape[0] / shape[0], image.shape[1] / shape[1]
    return resampled(image, shape, scale)


def _weights(n_old: int, n_new: int, scale: float, origin: float) -> Float32Array:
    """How much of each old pixel is in each new one, shape (n_new, n_old).

    A new pixel is `scale` old ones wide and takes of each the part that they share. One that is
    narrower than an old pixel counts as wide as that: so it lies between two, and is their mix.
    """
    width = max(scale, 1.0)
    centres = origin + scale * (np.arange(n_new, dtype=np.float32) + np.float32(0.5))
    old = np.arange(n_old, dtype=np.float32) + np.float32(0.5)
    distance = np.abs(old - centres[:, None].astype(np.float32))
    shared = np.clip(np.float32((width + 1) / 2) - distance, 0, 1)
    return np.asarray(shared / np.float32(width), dtype=np.float32)
