"""How the losses of a run become a line over time, and which iterations part its columns."""

import numpy as np

from engine.run_record import RunRecord
from gui.shapes import FloatArray, IntArray, Losses

MOST_DOTS = 4000
"""Of more dots, every second, third, … is drawn."""
NO_DOTS: FloatArray = np.empty(0)


class LossLines:
    """How the losses of a run become a line: as they are."""

    def curve(
        self, record: RunRecord, edges: IntArray, racer: int
    ) -> tuple[FloatArray, FloatArray]:
        """Iterations and losses of a racer, thinned for drawing."""
        return record.history.curve(edges, racer)

    def dots(self, record: RunRecord) -> tuple[FloatArray, FloatArray]:  # noqa: ARG002
        """Iterations and losses that are drawn as faint dots; none here."""
        return NO_DOTS, NO_DOTS

    def at(self, record: RunRecord, position: int) -> Losses:
        """The losses that are told where the cursor stands, by the racers' numbers."""
        if position > record.head:
            return {}
        losses = record.history.losses_at(position)
        return {str(racer): float(loss) for racer, loss in enumerate(losses)}


def edges_of(last: int, n_columns: int, *, logarithmic: bool) -> IntArray:
    """The iterations that part the columns of a picture, ascending, from 0 to `last`."""
    if logarithmic:
        edges = np.expm1(np.linspace(0, np.log1p(last), n_columns))
    else:
        edges = np.linspace(0, last, n_columns)
    whole = edges.astype(np.int64)
    return whole[np.diff(whole, prepend=-1) > 0]
