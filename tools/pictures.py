"""The screenshots of every tab and the moving picture of a race, into docs/pictures/.

Run: `make pictures`, or `make pictures ARGS=--film` for the moving one alone. The runs are fixed
by their seeds, so the pictures change only when the window does.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any, Literal

from bench.lab.display import a_display

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZES = {"": (1280, 800), "-large": (1920, 1080)}
SHOWN = {"linear": ("Text: all three", 37), "planar": ("Assignment: flower", 2000)}
"""For each tab the preset and the iteration that its pictures show."""
FLAT_OUT_UNTIL = {"linear": 100, "planar": 2000}
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
    FOLDER.mkdir(parents=True, exist_ok=True)
    film_a_race()
    if parser.parse_args().film:
        return
    with a_display():
        for tab in SHOWN:
            for mode in ("light", "dark"):
                take(tab, mode)


def take(tab: str, mode: Mode) -> None:
    """The pictures of one tab in one appearance, in all sizes."""
    from PySide6.QtCore import QSettings

    from bench.lab.window import application, run_for, wait_until
    from engine.player import Pace
    from gui.main_window import MainWindow
    from gui.theme import Appearance

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
        shown.desk.choose_preset(preset)
        workbench.set_pace(Pace.flat_out())
        workbench.play()
        wait_until(lambda: workbench.record.head >= FLAT_OUT_UNTIL[tab])
        workbench.seek(iteration)
        run_for(8.0 if tab == "planar" else 1.5)  # for the baseline
        for ending, size in SIZES.items():
            window.resize(*size)
            run_for(0.5)
            window.grab().save(str(FOLDER / f"{tab}-{mode}{ending}.png"), "PNG", 0)
        window.close()
        run_for(0.1)


def film_a_race() -> None:
    """The README's moving picture, by the program's own export."""
    import main as program

    with tempfile.TemporaryDirectory() as folder:
        run = str(Path(folder) / "race.descent")
        program.main(["train", "linear", *RACE, "--out", run])
        program.main(["export", run, "--to", str(FOLDER / "race.gif"), *FILM])


if __name__ == "__main__":
    main()
