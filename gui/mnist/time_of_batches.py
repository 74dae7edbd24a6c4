"""The loss of every batch, the timeline over all of them, and the pages beside the curve."""

from PySide6.QtWidgets import QWidget

from gui.appearance import Appearance
from gui.desk import Desk
from gui.mnist.batch_lines import BatchLines
from gui.side_pages import Page
from gui.steps import BATCHES
from gui.time_panel import TimePanel

NOTHING_YET = "The loss of every batch will be drawn here."


def time_of_batches(
    appearance: Appearance, desk: Desk, accuracy: QWidget, epochs: QWidget
) -> TimePanel:
    """The panel of time of the MNIST tab.

    Args:
        appearance: Colours and sizes.
        desk: Of the tab.
        accuracy: The page with the accuracy of every batch.
        epochs: The page with the table of epochs.
    """
    told = "Each epoch, as Keras prints it; a double click or Enter goes to its end"
    return TimePanel(
        appearance,
        desk.workbench,
        lambda _record, _network: (appearance.theme.text, ()),
        desk.name_of,
        desk.describe,
        pages=(
            Page("accuracy", "Accuracy", "The accuracy of every batch", accuracy),
            Page("epochs", "Epochs", told, epochs),
        ),
        lines=BatchLines(),
        nothing_yet=NOTHING_YET,
        steps=BATCHES,
        leading=True,
    )
