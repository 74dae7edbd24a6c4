"""The assignment's network in Keras, with its optimiser."""

from typing import Any

from engine.mnist.keras_start import start_keras
from engine.mnist.network import IMAGE_SHAPE, N_DIGITS
from engine.mnist.perceptron import seeds_of
from engine.mnist.settings import MnistSettings

MOMENTUM = 0.9


def build(settings: MnistSettings) -> Any:
    """The assignment's `keras.Sequential`: flattened pixels, dense layers with dropout, softmax.

    Seeds are Keras's only where none are given; here each layer has its own, so that the same
    settings always begin with the same weights.
    """
    start_keras()
    import keras

    kernels, dropouts = seeds_of(settings)
    layers: list[Any] = [keras.Input(IMAGE_SHAPE), keras.layers.Flatten()]
    for kernel, dropout in zip(kernels, dropouts, strict=False):
        layers += [
            _dense(settings.units, settings.activation, kernel),
            keras.layers.Dropout(settings.dropout, seed=dropout),
        ]
    return keras.Sequential([*layers, _dense(N_DIGITS, "softmax", kernels[-1])])


def _dense(units: int, activation: str, seed: int) -> Any:
    import keras

    first_weights = keras.initializers.GlorotUniform(seed=seed)
    return keras.layers.Dense(units, activation=activation, kernel_initializer=first_weights)


def optimizer_of(settings: MnistSettings) -> Any:
    """Keras's optimiser by the name in the settings, with its own defaults besides η."""
    start_keras()
    from keras import optimizers

    rate = settings.learning_rate
    made = {
        "adam": lambda: optimizers.Adam(rate),
        "sgd": lambda: optimizers.SGD(rate),
        "momentum": lambda: optimizers.SGD(rate, momentum=MOMENTUM),
        "rmsprop": lambda: optimizers.RMSprop(rate),
    }
    return made[settings.optimizer]()
