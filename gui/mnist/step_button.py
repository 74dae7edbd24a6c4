"""A small button that goes to what stands before or after."""

from typing import Literal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton

from gui.appearance import Appearance

ICONS: dict[Literal["before", "after"], str] = {"before": "chevron-left", "after": "chevron-right"}


class StepButton(QToolButton):
    """An arrow to the left or to the right.

    Args:
        appearance: Colours and sizes.
        to: Which way it goes.
        words: What it goes to.
        tooltip: More than that; nothing for the words alone.
    """

    def __init__(
        self,
        appearance: Appearance,
        to: Literal["before", "after"],
        words: str,
        tooltip: str = "",
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._icon = ICONS[to]
        self.setProperty("role", "small")
        self.setAccessibleName(words)
        self.setToolTip(tooltip or words)
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        sizes = self._appearance.sizes
        self.setIcon(self._appearance.icon(self._icon))
        self.setIconSize(QSize(sizes.icon, sizes.icon))
        self.setFixedSize(sizes.small_button, sizes.small_button)
