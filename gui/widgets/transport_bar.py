"""The transport, as on a media player: to the start, back, play, forward, to the end, and how fast.

It knows neither run nor player: it shows a mode, a position and a pace, and says what was pressed.
"""

import math

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from engine.player import Pace
from engine.run import Mode
from gui.appearance import Appearance
from gui.play_button import PlayButton
from gui.sliders import Slider
from gui.speeds import clock, paces, rate_text, stop_of
from gui.steps import ITERATIONS, StepWords
from gui.widths import width_of
from gui.words import LiveWords, Words

RATE_ROOM = "999,999/s"
TIME_ROOM = "00:00:00 left"
PACE_ROOM = "time-lapse"
FIELD_ROOM = "10,000,000"
LARGEST_ITERATION = 2**31 - 1

ALL = frozenset({"reset", "back", "play", "forward", "end"})
ENABLED: dict[Mode, frozenset[str]] = {
    Mode.PREPARING: frozenset({"play"}),
    Mode.PAUSED: ALL,
    Mode.PLAYING: ALL - {"forward", "end"},
    Mode.REPLAYING: ALL,
    Mode.FINISHED: ALL,
    Mode.FAILED: ALL,
}
"""Which buttons can be pressed. Play pressed while a run is prepared is a wish for later."""

WORDS: dict[Mode, tuple[str, str]] = {
    Mode.PREPARING: ("Starting…", "The run begins as soon as it is ready."),
    Mode.PAUSED: ("Play", "Play (Space)"),
    Mode.PLAYING: ("Pause", "Pause (Space)"),
    Mode.REPLAYING: ("Pause", "Pause (Space)"),
    Mode.FINISHED: ("Train more", "Train on from here (Space)"),
    Mode.FAILED: ("Play", "Replay what there is (Space)"),
}

BUTTONS = {
    "reset": ("restart", "Reset", "Back to the initial weights (Home)"),
    "back": ("step-backward", "Back one {one}", "Back one {one} (←)"),
    "forward": ("step-forward", "Forward one {one}", "Forward one {one} (→)"),
    "end": ("skip-next", "To the last {one}", "To the last {one} (End)"),
}
"""Icon, name, tooltip; {one} is what a step is called."""


