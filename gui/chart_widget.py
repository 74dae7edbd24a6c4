"""A widget that is a chart: how it is dressed, and how it becomes a picture."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from gui.appearance import Appearance
from gui.look import Look, look_of
from gui.plotting import Chart


class ChartWidget(QWidget):
    """Filled by one chart, in the colours and sizes that hold.

    Args:
        appearance: Colours and sizes.
        names: Of the axis across and of the one up.
        parent: Qt's owner.

    Attributes:
        chart: Its axes; a kind of chart adds the layers on which it draws. When it is complete it
            connects `chart.resized` to `_fit`.
    """

    def __init__(
        self, appearance: Appearance, names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._look = look_of(appearance)
        self.chart = Chart(self._look, names)
        self.chart.fill(self)
        appearance.changed.connect(self._dress)

    def picture(self, scale: float) -> QImage:
        """What is shown in light colours, `scale` times as many pixels as on the screen."""
        return self.chart.image(scale, self._restyle)

    def _dress(self) -> None:
        self._restyle(look_of(self._appearance))

    def _restyle(self, look: Look) -> None:
        self._look = look
        self.chart.restyle(look)
        self._fit()

    def _fit(self) -> None:
        """Sets ranges and ticks, and lays out what is drawn, for the size and the look it has."""
        raise NotImplementedError
