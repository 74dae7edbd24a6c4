"""The screenshots of every tab and the moving picture of a race, into docs/pictures/.

Run: `make pictures`, or `make pictures ARGS=--film` for the moving one alone. The runs are fixed
by their seeds, so the pictures change only when the window does.
"""

import argparse
import os
import tempfile
from pathlib import Path
from typing import Any, Literal

from bench.lab.display import a_display

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZES = {"": (1280, 800), "-large": (1920, 1080)}
SHOWN = {
    "linear": ("Text: all three", 37),
    "planar": ("Assignment: flower", 2000),
    "mnist": ("Assignment: 13 epochs", 10_941),
}
"""For each tab the preset and the iteration that its pictures show."""
FLAT_OUT_UNTIL = {"linear": 100, "planar": 2000, "mnist": 12_000}
SECONDS_AFTER = {"linear": 1.5, "planar": 8.0, "mnist": 4.0}
"""For what comes late: the baseline, the last batches."""
SECONDS_TO_TRAIN = 600.0
VIEWS = {"mnist": ("train", "weights", "mistakes")}
"""Of a tab with several views, those that have pictures; the first has no name of its own, and is
taken in all sizes."""
MNIST = Path(os.environ.get("DESCENT_MNIST", FOLDER.parents[2] / "shared" / "data" / "mnist"))
"""The folder with mnist.npz; without it the pictures show the small digits."""
DRAWN = 18
"""The test digit on the canvas."""
RACE = (
    "--optimizers", "sgd,momentum,rmsprop", "--learning-rates", "sgd=0.1,rmsprop=0.1",
)  # fmt: skip
FILM = ("--frames", "42", "--by", "loss", "--size", "640x420", "--fps", "10")
"""So that the film has at most 1.5 MB."""
Mode = Literal["light", "dark"]


def main() -> None:
    """Takes them all."""
    parser = argparse.ArgumentParser(description="The pictures of the README.")
    parser.add_argument("--film", action="store_true", help="only the moving one")
    parser.add_argument("--tab", choices=SHOWN, help="only those of one tab")
    wanted = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not wanted.tab:
        film_a_race()
    if wanted.film:
        return
    with a_display():
        for tab in [wanted.tab] if wanted.tab else SHOWN:
            for mode in ("light", "dark"):
                take(tab, mode)


def take(tab: str, mode: Mode) -> None:
    """The pictures of one tab in one appearance, in all sizes."""
    from PySide6.QtCore import QSettings

    from bench.lab.window import application, run_for, wait_until
    from engine.player import Pace
    from gui.appearance import Appearance
    from gui.main_window import MainWindow

    appearance = Appearance()
    appearance.mode = mode
    appearance.apply(application())
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(str(Path(folder) / "store.ini"), QSettings.Format.IniFormat)
        window = MainWindow(appearance, store)
        window.show_tab(tab)
        window.show()
        preset, iteration = SHOWN[tab]
        shown: Any = window.tab
        workbench = shown.desk.workbench
        if tab == "mnist":
            draw_over_a_test_digit(shown)
        shown.desk.choose_preset(preset)
        workbench.set_pace(Pace.flat_out())
        workbench.play()
        wait_until(lambda: workbench.record.head >= FLAT_OUT_UNTIL[tab], SECONDS_TO_TRAIN)
        workbench.seek(iteration)
        run_for(SECONDS_AFTER[tab])
        for view in VIEWS.get(tab, ("",)):
            if view:
                shown.show_view(view)
                run_for(SECONDS_AFTER[tab])
            name = tab if view in ("", "train") else f"{tab}-{view}"
            for ending, size in SIZES.items() if name == tab else (("", SIZES[""]),):
                window.resize(*size)
                run_for(0.5)
                window.grab().save(str(FOLDER / f"{name}-{mode}{ending}.png"), "PNG", 0)
        window.close()
        run_for(0.1)


def draw_over_a_test_digit(tab: Any) -> None:
    """Opens MNIST, where it is, and puts a digit on the canvas."""
    from bench.lab.window import wait_until

    workbench = tab.desk.workbench
    wait_until(lambda: workbench.shelf.current is not None)
    if (MNIST / "mnist.npz").exists():
        tab.open_file(MNIST / "mnist.npz")
        wait_until(lambda: workbench.record.points.is_mnist)
    points = workbench.record.points
    words = f"Test digit {DRAWN}, a {points.test_labels[DRAWN]}"
    tab.draw_over(points.test_images[DRAWN], words)


def film_a_race() -> None:
    """The README's moving picture, by the program's own export."""
    import main as program

    with tempfile.TemporaryDirectory() as folder:
        run = str(Path(folder) / "race.descent")
        program.main(["train", "linear", *RACE, "--out", run])
        program.main(["export", run, "--to", str(FOLDER / "race.gif"), *FILM])


if __name__ == "__main__":
    main()
