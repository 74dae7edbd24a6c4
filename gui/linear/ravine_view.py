"""The loss over two weights with the racers' paths: a landscape, and who walks on it how."""

import numpy as np

from engine.linear.features import FEATURES
from engine.linear.landscape import Landscape, inside, landscape
from engine.linear.logistic import compute_loss
from engine.linear.run import WEIGHTS
from engine.record import Record
from gui.appearance import Appearance
from gui.linear.ravine import RavinePlot
from gui.linear.surfaces import linear_run, racer_style
from gui.shapes import Path

MOST_STEPS = 1000
"""Steps of a path that are drawn, at most about."""
SIGHT = 1e4
"""Weights farther out than this do not widen the frame any more."""


class RavineView:
    """Follows one run of two features.

    Args:
        appearance: Colours and sizes.
    """

    def __init__(self, appearance: Appearance) -> None:
        self._appearance = appearance
        self.plot = RavinePlot(appearance)
        self._record: Record | None = None
        self._landscape: Landscape | None = None
        self._position = 0
        self.plot.hovered.connect(self._tell)
        self.plot.pinned.connect(self._keep)

    def show_record(self, record: Record) -> None:
        """Shows another run from now on; nothing is computed before it is looked at."""
        if record is not self._record:
            self._record = record
            self.plot.remove_pin()
            self._landscape = None

    def dress(self) -> None:
        """Draws in the colours that hold now."""
        if self._landscape is not None:
            self.show_position(self._position)

    def show_position(self, position: int) -> None:
        """Draws the paths up to an iteration, and the landscape when they left its frame."""
        self._position = position
        record = self._record
        if record is None or len(linear_run(record).columns) != 2:
            return
        passed = record.history.path(min(position, record.head), MOST_STEPS)[:, :, WEIGHTS]
        paths = [passed[:, racer] for racer in range(passed.shape[1])]
        known = [path[np.abs(path).max(axis=1) < SIGHT] for path in paths]
        if self._landscape is None or not all(inside(self._landscape.frame, k) for k in known):
            self._draw_landscape(record, known)
        styles = [racer_style(self._appearance, record, racer) for racer in range(len(paths))]
        self.plot.show_paths(
            [
                Path(colour, path, dash, label)
                for (colour, dash), path, label in zip(
                    styles, paths, record.settings.labels, strict=True
                )
            ]
        )

    def _tell(self, first: float, second: float) -> None:
        """The loss where the mouse is."""
        if self._record is not None:
            self.plot.show_readout(self._words(self._record, first, second))

    def _keep(self, first: float, second: float) -> None:
        """The loss where the mouse was clicked."""
        if self._record is not None:
            self.plot.show_pin(first, second, self._words(self._record, first, second))

    @staticmethod
    def _words(record: Record, first: float, second: float) -> str:
        loss = compute_loss(linear_run(record).expanded, record.points.y, np.array([first, second]))
        return f"loss {loss:.3f}\nw {first:.3g}, {second:.3g}".replace("-", "−")

    def _draw_landscape(self, record: Record, passed: list[np.ndarray]) -> None:
        run = linear_run(record)
        found = landscape(run.expanded, record.points.y, passed)
        self._landscape = found
        first, second = (f"w({FEATURES[column].symbol})" for column in run.columns)
        self.plot.show_landscape(found.contours, found.frame, (first, second))
        self.plot.show_minimum(*(found.minimum or (None, None)))
