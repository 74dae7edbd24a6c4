"""The settings that the third assignment is known from, and one that goes past its claim."""

from engine.mnist.settings import MnistSettings

PAST = MnistSettings(dropout=0.2, schedule="cosine", average="on", batch_size=64, epochs=15)
"""The assignment's layers by another recipe."""
PRESETS: dict[str, MnistSettings] = {
    "Assignment: 13 epochs": MnistSettings(),
    "Past 97.5 %": PAST,
}
"""The first one is what the tab begins with."""

BY_OPTION = {"assignment": PRESETS["Assignment: 13 epochs"], "past-97.5": PAST}
"""The same by the names that the command line has for them."""
