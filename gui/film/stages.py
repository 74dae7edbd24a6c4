"""The pictures of a film, by assignment: the surfaces of a run at an iteration, as in its tab."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

import numpy as np
from PySide6.QtWidgets import QWidget

from engine.errors import InputError
from engine.export.order import Order
from engine.linear.words import settings_words as linear_words
from engine.planar.look import network_on, quality_on
from engine.planar.words import settings_words as planar_words
from engine.record import Record
from engine.surface import SMALL_SIDE, Grid
from gui.film.losses import EachLoss, LossSource
from gui.film.mnist_stage import MnistStage
from gui.linear.pictures import LinearPictures
from gui.linear.surfaces import racer_style
from gui.picture import Render
from gui.planar.multiples import Multiples
from gui.planar.network_page import percent
from gui.planar.surfaces import PlanarSurfaces, network_style, networks_at
from gui.planar.tile_words import Tile
from gui.shapes import Dash
from gui.surface_panel import SurfacePanel
from gui.theme import Appearance


class Stage(Protocol):
    """What a film shows of one assignment.

    Attributes:
        logarithmic_time: Whether the iterations on the loss plot grow geometrically.
        unit: What is counted: "Iteration".
        losses: What the curve shows.
    """

    logarithmic_time: bool
    unit: str
    losses: LossSource

    @property
    def widget(self) -> QWidget:
        """The pictures."""

    @property
    def render(self) -> Render:
        """The main picture, at so many pixels for one on the screen."""

    def show(self, iteration: int) -> None:
        """Shows a state."""

    def style(self, racer: int) -> tuple[str, Dash]:
        """Colour and dash of a racer's curve."""

    def words(self) -> str:
        """The settings in one line."""


NOT_OF_THIS_RUN = {
    "each": "needs several racers.",
    "ravine": "needs a run with exactly two features.",
}
"""Why a view cannot be shown."""


def _refuse_view(order: Order) -> None:
    if order.view is not None:
        raise InputError("--view is for linear runs. Leave it out.")


class LinearStage:
    """The racers of a linear run, in one of the views of its tab."""

    logarithmic_time = False
    unit = "Iteration"

    def __init__(self, appearance: Appearance, record: Record, order: Order) -> None:
        self._record = record
        self.losses: LossSource = EachLoss(record.history)
        self._style = partial(racer_style, appearance)
        wished = order.view or ("each" if record.settings.batch_sizes else "common")
        self._pictures = LinearPictures(appearance, lambda: "")
        self._pictures.hide_controls()
        self._pictures.wish_view(wished)
        self._pictures.show_record(record, 0)
        self._pictures.show_hard(order.hard)
        if self._pictures.view != wished:
            raise InputError(f"--view {wished} {NOT_OF_THIS_RUN[wished]} Try --view common.")
        self.widget: QWidget = self._pictures

    def show(self, iteration: int) -> None:
        """Shows a state."""
        self._pictures.show_position(iteration)
        if iteration == 0:
            for panel in self._pictures.panels:
                panel.plot.show_caption("")  # a film has no Play to press

    @property
    def render(self) -> Render:
        """The main picture, at so many pixels for one on the screen."""
        picture: Any = self._pictures.main_picture
        render: Render = picture.picture
        return render

    def style(self, racer: int) -> tuple[str, Dash]:
        """Colour and dash of a racer's curve."""
        return self._style(self._record, racer)

    def words(self) -> str:
        """The settings in one line."""
        return linear_words(self._record.settings, self._record.points.name)


class PlanarStage:
    """The surface of one network, with its accuracy."""

    logarithmic_time = True
    unit = "Iteration"

    def __init__(self, appearance: Appearance, record: Record, order: Order) -> None:
        _refuse_view(order)
        self._record = record
        self.losses: LossSource = EachLoss(record.history)
        self._style = partial(network_style, appearance)
        self._panel = SurfacePanel(appearance, PlanarSurfaces, self._style)
        self._panel.show_record(record, 0, all_lines=True, titled=True)
        self._panel.plot.set_hard(order.hard)
        self.widget: QWidget = self._panel.plot

    def show(self, iteration: int) -> None:
        """Shows a state."""
        state = self._record.state(iteration)
        settings = self._record.settings
        quality = quality_on(
            state.values, settings.n_hidden, settings.activation, self._record.points
        )
        self._panel.show_state(state)
        self._panel.show_title(f"Network   {percent(quality.accuracy)}")

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


STAGES: dict[str, Callable[[Appearance, Any, Order], Stage]] = {
    "linear": LinearStage,
    "planar": PlanarStage,
    "planar-sizes": SweepStage,
    "planar-rates": SweepStage,
    "mnist": MnistStage,
}
"""By assignment."""
