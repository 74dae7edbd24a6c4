"""The settings that the first assignment is known from, and some that show one thing each."""

from engine.linear.features import FEATURE_NAMES
from engine.linear.settings import LinearSettings

ALL_THREE = ("sgd", "momentum", "rmsprop")

PRESETS: dict[str, LinearSettings] = {
    "Text: SGD": LinearSettings(),
    "Text: momentum": LinearSettings(optimizers=("momentum",)),
    "Text: RMSprop": LinearSettings(optimizers=("rmsprop",)),
    "Text: all three": LinearSettings(optimizers=ALL_THREE),
    "Graded: all three": LinearSettings(
        optimizers=ALL_THREE, learning_rate=0.1, learning_rates={"momentum": 0.05}
    ),
    "Three learning rates": LinearSettings(
        optimizers=("sgd", "sgd", "sgd"),
        learning_rate=0.01,
        learning_rates={"sgd-2": 0.1, "sgd-3": 1.0},
    ),
    "Three batch sizes": LinearSettings(
        optimizers=("sgd", "sgd", "sgd"),
        learning_rate=0.1,
        batch_size=1,
        batch_sizes={"sgd-2": 16, "sgd-3": 256},
    ),
    "No squares: only a line": LinearSettings(
        features=tuple(name for name in FEATURE_NAMES if name in ("x0", "x1", "1"))
    ),
    "Two weights: a ravine": LinearSettings(
        dataset="moons",
        features=("x1", "x0^2"),
        optimizers=("sgd", "momentum"),
        learning_rate=10.0,
        learning_rates={"momentum": 3.0},
        alpha=0.7,
        batch_size=400,
        iterations=60,
    ),
}
"""The first one is what the tab begins with."""
