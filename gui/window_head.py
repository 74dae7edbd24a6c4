"""The line above the tabs: which assignment, which places are folded, light or dark."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QToolButton, QWidget

from gui.appearance import Appearance


class WindowHead(QWidget):
    """Tabs at its left; at its right buttons for the side places and for the colours.

    Args:
        appearance: Colours and sizes.
        titles: Of the tabs.

    Attributes:
        tabs: Which assignment is wanted.
        theme_button: Swaps light and dark.
    """

    def __init__(self, appearance: Appearance, titles: tuple[str, ...]) -> None:
        super().__init__()
        self._appearance = appearance
        self._places: list[tuple[QAction, str]] = []
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName("Assignments")
        for title in titles:
            self.tabs.addTab(title)
        self.theme_button = _quiet_button()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 8, 0)
        self._row.addWidget(self.tabs)
        self._row.addStretch(1)
        self._row.addWidget(self.theme_button)
        appearance.changed.connect(self._dress)
        self._dress()

    def offer_place(self, action: QAction, icon: str) -> None:
        """One more button, before that of the colours.

        Args:
            action: What it does; it is checked while the place is not folded.
            icon: Its picture.
        """
        button = _quiet_button()
        button.setDefaultAction(action)
        self._places.append((action, icon))
        self._row.insertWidget(self._row.count() - 1, button)
        self._dress()

    def _dress(self) -> None:
        dark = self._appearance.theme.dark
        words = "Use light colours" if dark else "Use dark colours"
        icon = "white-balance-sunny" if dark else "weather-night"
        self.theme_button.setIcon(self._appearance.icon(icon))
        self.theme_button.setToolTip(words)
        self.theme_button.setAccessibleName(words)
        for action, name in self._places:
            action.setIcon(self._appearance.icon(name))


def _quiet_button() -> QToolButton:
    button = QToolButton()
    button.setProperty("role", "quiet")
    return button
