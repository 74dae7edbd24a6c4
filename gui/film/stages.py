"""The pictures of a film, by assignment: the surfaces of a run at an iteration, as in its tab."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from engine.errors import InputError
from engine.export.order import Order
from engine.linear.look import accuracies
from engine.linear.words import settings_words as linear_words
from engine.record import Record
from gui.appearance import Appearance
from gui.film.headline import Headline, Said
from gui.film.losses import EachLoss, LossSource
from gui.film.mnist_stage import MnistStage
from gui.film.planar_stages import PlanarStage, SweepStage
from gui.linear.pictures import LinearPictures
from gui.linear.surfaces import linear_run, racer_style
from gui.picture import Render
from gui.planar.network_page import percent
from gui.shapes import Dash


class Stage(Protocol):
    """What a film shows of one assignment.

    Attributes:
        logarithmic_time: Whether the iterations on the loss plot grow geometrically.
        unit: What is counted: "Iteration".
        quantity: What the curve shows is called.
        losses: What the curve shows.
        beside: What stands beside the curve, if anything.
    """

    logarithmic_time: bool
    unit: str
    quantity: str
    losses: LossSource
    beside: QWidget | None

    @property
    def widget(self) -> QWidget:
        """The pictures."""

    @property
    def render(self) -> Render:
        """The main picture, at so many pixels for one on the screen."""

    def show(self, iteration: int) -> None:
        """Shows a state."""

    def headline(self) -> Headline:
        """How well the state shown does."""

    def style(self, racer: int) -> tuple[str, Dash]:
        """Colour and dash of a racer's curve."""

    def words(self) -> str:
        """The settings in one line."""


NOT_OF_THIS_RUN = {
    "each": "needs several racers.",
    "ravine": "needs a run with exactly two features.",
}
"""Why a view cannot be shown."""


class LinearStage:
    """The racers of a linear run, in one of the views of its tab."""

    logarithmic_time = False
    unit = "Iteration"
    quantity = "loss"
    beside: QWidget | None = None

    def __init__(self, appearance: Appearance, record: Record, order: Order) -> None:
        self._record = record
        self._iteration = 0
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
        self._iteration = iteration
        self._pictures.show_position(iteration)
        if iteration == 0:
            for panel in self._pictures.panels:
                panel.plot.show_caption("")  # a film has no Play to press

    def headline(self) -> Headline:
        """The accuracy of each racer."""
        record = self._record
        shares = accuracies(linear_run(record), record.state(self._iteration))
        if record.n_racers == 1:
            return (Said("accuracy", percent(shares[0])),)
        return tuple(
            Said(name, percent(share), self.style(racer)[0])
            for racer, (name, share) in enumerate(zip(record.settings.labels, shares, strict=True))
        )

    @property
    def render(self) -> Render:
        """The main picture, at so many pixels for one on the screen."""
        return self._pictures.main_picture.picture

    def style(self, racer: int) -> tuple[str, Dash]:
        """Colour and dash of a racer's curve."""
        return self._style(self._record, racer)

    def words(self) -> str:
        """The settings in one line."""
        return linear_words(self._record.settings, self._record.points.name)


STAGES: dict[str, Callable[[Appearance, Any, Order], Stage]] = {
    "linear": LinearStage,
    "planar": PlanarStage,
    "planar-sizes": SweepStage,
    "planar-rates": SweepStage,
    "mnist": MnistStage,
}
"""By assignment."""
