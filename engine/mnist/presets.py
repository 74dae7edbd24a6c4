"""The settings that the third assignment is known from, and one that goes past its claim."""

from engine.mnist.settings import MnistSettings

PRESETS: dict[str, MnistSettings] = {
    "Assignment: 13 epochs": MnistSettings(),
    "Past 97.5 %": MnistSettings(
        dropout=0.2, schedule="cosine", average="on", batch_size=64, epochs=15
    ),
}
"""The first one is what the tab begins with."""

BY_OPTION = {"assignment": PRESETS["Assignment: 13 epochs"], "past-97.5": PRESETS["Past 97.5 %"]}
"""The same by the names that the command line has for them."""
