"""The way to `main.py export`: films and pictures are made by widgets that nobody sees.

Imports Qt only inside functions: tables and notebooks are exported without it.
"""

import os
import sys
from typing import TYPE_CHECKING

from engine.command_line import answered
from engine.export.command import Report, Writer, export
from engine.export.order import SIZE, Order
from engine.runfile import SavedRun
from gui.start import library_sentence, say_what_qt_lacks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

BAD_INPUT = 2
LARGEST_ENLARGEMENT = 4.0


def export_run(arguments: list[str]) -> int:
    """Carry out `export …`.

    Args:
        arguments: The words after `main.py`.

    Returns:
        The exit code: 0, 1 when it failed, 2 when words, files or libraries are not usable.
    """
    try:
        return answered(arguments, lambda words: export(words, PICTURES))
    except ImportError as error:
        sentence = library_sentence(str(error))
        if not sentence:
            raise
        sys.stderr.write(sentence + "\n")
        return BAD_INPUT


def _write_film(saved: SavedRun, order: Order, report: Report) -> None:
    app = _application(enlargement(order.even_size))
    from gui.film.writing import write_film

    write_film(saved, order, report, app.devicePixelRatio())


def _write_picture(saved: SavedRun, order: Order, report: Report) -> None:
    _application(1.0)
    from gui.film.writing import write_picture

    write_picture(saved, order, report)


PICTURES: dict[str, Writer] = {
    ".gif": _write_film,
    ".mp4": _write_film,
    ".png": _write_picture,
}


def enlargement(size: tuple[int, int]) -> float:
    """How many pixels stand for one of the window, so that type keeps its share of a large film."""
    share = min(size[0] / SIZE[0], size[1] / SIZE[1])
    return min(max(1.0, round(4 * share) / 4), LARGEST_ENLARGEMENT)


def _application(scale: float) -> "QApplication":
    """The application that the widgets need, without a window; an existing one serves too."""
    from PySide6.QtWidgets import QApplication

    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    if sys.platform == "linux":  # elsewhere that platform has no fonts
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = f"{scale:g}"
    say_what_qt_lacks()
    from gui.app import make_application

    return make_application()
