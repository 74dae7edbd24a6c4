"""Starts the window, or a command without a window.

Imports nothing heavy at its top, because the processes that train import this file again; and is
written so that a Python that is too old can still read it and say so.
"""

import os
import sys

COMMANDS = ("train", "check", "predict")
"""The first words that mean: no window. `engine.command_line` carries them out."""

DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done; the run failed or a check did not hold; bad input or usage; Ctrl+C."""

DISTRIBUTIONS = {
    "PySide6": "PySide6-Essentials",
    "shiboken6": "shiboken6",
    "sklearn": "scikit-learn",
}
"""Packages that are imported under another name than they are installed under."""

OWN_PACKAGES = ("engine", "gui")


def python_problem(version: "tuple[int, ...]") -> str:
    """The sentence for a Python that cannot run this program; "" for one that can."""
    if (3, 11) <= tuple(version[:2]) < (3, 14):
        return ""
    return (
        "Descent needs Python 3.11, 3.12 or 3.13. This is Python {}. "
        "Start it with one of those, for instance 'python3.12 main.py', or with 'make run'."
    ).format(".".join(str(part) for part in version[:3]))


def missing_package(error: ImportError) -> str:
    """The sentence for a package that is not installed; "" when it is one of our own modules."""
    package = (error.name or "").partition(".")[0]
    if not package or package in OWN_PACKAGES or not isinstance(error, ModuleNotFoundError):
        return ""
    return (
        f"Descent needs the package {DISTRIBUTIONS.get(package, package)}, which this Python does "
        "not have. Run 'make setup' and start with 'make run', or run "
        "'python -m pip install -r requirements.txt'."
    )


def run(arguments: "list[str]") -> int:
    """Do what the command line says, and give the exit code."""
    if arguments and arguments[0] in COMMANDS:
        from engine.command_line import run_command

        return run_command(arguments)
    if arguments and arguments[0] == "export":
        # Films and pictures are painted by widgets, of which the engine knows nothing.
        from gui.film.start import export_run

        return export_run(arguments)
    from gui.start import start_window

    return start_window(arguments)


def open_outputs() -> None:
    """Let what is said go nowhere where there is no output: in pythonw, or closed by a shell."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115


def main(arguments: "list[str]") -> int:
    """Do what the command line says; what a person can mend becomes one sentence and a code.

    Args:
        arguments: The words after `main.py`.

    Returns:
        The exit code: 0 done, 1 failed, 2 bad input or usage, 130 interrupted.
    """
    open_outputs()
    problem = python_problem(sys.version_info[:3])
    if problem:
        sys.stderr.write(problem + "\n")
        return BAD_INPUT
    # One thread each: more make small products slower and take the cores from the window.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    try:
        code = run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return INTERRUPTED
    except BrokenPipeError:
        # Who read our output went away. Python would write to it once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except ImportError as error:
        problem = missing_package(error)
        if not problem:
            raise
        sys.stderr.write(problem + "\n")
        return BAD_INPUT
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
