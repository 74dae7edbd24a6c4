"""The training: the number that matters, the curves of the epochs, and the model they belong to."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.mnist.block import Epoch
from engine.mnist.digits import Digits
from engine.mnist.network import Layer
from engine.mnist.record import MnistRecord
from engine.mnist.settings import MnistSettings
from engine.mnist.words import PAST_RECIPE
from gui.appearance import Appearance
from gui.mnist.digit_grid import NO_IMAGES, DigitGrid
from gui.mnist.epoch_plot import EpochPlot
from gui.mnist.standing import UNTRAINED
from gui.mnist.tables import MODEL_COLUMNS, model_rows
from gui.picture import add_picture_menu
from gui.widgets.big_number import BigNumber
from gui.widgets.number_table import NumberTable
from gui.widgets.view_switch import ViewSwitch
from gui.words import LiveWords, Words

PAST = "Past 97.5 %"
COLUMNS, ROWS = 9, 7
"""Of the images that stand beside the model."""
VIEWS = (
    ("model", "Model", "The layers, and some of the images that they learn from"),
    ("curves", "Curves", "Loss and accuracy of each epoch"),
)
DATA_YET = "Some of the images will be here. They are being read …"


class TrainPage(QWidget):
    """How the training goes.

    Signals:
        preset_wished: The preset that gets past 97.5 % is wanted.
        validation_wished: The network shown is to be validated now.
        epoch_opened: (number) of the epoch whose end is to be shown; the first is 1.
        digit_opened: (image (28, 28) uint8, words) that is to be looked at closely.
        troubled: (sentence) when a picture cannot be saved.

    Args:
        appearance: Colours and sizes.
        describe: Gives the line of settings under a saved picture.
    """

    preset_wished = Signal()
    validation_wished = Signal()
    epoch_opened = Signal(int)
    digit_opened = Signal(object, str)
    troubled = Signal(str)

    def __init__(self, appearance: Appearance, describe: Callable[[], str]) -> None:
        super().__init__()
        self._appearance = appearance
        self._digits: Digits | None = None
        self._n_epochs = 0
        self._offers_past = False
        self.number = BigNumber(appearance)
        self.number.show_number(*UNTRAINED)  # so that the first run changes nothing
        self.note = Words(appearance, role="caption")
        self.note.setWordWrap(True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.past = QPushButton(f"Preset “{PAST}”")
        self.past.setProperty("role", "small")
        self.past.setToolTip(PAST_RECIPE)
        self.past.clicked.connect(self.preset_wished)
        self.validate = QPushButton("Validate Now")
        self.validate.setProperty("role", "small")
        self.validate.setToolTip("Loss and accuracy of the network shown on the validation images")
        self.validate.clicked.connect(self.validation_wished)
        self.validation = LiveWords(appearance, role="caption")
        self.switch = ViewSwitch(appearance, VIEWS, "Model or curves")
        epochs = MnistSettings().epochs  # so that the first run changes nothing
        self.accuracy = EpochPlot(appearance, "accuracy", per_cent=True, last=epochs)
        self.loss = EpochPlot(appearance, "loss", last=epochs)
        self.images = DigitGrid(appearance, COLUMNS)
        self.images.setAccessibleName("Some of the training images")
        self.images.show_caption(DATA_YET)
        self.model = NumberTable(appearance)
        self.model.setAccessibleName("Layers of the model")
        self._stack = QStackedWidget()
        for plot, name in ((self.accuracy, "accuracy"), (self.loss, "epoch loss")):
            add_picture_menu(plot, plot.picture, describe, self.troubled.emit, name)
            plot.opened.connect(self.epoch_opened)
        self._arrange()
        self.switch.chosen.connect(self.show_view)
        self.images.opened.connect(self._open)
        appearance.changed.connect(self._dress)
        self._dress()

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        head = QHBoxLayout()
        head.setSpacing(sizes.around)
        beside = QVBoxLayout()
        beside.setSpacing(sizes.inside)
        beside.addWidget(self.note)
        buttons = QHBoxLayout()
        buttons.setSpacing(sizes.gap)
        buttons.addWidget(self.validate)
        buttons.addWidget(self.past)
        buttons.addStretch(1)
        beside.addLayout(buttons)
        beside.addWidget(self.validation)
        beside.addStretch(1)
        head.addWidget(self.number, 1, Qt.AlignmentFlag.AlignTop)
        head.addLayout(beside, 1)
        self._head = head
        self._pages = {
            "model": _side_by_side(sizes.around, self.images, _scrolled(self.model, sizes.inside)),
            "curves": _side_by_side(sizes.gap, self.accuracy, self.loss),
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.gap)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    # What it shows ---------------------------------------------------------------------------

    def show_view(self, name: str) -> None:
        """Shows "model" or "curves"."""
        self.switch.show_chosen(name)
        self._stack.setCurrentWidget(self._pages[name])

    def show_number(self, text: str, caption: str, tooltip: str = "", second: str = "") -> None:
        """Shows the one number that matters."""
        self.number.show_number(text, caption, tooltip, second)

    def show_note(self, text: str, *, offer: bool) -> None:
        """What must be said beside the number, and whether the preset past 97.5 % is offered."""
        if text != self.note.text():
            self.note.setText(text)
        self._offers_past = offer
        self._dress()

    def show_validation(self, words: str) -> None:
        """Shows what a validation that was asked for has found; "" for nothing."""
        self.validation.setText(words)
        self.validation.setVisible(bool(words))

    def show_model(self, layers: Sequence[Layer]) -> None:
        """Shows the layers of a network."""
        self.model.show_table(MODEL_COLUMNS, model_rows(layers))

    def show_digits(self, digits: Digits | None) -> None:
        """Shows some of the images that are learnt from."""
        if digits is self._digits:
            return
        self._digits = digits
        self._dress()
        if digits is None:
            self.images.show_digits(NO_IMAGES, ())
            self.images.show_caption(DATA_YET)
            return
        n = COLUMNS * ROWS
        words = [f"a {label}" for label in digits.train_labels[:n]]
        self.images.show_digits(digits.train_images[:n], words)
        self.images.show_caption("")

    def show_epochs(self, epochs: Sequence[Epoch], last: int) -> None:
        """Shows these; with the first of them, their curves take the place of the model."""
        self.accuracy.show_epochs(
            [one.accuracy for one in epochs], [one.val_accuracy for one in epochs], last
        )
        self.loss.show_epochs([one.loss for one in epochs], [one.val_loss for one in epochs], last)
        caption = "" if epochs else "A point for each epoch will be here, when it ends."
        for plot in (self.accuracy, self.loss):
            plot.show_caption(caption)
        if bool(epochs) != bool(self._n_epochs):
            self.show_view("curves" if epochs else "model")
        self._n_epochs = len(epochs)

    def show_beside(self, record: MnistRecord | None, name: str) -> None:
        """Shows the validation of another run faintly, under its name, or of none."""
        epochs = record.epochs if record is not None else ()
        self.accuracy.show_beside([one.val_accuracy for one in epochs], name)
        self.loss.show_beside([one.val_loss for one in epochs], name)

    def show_current(self, epoch: int | None) -> None:
        """Marks the epoch at whose end the run stands, or none."""
        self.accuracy.show_current(epoch)
        self.loss.show_current(epoch)

    def _dress(self) -> None:
        """While the window is projected the curves have the room of what is read alone.

        Without images there is nothing to validate on.
        """
        read = not self._appearance.presenting
        self._head.setStretch(1, 1 if read else 0)
        self.note.setVisible(read and bool(self.note.text()))
        self.validate.setVisible(read and self._digits is not None)
        self.past.setVisible(read and self._offers_past)

    def _open(self, index: int) -> None:
        if self._digits is not None:
            label = self._digits.train_labels[index]
            words = f"Training digit {index:,}, a {label}"
            self.digit_opened.emit(self._digits.train_images[index], words)


def _side_by_side(gap: int, left: QWidget, right: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    row.addWidget(left, 1)
    row.addWidget(right, 1)
    return both


def _scrolled(widget: QWidget, room: int) -> QScrollArea:
    """A widget that may be higher than its place, with some room beside the bar."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, room, 0)
    column.addWidget(widget)
    column.addStretch(1)
    area.setWidget(held)
    held.setAutoFillBackground(False)  # a scroll area turns it on
    return area
