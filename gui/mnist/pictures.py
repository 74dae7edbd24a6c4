"""The centre of the MNIST tab: training, weights, activations, mistakes, samples."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from engine.mnist.digits import Digits
from engine.mnist.mistakes import Mistakes
from engine.mnist.perceptron import layers_of
from engine.mnist.record import MnistRecord
from engine.mnist.words import NOT_IN_13, honest_words
from gui.appearance import Appearance
from gui.mnist.activations_page import ActivationsPage
from gui.mnist.answers import Answerer
from gui.mnist.mistakes_page import MistakesPage
from gui.mnist.samples_page import SamplesPage
from gui.mnist.standing import last_epoch, standing
from gui.mnist.train_page import TrainPage
from gui.mnist.weights_page import WeightsPage
from gui.picture import Plot
from gui.widgets.head_bar import HeadBar
from gui.widgets.view_switch import ViewSwitch

VIEWS = (
    ("train", "Train", "How the training goes, epoch by epoch, and the model"),
    ("weights", "Weights", "What each layer has learnt, as pictures"),
    ("activations", "Activations", "What each layer makes of the drawing, or the digit clicked"),
    ("mistakes", "Mistakes", "Which test digits are taken for which"),
    ("samples", "Samples", "225 of the images, and how many there are of each digit"),
)
UNTRAINED = (
    "Which test digits this run takes for which will be counted here as soon as it has trained."
)
COUNTING = "Counting …"


class MnistPictures(QWidget):
    """Shows a run at a position, and the images it learns from.

    Signals:
        view_changed: (name) of the view, as in `VIEWS`.
        epoch_opened: (number) of the epoch whose end is to be shown.
        digit_opened: (image (28, 28) uint8, words) to be put into the drawing place.
        validation_wished: The network shown is to be validated now.
        troubled: (sentence) when a picture cannot be saved.

    Args:
        appearance: Colours and sizes.
        describe: Gives the line of settings under a saved picture.
    """

    view_changed = Signal(str)
    epoch_opened = Signal(int)
    digit_opened = Signal(object, str)
    validation_wished = Signal()
    troubled = Signal(str)

    def __init__(self, appearance: Appearance, describe: Callable[[], str]) -> None:
        super().__init__()
        self._appearance = appearance
        self.view = "train"
        self._record: MnistRecord | None = None
        self._grown: object = None
        self._switch = ViewSwitch(appearance, VIEWS, "What is shown")
        self.train = TrainPage(appearance, describe)
        self.weights = WeightsPage(appearance, describe)
        self.activations = ActivationsPage(appearance, describe)
        self.mistakes = MistakesPage(appearance, describe)
        self.samples = SamplesPage(appearance, describe)
        self._pages: dict[str, QWidget] = {
            "train": self.train,
            "weights": self.weights,
            "activations": self.activations,
            "mistakes": self.mistakes,
            "samples": self.samples,
        }
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        bar = HeadBar(appearance, self._switch, (self.train.switch,))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.sizes.gap)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        self._switch.chosen.connect(self.show_view)
        self._appearance.changed.connect(self._dress)
        self.train.epoch_opened.connect(self.epoch_opened)
        self.train.validation_wished.connect(self.validation_wished)
        for page in (self.train, self.samples, self.mistakes):
            page.digit_opened.connect(self.digit_opened)
        for one in (self.train, self.weights, self.activations, self.mistakes, self.samples):
            one.troubled.connect(self.troubled)

    def hasHeightForWidth(self) -> bool:
        """It takes what height it is given, whatever the words in it need."""
        return False

    @property
    def key_takers(self) -> tuple[QWidget, ...]:
        """The pictures on which the transport's keys act."""
        train, weights = self.train, self.weights
        return (train.accuracy, train.loss, weights.matrix, self.activations.view)

    @property
    def main_picture(self) -> Plot:
        """What Copy Picture copies."""
        weights = self.weights.matrix if self.weights.matrix.isVisible() else self.weights.tiles
        return {
            "train": self.train.accuracy,
            "weights": weights,
            "activations": self.activations.view,
            "mistakes": self.mistakes.confusion,
            "samples": self.samples.grid,
        }[self.view]

    def show_view(self, name: str) -> None:
        """Shows another page."""
        self._switch.show_chosen(name)
        self._stack.setCurrentWidget(self._pages[name])
        self._dress()
        if name != self.view:
            self.view = name
            self.view_changed.emit(name)

    def _dress(self) -> None:
        """While the window is projected the curves have the room of the switch over them."""
        seen = self._stack.currentWidget() is self.train and not self._appearance.presenting
        self.train.switch.setVisible(seen)

    # What it shows ---------------------------------------------------------------------------

    def show_record(self, record: MnistRecord) -> None:
        """Shows another run from now on, but for the samples."""
        self._record = record
        self.train.show_digits(record.points)
        self.train.show_model(layers_of(record.settings))
        self.show_growth()

    def show_samples(self, record: MnistRecord) -> None:
        """Shows samples of what a run learns from."""
        self.samples.show_digits(record.points)

    def show_growth(self) -> None:
        """Shows what has come to the run; between the ends of epochs there is nothing to show."""
        record = self._record
        if record is None:
            return
        grown = (record.key, len(record.epochs), record.settings)
        if grown == self._grown:
            return
        self._grown = grown
        self.train.show_epochs(record.epochs, record.settings.epochs)
        note = honest_words(
            record.settings, is_mnist=record.points.is_mnist, trained=bool(record.epochs)
        )
        self.train.show_note(note, offer=NOT_IN_13 in note)

    def show_position(
        self, position: int, weights: Answerer | None, answering: Answerer | None
    ) -> None:
        """Shows the run at a position.

        Args:
            position: Batches trained.
            weights: Whose weights are shown, "Batch 412"; None where there are none.
            answering: Who answers for the drawing, and whose activations are shown.
        """
        if self._record is not None:
            epoch = last_epoch(self._record, position)
            self.train.show_number(*standing(self._record, position))
            self.train.show_current(epoch.number if epoch is not None else None)
        if weights is not None:
            self.weights.show_network(weights.network, weights.words)
        if answering is not None:
            self.activations.show_network(answering.network, answering.words)

    def show_mistakes(self, who: str, digits: Digits, mistakes: Mistakes) -> None:
        """Shows what came of an examination."""
        self.mistakes.show_mistakes(who, digits, mistakes)
