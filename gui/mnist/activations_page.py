"""The activations of each layer on a page of their own: for the drawing, or the digit clicked."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.mnist.network import Network
from gui.appearance import Appearance
from gui.mnist.activations_view import ActivationsView
from gui.mnist.answers import Image
from gui.picture import add_picture_menu
from gui.words import LiveWords

COLOURS = "blue above zero, orange below, scaled layer by layer"


class ActivationsPage(QWidget):
    """What each layer makes of what is on the canvas.

    Signals:
        troubled: (sentence) when a picture cannot be saved.

    Attributes:
        view: The picture.

    Args:
        appearance: Colours and sizes.
        describe: Gives the line of settings under a saved picture.
    """

    troubled = Signal(str)

    def __init__(self, appearance: Appearance, describe: Callable[[], str]) -> None:
        super().__init__()
        self._words = LiveWords(appearance, role="secondary")
        self.view = ActivationsView(appearance)
        add_picture_menu(self.view, self.view.picture, describe, self.troubled.emit, "activations")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.sizes.gap)
        column.addWidget(self._words)
        column.addWidget(self.view, 1)

    def show_network(self, network: Network, who: str) -> None:
        """Follows a network.

        Args:
            network: Whose layers.
            who: "Batch 412" or "Ready-made network".
        """
        self._words.setText(f"{who}: {COLOURS}")
        self.view.show_network(network)

    def show_image(self, image: Image | None) -> None:
        """Follows what the network sees of the canvas, (28, 28) from 0 to 1; None for nothing."""
        self.view.show_image(image)
