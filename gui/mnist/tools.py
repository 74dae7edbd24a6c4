"""The row under the canvas: pen, eraser, width, undo, redo, clear, and a menu of the rest."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QIcon, QUndoStack
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from gui.appearance import Appearance
from gui.edge_menu import EdgeMenu
from gui.mnist.canvas import PEN
from gui.sliders import Slider

THINNEST, THICKEST = 4, 48
"""Widths of the pen, in units of the sheet."""

TOOLS = (
    ("pen", "Pen", "Draw (the other end of a tablet's pen erases)", "pencil"),
    ("eraser", "Eraser", "Take ink away", "eraser"),
)
DEEDS = (
    ("undo", "Undo", "Undo the last stroke (Ctrl+Z on the canvas)", "undo"),
    ("redo", "Redo", "Redo (Ctrl+Shift+Z on the canvas)", "redo"),
    ("clear", "Clear", "An empty sheet (Delete on the canvas)", "delete-outline"),
)
MORE = (
    ("open", "Open Picture…", "folder-open-outline"),
    ("paste", "Paste Picture", "content-paste"),
    ("copy", "Copy Drawing", "content-copy"),
    ("copy_seen", "Copy the 28 × 28 Image", "grid"),
)
"""Wish, words, icon."""


class Tools(QWidget):
    """What is in the hand, and what can be done with the drawing.

    Signals:
        pen_chosen: (width in units, whether it erases).
        wished: "undo", "redo", "clear", "open", "paste", "copy", "copy_seen".

    Args:
        appearance: Colours and sizes.
        undo_stack: Says whether there is something to undo.
    """

    pen_chosen = Signal(float, bool)
    wished = Signal(str)

    def __init__(self, appearance: Appearance, undo_stack: QUndoStack) -> None:
        super().__init__()
        self._appearance = appearance
        self._icons: dict[str, Callable[[QIcon], None]] = {}
        self._buttons: list[QToolButton] = []
        self._kinds = {name: self._button(*rest) for name, *rest in TOOLS}
        self._slider = self._make_slider()
        self._deeds = {name: self._button(*rest) for name, *rest in DEEDS}
        self._more = self._make_more()
        self._arrange()
        for button in self._kinds.values():
            button.clicked.connect(self._choose)
        self._slider.moved.connect(self._choose)
        for name, button in self._deeds.items():
            button.clicked.connect(lambda _=False, name=name: self.wished.emit(name))
        undo_stack.canUndoChanged.connect(self._deeds["undo"].setEnabled)
        undo_stack.canRedoChanged.connect(self._deeds["redo"].setEnabled)
        self._deeds["undo"].setEnabled(undo_stack.canUndo())
        self._deeds["redo"].setEnabled(undo_stack.canRedo())
        appearance.changed.connect(self._dress)
        self._dress()

    @property
    def actions_of_drawing(self) -> tuple[QAction, ...]:
        """What the menu offers, for the canvas's context menu."""
        return tuple(self._more_actions)

    def offer(self, *, clear: bool, seen: bool) -> None:
        """Offer what there is something for: clearing and copying, copying the 28 × 28 image."""
        self._deeds["clear"].setEnabled(clear)
        by_name = dict(zip((name for name, *_ in MORE), self._more_actions, strict=True))
        by_name["copy"].setEnabled(clear)
        by_name["copy_seen"].setEnabled(seen)

    def show_width(self, width: float) -> None:
        """Show how wide the pen is, in units."""
        self._slider.show_value(round(width))

    def _button(self, words: str, tooltip: str, icon: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(words)
        button.setToolTip(tooltip)
        button.setProperty("role", "tool")
        self._icons[icon] = button.setIcon
        self._buttons.append(button)
        return button

    def _make_slider(self) -> Slider:
        slider = Slider(self._appearance)
        slider.setRange(THINNEST, THICKEST)
        slider.setPageStep(4)
        slider.setValue(round(PEN))
        slider.setAccessibleName("Pen width")
        slider.setToolTip("Width of the pen. A tablet's pressure makes it wider and thinner.")
        return slider

    def _make_more(self) -> QToolButton:
        button = self._button("More", "Open, paste and copy pictures", "dots-vertical")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = EdgeMenu(button)
        self._more_actions = []
        for name, words, icon in MORE:
            action = QAction(words, self)
            action.triggered.connect(lambda _=False, name=name: self.wished.emit(name))
            self._icons[icon] = action.setIcon
            self._more_actions.append(action)
        menu.addActions(self._more_actions)
        button.setMenu(menu)
        return button

    def _arrange(self) -> None:
        group = QButtonGroup(self)
        group.setExclusive(True)
        for button in self._kinds.values():
            button.setCheckable(True)
            group.addButton(button)
        self._kinds["pen"].setChecked(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (*self._kinds.values(), self._slider, *self._deeds.values(), self._more):
            row.addWidget(widget, 1 if widget is self._slider else 0)

    def _choose(self) -> None:
        self.pen_chosen.emit(float(self._slider.value()), self._kinds["eraser"].isChecked())

    def _dress(self) -> None:
        side = self._appearance.sizes.icon
        for name, put in self._icons.items():
            put(self._appearance.icon(name))
        for button in self._buttons:
            button.setIconSize(QSize(side, side))