class TransportBar(QWidget):
    """The buttons, the speed, and where the run is.

    Signals:
        reset_pressed: To state 0.
        back_pressed: One state back.
        play_pressed: Go on from here.
        pause_pressed: Stay here.
        forward_pressed: One state forward.
        end_pressed: To the last state that there is.
        speed_chosen: (Pace), while the slider is dragged.
        iteration_entered: (iteration) that was typed.

    Args:
        appearance: Colours and sizes.
        with_timelapse: Whether a pace that grows geometrically is offered too.
        steps: What is counted.
    """

    reset_pressed = Signal()
    back_pressed = Signal()
    play_pressed = Signal()
    pause_pressed = Signal()
    forward_pressed = Signal()
    end_pressed = Signal()
    speed_chosen = Signal(object)
    iteration_entered = Signal(int)

    def __init__(
        self,
        appearance: Appearance,
        with_timelapse: bool = False,
        steps: StepWords = ITERATIONS,
    ) -> None:
        super().__init__()
        self._steps = steps
        self._appearance = appearance
        self._paces = paces(with_timelapse)
        self._mode = Mode.PREPARING
        self._position = 0
        self._target = 0
        self._buttons = {name: self._make_button(name) for name in BUTTONS}
        self.play = PlayButton(appearance)
        self.play.clicked.connect(self._press_play)
        self.setFocusProxy(self.play)
        self._speed = Slider(appearance)
        self._pace = Words(appearance)
        self._iteration = QLineEdit()
        self._of = Words(appearance)
        self._rate = LiveWords(appearance, role="secondary")
        self._left = LiveWords(appearance, role="secondary")
        self._make_speed()
        self._make_iteration()
        self._spare = {
            "rate": self._rate,
            "speed": Words(appearance, "Speed", "secondary"),
            "iteration": Words(appearance, steps.one.capitalize(), "secondary"),
            "left": self._left,
        }
        self._arrange()
        self.setProperty("role", "place")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Transport")
        appearance.changed.connect(self._dress)
        self._dress()
        self.show_mode(Mode.PREPARING)
        self.show_speed(Pace.steady(8))
        self.show_position(0)
        self.show_target(0)

    def show_mode(self, mode: Mode) -> None:
        """Enable what can be pressed, and let Play say what it does."""
        self._mode = mode
        for name, button in self._buttons.items():
            button.setEnabled(name in ENABLED[mode])
        self.play.setEnabled("play" in ENABLED[mode])
        self.show_play_words(*WORDS[mode])

    def show_play_words(self, text: str, tooltip: str) -> None:
        """Other words on Play, until the mode changes: "Train 100 more"."""
        playing = self._mode in (Mode.PLAYING, Mode.REPLAYING)
        icon = "pause" if playing else "timer-sand" if self._mode is Mode.PREPARING else "play"
        self.play.show_words(icon, text, tooltip)

    def show_position(self, k: int) -> None:
        """Show the iteration, unless one is being typed."""
        self._position = k
        if not (self._iteration.hasFocus() and self._iteration.isModified()):
            self._iteration.setText(f"{k:,}")

    def show_target(self, n: int) -> None:
        """Show the chosen number of iterations."""
        self._target = n
        self._of.setText(f"/ {n:,}")
        self._iteration.setToolTip(
            f"Type a number of {self._steps.many} from 0 to {n:,} and press Enter."
        )

    def show_speed(self, pace: Pace) -> None:
        """Show a pace; a steady one between two stops stands at the nearer."""
        self._speed.show_value(stop_of(pace, self._paces))
        self._write_pace(pace)

    def show_rate(self, iterations_per_second: float | None) -> None:
        """Show how fast it really goes; None when it stands."""
        rate = iterations_per_second
        self._rate.setText("" if rate is None else rate_text(rate))

    def show_time_left(self, seconds: float | None) -> None:
        """Show how long it will take; None when nobody knows."""
        unknown = seconds is None or not math.isfinite(seconds)
        self._left.setText("" if unknown else f"{clock(seconds or 0)} left")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what matters least where there is no room for all."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """What is left without the parts that can be spared."""
        spare = sum(width_of(part) + self._layout.spacing() for part in self._spare.values())
        return QSize(self._wanted() - spare, self._height())

    def sizeHint(self) -> QSize:
        """Room for everything."""
        return QSize(self._wanted(), self._height())

    def _press_play(self) -> None:
        playing = self._mode in (Mode.PLAYING, Mode.REPLAYING)
        (self.pause_pressed if playing else self.play_pressed).emit()

    def _enter(self) -> None:
        typed = self._iteration.text().replace(",", "").strip()
        self._iteration.setModified(False)
        if typed.isdigit():
            self.iteration_entered.emit(min(int(typed), LARGEST_ITERATION))
        self._iteration.selectAll()

    def _leave(self) -> None:
        """What was typed without Enter is not wanted."""
        self._iteration.setModified(False)
        self.show_position(self._position)

    def _choose_speed(self, stop: int) -> None:
        self._write_pace(self._paces[stop])
        self.speed_chosen.emit(self._paces[stop])

    def _write_pace(self, pace: Pace) -> None:
        self._pace.setText(str(pace))
        self._speed.setAccessibleDescription(str(pace))

    def _make_button(self, name: str) -> QToolButton:
        _, label, tooltip = (words.format(one=self._steps.one) for words in BUTTONS[name])
        button = QToolButton()
        button.setAccessibleName(label)
        button.setToolTip(tooltip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys where they are
        signals = {
            "reset": self.reset_pressed,
            "back": self.back_pressed,
            "forward": self.forward_pressed,
            "end": self.end_pressed,
        }
        button.clicked.connect(signals[name])
        button.setAutoRepeat(name in ("back", "forward"))
        return button

    def _make_speed(self) -> None:
        self._speed.setRange(0, len(self._paces) - 1)
        self._speed.setPageStep(1)
        self._speed.setAccessibleName("Speed")
        self._speed.setToolTip(f"Speed, from 1 {self._steps.one} a second to flat out.")
        self._speed.moved.connect(self._choose_speed)
        self._pace.keep_room_for(PACE_ROOM)

    def _make_iteration(self) -> None:
        self._iteration.setAccessibleName(self._steps.one.capitalize())
        self._rate.setToolTip(f"{self._steps.many.capitalize()} a second")
        self._iteration.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._iteration.returnPressed.connect(self._enter)
        self._iteration.editingFinished.connect(self._leave)
        for words, room in ((self._rate, RATE_ROOM), (self._left, TIME_ROOM)):
            words.keep_room_for(room)
            words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        layout = self._layout = QHBoxLayout(self)
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        for part in (self._buttons["reset"], self._buttons["back"], self.play):
            layout.addWidget(part)
        layout.addWidget(self._buttons["forward"])
        layout.addWidget(self._buttons["end"])
        layout.addSpacing(sizes.around)
        layout.addWidget(self._spare["speed"])
        layout.addWidget(self._speed)
        layout.addWidget(self._pace)
        layout.addStretch(1)
        layout.addWidget(self._spare["iteration"])
        layout.addWidget(self._iteration)
        layout.addWidget(self._of)
        layout.addSpacing(sizes.gap)
        layout.addWidget(self._rate)
        layout.addWidget(self._left)

    def _wanted(self) -> int:
        items = [self._layout.itemAt(index) for index in range(self._layout.count())]
        widgets = [item.widget() for item in items if item is not None]
        parts = sum(width_of(widget) for widget in widgets if widget is not None)
        sizes = self._appearance.sizes
        gaps = self._layout.spacing() * self._layout.count()
        return parts + gaps + 3 * sizes.around + sizes.gap

    def _height(self) -> int:
        sizes = self._appearance.sizes
        return sizes.primary + 2 * sizes.gap

    def _fit(self) -> None:
        wanted = self._wanted()
        for part in self._spare.values():
            part.setVisible(wanted <= self.width())
            if wanted > self.width():
                wanted -= width_of(part) + self._layout.spacing()

    def _dress(self) -> None:
        sizes = self._appearance.sizes
        self._layout.setContentsMargins(sizes.around, sizes.gap, sizes.around, sizes.gap)
        self._layout.setSpacing(sizes.gap)
        for name, button in self._buttons.items():
            button.setIcon(self._appearance.icon(BUTTONS[name][0]))
            button.setIconSize(QSize(sizes.icon, sizes.icon))
            button.setFixedSize(sizes.control + sizes.gap, sizes.control)
        self._speed.setFixedWidth(5 * sizes.control)
        self._iteration.setFont(self._appearance.font())
        room = self._iteration.fontMetrics().horizontalAdvance(FIELD_ROOM)
        self._iteration.setFixedWidth(room + 2 * sizes.gap)
        self.updateGeometry()
        self._fit()
