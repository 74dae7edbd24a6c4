"""The walls between the packages hold, and importing a module does no work."""

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

import engine
import gui
import main

PROJECT = Path(main.__file__).parent
SECONDS = 120


def modules_of(package: str) -> list[str]:
    """Every module of a package, by its name, the package itself first."""
    path = {"engine": engine.__path__, "gui": gui.__path__}[package]
    found = pkgutil.walk_packages(path, prefix=f"{package}.")
    return [package, *(one.name for one in found)]


def in_a_fresh_interpreter(program: str, cwd: Path = PROJECT) -> str:
    """What a program prints in a new Python, in which any warning is an error."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded_by(package: str) -> set[str]:
    """The top-level packages that importing all modules of a package loads."""
    names = modules_of(package)
    program = f"""
import importlib, sys
for name in {names}:
    importlib.import_module(name)
print(sorted({{name.partition(".")[0] for name in sys.modules}}))
"""
    found: list[str] = ast.literal_eval(in_a_fresh_interpreter(program))
    return set(found)


def test_the_contracts_between_the_packages_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    assert lint_imports(cache_dir=None) == EXIT_STATUS_SUCCESS


def test_the_engine_loads_no_window() -> None:
    loaded = loaded_by("engine")
    assert "numpy" in loaded
    assert loaded & {"PySide6", "shiboken6", "pyqtgraph", "qtawesome", "gui"} == set()


def test_the_window_loads_no_tensorflow_and_no_scikit_learn() -> None:
    loaded = loaded_by("gui")
    assert "PySide6" in loaded
    assert loaded & {"tensorflow", "keras", "sklearn", "scipy"} == set()


def test_every_folder_with_modules_is_a_package() -> None:
    for package in ("engine", "gui"):
        for path in (PROJECT / package).rglob("*.py"):
            assert (path.parent / "__init__.py").is_file(), f"{path.parent} has no __init__.py"


@pytest.mark.parametrize("package", ["engine", "gui"])
def test_importing_does_no_work(package: str, tmp_path: Path) -> None:
    program = f"""
import importlib, os, random, sys, threading
sys.path.insert(0, {str(PROJECT)!r})
import numpy as np

before = np.random.get_state()[1].tobytes(), random.getstate()
opened = []
def watch(event, arguments):
    path, mode, flags = arguments if event == "open" else (None, None, 0)
    if event == "open" and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        if "__pycache__" not in str(path):
            opened.append(str(path))
    if event in ("os.mkdir", "socket.connect", "subprocess.Popen"):
        if "__pycache__" not in str(arguments):
            opened.append(event + " " + str(arguments))
sys.addaudithook(watch)
for name in {modules_of(package)}:
    importlib.import_module(name)
assert (np.random.get_state()[1].tobytes(), random.getstate()) == before, "random numbers"
assert opened == [], opened
assert threading.active_count() == 1, threading.enumerate()
if "PySide6" in sys.modules:
    from PySide6.QtCore import QCoreApplication
    assert QCoreApplication.instance() is None, "an application"
"""
    in_a_fresh_interpreter(program, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_trains_loads_no_window() -> None:
    program = """
import sys
import engine.worker
print(sorted({name.partition(".")[0] for name in sys.modules}))
"""
    loaded = set(ast.literal_eval(in_a_fresh_interpreter(program)))
    assert loaded & {"PySide6", "pyqtgraph", "sklearn", "tensorflow"} == set()
