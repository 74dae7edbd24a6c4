"""One frame of a film: iteration and accuracy, the pictures, the loss so far over the whole."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.run_record import RunRecord
from gui.appearance import Appearance
from gui.film.headline import rich
from gui.film.stages import Stage
from gui.shapes import Curve
from gui.widgets.loss_plot import LossPlot
from gui.words import Words

COLUMNS = 700
"""Columns of a loss curve; each keeps its smallest and its largest loss."""
LARGE, SMALL = 2, 1
"""Shares of the height that pictures and curves get, and of the width that two curves get."""


class FilmScene(QWidget):
    """Iteration and accuracy, pictures, loss, and beneath all the settings.

    Args:
        appearance: Colours and sizes.
        record: The run.
        stage: Its pictures.
        first: The film's first iteration.
        last: Its last one.
    """

    def __init__(
        self, appearance: Appearance, record: RunRecord, stage: Stage, first: int, last: int
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._record = record
        self._stage = stage
        self._iteration = Words(appearance, "", "title")
        self._iteration.keep_room_for(f"{stage.unit} {last:,}")  # or the words beside it move
        self._headline = Words(appearance)
        self._headline.setTextFormat(Qt.TextFormat.RichText)
        self._settings = Words(appearance, stage.words(), "caption")
        self._settings.setWordWrap(True)
        self._plot = LossPlot(appearance, quantity=stage.quantity)
        self._plot.show_range(first, last, stage.logarithmic_time)
        self._whole = self._curves(first, last)
        self._arrange()
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, QColor(appearance.theme.panel))
        self.setPalette(ground)
        self.setAutoFillBackground(True)

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        head = QHBoxLayout()
        head.setSpacing(sizes.around)
        head.addWidget(self._iteration)
        head.addWidget(self._headline, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.around, sizes.gap, sizes.around, sizes.gap)
        column.setSpacing(sizes.gap)
        column.addLayout(head)
        column.addWidget(self._stage.widget, LARGE)
        curves = QHBoxLayout()
        curves.setSpacing(sizes.around)
        curves.addWidget(self._plot, LARGE)
        if self._stage.beside is not None:
            curves.addWidget(self._stage.beside, SMALL)
        column.addLayout(curves, SMALL)
        column.addWidget(self._settings)

    def _curves(self, first: int, last: int) -> list[Curve]:
        """Each racer's loss from the film's first iteration to its last."""
        if self._stage.logarithmic_time:
            edges = np.expm1(np.linspace(np.log1p(first), np.log1p(last), COLUMNS))
        else:
            edges = np.linspace(first, last, COLUMNS)
        columns = np.unique(edges.astype(np.int64))
        curves = []
        for racer in range(self._record.n_racers):
            iterations, losses = self._stage.losses.curve(columns, racer)
            seen = (iterations >= first) & (iterations <= last)
            colour, dash = self._stage.style(racer)
            whole = iterations[seen].astype(np.int64)
            curves.append(Curve(str(racer), colour, whole, losses[seen], dash))
        return curves

    def show_iteration(self, iteration: int) -> None:
        """Shows a state, and the losses up to it; those to come stand faintly behind."""
        self._iteration.setText(f"{self._stage.unit} {iteration:,}")
        self._stage.show(iteration)
        self._headline.setText(rich(self._stage.headline()))
        exact = self._stage.losses.at(iteration)
        curves = []
        for racer, whole in enumerate(self._whole):
            curves.append(self._to_come(whole))
            curves.append(self._so_far(whole, racer, iteration, float(exact[racer])))
        self._plot.show_curves(curves)
        losses = {str(racer): float(loss) for racer, loss in enumerate(exact)}
        self._plot.show_cursor(iteration, losses)

    def _to_come(self, whole: Curve) -> Curve:
        quiet = self._appearance.theme.line
        return Curve(f"to come {whole.key}", quiet, whole.iterations, whole.losses, faint=True)

    def _so_far(self, whole: Curve, racer: int, iteration: int, loss: float) -> Curve:
        end = int(np.searchsorted(whole.iterations, iteration))
        labels = self._record.settings.labels
        return Curve(
            whole.key,
            whole.colour,
            np.append(whole.iterations[:end], iteration),
            np.append(whole.losses[:end], loss),
            whole.dash,
            labels[racer] if len(labels) > 1 else "",
        )
