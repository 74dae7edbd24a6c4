"""The switches that say how a drawing becomes an image: as MNIST's own were made, or not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from gui.appearance import Appearance
from gui.words import Words

SWITCHES = (
    (
        "Centred",
        "Crops to the ink, brings its longest side to 20 pixels and its centre of mass to the"
        " middle, as MNIST's own images were made.\nWithout it the whole sheet, or the whole"
        " picture that was put in, is squashed to 28 × 28 pixels: one network had 52 % of"
        " strangers' digits right instead of 86 %.",
    ),
    (
        "Stroke width",
        "Brings the strokes to about three pixels, as MNIST's own are.\nWithout it they stay as"
        " they were drawn: the same network had 86 % of strangers' digits right instead of 89 %.",
    ),
)


class Preparation(QWidget):
    """Two switches. A drawing that is not centred is left as it is, strokes and all.

    Signals:
        changed: One of them was pressed.

    Args:
        appearance: Colours and sizes.
    """

    changed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.sizes.gap)
        row.addWidget(Words(appearance, "Like MNIST", "secondary"))
        self._switches = []
        for words, tooltip in SWITCHES:
            switch = QCheckBox(words)
            switch.setToolTip(tooltip)
            switch.setAccessibleName(f"{words} like MNIST")
            switch.setChecked(True)
            switch.toggled.connect(self.changed)
            row.addWidget(switch)
            self._switches.append(switch)
        row.addStretch(1)
        self._switches[0].toggled.connect(self._switches[1].setEnabled)

    @property
    def centred(self) -> bool:
        """Whether a drawing is cropped, scaled and centred."""
        return self._switches[0].isChecked()

    @property
    def stroke(self) -> bool:
        """Whether its strokes are brought to MNIST's width, where it is centred."""
        return self._switches[1].isChecked()
