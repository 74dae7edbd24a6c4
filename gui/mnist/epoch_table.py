"""The epochs as Keras prints them, the latest on top; a double click goes to the end of one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
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
        self._appearance = appearance
        self._nothing = Words(appearance, NOTHING_YET, "secondary")
        self._nothing.setWordWrap(True)
        self.table = NumberTable(appearance)
        self.table.setAccessibleName("Epochs")
        self.table.hide()
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
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

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """To the end of the epoch under the mouse."""
        at = self.table.mapFrom(self, event.position().toPoint())
        row = at.y() // self._appearance.sizes.table_row - 1
        if 0 <= row < len(self._epochs):
            self.opened.emit(self._epochs[-1 - row].number)
