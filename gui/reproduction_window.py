"""Reproduce the Assignment: every known number, expected beside obtained, as it is computed."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from engine.datasets import Points
from gui.appearance import Appearance
from gui.reproduction import Answer, Reproduction
from gui.reproduction_text import as_page, as_plain_text
from gui.words import Words

SIZE = (860, 640)
EXPLAINED = (
    "Every number of the assignments that is known, beside the one that this program obtains here"
    " and now. Where a published number cannot come out, the reason stands beneath it."
)


class ReproductionWindow(QDialog):
    """Shows the numbers as they come; the window behind it stays usable.

    Args:
        appearance: Colours and sizes.
        reproduction: Who has them computed.
        parent: The window.
    """

    def __init__(
        self,
        appearance: Appearance,
        reproduction: Reproduction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._reproduction = reproduction
        self._points: Points | None = None
        self._answers: list[Answer] = []
        self.setWindowTitle("Reproduce the Assignment")
        self.resize(*SIZE)
        self.page = QTextBrowser()
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setAccessibleName("Numbers of the assignments")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self.words = Words(appearance, "", "secondary")
        self.copy = QPushButton("Copy as Text")
        self.act = QPushButton("Cancel")
        self._arrange()
        reproduction.came.connect(self._take)
        reproduction.ended.connect(self._end)
        self.copy.clicked.connect(self._copy)
        self.act.clicked.connect(self._act)
        appearance.changed.connect(self._show)

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        explained = Words(self._appearance, EXPLAINED, "secondary")
        explained.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self.words, 1)
        foot.addWidget(self.copy)
        foot.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.around, sizes.around, sizes.around, sizes.around)
        column.setSpacing(sizes.gap)
        column.addWidget(explained)
        column.addWidget(self.page, 1)
        column.addWidget(self.bar)
        column.addLayout(foot)

    def start(self, points: Points | None) -> None:
        """Begins to compute, unless it is under way.

        Args:
            points: The open data; for the course's own its graded numbers come too.
        """
        self._points = points
        if self._reproduction.running:
            return
        self._answers = []
        self._show()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.words.set_role("secondary")
        self.words.setText("The first numbers are being computed …")
        self.act.setText("Cancel")
        self.copy.setEnabled(False)
        self._reproduction.start(points)

    def _take(self, answer: Answer, number: int, total: int) -> None:
        self._answers.append(answer)
        self.bar.setRange(0, max(total, number))
        self.bar.setValue(number)
        self.words.setText(f"{number} of {max(total, number)} numbers")
        self.copy.setEnabled(True)
        self._show()

    def _show(self) -> None:
        """Writes the page anew and stays where it was."""
        place = self.page.verticalScrollBar().value()
        self.page.setHtml(as_page(self._answers, self._appearance))
        self.page.verticalScrollBar().setValue(place)

    def _end(self, sentence: str) -> None:
        self.bar.hide()
        self.act.setText("Run Again")
        wrong = sum(not one.check.ok for one in self._answers)
        count = len(self._answers)
        told = f"{wrong} of {count} do not hold." if wrong else f"All {count} hold."
        self.words.setText(sentence or told)
        self.words.set_role("bad" if wrong and not sentence else "secondary")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_plain_text(self._answers))

    def _act(self) -> None:
        if self._reproduction.running:
            self._reproduction.cancel()
        else:
            self.start(self._points)

    def reject(self) -> None:
        """Closed, or left by Escape: nobody would see the rest, so it ends."""
        self._reproduction.cancel()
        super().reject()
