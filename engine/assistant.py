"""The second process: work that is asked for now and then, and that no training may wait for.

Data sets and baselines that need scikit-learn, and large files. It does one job after the other;
who no longer wants an answer ends the process.
"""

import contextlib
import importlib
import signal
import traceback
from dataclasses import dataclass
from typing import Any

from engine.errors import DescentError
from engine.late_import import imported
from engine.messages import Quit
from engine.worker import Connection

JOBS = {
    "warm_up": "engine.assistant:warm_up",
    "make_points": "engine.datasets:make_points",
    "load_points": "engine.datafile:load_points",
    "fit_baseline": "engine.planar.baseline:fit_baseline",
    "held_out": "engine.planar.held_out:held_out",
    "open_keras": "engine.mnist.keras_files:open_network",
    "save_keras": "engine.mnist.keras_files:save_network",
}
"""For each job, the function that does it; its module is imported when first needed."""


@dataclass(frozen=True)
class Job:
    """One piece of work.

    Attributes:
        number: Comes back with the answer.
        name: A key of `JOBS`.
        arguments: For the function.
    """

    number: int
    name: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Answer:
    """What came of a job: a result, or a sentence that says why there is none."""

    number: int
    result: Any = None
    problem: str = ""
    detail: str = ""


def warm_up() -> None:
    """Imports what the first data set of scikit-learn would have to wait for."""
    importlib.import_module("sklearn.datasets")


def do(job: Job) -> Answer:
    """Does a job. Errors become an answer that says so."""
    try:
        return Answer(job.number, imported(JOBS[job.name])(*job.arguments))
    except DescentError as error:
        return Answer(job.number, problem=str(error))
    except Exception as error:  # the boundary of the process: the window must hear of it
        sentence = f"That could not be done: {type(error).__name__}: {error}."
        return Answer(job.number, problem=sentence, detail=traceback.format_exc())


def main(connection: Connection) -> None:
    """What the process runs: answers jobs until told to quit or until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while not isinstance(job := connection.recv(), Quit):
            connection.send(do(job))
