"""What has happened and what to do, in one line above the places; empty, it is not there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton

from gui.appearance import Appearance
from gui.words import Words

Level = Literal["info", "good", "warn", "bad"]

LEVELS: dict[Level, tuple[str, str]] = {
    "info": ("information-outline", "Note"),
    "good": ("check-circle-outline", "Done"),
    "warn": ("alert-outline", "Beware"),
    "bad": ("alert-circle-outline", "Error"),
}
"""From the lowest to the highest: icon, and the word for who cannot see it."""
DONE_MILLISECONDS = 8000
"""So long it is said that something is done; nobody has to do anything about it."""


@dataclass(frozen=True)
class Message:
    """One message.

    Attributes:
        key: By which it is withdrawn; a new message of the same key replaces the old.
        level: How much it matters.
        text: One sentence: what happened, then what to do.
        detail: More, in the tooltip.
        actions: (label, key) of the buttons that do it.
    """

    key: str
    level: Level
    text: str
    detail: str = ""
    actions: tuple[tuple[str, str], ...] = ()


class MessageBar(QFrame):
    """Shows the newest of the messages of the highest level; never takes the focus.

    What is done and asks for nothing goes away by itself, unless the mouse is on it.

    Signals:
        action_pressed: (key of the message, key of the action).
        dismissed: (key of the message) that the person has closed.
    """

    action_pressed = Signal(str, str)
    dismissed = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._messages: dict[str, Message] = {}
        self._icon = QLabel()
        self._text = Words(appearance)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._close = QToolButton()
        self._close.setProperty("role", "quiet")
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.setAccessibleName("Close the message")
        self._close.setToolTip("Close")
        self._close.clicked.connect(self._dismiss)
        self._buttons: list[QPushButton] = []
        self._done = QTimer(self, singleShot=True, interval=DONE_MILLISECONDS)
        self._done.timeout.connect(self._forget_done)
        self.setProperty("role", "message")
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._icon)
        self._layout.addWidget(self._text, 1)
        self._layout.addWidget(self._close)
        appearance.changed.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def shown(self) -> Message | None:
        """The message that stands there now."""
        ranks = list(LEVELS)
        newest_last = enumerate(self._messages.values())
        best = max(
            newest_last, key=lambda item: (ranks.index(item[1].level), item[0]), default=None
        )
        return best[1] if best else None

    def show_message(self, message: Message) -> None:
        """Show it, or keep it until those of a higher level have gone."""
        if self._messages.get(message.key) == message:
            return
        self._messages.pop(message.key, None)
        self._messages[message.key] = message
        self._show()

    def withdraw(self, key: str) -> None:
        """Take a message away because it no longer holds; an unknown key changes nothing."""
        if self._messages.pop(key, None) is not None:
            self._show()

    def withdraw_errors(self, keys: Iterable[str]) -> None:
        """Take away those of these messages that tell of an error; others stay."""
        for key in keys:
            message = self._messages.get(key)
            if message is not None and message.level == "bad":
                self.withdraw(key)

    def _dismiss(self) -> None:
        message = self.shown
        if message is not None:
            self.withdraw(message.key)
            self.dismissed.emit(message.key)

    def _forget_done(self) -> None:
        message = self.shown
        if message is None or not _is_done(message):
            return
        if self.underMouse():
            self._done.start()
        else:
            self._dismiss()

    def _show(self) -> None:
        message = self.shown
        if message is not None and _is_done(message):
            self._done.start()
        else:
            self._done.stop()
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        if message is None:
            self.hide()
            return
        self._text.setText(message.text)
        self._text.setToolTip(message.detail)
        self.setAccessibleName(f"{LEVELS[message.level][1]}: {message.text}")
        self.setAccessibleDescription(message.detail)
        for label, key in message.actions:
            self._add_button(label, partial(self.action_pressed.emit, message.key, key))
        self._draw_icon(message.level)
        self.show()

    def _add_button(self, label: str, press: Callable[[], None]) -> None:
        button = QPushButton(label)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(press)
        self._buttons.append(button)
        self._layout.insertWidget(self._layout.count() - 1, button)

    def _draw_icon(self, level: Level) -> None:
        theme = self._appearance.theme
        colours = {"info": theme.secondary, "good": theme.good, "warn": theme.warn}
        side = self._appearance.sizes.icon
        icon = self._appearance.icon(LEVELS[level][0], colours.get(level, theme.bad))
        self._icon.setPixmap(icon.pixmap(side, side))
        self._icon.setAccessibleName(LEVELS[level][1])

    def _dress(self) -> None:
        sizes = self._appearance.sizes
        self._layout.setContentsMargins(sizes.around, sizes.row_gap, sizes.gap, sizes.row_gap)
        self._layout.setSpacing(sizes.gap)
        self._close.setIcon(self._appearance.icon("close"))
        self._close.setIconSize(QSize(sizes.icon, sizes.icon))
        message = self.shown
        if message is not None:
            self._draw_icon(message.level)


def _is_done(message: Message) -> bool:
    """Whether a message only says that something is done."""
    return message.level == "good" and not message.actions
