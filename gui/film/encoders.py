"""Frames become a file: MP4 by ffmpeg, GIF by Pillow."""

import contextlib
import errno
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.export.whole_file import ExportError

Frame = NDArray[np.uint8]
"""Rows from the top, red, green, blue: shape (height, width, 3)."""

QUALITY = "18"
"""H.264's constant rate factor: at 18 nobody sees a difference, at 23 thin lines fray."""
GIF_COLOURS = 255
"""The one that is left stands for "as before"."""
LAST_MILLISECONDS = 1500
"""How long the last frame of a GIF stays before it begins again."""
SAMPLED = 8
"""Frames of which the palette of a GIF is made."""
MOST_GIF_PIXELS = 400_000_000
"""Of all frames together: Pillow holds them all."""
ENDED = (errno.EPIPE, errno.EINVAL)
"""Errors of writing to an encoder that has ended, EINVAL on Windows; its last words say why."""
KNOWN = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EFBIG)
"""Errors of the system for which there is a sentence of ours."""
NO_FFMPEG = (
    "An MP4 film needs ffmpeg, which comes with the package imageio-ffmpeg. Install it with"
    " 'make setup', or export a GIF."
)


def write_mp4(frames: Iterable[Frame], path: Path, size: tuple[int, int], fps: int) -> None:
    """Encode frames as H.264 in colours that every player knows, yuv420p.

    Args:
        frames: All of this size.
        path: The file.
        size: Width and height, both even.
        fps: Frames a second.

    Raises:
        ExportError: There is no ffmpeg.
        OSError: It failed, for want of room on the disk for instance.
    """
    command = [
        _ffmpeg(), "-hide_banner", "-loglevel", "error", "-y",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}", "-r", str(fps),
        "-i", "-", "-c:v", "libx264", "-preset", "veryfast", "-crf", QUALITY, "-threads", "1",
        "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-f", "mp4", str(path),
    ]  # fmt: skip
    with tempfile.TemporaryFile() as said:
        # A session of its own, or on Windows a group: Ctrl+C reaches us, and we end it.
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )  # fmt: skip
        try:
            _feed(process, frames)
        finally:
            _end(process)
        if process.returncode != 0:
            said.seek(0)
            last = _last_line(said.read())
            raise OSError(_code_in(last), last)


def _ffmpeg() -> str:
    """Where ffmpeg is."""
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise ExportError(NO_FFMPEG) from error


def _feed(process: "subprocess.Popen[bytes]", frames: Iterable[Frame]) -> None:
    """Give all frames to ffmpeg and wait until it has written them."""
    pipe: Any = process.stdin
    try:
        for frame in frames:
            pipe.write(np.ascontiguousarray(frame).data)
        pipe.close()
    except OSError as error:
        if error.errno not in ENDED:
            raise
    process.wait()


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End ffmpeg; nothing happens where it has ended by itself."""
    process.kill()
    process.wait()
    pipe: Any = process.stdin
    with contextlib.suppress(OSError):
        pipe.close()


def _last_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return f"ffmpeg stopped ({lines[-1].strip()})" if lines else "ffmpeg stopped"


def _code_in(words: str) -> int | None:
    """The system's error that ffmpeg met, by its words."""
    return next((code for code in KNOWN if os.strerror(code) in words), None)


def write_gif(
    frames: Iterable[Frame], path: Path, samples: list[Frame], n_frames: int, fps: int
) -> None:
    """Encode frames as a GIF that repeats for ever, with one palette for all.

    Without dithering, which would make flat colours flicker and the file many times as large.

    Args:
        frames: All of one size.
        path: The file.
        samples: Some of them, of which the palette is made.
        n_frames: How many they are.
        fps: Frames a second.
    """
    from PIL import Image

    palette = Image.fromarray(np.concatenate(samples)).quantize(
        GIF_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )

    def quantized() -> Iterator[Image.Image]:
        for frame in frames:
            yield Image.fromarray(frame).quantize(palette=palette, dither=Image.Dither.NONE)

    images = quantized()
    each = max(20, round(100 / fps) * 10)  # GIF counts in hundredths of a second
    durations = [each] * (n_frames - 1) + [max(each, LAST_MILLISECONDS)]
    with path.open("wb") as file:
        next(images).save(
            file,
            format="GIF",
            save_all=True,
            append_images=images,
            duration=durations,
            loop=0,
            optimize=False,
        )
