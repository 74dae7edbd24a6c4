"""The networks of the tab: the run's, the one that comes along, those from files and into files."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.assistant import Assistant
from gui.mnist.answering import Answering, Who, ready_made_answerer
from gui.mnist.network_files import KEY, NetworkFiles
from gui.workbench import Workbench

TO_RUN = "Back to the Run"
TO_READY_MADE = "Back to the Ready-Made Network"


class Networks(QObject):
    """Knows who answers, and opens and saves networks.

    Signals:
        changed: Another network answers, or it is called otherwise.
        told: (Message) for the message bar.
        withdrawn: (key) of a message that no longer holds.

    Args:
        workbench: The run, and where it is.
        assistant: The second process, where Keras may be imported.
        parent: Qt's owner.
    """

    changed = Signal()
    told = Signal(object)
    withdrawn = Signal(str)

    def __init__(self, workbench: Workbench, assistant: Assistant, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._files = NetworkFiles(assistant, self)
        self._opened_early = False
        self.answering = Answering(workbench, self._files)
        self._files.told.connect(self.told)
        self._files.withdrawn.connect(self.withdrawn)
        self._files.came.connect(self._bring_forward)
        self._files.judged.connect(self._show)
        self._files.gone.connect(self._show)
        self.open = self._files.open
        self.close = self._files.close

    def now(self) -> Who:
        """Who answers at the position shown; a run that is played or moved comes forward."""
        self.settle()
        return self.answering.now()

    def choices(self) -> dict[str, str]:
        """Who can answer, by what `choose` calls them."""
        return {key: one.words for key, one in self.answering.choices().items()}

    def choose(self, key: str) -> None:
        """Lets another network answer."""
        self.answering.choose(key)
        self._files.fall_silent()
        self._show()

    def settle(self) -> bool:
        """Lets the opened network step behind a run that is played or moved; whether it did."""
        behind = self.answering.steps_behind()
        if behind:
            self._files.fall_silent()
        return behind

    def follow_record(self) -> None:
        """Another run is shown."""
        self._files.use(self._workbench.record.points)
        if self._opened_early:
            self._bring_forward()

    @property
    def name(self) -> str:
        """What a file of the network that answers would be called."""
        return f"{self.answering.now().name if self._has_run else 'ready-made'}.keras"

    def save(self, path: Path) -> None:
        """Saves the network that answers as a file of Keras."""
        one = self.answering.now().answering if self._has_run else ready_made_answerer()
        if one is not None:
            self._files.save(path, one.network)

    def act(self, message: str, action: str) -> None:
        """Does what a button of a message says, if the message is of a network."""
        if message == KEY:
            self._files.act(action)

    @property
    def _has_run(self) -> bool:
        return self._workbench.shelf.current is not None

    def _bring_forward(self) -> None:
        self._opened_early = not self._has_run
        if self._has_run:
            self.answering.bring_forward()
            self._show()

    def _show(self) -> None:
        if self._has_run:
            self.changed.emit()
            if self.answering.in_front:
                self._files.tell(TO_RUN if self._workbench.record.head else TO_READY_MADE)
