"""The epochs as Keras prints them, the latest on top; a double click or Enter goes to one's end."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from engine.mnist.block import Epoch
from gui.appearance import Appearance
from gui.mnist.tables import EPOCH_COLUMNS, epoch_rows
from gui.widgets.number_table import NumberTable
from gui.words import Words

NOTHING_YET = "A row for each epoch will be here, when it ends."


class EpochTable(QScrollArea):
    """A row for each epoch.

    Signals:
        opened: The number of the epoch whose end is wanted.

    Args:
        appearance: Colours and sizes.
    """

    opened = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._epochs: tuple[Epoch, ...] = ()
        self._nothing = Words(appearance, NOTHING_YET, "secondary")
        self._nothing.setWordWrap(True)
        self.table = NumberTable(appearance)
        self.table.setAccessibleName("Epochs")
        self.table.row_opened.connect(self._open)
        self.table.row_hovered.connect(self._follow)
        self.table.hide()
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, appearance.sizes.inside, 0)
        column.addWidget(self._nothing)
        column.addWidget(self.table)
        column.addStretch(1)
        self.setWidget(held)
        held.setAutoFillBackground(False)  # a scroll area turns it on
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)

    def show_epochs(self, epochs: Sequence[Epoch]) -> None:
        """Shows these; the same ones again cost nothing."""
        if tuple(epochs) == self._epochs:
            return
        self._epochs = tuple(epochs)
        self._nothing.setVisible(not epochs)
        self.table.setVisible(bool(epochs))
        self.table.show_table(EPOCH_COLUMNS, epoch_rows(epochs))

    def _open(self, row: int) -> None:
        """To the end of the epoch of a row; the latest is on top."""
        self.opened.emit(self._epochs[-1 - row].number)

    def _follow(self, row: int) -> None:
        """The row that the arrow keys have reached is seen."""
        if row >= 0 and self.table.hasFocus():
            height = self.table.height() / (len(self._epochs) + 1)
            self.ensureVisible(0, round((row + 1.5) * height), 0, round(height))
