"""What the window's process has imported after everything was used."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import main

PROJECT = Path(main.__file__).parent
SECONDS = 220

DRIVER = """
    import sys
    from pathlib import Path

    from PySide6.QtCore import QSettings
    from PySide6.QtTest import QTest

    from engine import niceness

    # In the processes that train, too, which import this file again: where others are busy, what
    # gives way to everything imports Keras in minutes.
    niceness.be_nice = lambda *_, **__: None

    def until(condition):
        for _ in range(20_000):
            if condition():
                return
            QTest.qWait(10)
        raise AssertionError("It did not happen.")

    def use(window, folder):
        from engine.linear.presets import PRESETS
        from engine.player import Pace
        from engine.run import Mode
        from gui.tabs import TABS

        tab = window.tab
        workbench = tab.desk.workbench
        for name in PRESETS:
            tab.desk.choose_preset(name)
            until(lambda: workbench.settings == PRESETS[name])
            workbench.set_pace(Pace.flat_out())
            workbench.play()
            until(lambda: workbench.mode is Mode.FINISHED)
        for name in ("common", "each", "features", "ravine"):
            if tab._pictures.switch._buttons[name].isEnabled():
                tab._pictures.show_view(name)
                workbench.go_to_start()
        file = folder / "own.csv"
        file.write_text("\\n".join(f"{k % 7},{k % 5},{k % 2}" for k in range(40)))
        window.open_file(file)
        until(lambda: workbench.record.points.name == "own.csv")
        tab._inspector._choose("formulas")
        window.menus._copy_picture()
        window.present(True)
        window.present(False)
        for kind in TABS:
            window.show_tab(kind.name)
            QTest.qWait(200)
        use_digits(window.tab)

    def use_digits(tab):
        workbench = tab.desk.workbench
        until(lambda: workbench.shelf.current is not None)
        workbench.play()
        until(lambda: workbench.record.head > 20)
        workbench.pause()
        for name in ("weights", "activations", "mistakes", "samples", "train"):
            tab._pictures.show_view(name)
            QTest.qWait(200)

    if __name__ == "__main__":
        from gui.app import make_application
        from gui.main_window import MainWindow
        from gui.appearance import Appearance

        folder = Path(sys.argv[1])
        app = make_application()
        appearance = Appearance()
        appearance.apply(app)
        store = QSettings(str(folder / "descent.ini"), QSettings.Format.IniFormat)
        window = MainWindow(appearance, store)
        window.show()
        use(window, folder)
        window.close()
        packages = {name.partition(".")[0] for name in sys.modules}
        print(*sorted(packages & {"tensorflow", "keras", "sklearn", "scipy"}), "used")
"""


@pytest.mark.process
def test_the_process_of_the_window_imports_nothing_heavy_whatever_is_used(tmp_path: Path) -> None:
    program = tmp_path / "driver.py"
    program.write_text(textwrap.dedent(DRIVER))
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(PROJECT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "used\n"
