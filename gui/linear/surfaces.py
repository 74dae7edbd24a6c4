"""What the linear models say of places, and how their lines are drawn."""

import numpy as np
from numpy.typing import NDArray

from engine.linear.look import grid_features, probabilities_on, probability_at
from engine.linear.run import LinearRun
from engine.record import Record
from engine.run import State
from engine.run_record import RunRecord
from engine.surface import Grid
from gui.appearance import Appearance
from gui.shapes import Dash, FloatArray


class LinearSurfaces:
    """The racers of a run on a grid.

    Args:
        record: The run.
        grid: Where they are asked.
    """

    def __init__(self, record: Record, grid: Grid) -> None:
        self._run = linear_run(record)
        self._side = grid.side
        self._features = grid_features(grid.points, self._run.columns)

    def on_grid(self, state: State) -> NDArray[np.float32]:
        """P(y = 1) on the cells of the grid, shape (n_racers, side, side)."""
        return probabilities_on(state, self._features).reshape(-1, self._side, self._side)

    def at(self, state: State, x0: float, x1: float) -> FloatArray:
        """P(y = 1) at one place, shape (n_racers,)."""
        return probability_at(state, self._run.columns, x0, x1)

    def batch(self, racer: int, iteration: int) -> NDArray[np.int64]:
        """Indices of the points of a racer's mini-batch."""
        return self._run.batch(racer, iteration)


def racer_style(appearance: Appearance, record: RunRecord, racer: int) -> tuple[str, Dash]:
    """Colour and dash of a racer's lines; a second racer of a rule takes an unused colour."""
    rules = record.settings.optimizers
    repeat = rules[:racer].count(rules[racer])
    colour, dash = appearance.theme.racer_style(racer, rules[racer], repeat)
    if repeat:
        names = [name for name in appearance.theme.racers if name not in rules]
        colour = appearance.theme.racers[names[(repeat - 1) % len(names)]]
    return colour, dash


def linear_run(record: Record) -> LinearRun:
    """The run of a record of this tab."""
    run = record.mirror
    if not isinstance(run, LinearRun):
        raise TypeError(f"A linear run is needed. Received {type(run).__name__}.")
    return run
