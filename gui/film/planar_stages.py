"""The pictures of films of planar networks: one beside its baseline, or several side by side."""

from functools import partial

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.errors import InputError
from engine.export.order import Order
from engine.planar.baseline import fit_baseline
from engine.planar.look import network_on, quality_on
from engine.planar.words import settings_words as planar_words
from engine.record import Record
from engine.surface import SMALL_SIDE, Grid
from gui.appearance import Appearance
from gui.film.headline import Headline, Said
from gui.film.losses import EachLoss, LossSource
from gui.picture import Render
from gui.planar.multiples import Multiples
from gui.planar.network_page import BASELINE_SHARE, NETWORK_SHARE, percent, show_fitted
from gui.planar.surfaces import PlanarSurfaces, network_style, networks_at
from gui.planar.tile_words import Tile
from gui.shapes import Dash
from gui.surface_panel import SurfacePanel
from gui.widgets.surface_plot import SurfacePlot


def _refuse_view(order: Order) -> None:
    if order.view is not None:
        raise InputError("--view is for linear runs. Leave it out.")


class PlanarStage:
    """The baseline, and the surface of the network that learns; a single picture has no baseline.

    This process is not the window's: it may fit the baseline itself, which takes two seconds.
    """

    logarithmic_time = True
    unit = "Iteration"
    quantity = "cost"
    beside: QWidget | None = None

    def __init__(self, appearance: Appearance, record: Record, order: Order) -> None:
        _refuse_view(order)
        self._appearance = appearance
        self._record = record
        self._accuracy = 0.0
        self.losses: LossSource = EachLoss(record.history)
        self._style = partial(network_style, appearance)
        self._panel = SurfacePanel(appearance, PlanarSurfaces, self._style)
        self._panel.show_record(record, 0, all_lines=True, titled=order.kind.moving)
        self._panel.plot.set_hard(order.hard)
        self.widget = QWidget()
        row = QHBoxLayout(self.widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.sizes.gap)
        if order.kind.moving:
            row.addWidget(self._baseline(order.hard), BASELINE_SHARE)
        row.addWidget(self._panel.plot, NETWORK_SHARE)

    def _baseline(self, hard: bool) -> SurfacePlot:
        plot = SurfacePlot(self._appearance)
        plot.set_hard(hard)
        points = self._record.points
        show_fitted(plot, points, fit_baseline(points), self._appearance.theme.text)
        return plot

    def show(self, iteration: int) -> None:
        """Shows a state."""
        state, settings = self._record.state(iteration), self._record.settings
        shape = settings.n_hidden, settings.activation
        self._accuracy = quality_on(state.values, *shape, self._record.points).accuracy
        self._panel.show_state(state)
        self._panel.show_title("Network")
        if iteration == 0:
            self._panel.plot.show_caption("")  # a film has no Play to press

    def headline(self) -> Headline:
        """The network's accuracy."""
        return (Said("accuracy", percent(self._accuracy)),)

    @property
    def render(self) -> Render:
        """The main picture, at so many pixels for one on the screen."""
        return self._panel.plot.picture

    def style(self, racer: int) -> tuple[str, Dash]:
        """Colour and dash of the network's curve."""
        return self._style(self._record, racer)

    def words(self) -> str:
        """The settings in one line."""
        return planar_words(self._record.settings, self._record.points.name)


class SweepStage:
    """Several networks as small multiples."""

    logarithmic_time = True
    unit = "Iteration"
    quantity = "cost"
    beside: QWidget | None = None

    def __init__(self, appearance: Appearance, record: Record, order: Order) -> None:
        _refuse_view(order)
        self._record = record
        self.losses: LossSource = EachLoss(record.history)
        self._style = partial(network_style, appearance)
        self._grid = Grid(record.points.frame, SMALL_SIDE)
        self._multiples = Multiples(appearance)
        points = record.points
        self._multiples.show_points(points.X, points.y, points.frame)
        self._multiples.set_hard(order.hard)
        self.widget: QWidget = self._multiples

    def show(self, iteration: int) -> None:
        """Shows a state."""
        record, side = self._record, self._grid.side
        networks = networks_at(record, record.state(iteration))
        surfaces, tiles = [], []
        for label, (network, values) in zip(record.settings.labels, networks, strict=True):
            shape = network.n_hidden, network.activation
            surfaces.append(network_on(values, *shape, self._grid.points))
            tiles.append(Tile(label, percent(quality_on(values, *shape, record.points).accuracy)))
        self._multiples.show_tiles(tiles)
        self._multiples.show_surfaces(np.stack(surfaces).reshape(-1, side, side))

    def headline(self) -> Headline:
        """Each picture tells its own."""
        return ()

    @property
    def render(self) -> Render:
        """The main picture, at so many pixels for one on the screen."""
        return self._multiples.picture

    def style(self, racer: int) -> tuple[str, Dash]:
        """Colour and dash of a network's curve."""
        return self._style(self._record, racer)

    def words(self) -> str:
        """The settings in one line."""
        return planar_words(self._record.settings, self._record.points.name)
