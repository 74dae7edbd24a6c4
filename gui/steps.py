"""What one step of a run is called where a person reads it: an iteration, or a batch."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StepWords:
    """One step and several, "iteration" and "iterations"."""

    one: str
    many: str


ITERATIONS = StepWords("iteration", "iterations")
BATCHES = StepWords("batch", "batches")
