import numpy as np
from numpy.typing import NDArray

from engine.datasets import make_points
from engine.linear.settings import LinearSettings
from engine.record import Record
from engine.run import Programme, State
from engine.surface import Grid
from gui.shapes import FloatArray
from gui.surface_panel import SharedModels


class CountingModel:
    """A model that says the iteration everywhere, and counts how often it is asked."""

    def __init__(self, record: Record, grid: Grid) -> None:
        self.asked = 0

    def on_grid(self, state: State) -> NDArray[np.float32]:
        self.asked += 1
        return np.full((1, 2, 2), state.iteration, dtype=np.float32)

    def at(self, state: State, x0: float, x1: float) -> FloatArray:
        return np.array([x0 + x1])

    def batch(self, racer: int, iteration: int) -> NDArray[np.int64]:
        return np.array([iteration])


def record(key: int) -> Record:
    points = make_points("ring", 20, 0.1, 1)
    return Record(key, "linear", Programme.of(LinearSettings()), points)


def test_panels_of_one_run_ask_its_model_once_for_each_state() -> None:
    made: list[CountingModel] = []

    def make(of: Record, grid: Grid) -> CountingModel:
        made.append(CountingModel(of, grid))
        return made[-1]

    models, run = SharedModels(make), record(1)
    grid = Grid(run.points.frame)
    first, second = models(run, grid), models(run, grid)
    states = [State(iteration, np.zeros(1)) for iteration in (3, 4)]
    answers = [panel.on_grid(state)[0, 0, 0] for state in states for panel in (first, second)]
    assert answers == [3, 3, 4, 4]
    assert [model.asked for model in made] == [2]


def test_of_many_runs_only_the_models_of_two_are_kept() -> None:
    models = SharedModels(CountingModel)
    runs = [record(key) for key in range(3)]
    kept = [models(run, Grid(run.points.frame)) for run in runs]
    assert models(runs[1], Grid(runs[1].points.frame)) is kept[1]
    assert models(runs[2], Grid(runs[2].points.frame)) is kept[2]
    assert models(runs[0], Grid(runs[0].points.frame)) is not kept[0]
