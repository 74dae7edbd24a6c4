"""Several pages in one place beside the curve, of which one is seen."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.appearance import Appearance
from gui.widgets.view_switch import ViewSwitch

WIDTH = 272
"""Pixels that a page has at least."""


@dataclass(frozen=True)
class Page:
    """Something that can stand beside the curve.

    Attributes:
        name: Its key.
        words: On its button.
        tooltip: What it shows.
        widget: Itself.
    """

    name: str
    words: str
    tooltip: str
    widget: QWidget


class SidePages(QWidget):
    """A switch over the page that is wanted; while the window is projected the first page alone.

    Signals:
        page_shown: (name) of the page that has come to be seen.

    Args:
        appearance: Colours and sizes.
        pages: In the order of the switch; the first is a picture.

    Attributes:
        switch: Which page is wanted.
    """

    page_shown = Signal(str)

    def __init__(self, appearance: Appearance, pages: tuple[Page, ...]) -> None:
        super().__init__()
        self._appearance = appearance
        self._first = self._wanted = pages[0].name
        views = tuple((page.name, page.words, page.tooltip) for page in pages)
        self.switch = ViewSwitch(appearance, views, "Beside the curve")
        self._places = {page.name: page.widget for page in pages}
        self._stack = QStackedWidget()
        for place in self._places.values():
            self._stack.addWidget(place)
        self.setMinimumWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.switch)
        column.addWidget(self._stack, 1)
        self.switch.chosen.connect(self.show_page)
        appearance.changed.connect(self._dress)

    def show_page(self, name: str) -> None:
        """Shows another page."""
        self._wanted = name
        self.switch.show_chosen(name)
        self._turn()

    def _dress(self) -> None:
        self.switch.setVisible(not self._appearance.presenting)
        self._turn()

    def _turn(self) -> None:
        """To the page that is wanted, or the one that is presented."""
        name = self._first if self._appearance.presenting else self._wanted
        if self._stack.currentWidget() is not self._places[name]:
            self._stack.setCurrentWidget(self._places[name])
            self.page_shown.emit(name)
