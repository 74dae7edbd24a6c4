"""Why a learning rate can be too large: a good and a bad one on a cost of one weight."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.planar.slope import BAD_RATE, GOOD_RATE, START
from gui.appearance import Appearance
from gui.planar.slope_plot import SlopePlot
from gui.words import Words

N_STEPS = 7
STEP_MILLISECONDS = 700


class SlopeView(QWidget):
    """Both rates from the same start, stepped by hand or by themselves.

    Args:
        appearance: Colours and sizes.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._step = 0
        self.plots = (
            SlopePlot(appearance, f"η {GOOD_RATE:g} slides", GOOD_RATE, START, N_STEPS),
            SlopePlot(appearance, f"η {BAD_RATE:g} jumps", BAD_RATE, START, N_STEPS),
        )
        self._back = QPushButton("Back")
        self._on = QPushButton("Step")
        self._play = QPushButton("Play")
        self._play.setCheckable(True)
        self._play.setAccessibleName("Play the steps")
        self._count = Words(appearance, "", "caption")
        self._timer = QTimer(self, interval=STEP_MILLISECONDS)
        buttons = QHBoxLayout()
        for button in (self._back, self._on, self._play):
            buttons.addWidget(button)
        buttons.addWidget(self._count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        pair = QHBoxLayout()
        for plot in self.plots:
            pair.addWidget(plot, 1)
        column.addLayout(pair, 1)
        column.addLayout(buttons)
        self._back.clicked.connect(self._go_back)
        self._on.clicked.connect(self._go_on)
        self._play.toggled.connect(self._run)
        self._timer.timeout.connect(self._go_on)
        self._show(N_STEPS // 2)

    def _show(self, step: int) -> None:
        self._step = max(0, min(step, N_STEPS))
        for plot in self.plots:
            plot.show_step(self._step)
        self._count.setText(f"{self._step} of {N_STEPS}")
        if self._step == N_STEPS:
            self._play.setChecked(False)

    def _go_on(self) -> None:
        self._show(self._step + 1)

    def _go_back(self) -> None:
        self._show(self._step - 1)

    def _run(self, running: bool) -> None:
        if not running:
            self._timer.stop()
            return
        if self._step == N_STEPS:
            self._show(0)
        self._timer.start()
