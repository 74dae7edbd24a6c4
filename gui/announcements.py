"""Messages of the window itself: they stand in every tab, and are gone from all of them at once."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from gui.widgets.message_bar import Message, MessageBar


class Announcements(QObject):
    """Tells the same in every message bar.

    Signals:
        answered: (key of the message, key of the button that was pressed).
        dismissed: (key) of a message that was closed.

    Args:
        bars: One for each tab.
        parent: Qt's owner.
    """

    answered = Signal(str, str)
    dismissed = Signal(str)

    def __init__(self, bars: Iterable[MessageBar], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bars = tuple(bars)
        self._keys: set[str] = set()
        for bar in self._bars:
            bar.action_pressed.connect(self._answer)
            bar.dismissed.connect(self._dismiss)

    def tell(self, message: Message) -> None:
        """Shows a message; one of the same key is replaced."""
        self._keys.add(message.key)
        for bar in self._bars:
            bar.show_message(message)

    def withdraw(self, key: str) -> None:
        """Takes a message away."""
        if key in self._keys:
            self._keys.discard(key)
            for bar in self._bars:
                bar.withdraw(key)

    def _answer(self, key: str, action: str) -> None:
        if key in self._keys:
            self.answered.emit(key, action)

    def _dismiss(self, key: str) -> None:
        if key in self._keys:
            self.withdraw(key)
            self.dismissed.emit(key)
