"""The four places that every tab has: settings, pictures, inspector, transport.

The side places can be folded away. Below a certain width the inspector folds first; while the
window is projected both are folded (an inspector that is a picture stays), and everything comes
back afterwards.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.appearance import Appearance

SETTINGS_WIDTH = 300
INSPECTOR_WIDTH = 284
NARROW_WIDTH = 1160
"""Below this many pixels the inspector folds."""
SHARES = (3, 2)
"""Of the height, what pictures and time get."""


class Centre(QWidget):
    """The middle of a tab: pictures over time.

    Args:
        appearance: Colours and sizes.
        pictures: Above.
        time: Beneath.
        shares: Of the height, what each gets.
    """

    def __init__(
        self,
        appearance: Appearance,
        pictures: QWidget,
        time: QWidget,
        shares: tuple[int, int] = SHARES,
    ) -> None:
        super().__init__()
        around, gap = appearance.sizes.around, appearance.sizes.gap
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(around, around, around, gap)
        self._column.setSpacing(gap)
        self._column.addWidget(pictures)
        self._column.addWidget(time)
        self.share_height(shares)

    def share_height(self, shares: tuple[int, int]) -> None:
        """Gives pictures and time other shares of the height."""
        for index, share in enumerate(shares):
            self._column.setStretch(index, share)


class Places(QWidget):
    """Settings left, pictures in the middle, inspector right, transport beneath.

    Signals:
        folded: Which places are folded has changed.

    Args:
        appearance: Colours and sizes.
        settings: Left; scrolls when it is too high.
        pictures: Centre; gets all that is left.
        inspector: Right; scrolls when it is too high.
        transport: Beneath everything.
        inspector_width: Pixels.
        inspector_presented: Whether the inspector stays while the window is projected.
    """

    folded = Signal()

    def __init__(
        self,
        appearance: Appearance,
        settings: QWidget,
        pictures: QWidget,
        inspector: QWidget,
        transport: QWidget,
        inspector_width: int = INSPECTOR_WIDTH,
        inspector_presented: bool = False,
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._settings = _side(settings, "settings", SETTINGS_WIDTH)
        self._inspector = _side(inspector, "inspector", inspector_width)
        self._transport = transport
        self._settings_wanted = True
        self._inspector_wanted = True
        self._narrow_below = NARROW_WIDTH
        self._inspector_width = inspector_width
        self._inspector_presented = inspector_presented
        self._lines = (_line(), _line())
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._settings)
        row.addWidget(self._lines[0])
        row.addWidget(pictures, 1)
        row.addWidget(self._lines[1])
        row.addWidget(self._inspector)
        _ground(pictures)
        _ground(transport)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(_line(horizontal=True))
        column.addWidget(transport)
        appearance.changed.connect(self._arrange)
        self._arrange()

    def fill(self, tab: QWidget) -> None:
        """Takes all of a tab."""
        layout = QVBoxLayout(tab)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self)

    @property
    def settings_folded(self) -> bool:
        """Whether the left place is folded."""
        return self._settings.isHidden()

    @property
    def inspector_folded(self) -> bool:
        """Whether the right place is folded."""
        return self._inspector.isHidden()

    @property
    def folded_by_wish(self) -> tuple[str, ...]:
        """Which of "settings" and "inspector" the person has folded, whatever room there is."""
        wanted = {"settings": self._settings_wanted, "inspector": self._inspector_wanted}
        return tuple(name for name, is_wanted in wanted.items() if not is_wanted)

    def fold_settings(self, folded: bool) -> None:
        """Folds the left place, or brings it back."""
        self._settings_wanted = not folded
        self._arrange()

    def fold_inspector(self, folded: bool) -> None:
        """Folds the right place, or brings it back."""
        self._inspector_wanted = not folded
        if not folded:
            self._narrow_below = 0
        self._arrange()

    def set_inspector_width(self, width: int | None) -> None:
        """Another width for the right place, in pixels; None for its own."""
        self._inspector.setFixedWidth(width or self._inspector_width)

    def set_narrow_below(self, width: int) -> None:
        """The width below which the inspector folds, in pixels."""
        self._narrow_below = width
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the inspector where there is no room for it."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        before = (self._settings.isHidden(), self._inspector.isHidden())
        focused = self.window().focusWidget()
        presenting = self._appearance.presenting
        narrow = self.width() < self._narrow_below
        self._settings.setVisible(self._settings_wanted and not presenting)
        folded = presenting and not self._inspector_presented
        self._inspector.setVisible(self._inspector_wanted and not folded and not narrow)
        self._lines[0].setVisible(not self._settings.isHidden())
        self._lines[1].setVisible(not self._inspector.isHidden())
        if before != (self._settings.isHidden(), self._inspector.isHidden()):
            self._keep_focus(focused)
            self.folded.emit()

    def _keep_focus(self, before: QWidget | None) -> None:
        """The keyboard goes from a folded place to Play; Qt would give it to Reset, the next."""
        for side in (self._settings, self._inspector):
            if side.isHidden() and before is not None and side.isAncestorOf(before):
                self._transport.setFocus()


def _side(content: QWidget, name: str, width: int) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName(f"{name}-place")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFixedWidth(width)
    _ground(content)
    area.setWidget(content)
    return area


def _ground(place: QWidget) -> None:
    place.setProperty("role", "place")
    place.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def _line(horizontal: bool = False) -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    if horizontal:
        line.setFixedHeight(1)
    else:
        line.setFixedWidth(1)
    return line
