"""A row of buttons of which one is pressed: which picture is wanted."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gui.appearance import Appearance


class ViewSwitch(QWidget):
    """One of several views.

    Signals:
        chosen: (name) of the view that is wanted.

    Args:
        appearance: Colours and sizes.
        views: (name, words, tooltip) of each.
        accessible_name: What the switch is for.
    """

    chosen = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        views: tuple[tuple[str, str, str], ...],
        accessible_name: str,
    ) -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        self._buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.sizes.inside)
        for name, words, tooltip in views:
            button = QPushButton(words)
            button.setCheckable(True)
            button.setToolTip(tooltip)
            button.setProperty("role", "segment")
            button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            group.addButton(button)
            row.addWidget(button)
            self._buttons[name] = button
        next(iter(self._buttons.values())).setChecked(True)

    def showEvent(self, event: QShowEvent) -> None:
        """No word is cut off."""
        super().showEvent(event)
        for button in self._buttons.values():
            button.setMinimumWidth(button.sizeHint().width())

    def show_chosen(self, name: str) -> None:
        """Shows this view as the one that is wanted."""
        self._buttons[name].setChecked(True)

    def show_words(self, name: str, words: str, tooltip: str) -> None:
        """Calls a view by other words."""
        button = self._buttons[name]
        button.setText(words)
        button.setToolTip(tooltip)

    def offer(self, name: str, offered: bool, why_not: str = "") -> None:
        """Offers a view or not, and says why not."""
        button = self._buttons[name]
        button.setEnabled(offered)
        if why_not:
            button.setToolTip(why_not)
