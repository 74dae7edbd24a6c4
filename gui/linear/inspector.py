"""The numbers of the state shown: loss, accuracy, weights, gradient, memory, step, mini-batch."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.linear.features import FEATURES
from engine.linear.look import LinearLook
from engine.optimizers import RULES
from engine.record import Record
from gui.appearance import Appearance
from gui.figures import WIDEST, loss_text, rounded
from gui.widgets.big_number import BigNumber
from gui.widgets.number_table import NumberRow, NumberTable
from gui.words import LiveWords, Words

MOST_BATCH_ROWS = 8


class LinearInspector(QWidget):
    """What `engine.linear.look` sees of one racer.

    Signals:
        feature_pointed: Index of the weight under the mouse, among those that are on.

    Args:
        appearance: Colours and sizes.
    """

    feature_pointed = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._loss = BigNumber(appearance)
        self._weights_title = Words(appearance, "Weights", "title")
        self._weights = NumberTable(appearance)
        self._batch_title = LiveWords(appearance, "Mini-batch", "title")
        self._batch = NumberTable(appearance)
        self._batch.reserve(WIDEST, WIDEST, "0", "0.000")
        self._batch_more = Words(appearance, "", "caption")
        self._weights.setAccessibleName("Weights")
        self._batch.setAccessibleName("Mini-batch")
        self._weights.row_hovered.connect(self.feature_pointed)
        column = QVBoxLayout(self)
        around = appearance.sizes.around
        column.setContentsMargins(around, around, around, around)
        column.setSpacing(appearance.sizes.gap)
        column.addWidget(self._loss)
        column.addSpacing(appearance.sizes.gap)
        for widget in (self._weights_title, self._weights):
            column.addWidget(widget)
        column.addSpacing(appearance.sizes.gap)
        for widget in (self._batch_title, self._batch, self._batch_more):
            column.addWidget(widget)
        column.addStretch(1)

    def show_look(self, look: LinearLook, record: Record, label: str) -> None:
        """Shows one racer at one state.

        Args:
            look: What can be seen there.
            record: Whose state it is.
            label: The racer's name.
        """
        n = len(record.points.y)
        self._loss.show_number(
            loss_text(look.loss),
            f"loss over all {n:,} points",
            f"{look.loss!r}",
            f"{look.accuracy:.1%} right".replace("%", " %"),
        )
        self._weights_title.setText(f"Weights of {label}" if record.n_racers > 1 else "Weights")
        self._show_weights(look, record)
        self._show_batch(look, record)

    def _show_weights(self, look: LinearLook, record: Record) -> None:
        rule = RULES[look.racer.rule]
        symbols = rule.memory
        columns = getattr(record.mirror, "columns", tuple(range(len(look.weights))))
        largest = max(float(abs(look.weights).max()), 1e-12)
        rows = tuple(
            NumberRow(
                FEATURES[column].symbol,
                (
                    float(look.weights[k]),
                    float(look.gradient[k]),
                    *(float(look.memory[slot, k]) for slot in range(len(symbols))),
                    float(look.step[k]),
                ),
                float(look.weights[k]) / largest,
            )
            for k, column in enumerate(columns)
        )
        self._weights.show_table(("", "w", "g", *symbols, "step"), rows)

    def _show_batch(self, look: LinearLook, record: Record) -> None:
        points = record.points
        self._batch_title.setText(f"Mini-batch {look.iteration:,}")
        rows = tuple(
            NumberRow(
                str(k + 1),
                (
                    rounded(float(points.X[index, 0])).lstrip("+"),
                    rounded(float(points.X[index, 1])).lstrip("+"),
                    f"{points.y[index]:.0f}",
                    f"{look.probabilities[k]:.3f}",
                ),
                None,
            )
            for k, index in enumerate(look.batch[:MOST_BATCH_ROWS])
        )
        self._batch.show_table(("", "x₀", "x₁", "y", "p"), rows)
        more = len(look.batch) - MOST_BATCH_ROWS
        self._batch_more.setText(f"and {more:,} more" if more > 0 else "")
