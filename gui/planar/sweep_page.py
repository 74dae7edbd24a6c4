"""Several networks side by side: small multiples, accuracies or costs, and what can be said."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.course import Course, Judgement
from engine.planar.look import Quality, network_on, quality_on
from engine.planar.settings import RatesSettings, SizesSettings
from engine.planar.sweep import parts_of
from engine.planar.words import NO_OVERFITTING, RATES_WORDS, SIZES_WORDS, is_the_courses_claim
from engine.record import Record
from engine.run import LOSS_LIMIT, State
from engine.surface import SMALL_SIDE, Grid
from engine.words import course_words
from gui.appearance import Appearance
from gui.companions import Companions
from gui.picture import add_picture_menu
from gui.planar.accuracy_plot import AccuracyPlot
from gui.planar.multiples import Multiples
from gui.planar.network_page import percent
from gui.planar.surfaces import network_style, networks_at
from gui.planar.tile_words import Level, Tile
from gui.shapes import Curve
from gui.words import Words

JUDGE_MILLISECONDS = 200
"""How often accuracies on fresh points are computed anew while the networks train."""
COLUMNS = 150
"""Columns of a small cost curve."""
SLOWER = "Try a rate a tenth as large."
LEVELS: dict[Course, Level] = {
    Course.CRAWLING: "warn",
    Course.OSCILLATING: "warn",
    Course.DIVERGING: "bad",
}


@dataclass(frozen=True)
class NetworkRow:
    """What came of one network.

    Attributes:
        label: What it is called.
        cost: At the state shown.
        train: Accuracy on its points, 0 to 1.
        fresh: Accuracy on fresh points; nan where there are none.
        story: How it goes and what to try, where there is something to say.
    """

    label: str
    cost: float
    train: float
    fresh: float
    story: str = ""


class SweepPage(QWidget):
    """Follows a run of several networks.

    Signals:
        opened: Index of the network that is to be opened as a run of its own.
        judged: (tuple of NetworkRow) what came of each network.
        troubled: (sentence) when a picture cannot be saved.

    Args:
        appearance: Colours and sizes.
        companions: Where held-out points come from.
        describe: Gives the line of settings under a saved picture.
    """

    opened = Signal(int)
    judged = Signal(object)
    troubled = Signal(str)

    def __init__(
        self, appearance: Appearance, companions: Companions, describe: Callable[[], str]
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._companions = companions
        self._record: Record | None = None
        self._state: State | None = None
        self._grid: Grid | None = None
        self.multiples = Multiples(appearance)
        self.accuracies = AccuracyPlot(appearance)
        self._words = Words(appearance, "", "secondary")
        self._words.setWordWrap(True)
        self._judge_soon = QTimer(self, singleShot=True, interval=JUDGE_MILLISECONDS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addWidget(self.multiples, 1)
        pictures: tuple[tuple[Any, str], ...] = (
            (self.multiples, "networks"),
            (self.accuracies, "accuracies"),
        )
        for plot, name in pictures:
            add_picture_menu(plot, plot.picture, describe, self.troubled.emit, name)
        self.multiples.opened.connect(self.opened)
        self.accuracies.opened.connect(self.opened)
        self._judge_soon.timeout.connect(self._judge)

    def show_record(self, record: Record) -> None:
        """Shows another run from now on."""
        fresh = self._record is None or self._record.points is not record.points
        if record is not self._record:
            self._state = None  # what is known of the networks before is not said of these
        self._record = record
        sizes = isinstance(record.settings, SizesSettings)
        self._grid = Grid(record.points.frame, SMALL_SIDE)
        if fresh:
            self.multiples.show_points(record.points.X, record.points.y, record.points.frame)
        claim = is_the_courses_claim(record.settings)
        self._words.setText((NO_OVERFITTING if claim else SIZES_WORDS) if sizes else RATES_WORDS)
        if sizes:
            self.multiples.show_costs([])

    def show_state(self, state: State) -> None:
        """Draws a state: each network's surface at once, its accuracies soon."""
        if self._record is None or self._grid is None:
            return
        first = self._state is None
        self._state = state
        side = self._grid.side
        surfaces = [
            network_on(values, network.n_hidden, network.activation, self._grid.points)
            for network, values in networks_at(self._record, state)
        ]
        self.multiples.show_surfaces(np.stack(surfaces).reshape(-1, side, side))
        if isinstance(self._record.settings, RatesSettings):
            losses = self._record.history.losses_at(min(state.iteration, self._record.head))
            exact = {str(index): float(loss) for index, loss in enumerate(losses)}
            self.multiples.show_cursor(state.iteration, exact)
        if first:
            self._judge()
        elif not self._judge_soon.isActive():
            self._judge_soon.start()

    def _judge(self) -> None:
        """How well each network does, and how its course is called."""
        record, state = self._record, self._state
        if record is None or state is None or len(record.state(0).values) != len(state.values):
            return
        fresh_points = self._companions.held_out(record.points)
        tiles, trained, fresh = [], [], []
        rows: list[NetworkRow] = []
        for index, (network, values) in enumerate(networks_at(record, state)):
            shape = network.n_hidden, network.activation
            quality = quality_on(values, *shape, record.points)
            unseen = quality_on(values, *shape, fresh_points) if fresh_points is not None else None
            trained.append(quality.accuracy)
            fresh.append(unseen.accuracy if unseen is not None else np.nan)
            cost = float(record.history.losses_at(min(state.iteration, record.head))[index])
            tile = self._tile(record, state, index, quality, unseen)
            tiles.append(tile)
            rows.append(NetworkRow(tile.title, cost, trained[-1], fresh[-1], tile.detail))
        self.multiples.show_tiles(tuple(tiles))
        self.judged.emit(tuple(rows))
        if isinstance(record.settings, SizesSettings):
            names = tuple(record.settings.sizes.split(","))
            self.accuracies.show_accuracies(names, np.array(trained), np.array(fresh))
        else:
            self._show_costs(record)

    def _show_costs(self, record: Record) -> None:
        """Each rate's cost under its surface, as far as it is known."""
        last = max(record.settings.iterations, record.head)
        edges = np.unique(np.expm1(np.linspace(0, np.log1p(last), COLUMNS)).astype(np.int64))
        curves = []
        for index in range(record.n_racers):
            iterations, costs = record.history.curve(edges, index)
            colour, _ = network_style(self._appearance, record, index)
            curves.append(Curve(str(index), colour, iterations.astype(np.int64), costs))
        self.multiples.show_range(0, last, logarithmic_time=True)
        self.multiples.show_costs(curves)

    @staticmethod
    def _tile(
        record: Record, state: State, index: int, quality: Quality, unseen: Quality | None
    ) -> Tile:
        fresh = "–" if unseen is None else percent(unseen.accuracy)
        words = f"{percent(quality.accuracy)} train\n{fresh} fresh"
        judgement = record.judge(index) if state.iteration == record.head else None
        label = record.settings.labels[index]
        if judgement is None:
            return Tile(label, words)
        lengths = _lengths(record, judgement.iteration, index)
        if not judgement.loss_there <= LOSS_LIMIT:
            story = _stopped_words(judgement, label, *lengths)
            return Tile(label, words, "stopped", "bad", f"{story} {SLOWER}")
        story = course_words(judgement, label, *lengths, "cost")
        advice = "Try a rate ten times as large." if judgement.course is Course.CRAWLING else SLOWER
        return Tile(
            label, words, judgement.course.value, LEVELS[judgement.course], f"{story} {advice}"
        )


def _stopped_words(judgement: Judgement, label: str, step: float, weights: float) -> str:
    """Where a network stopped itself, with the numbers behind it."""
    return (
        f"{label} stopped itself at iteration {judgement.iteration:,}: cost"
        f" {judgement.loss_before:.3g} → {judgement.loss_there:.3g}; the step there is {step:.3g}"
        f" long, the weights {weights:.3g}."
    )


def _lengths(record: Record, iteration: int, index: int) -> tuple[float, float]:
    """How long one network's step to an iteration was, and its parameters before it."""
    part = parts_of(record.settings)[index]
    before = record.state(max(0, iteration - 1)).values[part]
    there = record.state(iteration).values[part]
    return float(np.linalg.norm(there - before)), float(np.linalg.norm(before))
