"""What a surface says where the mouse is, and where it was clicked: anew with every state."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from gui.widgets.surface_plot import SurfacePlot

Words = Callable[[float, float], str]


class ReadOuts(QObject):
    """Follows the pointer and the pin of one picture.

    Args:
        plot: The picture.
        words: What is to be said of the place x, y; empty for nothing.
        parent: Qt's owner.
    """

    def __init__(self, plot: SurfacePlot, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plot = plot
        self._words = words
        self._pointer: tuple[float, float] | None = None
        self._pin: tuple[float, float] | None = None
        plot.hovered.connect(self._point)
        plot.hover_ended.connect(self._leave)
        plot.pinned.connect(self._keep)
        plot.pin_removed.connect(self._let_go)

    def tell(self) -> None:
        """Says it anew."""
        if self._pointer is not None:
            self._plot.show_readout(self._words(*self._pointer))
        if self._pin is not None:
            self._plot.show_pin(*self._pin, self._words(*self._pin))

    def forget_pin(self) -> None:
        """What was pinned holds no longer."""
        self._pin = None
        self._plot.remove_pin()

    def _point(self, x: float, y: float) -> None:
        self._pointer = (x, y)
        self.tell()

    def _leave(self) -> None:
        self._pointer = None

    def _keep(self, x: float, y: float) -> None:
        self._pin = (x, y)
        self.tell()

    def _let_go(self) -> None:
        self._pin = None


def place_words(x: float, y: float, names: tuple[str, str] = ("x₀", "x₁")) -> str:
    """The coordinates as they are written under a value: "x₀ 1.20  x₁ −0.35"."""
    return f"{names[0]} {x:.2f}  {names[1]} {y:.2f}".replace("-", "−")
