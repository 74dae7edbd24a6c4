"""The points over x₀² and x₁², and each racer's 0.5 line there, where it is one."""

import numpy as np

from engine.linear.feature_space import leaves_plane, line_in_plane, squared
from engine.linear.run import WEIGHTS
from engine.record import Record
from engine.run import State
from gui.appearance import Appearance
from gui.linear.feature_space import FeatureSpacePlot
from gui.linear.surfaces import linear_run, racer_style
from gui.read_outs import ReadOuts, place_words
from gui.shapes import Line
from gui.surface_panel import MOST_DRAWN

LEFT_OUT = "The weights of x₀, x₁ and x₀x₁ have a say too; the line shows the others alone."
BEYOND = 0.5
"""How far beyond the points lines are drawn, as a share of the points' range."""
NOT_ON = "x₀² and x₁² are off: switch them on to see a line here."


class FeatureView:
    """Follows one run in the plane of the squares.

    Args:
        appearance: Colours and sizes.
    """

    def __init__(self, appearance: Appearance) -> None:
        self._appearance = appearance
        self.plot = FeatureSpacePlot(appearance)
        self._record: Record | None = None
        self._frame = (0.0, 1.0, 0.0, 1.0)
        self._all_drawn = True
        names = ("x₀²", "x₁²")
        self._read_outs = ReadOuts(self.plot.plot, lambda x, y: place_words(x, y, names), self.plot)

    def show_record(self, record: Record) -> None:
        """Shows another run from now on."""
        if self._record is None or self._record.points is not record.points:
            X, y = squared(record.points.X), record.points.y
            if len(y) > MOST_DRAWN:
                chosen = np.unique(np.linspace(0, len(y) - 1, MOST_DRAWN).astype(np.int64))
                X, y = X[chosen], y[chosen]
            self._all_drawn = len(y) == len(record.points.y)
            self._frame = _frame(X)
            self.plot.show_points(X, y)
            self._read_outs.forget_pin()
        self._record = record

    def show_state(self, state: State) -> None:
        """Draws a state's lines and mini-batch."""
        record = self._record
        if record is None:
            return
        run = linear_run(record)
        several = record.n_racers > 1
        lines = []
        for racer, label in enumerate(record.settings.labels):
            weights = state.values[racer, WEIGHTS]
            colour, dash = racer_style(self._appearance, record, racer)
            pieces = line_in_plane(weights, run.columns, self._frame)
            lines.append(Line(colour, pieces, dash, label if several else ""))
        self.plot.show_lines(lines)
        if self._all_drawn:
            self.plot.show_batch(run.batch(0, state.iteration))
        self.plot.show_caption(self._caption(state, run.columns))

    def _caption(self, state: State, columns: tuple[int, ...]) -> str:
        if not {2, 3} & set(columns):
            return NOT_ON
        bent = any(leaves_plane(weights, columns) for weights in state.values[:, WEIGHTS])
        return LEFT_OUT if bent else ""


def _frame(X: np.ndarray) -> tuple[float, float, float, float]:
    high = np.maximum(X.max(axis=0), 1e-6)
    margin = BEYOND * high
    return (
        float(-margin[0]),
        float(high[0] + margin[0]),
        float(-margin[1]),
        float(high[1] + margin[1]),
    )
