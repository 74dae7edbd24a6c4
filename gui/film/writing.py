"""A saved run becomes a film or a picture: which frames, painted, encoded, in their place."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from engine.errors import InputError
from engine.export.command import Report
from engine.export.moments import IntArray
from engine.export.order import Order
from engine.export.whole_file import ExportError, whole_file
from engine.runfile import SavedRun
from gui.appearance import Appearance
from gui.film.encoders import MOST_GIF_PIXELS, SAMPLED, Frame, write_gif, write_mp4
from gui.film.scene import FilmScene
from gui.film.stages import STAGES, Stage
from gui.picture import Pictured, save_picture

PICTURE_SIZE = (640, 430)


def write_film(saved: SavedRun, order: Order, report: Report, ratio: float) -> None:
    """Paint and encode a film.

    Args:
        saved: The run.
        order: What is wanted; its file ends in `.gif` or `.mp4`.
        report: Is told how many frames are done, and of how many.
        ratio: Pixels of the film for one of the widgets.

    Raises:
        InputError: The iterations are not there, or the film would be too large.
        ExportError: It cannot be written.
    """
    iterations = order.iterations(saved.record)
    size, is_gif = order.even_size, order.ending == ".gif"
    if is_gif and size[0] * size[1] * len(iterations) > MOST_GIF_PIXELS:
        raise InputError(
            f"A GIF of {len(iterations):,} frames of {size[0]}×{size[1]} would be too large. Choose"
            " MP4, fewer frames, or a smaller size."
        )
    scene = _scene(saved, order, iterations, ratio)
    with whole_file(order.path) as beside:
        frames = _frames(scene, iterations, size, report)
        if is_gif:
            chosen = iterations[np.linspace(0, len(iterations) - 1, SAMPLED).astype(int)]
            samples = [_frame(scene, iteration, size) for iteration in chosen.tolist()]
            write_gif(frames, beside, samples, len(iterations), order.fps)
        else:
            write_mp4(frames, beside, size, order.fps)


def _stage(saved: SavedRun, order: Order) -> tuple[Appearance, Stage]:
    record = saved.record
    if record.assignment not in STAGES:
        raise InputError(
            f"There are no films and pictures of runs of {record.assignment}. Export a table or a"
            " notebook."
        )
    appearance = Appearance()
    appearance.mode = "dark" if order.dark else "light"
    app = QApplication.instance()
    if isinstance(app, QApplication):
        appearance.apply(app)
    return appearance, STAGES[record.assignment](appearance, record, order)


def _scene(saved: SavedRun, order: Order, iterations: IntArray, ratio: float) -> FilmScene:
    appearance, stage = _stage(saved, order)
    first, last = int(iterations[0]), int(iterations[-1])
    scene = FilmScene(appearance, saved.record, stage, first, last)
    width, height = order.even_size
    scene.resize(round(width / ratio), round(height / ratio))
    return scene


def _frames(
    scene: FilmScene, iterations: IntArray, size: tuple[int, int], report: Report
) -> Iterator[Frame]:
    for done, iteration in enumerate(iterations.tolist()):
        report(done, len(iterations))
        yield _frame(scene, iteration, size)
    report(len(iterations), len(iterations))


def _frame(scene: FilmScene, iteration: int, size: tuple[int, int]) -> Frame:
    """A state as pixels."""
    scene.show_iteration(iteration)
    QApplication.processEvents()
    return _pixels(scene.grab(), size)


def _pixels(grabbed: QPixmap, size: tuple[int, int]) -> Frame:
    """Red, green and blue of each pixel, shape (height, width, 3)."""
    image = grabbed.toImage().convertToFormat(QImage.Format.Format_RGB888)
    if (image.width(), image.height()) != size:
        image = image.scaled(*size)  # a pixel of rounding
    rows = np.frombuffer(image.constBits(), dtype=np.uint8)
    rows = rows.reshape(size[1], image.bytesPerLine())[:, : 3 * size[0]]
    return rows.reshape(size[1], size[0], 3).copy()


def write_picture(saved: SavedRun, order: Order, report: Report) -> None:
    """Write the main picture at one iteration as PNG, with the settings beneath.

    Raises:
        InputError: The iteration is not there.
        ExportError: It cannot be written.
    """
    iteration = order.picture_iteration(saved.record, saved.position)
    _, stage = _stage(saved, order)
    stage.widget.resize(*PICTURE_SIZE)
    stage.widget.grab()  # lays everything out
    stage.show(iteration)
    troubles: list[str] = []
    pictured = Pictured(
        stage.render,
        lambda: f"{stage.words()}; {stage.unit.lower()} {iteration:,}",
        troubles.append,
    )
    if not save_picture(pictured, str(order.path), order.scale):
        raise ExportError(troubles[0])
    report(1, 1)
