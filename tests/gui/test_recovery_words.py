"""What is said of journals: counted in the words of the tab that each run belongs to."""

from pathlib import Path
from typing import Any

import pytest

from engine.linear.settings import LinearSettings
from engine.mnist.settings import MnistSettings
from engine.notes import TabNote, WholeNote, WindowNote
from engine.run import Change, Programme
from gui.recovery_words import offer_words, step_words
from gui.steps import BATCHES, ITERATIONS


def run_note(assignment: str, head: int) -> WholeNote:
    settings: Any = MnistSettings() if assignment == "mnist" else LinearSettings()
    return WholeNote(0, assignment, Programme((Change(0, settings),)), None, head)


@pytest.mark.parametrize(
    ("heads", "words"),
    [
        ({"linear": 250}, "1 run with 250 iterations"),
        ({"mnist": 1494}, "1 run with 1,494 batches"),
        ({"mnist": 1}, "1 run with 1 batch"),
        ({"linear": 250, "mnist": 494}, "2 runs with 250 iterations and 494 batches"),
        ({"linear": 0, "mnist": 494}, "1 run with 494 batches"),
    ],
)
def test_an_offer_counts_as_the_tabs_do(heads: dict[str, int], words: str, tmp_path: Path) -> None:
    tabs = tuple(TabNote(name, (run_note(name, head),), 0, head) for name, head in heads.items())
    offered = offer_words([(tmp_path, WindowNote("mnist", tabs))])
    assert f". {words} can be brought back." in offered


def test_while_runs_are_restored_they_are_counted_alike() -> None:
    assert step_words([run_note("mnist", 494)]) is BATCHES
    assert step_words([run_note("planar", 100)]) is ITERATIONS
    several = [run_note("planar", 100), run_note("mnist", 494)]
    assert step_words(several).many == "iterations and batches"
