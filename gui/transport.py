"""Connects a workbench with the transport bar, and the keys of a media player with both."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from engine.player import Pace
from engine.run import Mode
from gui.appearance import Appearance
from gui.steps import ITERATIONS, StepWords
from gui.turn import Turn
from gui.widgets.transport_bar import TransportBar
from gui.workbench import Workbench


class Transport(QObject):
    """The bar at the bottom, following a workbench.

    Args:
        appearance: Colours and sizes.
        workbench: The run that is played.
        with_timelapse: Whether a time-lapse is offered.
        starting: What is started while Play waits for the process.
        steps: What is counted.
    """

    def __init__(
        self,
        appearance: Appearance,
        workbench: Workbench,
        with_timelapse: bool = False,
        starting: str = "Starting",
        steps: StepWords = ITERATIONS,
    ) -> None:
        super().__init__(workbench)
        self._workbench = workbench
        self._starting = starting
        self._steps = steps
        self.bar = TransportBar(appearance, with_timelapse, steps)
        self.bar.reset_pressed.connect(workbench.reset)
        self.bar.back_pressed.connect(workbench.step_back)
        self.bar.play_pressed.connect(workbench.toggle)
        self.bar.pause_pressed.connect(workbench.pause)
        self.bar.forward_pressed.connect(workbench.step_forward)
        self.bar.end_pressed.connect(workbench.go_to_end)
        self.bar.iteration_entered.connect(workbench.seek)
        self.bar.speed_chosen.connect(self._set_pace)
        workbench.mode_changed.connect(self._show_mode)
        workbench.moved.connect(self._ask)
        workbench.grown.connect(self._ask)
        workbench.settings_changed.connect(self._show_target)
        workbench.waited.connect(self._show_waiting)
        self._counts = Turn(workbench, self._show_counts)
        self.bar.show_speed(workbench.pace)
        self._keys = {
            Qt.Key.Key_Space: workbench.toggle,
            Qt.Key.Key_Right: workbench.step_forward,
            Qt.Key.Key_PageDown: workbench.step_forward,
            Qt.Key.Key_Left: workbench.step_back,
            Qt.Key.Key_PageUp: workbench.step_back,
            Qt.Key.Key_Home: workbench.go_to_start,
            Qt.Key.Key_End: workbench.go_to_end,
        }

    def give_keys_to(self, *widgets: QWidget) -> None:
        """Lets Space, arrows, Home, End and the page keys act while one of these has the focus."""
        for widget in (self.bar.play, *widgets):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the transport's keys; everything else goes where it was meant to go."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            wish = self._keys.get(Qt.Key(event.key()))
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if wish is not None and plain:
                if not (event.isAutoRepeat() and event.key() == Qt.Key.Key_Space):
                    wish()
                return True
        return super().eventFilter(watched, event)

    def _set_pace(self, pace: Pace) -> None:
        self._workbench.set_pace(pace)

    def _show_mode(self, mode: Mode) -> None:
        self.bar.show_mode(mode)
        if mode is Mode.FINISHED:
            words = f"Train {self._more} more"
            self.bar.show_play_words(words, f"Goes on from the last {self._steps.one}")
        self._show_counts()

    @property
    def _more(self) -> str:
        """How much further Play trains at the end, as it is set: "100", or "13 epochs"."""
        record, settings = self._workbench.record, self._workbench.record.settings
        length, unit = record.length(self._workbench.more), settings.length_name
        return f"{length:,}" if unit == self._steps.many else f"{length:,} {unit}"

    def _show_waiting(self, seconds: int) -> None:
        words = f"{self._starting}, {seconds} s"
        self.bar.show_play_words(words, "It begins by itself; press to wait no longer (Space)")

    def _show_target(self, _settings: object) -> None:
        self.bar.show_target(self._workbench.target)

    def _ask(self, _position: int = 0) -> None:
        self._counts.ask()

    def _show_counts(self) -> None:
        self.bar.show_position(self._workbench.position)
        training = self._workbench.mode is Mode.PLAYING
        self.bar.show_rate(self._workbench.rate.per_second if training else None)
        self.bar.show_time_left(self._workbench.seconds_left)
