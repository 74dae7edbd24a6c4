"""A network as a model of Keras and back: the same layers, the same weights.

Keras is imported here, inside functions: never in the window's process.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import DataError
from engine.mnist import forward
from engine.mnist.keras_start import start_keras
from engine.mnist.network import (
    IMAGE_SHAPE,
    IMAGE_SIDE,
    Layer,
    Network,
    Shape,
    conv,
    dense,
    dropout,
    flatten,
    max_pool,
)

KNOWN = "Flatten, Dense, Conv2D, MaxPooling2D, Dropout"
"""The layers of `READERS`, in a message."""
IGNORED = ("InputLayer",)

# From Keras


def network_of(model: Any, name: str = "the model") -> Network:
    """A Keras model as plain layers and weights.

    Args:
        model: A `keras.Sequential` of 28×28 images to ten digits.
        name: What to call it in a message.

    Raises:
        DataError: It has another input, other layers, or another output.
    """
    shape = _input_of(model, name)
    layers: list[Layer] = []
    weights: list[tuple[Any, ...]] = []
    if shape == (IMAGE_SIDE**2,):
        layers, weights = [flatten(IMAGE_SHAPE)], [()]
    for one in model.layers:
        kind = type(one).__name__
        if kind in IGNORED:
            continue
        if kind not in READERS:
            raise DataError(
                f"A model may hold {KNOWN}. Received {kind} in {name}. Build it from these."
            )
        number = 1 + sum(layer.kind == KINDS[kind] for layer in layers)
        layer = READERS[kind](one, shape, f"{KINDS[kind].replace('_', ' ')} {number}")
        layers.append(layer)
        weights.append(tuple(np.asarray(array) for array in one.get_weights()))
        shape = layer.shape
    try:
        return Network(tuple(layers), tuple(weights))
    except ValueError as error:
        raise DataError(
            f"{name} holds a model that does not know digits. {error} Choose another."
        ) from error


def _input_of(model: Any, name: str) -> Shape:
    shape = tuple(getattr(model, "input_shape", ())[1:])
    if shape not in (IMAGE_SHAPE, (*IMAGE_SHAPE, 1), (IMAGE_SIDE**2,)):
        raise DataError(
            f"A model that is to know digits must take images of 28 × 28 pixels: (28, 28),"
            f" (28, 28, 1) or (784,). {name} takes {shape or 'no fixed shape'}. Choose another."
        )
    return shape


def _activation(layer: Any) -> str:
    name = str(getattr(layer.activation, "__name__", layer.activation))
    if name not in forward.ACTIVATIONS:
        known = ", ".join(forward.ACTIVATIONS)
        raise DataError(
            f"An activation must be one of {known}. Received {name!r:.40}. Build the model so."
        )
    return name


def _dense(layer: Any, inputs: Shape, name: str) -> Layer:
    return dense(inputs, layer.units, _activation(layer), name)


def _conv(layer: Any, inputs: Shape, name: str) -> Layer:
    plain = (
        len(set(layer.kernel_size)) == 1
        and {*layer.strides, *layer.dilation_rate} == {1}
        and layer.groups == 1
        and len(inputs) == 3
    )
    if not plain:
        raise DataError(
            "A Conv2D must have a square window, strides of 1 and one group. Received a window of"
            f" {layer.kernel_size}, strides of {layer.strides}, dilation {layer.dilation_rate} and"
            f" {layer.groups} groups. Build the model so."
        )
    side = layer.kernel_size[0]
    return conv(inputs, layer.filters, side, _activation(layer), name, layer.padding)


def _pool(layer: Any, inputs: Shape, name: str) -> Layer:
    if len({*layer.pool_size, *layer.strides}) != 1 or layer.padding != "valid":
        raise DataError(
            "A MaxPooling2D must have a square window, moved by its own side, without padding."
            f" Received {layer.pool_size}, moved by {layer.strides}, {layer.padding!r}. Build the"
            " model so."
        )
    return max_pool(inputs, layer.pool_size[0], name)


def _dropout(layer: Any, inputs: Shape, name: str) -> Layer:
    return dropout(inputs, float(layer.rate), name)


def _flatten(_layer: Any, inputs: Shape, name: str) -> Layer:
    return flatten(inputs, name)


READERS: dict[str, Callable[[Any, Shape, str], Layer]] = {
    "Flatten": _flatten,
    "Dense": _dense,
    "Conv2D": _conv,
    "MaxPooling2D": _pool,
    "Dropout": _dropout,
}
"""For each layer of Keras that is known, what makes ours of it."""

KINDS = {
    "Flatten": "flatten",
    "Dense": "dense",
    "Conv2D": "conv",
    "MaxPooling2D": "max_pool",
    "Dropout": "dropout",
}


# To Keras


def model_of(network: Network) -> Any:
    """A `keras.Sequential` with a network's layers and weights."""
    start_keras()
    import keras

    makers: dict[str, Callable[[Layer], Any]] = {
        "flatten": lambda _: keras.layers.Flatten(),
        "dense": lambda one: keras.layers.Dense(one.shape[-1], activation=one.activation),
        "conv": lambda one: keras.layers.Conv2D(
            one.shape[-1], one.kernel, padding=one.padding, activation=one.activation
        ),
        "max_pool": lambda one: keras.layers.MaxPooling2D(one.kernel),
        "dropout": lambda one: keras.layers.Dropout(one.rate),
    }
    layers = [makers[one.kind](one) for one in network.layers]
    model = keras.Sequential([keras.Input(network.input_shape), *layers])
    model.set_weights([array for own in network.weights for array in own])
    return model
