"""One decision surface of a run: which run, which racer, and what to draw of them.

It asks the assignment's model what it says and hands the answer to a `SurfacePlot`.
"""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from engine.record import Record
from engine.run import State
from engine.surface import Grid, boundary
from gui.appearance import Appearance
from gui.read_outs import ReadOuts, place_words
from gui.shapes import Dash, FloatArray, Line
from gui.widgets.surface_plot import SurfacePlot

MOST_DRAWN = 5000
"""Points that are drawn; of more, an even choice."""
MOST_MODELS = 2
"""Runs that are seen at once: the open one, and one beside it."""
FLAT = 1e-3
"""A surface whose probabilities differ by less than this has nothing to show."""

Style = Callable[[Record, int], tuple[str, Dash]]


class SurfaceModel(Protocol):
    """What an assignment's models say of places: one answer for each racer of a run."""

    def on_grid(self, state: State) -> NDArray[np.float32]:
        """P(y = 1) on the cells of the grid, shape (n_racers, side, side)."""

    def at(self, state: State, x0: float, x1: float) -> FloatArray:
        """P(y = 1) at one place, shape (n_racers,)."""

    def batch(self, racer: int, iteration: int) -> NDArray[np.int64]:
        """Indices of the points that are to be ringed."""


ModelOf = Callable[[Record, Grid], SurfaceModel]


class SharedModels:
    """Has all panels that show a record ask one model, and the model once for each state.

    Args:
        model_of: Makes the model of a record on a grid.
    """

    def __init__(self, model_of: ModelOf) -> None:
        self._model_of = model_of
        self._made: dict[Record, _AskedOnce] = {}

    def __call__(self, record: Record, grid: Grid) -> SurfaceModel:
        """The model of a record; the two records asked for last are kept."""
        model = self._made.pop(record, None) or _AskedOnce(self._model_of(record, grid))
        self._made[record] = model
        while len(self._made) > MOST_MODELS:
            del self._made[next(iter(self._made))]
        return model


class _AskedOnce:
    """A model that remembers what it said of the last state."""

    def __init__(self, model: SurfaceModel) -> None:
        self.at, self.batch = model.at, model.batch
        self._model = model
        self._asked: State | None = None
        self._answer: NDArray[np.float32] = np.empty((0, 0, 0), dtype=np.float32)

    def on_grid(self, state: State) -> NDArray[np.float32]:
        """P(y = 1) on the cells of the grid, shape (n_racers, side, side)."""
        if state is not self._asked:
            self._asked, self._answer = state, self._model.on_grid(state)
        return self._answer


class SurfacePanel(QObject):
    """A surface plot that follows one run.

    Args:
        appearance: Colours and sizes.
        model_of: Makes the model of a record on a grid.
        style: Colour and dash of a racer.
        parent: Qt's owner.
    """

    def __init__(
        self,
        appearance: Appearance,
        model_of: ModelOf,
        style: Style,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._model_of = model_of
        self._style_of = style
        self._model: SurfaceModel | None = None
        self.plot = SurfacePlot(appearance)
        self.record: Record | None = None
        self.racer = 0
        self._all_lines = True
        self._titled = False
        self._grid: Grid | None = None
        self._state: State | None = None
        self._drawn: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._place_of: Callable[[NDArray[np.int64]], NDArray[np.int64]] = lambda indices: indices
        self._read_outs = ReadOuts(self.plot, self._words, self)

    @property
    def all_drawn(self) -> bool:
        """Whether every point of the run is drawn; only then can they be edited."""
        return self.record is not None and len(self._drawn) == len(self.record.points.y)

    def show_record(
        self, record: Record, racer: int, *, all_lines: bool, titled: bool = False
    ) -> None:
        """Shows a run from now on.

        Args:
            record: The run.
            racer: Whose probabilities are the surface.
            all_lines: Whether the 0.5 lines of all racers are drawn, or only this one's.
            titled: Whether the picture says whose it is.
        """
        fresh = self.record is None or self.record.points is not record.points
        if fresh or self._grid is None:
            self._grid = Grid(record.points.frame)
        if record is not self.record or self._model is None:
            self._model = self._model_of(record, self._grid)
        if fresh:
            self._show_points(record)
            self._read_outs.forget_pin()
        self.record, self.racer = record, racer
        self._all_lines, self._titled = all_lines, titled

    def show_title(self, text: str) -> None:
        """Says whose picture it is, where there are several."""
        colour, _ = self._style(self.racer)
        self.plot.show_title(text if self._titled else "", colour)

    def _show_points(self, record: Record) -> None:
        points = record.points
        n = len(points.y)
        if n <= MOST_DRAWN:
            self._drawn = np.arange(n)
            self._place_of = lambda indices: indices
        else:
            self._drawn = np.unique(np.linspace(0, n - 1, MOST_DRAWN).astype(np.int64))
            places = np.full(n, -1, dtype=np.int64)
            places[self._drawn] = np.arange(len(self._drawn))
            self._place_of = lambda indices: places[indices]
        self.plot.show_frame(points.frame)
        self.plot.show_points(points.X[self._drawn], points.y[self._drawn])

    def show_state(self, state: State) -> None:
        """Draws a state: surface, lines, mini-batch, read-outs."""
        if self.record is None or self._grid is None or self._model is None:
            return
        self._state = state
        surfaces = self._model.on_grid(state)
        shown = range(len(surfaces)) if self._all_lines else (self.racer,)
        self.plot.show_surface(surfaces[self.racer], self._grid.frame)
        self.plot.show_lines(
            [
                self._line(self.record, racer, boundary(surfaces[racer], self._grid))
                for racer in shown
            ]
        )
        batch = self._model.batch(self.racer, state.iteration)
        places = self._place_of(batch)
        self.plot.show_batch(places[places >= 0])
        self.plot.show_caption(self._caption(surfaces[self.racer]))
        self._read_outs.tell()

    def _line(self, record: Record, racer: int, pieces: tuple[FloatArray, ...]) -> Line:
        several = record.n_racers > 1 and self._all_lines
        if record.n_racers == 1:
            return Line(self._appearance.theme.text, pieces)
        colour, dash = self._style(racer)
        label = record.settings.labels[racer] if several else ""
        return Line(colour, pieces, dash if several else (), label)

    def _style(self, racer: int) -> tuple[str, tuple[float, ...]]:
        if self.record is None:
            return self._appearance.theme.text, ()
        return self._style_of(self.record, racer)

    def _caption(self, surface: NDArray[np.float32]) -> str:
        low, high = float(surface.min()), float(surface.max())
        if high - low > FLAT:
            if low > 0.5 or high < 0.5:
                return f"p is {'above' if low > 0.5 else 'below'} 0.5 everywhere: no boundary here."
            return ""
        started = self._state is not None and self._state.iteration > 0
        rest = "" if started else " Press Play."
        return f"p = {high:.2f} everywhere: no boundary yet.{rest}"

    # Read-outs -------------------------------------------------------------------------------

    def _words(self, x: float, y: float) -> str:
        if self._state is None or self.record is None or self._model is None:
            return ""
        p = self._model.at(self._state, x, y)
        where = place_words(x, y)
        if len(p) == 1 or not self._all_lines:
            return f"p = {p[self.racer]:.3f}\n{where}"
        labels = self.record.settings.labels
        each = "\n".join(f"p = {one:.3f}  {name}" for one, name in zip(p, labels, strict=True))
        return f"{each}\n{where}"
