"""The network beside its baseline: two surfaces with their accuracies."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.datasets import Points
from engine.planar.baseline import Baseline
from engine.planar.look import PlanarLook, quality_on
from engine.record import Record
from engine.run import State
from engine.surface import Grid, boundary
from gui.appearance import Appearance
from gui.companions import Companions
from gui.picture import add_picture_menu
from gui.planar.surfaces import PlanarSurfaces, network_style
from gui.read_outs import ReadOuts, place_words
from gui.shapes import FloatArray, Line
from gui.surface_panel import MOST_DRAWN, SurfacePanel
from gui.widgets.surface_plot import SurfacePlot

BASELINE_SHARE, NETWORK_SHARE = 2, 3
UNDECIDED = 0.02
"""Probabilities that differ by less than this look alike to two figures."""
FITTING = "Logistic regression is being fitted …"


class NetworkPage(QWidget):
    """Baseline and the open run's network, or that and the network of a run to compare with.

    Signals:
        troubled: (sentence) when a picture cannot be saved.

    Args:
        appearance: Colours and sizes.
        companions: Where baselines and held-out points come from.
        describe: Gives the line of settings under a saved picture.
        name_of: What a run is called where two stand side by side.
    """

    troubled = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        companions: Companions,
        describe: Callable[[], str],
        name_of: Callable[[Record], str],
    ) -> None:
        super().__init__()
        self._name_of = name_of
        self._appearance = appearance
        self._companions = companions
        self._record: Record | None = None
        self._beside: Record | None = None
        self.baseline = SurfacePlot(appearance)
        style = partial(network_style, appearance)
        self.panel = SurfacePanel(appearance, PlanarSurfaces, style, self)
        self.other = SurfacePanel(appearance, PlanarSurfaces, style, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.sizes.gap)
        row.addWidget(self.baseline, BASELINE_SHARE)
        row.addWidget(self.panel.plot, NETWORK_SHARE)
        row.addWidget(self.other.plot, NETWORK_SHARE)
        self.other.plot.hide()
        for plot, name in (
            (self.baseline, "baseline"),
            (self.panel.plot, "network"),
            (self.other.plot, "other-network"),
        ):
            add_picture_menu(plot, plot.picture, describe, self.troubled.emit, name)
        self._read_outs = ReadOuts(self.baseline, self._words, self)
        companions.came.connect(self._take)

    def show_record(self, record: Record, beside: Record | None) -> None:
        """Shows another run from now on, and one beside it instead of the baseline."""
        if self._record is None or self._record.points is not record.points:
            self._read_outs.forget_pin()
        self._record, self._beside = record, beside
        self.panel.show_record(record, 0, all_lines=True, titled=True)
        self.baseline.setVisible(beside is None)
        self.other.plot.setVisible(beside is not None)
        if beside is not None:
            self.other.show_record(beside, 0, all_lines=True, titled=True)
        else:
            self._show_baseline()

    def show_look(self, state: State, seen: PlanarLook) -> None:
        """Shows a state of the network, and the same iteration of the one beside it."""
        self.panel.show_state(state)
        fresh = seen.held_out.accuracy if seen.held_out else None
        self.panel.show_title(self._title(self._record, seen.accuracy, fresh))
        if state.iteration == 0:
            self.panel.plot.show_caption(_untrained(seen.cache["A2"]))
        if self._beside is not None:
            self._show_other(self._beside, state.iteration)

    def _show_other(self, record: Record, position: int) -> None:
        state = record.state(min(position, record.head))
        self.other.show_state(state)
        settings = record.settings
        shape = settings.n_hidden, settings.activation
        accuracy = quality_on(state.values, *shape, record.points).accuracy
        points = self._companions.held_out(record.points)
        fresh = quality_on(state.values, *shape, points).accuracy if points is not None else None
        self.other.show_title(self._title(record, accuracy, fresh))

    def _title(self, record: Record | None, accuracy: float, fresh: float | None) -> str:
        """How well a network does; of two also which one it is."""
        name = "Network" if self._beside is None or record is None else self._name_of(record)
        words = f"{name}   {percent(accuracy)}"
        if fresh is None:
            return words
        if self._beside is not None:  # two pictures leave less room for words
            return f"{words}, fresh {percent(fresh)}"
        return f"{words}   fresh points {percent(fresh)}"

    def set_hard(self, hard: bool) -> None:
        """Only which class is the likelier one, or how likely it is."""
        for plot in (self.baseline, self.panel.plot, self.other.plot):
            plot.set_hard(hard)

    def set_editing(self, editing: bool) -> None:
        """Lets clicks change the points."""
        self.panel.plot.set_editing(editing)

    def _show_baseline(self) -> None:
        record = self._record
        if record is None:
            return
        baseline = self._companions.baseline(record.points)
        theme = self._appearance.theme
        if baseline is None:
            show_points(self.baseline, record.points)
            problem = self._companions.problem(record.points)
            self.baseline.show_surface(None, record.points.frame)
            self.baseline.show_lines([])
            self.baseline.show_title("Logistic regression", theme.text)
            self.baseline.show_caption(problem or FITTING)
            return
        show_fitted(self.baseline, record.points, baseline, theme.text)
        self._read_outs.tell()

    def _take(self, points: object) -> None:
        if self._record is not None and points is self._record.points and self._beside is None:
            self._show_baseline()

    def _words(self, x: float, y: float) -> str:
        """What the baseline says of a place; only where that is, while it is being fitted."""
        baseline = self._companions.baseline(self._record.points) if self._record else None
        where = place_words(x, y)
        return where if baseline is None else f"p = {baseline.at(x, y):.3f}\n{where}"


def show_points(plot: SurfacePlot, points: Points) -> None:
    """Shows points and their frame, or as many of them as can be seen."""
    drawn = points.thinned(MOST_DRAWN)
    plot.show_frame(points.frame)
    plot.show_points(drawn.X, drawn.y)


def show_fitted(plot: SurfacePlot, points: Points, baseline: Baseline, colour: str) -> None:
    """Shows what logistic regression makes of points.

    Args:
        plot: Where.
        points: The points.
        baseline: Fitted to them.
        colour: Of its line and its title.
    """
    show_points(plot, points)
    grid = Grid(points.frame)
    surface = baseline.on(grid.points).reshape(grid.side, grid.side)
    plot.show_surface(surface, grid.frame)
    plot.show_lines([Line(colour, boundary(surface, grid))])
    plot.show_title(f"Logistic regression   {percent(baseline.accuracy)}", colour)
    plot.show_caption(baseline.note)


def _untrained(p: FloatArray) -> str:
    """What an untrained network says of its points, and what to do."""
    if float(p.max() - p.min()) > UNDECIDED:
        return "Not trained yet. Press Play."
    return f"p = {float(p.mean()):.2f} everywhere: it knows nothing yet. Press Play."


def percent(share: float) -> str:
    """A share as people write it: "90.5 %"."""
    return f"{100 * share:.1f} %"
