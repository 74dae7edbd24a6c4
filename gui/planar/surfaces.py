"""What planar networks and their baseline say of places, and how their lines are drawn."""

import numpy as np
from numpy.typing import NDArray

from engine.planar.look import network_on
from engine.planar.settings import PlanarSettings, RatesSettings, SizesSettings
from engine.planar.sweep import parts_of
from engine.record import Record
from engine.run import State
from engine.run_record import RunRecord
from engine.surface import Grid
from gui.appearance import Appearance
from gui.shapes import Dash, FloatArray

SECOND_ROUND: Dash = (4.0, 2.5)
"""Dash of the networks for which there is no further colour."""
NOTHING = np.empty(0, dtype=np.int64)


class PlanarSurfaces:
    """The networks of a run on a grid.

    Args:
        record: The run, of one network or of several.
        grid: Where they are asked.
    """

    def __init__(self, record: Record, grid: Grid) -> None:
        self._record = record
        self._grid = grid

    def on_grid(self, state: State) -> NDArray[np.float32]:
        """P(y = 1) on the cells of the grid, shape (n_networks, side, side)."""
        side = self._grid.side
        return self._ask(state, self._grid.points).reshape(-1, side, side)

    def at(self, state: State, x0: float, x1: float) -> FloatArray:
        """P(y = 1) at one place, shape (n_networks,)."""
        return self._ask(state, np.array([[x0, x1]], dtype=np.float32))[:, 0].astype(np.float64)

    def batch(self, racer: int, iteration: int) -> NDArray[np.int64]:  # noqa: ARG002
        """No mini-batch: every step sees all points."""
        return NOTHING

    def _ask(self, state: State, places: NDArray[np.float32]) -> NDArray[np.float32]:
        answers = [
            network_on(values, network.n_hidden, network.activation, places)
            for network, values in networks_at(self._record, state)
        ]
        return np.stack(answers)


def networks_at(record: Record, state: State) -> list[tuple[PlanarSettings, FloatArray]]:
    """Each network of a run: its settings and its row of parameters at a state."""
    settings = record.settings
    if isinstance(settings, SizesSettings | RatesSettings):
        return [
            (network, state.values[part])
            for network, part in zip(settings.networks, parts_of(settings), strict=True)
        ]
    return [(settings, state.values)]


def network_style(appearance: Appearance, record: RunRecord, network: int) -> tuple[str, Dash]:
    """Colour and dash of a network's curve; a single one has the text's colour."""
    theme = appearance.theme
    if record.n_racers == 1:
        return theme.text, ()
    colours = tuple(theme.racers.values())
    return colours[network % len(colours)], SECOND_ROUND if network >= len(colours) else ()
