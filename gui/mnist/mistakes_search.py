"""When which network is looked at for mistakes, and what the page says until they are found."""

from PySide6.QtCore import QObject

from engine.mnist.digits import Digits
from engine.run import Mode
from gui.mnist.answering import Answering, ready_made_answerer
from gui.mnist.examiner import Examiner
from gui.mnist.pictures import COUNTING, UNTRAINED, MnistPictures
from gui.workbench import Workbench


class MistakesSearch(QObject):
    """Connects the page of mistakes with an examiner; nothing is examined while nobody looks.

    Args:
        workbench: The run, and where it is.
        answering: Whose mistakes are shown.
        pictures: Where.
    """

    def __init__(self, workbench: Workbench, answering: Answering, pictures: MnistPictures) -> None:
        super().__init__(pictures)
        self._workbench = workbench
        self._answering = answering
        self._pictures = pictures
        self._ready_made_looked_at = False
        self.examiner = Examiner(self)
        self.examiner.examined.connect(pictures.show_mistakes)
        pictures.mistakes.ready_made_wished.connect(self._examine_ready_made)

    def show_view(self, view: str) -> None:
        """Another page is shown."""
        if view == "mistakes":
            self.look()
        else:
            self.examiner.rest()

    def look(self) -> None:
        """Has the network that is shown examined, if anybody looks."""
        if self._pictures.view != "mistakes" or self._workbench.shelf.current is None:
            return
        one = self._answering.now().examined
        if one is None:
            if not self._ready_made_looked_at:
                self.examiner.rest()
                self._pictures.mistakes.show_waiting(UNTRAINED, offer=True)
            return
        live = self._workbench.mode in (Mode.PLAYING, Mode.REPLAYING)
        self._ready_made_looked_at = False
        self.examiner.want(one.words, one.network, self._digits, live=live)

    def _examine_ready_made(self) -> None:
        made = ready_made_answerer()
        if made is not None:
            self._ready_made_looked_at = True
            self._pictures.mistakes.show_waiting(COUNTING, offer=False)
            self.examiner.want(made.words, made.network, self._digits, live=False)

    @property
    def _digits(self) -> Digits:
        digits: Digits = self._workbench.record.points
        return digits
