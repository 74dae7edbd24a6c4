"""Six switches: what the model sees of a point. They hold no features, they show and ask."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QToolTip, QWidget

from engine.linear.features import FEATURES
from gui.appearance import Appearance

COLUMNS = 3
LAST_ONE = "At least one feature stays on."


class FeatureSwitches(QWidget):
    """A check box for each feature, in two rows of three.

    Signals:
        features_edited: (names) of the features that are wanted, in the order of the columns of
            `expand`.
    """

    features_edited = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._boxes: dict[str, QCheckBox] = {}
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        for index, feature in enumerate(FEATURES):
            box = QCheckBox(feature.symbol)
            box.setAccessibleName(f"Feature {feature.symbol}")
            box.setToolTip(f"The model sees {feature.symbol} of each point.\nBegins a new run.")
            box.clicked.connect(self._click)
            self._boxes[feature.name] = box
            self._layout.addWidget(box, index // COLUMNS, index % COLUMNS)
        for column in range(COLUMNS):
            self._layout.setColumnStretch(column, 1)
        self.setAccessibleName("Features")
        appearance.changed.connect(self._dress)
        self._dress()

    @property
    def features(self) -> tuple[str, ...]:
        """The names of the features that are switched on."""
        return tuple(name for name, box in self._boxes.items() if box.isChecked())

    def show_features(self, names: tuple[str, ...]) -> None:
        """Show these as switched on; nothing is emitted."""
        for name, box in self._boxes.items():
            box.setChecked(name in names)

    def _click(self) -> None:
        if self.features:
            self.features_edited.emit(self.features)
            return
        box = self.sender()
        if isinstance(box, QCheckBox):
            box.setChecked(True)
            QToolTip.showText(box.mapToGlobal(QPoint(0, box.height())), LAST_ONE, box)

    def _dress(self) -> None:
        sizes = self._appearance.sizes
        self._layout.setHorizontalSpacing(sizes.gap)
        self._layout.setVerticalSpacing(sizes.row_gap)
        for box in self._boxes.values():
            box.setMinimumHeight(sizes.table_row)
