"""What can be set for a perceptron on MNIST; the defaults are the assignment's network verbatim."""

from typing import ClassVar

from engine.settings import Kind, Settings, setting

ACTIVATIONS = {"relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid"}
"""What a hidden unit can do with its sum, with its name for people."""
OPTIMIZERS = {"adam": "Adam", "sgd": "SGD", "momentum": "momentum", "rmsprop": "RMSprop"}
"""The rules that are offered, with their names for people."""
SCHEDULES = {"constant": "constant", "cosine": "cosine, down to 0"}
"""What becomes of the learning rate over the epochs."""
AVERAGES = {"off": "the last weights", "on": "averaged weights"}
"""Which weights validate, answer and are saved."""


class MnistSettings(Settings):
    """All settings of assignment 3; the defaults are the assignment's."""

    length_name: ClassVar[str] = "epochs"

    hidden_layers: int = setting(
        3,
        label="hidden layers",
        kind=Kind.RUN,
        group="Model",
        ge=1,
        le=5,
        help="How many layers of units stand between the pixels and the ten digits.",
    )
    units: int = setting(
        128,
        label="units",
        symbol="nₕ",
        kind=Kind.RUN,
        group="Model",
        ge=8,
        le=1024,
        logarithmic=True,
        help="How wide each hidden layer is.",
    )
    activation: str = setting(
        "relu",
        label="activation",
        symbol="g",
        kind=Kind.RUN,
        group="Model",
        choices=tuple(ACTIVATIONS.items()),
        help="What a hidden unit does with the sum of its inputs.",
    )
    dropout: float = setting(
        0.5,
        label="dropout",
        kind=Kind.RUN,
        group="Model",
        ge=0,
        le=0.9,
        step=0.05,
        help="The share of hidden units that are silent in a training step, so that none relies on"
        " another.",
    )
    optimizer: str = setting(
        "adam",
        label="optimiser",
        kind=Kind.RUN,
        group="Optimiser",
        choices=tuple(OPTIMIZERS.items()),
        help="The rule by which the gradient becomes a step.",
    )
    learning_rate: float = setting(
        0.001,
        label="learning rate",
        symbol="η",
        kind=Kind.LIVE,
        group="Optimiser",
        gt=0,
        le=10,
        logarithmic=True,
        help="How far a step goes along the gradient.",
    )
    schedule: str = setting(
        "constant",
        label="schedule",
        kind=Kind.RUN,
        group="Optimiser",
        choices=tuple(SCHEDULES.items()),
        help="What becomes of the learning rate over the chosen epochs: it stays, or falls to 0"
        " along a half wave of the cosine.",
    )
    average: str = setting(
        "off",
        label="weights used",
        kind=Kind.RUN,
        group="Optimiser",
        choices=tuple(AVERAGES.items()),
        help="Averaged weights (a moving average, 0.999) trail the training a little and answer"
        " better than the last ones, which tremble from batch to batch.",
    )
    batch_size: int = setting(
        32,
        label="batch size",
        kind=Kind.RUN,
        group="Run",
        ge=1,
        le=4096,
        logarithmic=True,
        help="How many images one step learns from.",
    )
    epochs: int = setting(
        13,
        label="epochs",
        kind=Kind.LIVE,
        group="Run",
        ge=1,
        le=1000,
        logarithmic=True,
        help="How often all training images are gone through; it can be trained on from there.",
    )
    seed: int = setting(
        0,
        label="seed",
        kind=Kind.RUN,
        group="Run",
        ge=0,
        le=2**31 - 1,
        help="Fixes initial weights, the order of the images, and dropout.",
    )

    @property
    def labels(self) -> tuple[str, ...]:
        """What the one network of a run is called where runs with several are named too."""
        return ("Network",)
