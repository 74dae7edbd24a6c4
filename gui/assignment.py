"""What a tab tells its desk of the assignment that it is for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.datasets import Points
from gui.data_source import own_file_settings
from gui.guide import StepLengths
from gui.steps import ITERATIONS, StepWords


@dataclass(frozen=True)
class Assignment:
    """What a desk must know of its assignment.

    Attributes:
        name: Of the assignment.
        runs: For each class of settings its run in `engine.worker.RUNS`.
        presets: Settings by their names; the first is what the tab begins with.
        step_lengths: How long the step from a state and its weights are; None where no course is
            named.
        settings_words: The settings in one line, given the name of the points.
        guided: The settings of runs whose course is named; None where none is.
        split: Parts the points of a file in those to learn from and those held out.
        file_settings: The settings of a run on points of a file, given those of now and the points.
        waiting_words: What is said while points are being waited for.
        steps: What is counted in time.
        quantity: What the course calls the loss.
    """

    name: str
    runs: Mapping[type, str]
    presets: Mapping[str, Any]
    step_lengths: StepLengths | None
    settings_words: Callable[[Any, str], str]
    guided: type | None
    split: Callable[[Points], tuple[Points, Points]] | None = None
    file_settings: Callable[[Any, Any], Any] = own_file_settings
    waiting_words: str = "Getting the points …"
    steps: StepWords = ITERATIONS
    quantity: str = "loss"
