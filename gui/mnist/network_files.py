"""A network opened from a `.keras` file, and networks saved as one. Keras does it elsewhere.

Keras runs in the second process; how well a network does is counted in a thread.
"""

from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal

from engine.mnist.digits import Digits
from engine.mnist.evaluation import evaluate
from engine.mnist.keras_files import SUFFIX
from engine.mnist.network import Network
from gui.assistant import Assistant
from gui.background import Background
from gui.mnist.answers import Answerer
from gui.widgets.message_bar import Message

KEY = "network"
"""Of what is told of a network's file."""
BACK = "back"
CANCEL = "cancel"
WAITING = (("Cancel", CANCEL),)
PARAMETERS = "{:,} parameters in {} layers, opened from {}."


class NetworkFiles(QObject):
    """Opens a network, and saves networks. Of files to open only the newest counts.

    Signals:
        came: An opened network is there.
        judged: It has been counted how well it does.
        gone: The person has done with it.
        told: (Message) for the message bar.
        withdrawn: (key) of a message that no longer holds.

    Attributes:
        opened: The network that was opened last, or None.

        key: Of all its messages.

    Args:
        assistant: The second process, where Keras may be imported.
        parent: Qt's owner.
    """

    came = Signal()
    judged = Signal()
    gone = Signal()
    told = Signal(object)
    withdrawn = Signal(str)
    key = KEY

    def __init__(self, assistant: Assistant, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.opened: Answerer | None = None
        self._assistant = assistant
        self._opening: tuple[int, Path] | None = None
        self._saving: tuple[int, Path] | None = None
        self._path = Path()
        self._digits: Digits | None = None
        self._judge = Background(self)
        self._judge.came.connect(self._take_accuracy)
        assistant.answered.connect(self._hear)
        assistant.refused.connect(self._miss)

    # Wishes ----------------------------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Has the network in a file read."""
        self._opening = self._assistant.ask("open_keras", path), path
        self._wait(f"Opening {path.name}: Keras is starting …")

    def save(self, path: Path, network: Network) -> None:
        """Has a network written as a file of Keras."""
        self._saving = self._assistant.ask("save_keras", path, network), path
        self._wait(f"Saving {path.name}: Keras is starting …")

    def use(self, digits: Digits) -> None:
        """From now on an opened network is judged by the test images of these."""
        if digits is not self._digits:
            self._digits = digits
            self._count()

    def act(self, action: str) -> None:
        """Does what a button of a message says."""
        if action == BACK:
            self.opened = None
            self._judge.forget()
            self.withdrawn.emit(KEY)
            self.gone.emit()
        else:
            self.cancel()

    def cancel(self) -> None:
        """Waits no longer for a file."""
        for wish in (self._opening, self._saving):
            if wish is not None:
                self._assistant.cancel(wish[0])
        self._opening = self._saving = None
        self.withdrawn.emit(KEY)

    def fall_silent(self) -> None:
        """Says no longer that the opened network answers: the run does."""
        if not self.waiting:
            self.withdrawn.emit(KEY)

    def tell(self, words: str) -> None:
        """Says that the opened network answers, and offers the way back.

        Args:
            words: What the button says.
        """
        if self.opened is not None and not self.waiting:
            text = f"{self.opened.words} answers now, in Weights, Activations and Mistakes too."
            self.told.emit(Message(KEY, "info", text, self.opened.about, ((words, BACK),)))

    @property
    def waiting(self) -> bool:
        """Whether a file is being read or written."""
        return self._opening is not None or self._saving is not None

    def close(self) -> None:
        """Ends the thread."""
        self._judge.close()

    # What comes ------------------------------------------------------------------------------

    def _wait(self, words: str) -> None:
        self.told.emit(Message(KEY, "info", words, "", WAITING))

    def _hear(self, number: int, result: object) -> None:
        if self._opening is not None and number == self._opening[0]:
            _, self._path = self._opening
            self._opening = None
            self._take(cast("Network", result))
        elif self._saving is not None and number == self._saving[0]:
            path, self._saving = self._saving[1], None
            self.told.emit(Message(KEY, "good", f"The network is saved in {path.name}.", str(path)))

    def _take(self, network: Network) -> None:
        self.withdrawn.emit(KEY)
        about = PARAMETERS.format(network.n_parameters, len(network.layers), self._path)
        self.opened = Answerer(self._path.name, network, about)
        self.came.emit()
        self._count()

    def _miss(self, number: int, sentence: str) -> None:
        wishes = (self._opening, self._saving)
        if any(wish is not None and number == wish[0] for wish in wishes):
            self._opening, self._saving = (
                None if wish is not None and number == wish[0] else wish for wish in wishes
            )
            self.told.emit(Message(KEY, "bad", sentence))

    # How good it is --------------------------------------------------------------------------

    def _count(self) -> None:
        digits, opened = self._digits, self.opened
        if opened is None or digits is None or not digits.are_here:
            return
        network, images, labels = opened.network, digits.test_images, digits.test_labels
        key = network, len(labels)
        self._judge.ask(key, lambda _: evaluate(network, images, labels).accuracy)

    def _take_accuracy(self, key: tuple[Network, int], accuracy: float) -> None:
        network, n = key
        if self.opened is not None and self.opened.network is network:
            words = f"{self._path.name} ({100 * accuracy:.1f} % of {n:,} test digits)"
            self.opened = replace(self.opened, words=words)
            self.judged.emit()


def is_network(path: Path) -> bool:
    """Whether the name is that of a file of Keras."""
    return path.suffix.lower() == SUFFIX
