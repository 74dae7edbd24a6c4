"""The drawing of the open run's network, with what each hidden unit computes."""

import numpy as np

from engine.planar.layout import unpack
from engine.planar.look import hidden_units_on, network_on, output_of_units
from engine.record import Record
from engine.run import State
from engine.surface import SMALL_SIDE, Grid
from gui.appearance import Appearance
from gui.planar.network_plot import NetworkPlot


class NetworkView:
    """Follows a run of one network.

    Args:
        appearance: Colours and sizes.
    """

    def __init__(self, appearance: Appearance) -> None:
        self.plot = NetworkPlot(appearance)
        self._record: Record | None = None
        self._grids: dict[int, Grid] = {}

    def show_record(self, record: Record) -> None:
        """Shows another run from now on."""
        self._record = record
        self._grids = {}

    def show_state(self, state: State) -> None:
        """Draws a state: weights, what each hidden unit computes, what the network says."""
        record = self._record
        if record is None or not self.plot.isVisible():
            return
        settings = record.settings
        shape = settings.n_hidden, settings.activation
        parameters = unpack(state.values, settings.n_hidden)
        W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
        self.plot.show_network(W1, b1, W2, b2, settings.activation)
        grid, large = self._grid(record, self.plot.unit_side), self._grid(record, SMALL_SIDE)
        units = hidden_units_on(state.values, *shape, grid.points)
        low, high = _range(settings.activation, units)
        self.plot.show_unit_surfaces(units.reshape(-1, grid.side, grid.side), low, high)
        if grid is large:
            output = output_of_units(state.values, settings.n_hidden, units)
        else:
            output = network_on(state.values, *shape, large.points)
        self.plot.show_output_surface(output.reshape(large.side, large.side))

    def _grid(self, record: Record, side: int) -> Grid:
        if side not in self._grids:
            self._grids[side] = Grid(record.points.frame, side)
        return self._grids[side]


def _range(activation: str, units: np.ndarray) -> tuple[float, float]:
    """The values that have the two classes' colours."""
    if activation == "sigmoid":
        return 0.0, 1.0
    if activation == "relu":
        highest = max(float(units.max(initial=0.0)), 1e-6)
        return -highest, highest
    return -1.0, 1.0
