"""Which preset the settings come from, what has been changed since, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.appearance import Appearance
from gui.fields import Choice
from gui.words import ElidedWords, Words

UNCHANGED = "as in the preset, nothing changed"


class PresetBox(QWidget):
    """A choice of presets; beneath it what was changed, and Reset.

    The line beneath always has its room, so that the form does not jump under the mouse when the
    first value is changed.

    Signals:
        preset_chosen: (name).
        reset_pressed: The settings of the preset are wanted back.
    """

    preset_chosen = Signal(str)
    reset_pressed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._choice = Choice(())
        self._choice.setAccessibleName("Preset")
        self._choice.setToolTip("Settings to begin with. Choosing one begins a new run.")
        self._changed = ElidedWords(appearance, role="caption")
        self._reset = QPushButton("Reset")
        self._reset.setProperty("role", "small")
        self._reset.setAccessibleName("Reset to the preset")
        self._reset.setToolTip("Take back all changes to the preset.")
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._label = Words(appearance, "Preset")
        self._label.setBuddy(self._choice)
        self._arrange()
        self._choice.value_edited.connect(self._choose)
        self._reset.clicked.connect(self.reset_pressed)
        appearance.changed.connect(self._dress)
        self._dress()
        self.show_current("", "")

    def show_presets(self, names: tuple[str, ...]) -> None:
        """Offer these presets."""
        self._choice.clear()
        for name in names:
            self._choice.addItem(name, name)
        self._choice.setCurrentIndex(-1)

    def show_current(self, name: str, changed_text: str) -> None:
        """Show which preset it is and, if any, what was changed: "η 0.1"."""
        self._choice.show_value(name)
        self._changed.setText(f"changed: {changed_text}" if changed_text else UNCHANGED)
        if not changed_text and self._reset.hasFocus():
            self._choice.setFocus()
        self._reset.setVisible(bool(changed_text))
        whole = f"{name}, changed: {changed_text}" if changed_text else name
        self._choice.setAccessibleDescription(whole)

    def _choose(self, name: str) -> None:
        self.preset_chosen.emit(name)

    def _arrange(self) -> None:
        sizes = self._appearance.sizes
        top = QHBoxLayout()
        top.setSpacing(sizes.gap)
        top.addWidget(self._label)
        top.addWidget(self._choice, 1)
        beneath = QHBoxLayout()
        beneath.setSpacing(sizes.gap)
        beneath.addWidget(self._changed, 1)
        beneath.addWidget(self._reset)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(sizes.inside)
        self._layout.addLayout(top)
        self._layout.addLayout(beneath)

    def _dress(self) -> None:
        sizes = self._appearance.sizes
        self._layout.setContentsMargins(sizes.around, sizes.around, sizes.around, 0)
        self._reset.setFont(self._appearance.font("caption"))
