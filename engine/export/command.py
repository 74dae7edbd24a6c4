"""`main.py export RUN --to FILE`: reads the words, opens the run, and has the file written.

Tables and notebooks are written here. Films and pictures need widgets, of which the engine knows
nothing: who calls brings the functions that make them.
"""

import argparse
import re
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from engine.errors import InputError
from engine.export import order as orders
from engine.export.interrupt import interrupted_between_frames
from engine.export.moments import CHOICES
from engine.export.notebook import notebook_text, script_text
from engine.export.order import KINDS, Order
from engine.export.table import write_table
from engine.export.whole_file import check_place, whole_file
from engine.options import OptionParser
from engine.progress import Progress
from engine.runfile import SavedRun, open_run

DONE = 0
UNITS = {".gif": "frames", ".mp4": "frames", ".csv": "rows"}

Report = Callable[[int, int], None]
"""Is told how much is done, and of how much."""
Writer = Callable[[SavedRun, Order, Report], None]


def export(arguments: Sequence[str], pictures: Mapping[str, Writer]) -> int:
    """Writes what is wanted of a saved run.

    Args:
        arguments: The words after `export`.
        pictures: For the endings of films and pictures the functions that write them.

    Raises:
        InputError: The run or the words cannot be used, or the file cannot be written.
    """
    options = vars(_parser().parse_args(arguments))
    run, for_window = options.pop("run"), options.pop("report")
    order = Order(**{one.name: options[one.name] for one in fields(Order)})
    check_place(order.path)
    # Whoever asked may end us: what is half written is then taken away, as for Ctrl+C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    saved = open_run(run)
    write = WRITERS.get(order.ending) or _between_frames(pictures[order.ending])
    if for_window:
        write(saved, order, _report)
        return DONE
    progress = Progress(order.path.name, UNITS.get(order.ending, "steps"))
    try:
        write(saved, order, progress.show)
    finally:
        progress.close()
    return DONE


def _between_frames(write: Writer) -> Writer:
    """The same, ended by Ctrl+C and SIGTERM only where no widget is being painted."""

    def written(saved: SavedRun, order: Order, report: Report) -> None:
        with interrupted_between_frames(report) as careful:
            write(saved, order, careful)

    return written


def _report(done: int, total: int) -> None:
    """One line for the window that waits; where it has gone, writing fails and ends us."""
    sys.stdout.write(f"{done} {total}\n")
    sys.stdout.flush()


def _write_table(saved: SavedRun, order: Order, report: Report) -> None:
    write_table(saved.record, order.path, order.iterations(saved.record), report)


def _write_notebook(saved: SavedRun, order: Order, report: Report) -> None:
    _write_text(order.path, notebook_text(saved.record), report)


def _write_script(saved: SavedRun, order: Order, report: Report) -> None:
    _write_text(order.path, script_text(saved.record), report)


def _write_text(path: Path, text: str, report: Report) -> None:
    with whole_file(path) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")
    report(1, 1)


WRITERS: dict[str, Writer] = {
    ".csv": _write_table,
    ".ipynb": _write_notebook,
    ".py": _write_script,
}


def _parser() -> argparse.ArgumentParser:
    kinds = "; ".join(f"{ending}: {kind.help}" for ending, kind in KINDS.items())
    parser = OptionParser(
        prog="main.py export",
        description="Makes a film, a picture, a table or a notebook of a saved run.",
    )
    parser.add_argument("run", type=Path, metavar="RUN", help="a run that was saved, .descent")
    parser.add_argument(
        "--to", dest="path", type=Path, metavar="FILE", required=True, help=f"the file; {kinds}"
    )
    frames = parser.add_argument_group("Films and tables")
    _number(frames, "--from", "first", 0, "the first iteration")
    _number(frames, "--until", "last", None, "the last iteration; the run's last if not given")
    _number(
        frames, "--frames", "frames", None, f"frames or rows; a film has {orders.FRAMES} if it can"
    )
    frames.add_argument(
        "--by",
        choices=CHOICES,
        help="how frames are chosen; even for linear runs, else geometric",
    )
    frames.add_argument(
        "--size",
        type=_size,
        default=orders.SIZE,
        metavar="WxH",
        help="of a film in pixels; 800x600 if not given",
    )
    _number(frames, "--fps", "fps", orders.FPS, "frames a second, 1 to 60")
    picture = parser.add_argument_group("Pictures")
    _number(picture, "--iteration", "iteration", None, "which; the one shown when it was saved")
    _number(picture, "--scale", "scale", orders.SCALE, "pixels for one on the screen, 1 to 4")
    looks = parser.add_argument_group("Looks")
    looks.add_argument("--dark", action="store_true", help="dark colours for a film")
    looks.add_argument("--hard", action="store_true", help="only which class is the likelier one")
    views = "; ".join(f"{name}: {words}" for name, words in orders.VIEWS.items())
    looks.add_argument("--view", choices=orders.VIEWS, help=f"of a linear run; {views}")
    parser.add_argument("--report", action="store_true", help=argparse.SUPPRESS)
    return parser


def _number(group: Any, option: str, name: str, default: int | None, words: str) -> None:
    shown = "" if default is None else f" (default {default})"
    group.add_argument(
        option, dest=name, type=int, default=default, metavar="N", help=words + shown
    )


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip())
    if found is None:
        raise InputError(f"--size must be width x height as 800x600. Received {text}.")
    return int(found.group(1)), int(found.group(2))
