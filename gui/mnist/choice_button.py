"""A small button beside words, with a menu of what could stand there instead."""

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QToolButton

from gui.appearance import Appearance
from gui.edge_menu import EdgeMenu


class ChoiceButton(QToolButton):
    """Offers several things of which one holds; where there is but one, it is not there.

    Signals:
        chosen: (key) of the one that is wanted.

    Args:
        appearance: Colours and sizes.
        words: What it is for.
    """

    chosen = Signal(str)

    def __init__(self, appearance: Appearance, words: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._choices: dict[str, str] = {}
        self._now = ""
        self._menu = EdgeMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("role", "small")
        self.setToolTip(words)
        self.setAccessibleName(words)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing moves when it comes
        self.setSizePolicy(policy)
        appearance.changed.connect(self._dress)
        self._dress()
        self.hide()

    def offer(self, choices: dict[str, str]) -> None:
        """Offer these, words by key; cheap enough for every frame."""
        self._choices = choices
        if self.isHidden() == (len(choices) > 1):
            self.setVisible(len(choices) > 1)

    def mark(self, words: str) -> None:
        """Mark the one with these words as the one that holds."""
        self._now = words

    def _fill(self) -> None:
        self._menu.clear()
        for key, words in self._choices.items():
            action = self._menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(words == self._now)
            action.triggered.connect(partial(self.chosen.emit, key))

    def _dress(self) -> None:
        sizes = self._appearance.sizes
        self.setIcon(self._appearance.icon("chevron-down"))
        self.setIconSize(QSize(sizes.icon, sizes.icon))
        self.setFixedSize(sizes.small_button, sizes.small_button)
