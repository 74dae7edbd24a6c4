"""Room for what comes and goes above the places, so that nothing jumps under the mouse."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

LOOK_MILLISECONDS = 200
"""How often it is looked whether the mouse is still at work."""
STILL_LOOKS = 20
"""After so many looks at a mouse that has not moved nobody is at work any more."""
ANY = 16_777_215
"""Qt's own word for no limit of a size."""


class KeptRoom(QWidget):
    """As high as what it holds, but its height changes only when nobody is at work beneath it.

    What has gone leaves its room until the mouse leaves the place in which it is, or rests; what
    comes while a button is held, in the middle of a stroke or a drag, waits for the release.

    Args:
        held: What is shown and hidden by others.
        mouse: Where the mouse is on the screen.
        buttons: Which of its buttons are held.
    """

    def __init__(
        self,
        held: QWidget,
        mouse: Callable[[], QPoint] = QCursor.pos,
        buttons: Callable[[], Qt.MouseButton] = QGuiApplication.mouseButtons,
    ) -> None:
        super().__init__()
        self._held = held
        self._mouse = mouse
        self._buttons = buttons
        self._is_open = False
        self._place: QWidget | None = None
        self._at = QPoint()
        self._looks_still = 0
        self._look = QTimer(self, singleShot=True, interval=LOOK_MILLISECONDS)
        self._look.timeout.connect(self._settle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(held)
        held.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is held comes or goes."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        """Take the height that is wanted, or wait with it."""
        shown = not self._held.isHidden()
        waits = shown and not self._is_open and self.isVisible() and bool(self._buttons())
        stays = not shown and self._is_open and self.isVisible() and self._is_mouse_at_work()
        self._is_open = stays or (shown and not waits)
        self.setMinimumHeight(self.height() if stays else 0)
        self.setMaximumHeight(0 if waits else ANY)
        if waits or stays:
            self._look.start()
        else:
            self._look.stop()
            self._place = None

    def _is_mouse_at_work(self) -> bool:
        """Whether the mouse is where it was in a place that would move, and has not come to rest.

        The transport keeps its place whatever height this has.
        """
        at, before = self._mouse(), self._place
        self._looks_still = self._looks_still + 1 if before and at == self._at else 0
        self._at, self._place = at, place_at(at)
        if self._place is None or (before and self._place is not before):
            return False
        edge = self.mapToGlobal(self.rect().bottomLeft()).y() + 1
        moves = self._place.mapToGlobal(self._place.rect().topLeft()).y() <= edge
        return moves and self._looks_still < STILL_LOOKS


def place_at(at: QPoint) -> QWidget | None:
    """Which of the window's places is seen at a point of the screen."""
    widget = QApplication.widgetAt(at)
    while widget is not None and widget.property("role") != "place":
        widget = widget.parentWidget()
    return widget
