"""A trained network as plain values: its layers, in order, and their weights as Keras shapes them.

It knows no Keras: the window holds one and asks `engine.mnist.forward` what it says. Keras's models
become networks, and networks become models, in `engine.mnist.keras_model`.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Float32Array = NDArray[np.float32]
Shape = tuple[int, ...]
LayerKind = Literal["flatten", "dense", "conv", "max_pool", "dropout"]
Padding = Literal["valid", "same"]

IMAGE_SIDE = 28
IMAGE_SHAPE = (IMAGE_SIDE, IMAGE_SIDE)
"""Rows and columns of an image; a network of convolutions sees (28, 28, 1)."""
N_DIGITS = 10


@dataclass(frozen=True)
class Layer:
    """One layer of a network; made by `flatten`, `dense`, `conv`, `max_pool`, `dropout`.

    Attributes:
        kind: What it does.
        name: For people, "dense 1"; unique in its network.
        activation: What it does with its sums, a key of `forward.ACTIVATIONS`.
        shape: Of its output for one image: (units,), or (rows, columns, filters).
        inputs: The shape of its input for one image.
        rate: The share of its input that a dropout sets to 0 in training, from 0 to 1.
        kernel: The side of a convolution's window, or of a pool, in pixels.
        padding: "same": a convolution sees zeros around the image and keeps its size; "valid":
            it stays inside.
    """

    kind: LayerKind
    name: str
    activation: str = "linear"
    shape: Shape = ()
    inputs: Shape = ()
    rate: float = 0.0
    kernel: int = 0
    padding: Padding = "valid"

    @property
    def weight_shapes(self) -> tuple[Shape, ...]:
        """The shapes of its kernel and bias, as in Keras; () for a layer that learns nothing."""
        if self.kind == "dense":
            return (self.inputs[-1], self.shape[-1]), self.shape[-1:]
        if self.kind == "conv":
            return (self.kernel, self.kernel, self.inputs[-1], self.shape[-1]), self.shape[-1:]
        return ()

    @property
    def n_parameters(self) -> int:
        """How many numbers it learns."""
        return sum(math.prod(shape) for shape in self.weight_shapes)


def flatten(inputs: Shape, name: str = "flatten") -> Layer:
    """A layer that lays all pixels in one row."""
    return Layer("flatten", name, shape=(math.prod(inputs),), inputs=inputs)


def dense(inputs: Shape, units: int, activation: str, name: str) -> Layer:
    """A layer in which every unit sees every input: a = g(x W + b)."""
    return Layer("dense", name, activation, shape=(*inputs[:-1], units), inputs=inputs)


def conv(
    inputs: Shape, filters: int, kernel: int, activation: str, name: str, padding: Padding = "same"
) -> Layer:
    """A layer whose filters slide over the image, by steps of one pixel.

    Args:
        inputs: (rows, columns, channels).
        filters: How many.
        kernel: The side of a filter's window, in pixels.
        activation: What it does with the sums.
        name: For people.
        padding: Whether the output is as large as the input ("same") or smaller ("valid").
    """
    lost = 0 if padding == "same" else kernel - 1
    shape = (inputs[0] - lost, inputs[1] - lost, filters)
    return Layer("conv", name, activation, shape, inputs, kernel=kernel, padding=padding)


def max_pool(inputs: Shape, side: int, name: str) -> Layer:
    """A layer that keeps the largest of each square of `side` × `side` pixels."""
    shape = (inputs[0] // side, inputs[1] // side, inputs[2])
    return Layer("max_pool", name, shape=shape, inputs=inputs, kernel=side)


def dropout(inputs: Shape, rate: float, name: str) -> Layer:
    """A layer that forgets a share of its inputs in training, and does nothing afterwards."""
    return Layer("dropout", name, shape=inputs, inputs=inputs, rate=rate)


@dataclass(frozen=True, eq=False)
class Network:
    """Layers and their weights; checked, and never changed.

    Attributes:
        layers: In the order in which an image passes them; the last has ten outputs.
        weights: For each layer its kernel and bias, () where it has none; read-only float32.

    Raises:
        ValueError: The layers do not follow one another, or the weights do not fit them.
    """

    layers: tuple[Layer, ...]
    weights: tuple[tuple[Float32Array, ...], ...]

    def __post_init__(self) -> None:
        _check_order(self.layers)
        if len(self.weights) != len(self.layers):
            raise ValueError(
                f"There must be weights, or (), for each of {len(self.layers)} layers."
                f" Received {len(self.weights)}."
            )
        pairs = zip(self.layers, self.weights, strict=True)
        object.__setattr__(self, "weights", tuple(_fitting(layer, own) for layer, own in pairs))

    @property
    def input_shape(self) -> Shape:
        """(28, 28), or (28, 28, 1)."""
        return self.layers[0].inputs

    @property
    def n_parameters(self) -> int:
        """How many numbers it has learnt."""
        return sum(layer.n_parameters for layer in self.layers)

    @property
    def n_bytes(self) -> int:
        """How much memory its weights take."""
        return sum(one.nbytes for own in self.weights for one in own)


def _check_order(layers: tuple[Layer, ...]) -> None:
    """Each layer takes what the one before gives; the first an image, the last gives ten."""
    if not layers:
        raise ValueError("A network must have at least one layer. Received none.")
    if layers[0].inputs not in (IMAGE_SHAPE, (*IMAGE_SHAPE, 1)):
        raise ValueError(f"The input must be (28, 28) or (28, 28, 1). Received {layers[0].inputs}.")
    for before, after in pairwise(layers):
        if before.shape != after.inputs:
            raise ValueError(
                f"The input of {after.name} must be {before.shape}. Received {after.inputs}."
            )
    if layers[-1].shape != (N_DIGITS,):
        raise ValueError(f"The last layer must have 10 outputs. Received {layers[-1].shape}.")


def _fitting(layer: Layer, weights: Iterable[NDArray[Any]]) -> tuple[Float32Array, ...]:
    """The weights as read-only float32, where they have the shapes that the layer needs."""
    found = tuple(_frozen(one) for one in weights)
    shapes = tuple(one.shape for one in found)
    if shapes != layer.weight_shapes:
        raise ValueError(
            f"The weights of {layer.name} must be {layer.weight_shapes}. Received {shapes}."
        )
    return found


def _frozen(array: NDArray[Any]) -> Float32Array:
    """A read-only float32 array; a copy only where it is not one already."""
    if not array.flags.writeable and array.dtype == np.float32:
        return array
    frozen = np.array(array, dtype=np.float32, order="C")
    frozen.setflags(write=False)
    return frozen
