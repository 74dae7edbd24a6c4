"""Validation when it is asked for: how well a network does on the validation images, right now."""

from PySide6.QtCore import QObject, Signal

from engine.mnist.digits import Digits
from engine.mnist.evaluation import Evaluation, evaluate
from gui.background import Background
from gui.mnist.answers import Answerer

COUNTING = "{}: counting …"
FOUND = "{}: validation loss {:.4f}, accuracy {:.2f} %"
NO_IMAGES = "The images of this run are not there: open them to validate."


class Validator(QObject):
    """Counts in a thread, and puts what it finds into words; the latest wish wins.

    Signals:
        told: (words) of what is found, or that it is being counted.

    Args:
        parent: Qt's owner.
    """

    told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = Background(self)
        self._work.came.connect(self._take)

    def validate(self, one: Answerer, digits: Digits) -> None:
        """Has a network validated.

        Args:
            one: "Batch 412" with its network.
            digits: Whose validation images.
        """
        if not digits.are_here:
            self.told.emit(NO_IMAGES)
            return
        network, images, labels = one.network, digits.validation_images, digits.validation_labels
        self.told.emit(COUNTING.format(one.words))
        self._work.ask(one.words, lambda _: evaluate(network, images, labels))

    def forget(self) -> None:
        """What was found is of another run."""
        self._work.forget()
        self.told.emit("")

    def close(self) -> None:
        """Ends the thread."""
        self._work.close()

    def _take(self, words: str, found: Evaluation) -> None:
        self.told.emit(FOUND.format(words, found.loss, 100 * found.accuracy))
