"""A title that unfolds what stands beneath it, and folds it away again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.appearance import Appearance


class FoldOut(QWidget):
    """A button with a title over a widget that is shown or hidden by it.

    Signals:
        unfolded: The person has unfolded it (True) or folded it away.

    Args:
        appearance: Colours and sizes.
        title: What is folded away, "Formulas".
        parent: The widget it stands in.
    """

    unfolded = Signal(bool)

    def __init__(self, appearance: Appearance, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._content: QWidget | None = None
        self._button = QToolButton()
        self._button.setText(title)
        self._button.setCheckable(True)
        self._button.setProperty("role", "quiet")
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._button.toggled.connect(self._fold)
        self._button.clicked.connect(self.unfolded)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._button)
        appearance.changed.connect(self._dress)
        self._dress()

    @property
    def is_unfolded(self) -> bool:
        """Whether its content is shown."""
        return self._button.isChecked()

    def show_content(self, content: QWidget) -> None:
        """Put this widget beneath the title, instead of what was there."""
        if self._content is not None:
            self._content.deleteLater()
        self._content = content
        self._layout.addWidget(content, 1)
        content.setVisible(self.is_unfolded)

    def set_unfolded(self, unfolded: bool) -> None:
        """Unfold it, or fold it away, without a signal."""
        self._button.setChecked(unfolded)

    def _fold(self, unfolded: bool) -> None:
        if self._content is not None:
            self._content.setVisible(unfolded)
        self._dress()

    def _dress(self) -> None:
        arrow = "chevron-down" if self.is_unfolded else "chevron-right"
        self._button.setIcon(self._appearance.icon(arrow))
        self._button.setAccessibleDescription("unfolded" if self.is_unfolded else "folded away")
