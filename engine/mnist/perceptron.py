"""The layers of a perceptron by its settings, and its weights as one row of numbers.

Weights cross between the processes in one row, as a copy of them is taken in training; with the
layers they are a `Network`.
"""

import math
from itertools import pairwise

import numpy as np
from numpy.random import SeedSequence
from numpy.typing import NDArray

from engine.mnist.network import (
    IMAGE_SHAPE,
    N_DIGITS,
    Float32Array,
    Layer,
    Network,
    dense,
    dropout,
    flatten,
)
from engine.mnist.settings import MnistSettings


def layers_of(settings: MnistSettings) -> tuple[Layer, ...]:
    """The assignment's layers, as wide, as many and of the kind that the settings say."""
    found = [flatten(IMAGE_SHAPE)]
    for number in range(1, settings.hidden_layers + 1):
        before = found[-1].shape
        found.append(dense(before, settings.units, settings.activation, f"dense {number}"))
        found.append(dropout(found[-1].shape, settings.dropout, f"dropout {number}"))
    found.append(dense(found[-1].shape, N_DIGITS, "softmax", "output"))
    return tuple(found)


def n_parameters(settings: MnistSettings) -> int:
    """How many numbers the network learns; the assignment's 134,794."""
    return sum(layer.n_parameters for layer in layers_of(settings))


def network_of_row(settings: MnistSettings, row: Float32Array) -> Network:
    """The network with these weights; they are not copied.

    Args:
        settings: What the layers are by.
        row: Kernel and bias of each layer, one after the other, shape (n_parameters,).
    """
    layers = layers_of(settings)
    shapes = [shape for layer in layers for shape in layer.weight_shapes]
    edges = np.cumsum([0, *map(math.prod, shapes)]).tolist()
    arrays = iter(
        _frozen(row[start:end].reshape(shape))
        for (start, end), shape in zip(pairwise(edges), shapes, strict=True)
    )
    weights = tuple(tuple(next(arrays) for _ in layer.weight_shapes) for layer in layers)
    return Network(layers, weights)


def _frozen(array: Float32Array) -> Float32Array:
    array.flags.writeable = False
    return array


def answering_in(settings: MnistSettings, values: Float32Array) -> Float32Array:
    """The weights that answer, of all that a run needs to go on; a copy, (n_parameters,).

    Args:
        settings: Whether weights are averaged.
        values: Weights, the optimiser's memory, the averaged weights if there are any, in one row.
    """
    n = n_parameters(settings)
    return (values[-n:] if settings.average == "on" else values[:n]).copy()


def row_of(network: Network) -> Float32Array:
    """The weights of a network in one row, shape (n_parameters,)."""
    return np.concatenate([one.ravel() for own in network.weights for one in own])


def seeds_of(settings: MnistSettings) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What fixes each kernel's initial weights, and each dropout: numbers drawn from the seed.

    Returns:
        One for each dense layer, and one for each dropout.
    """
    n_kernels = settings.hidden_layers + 1
    drawn = SeedSequence(settings.seed).generate_state(2 * n_kernels - 1) >> 1  # below 2^31
    numbers = tuple(int(one) for one in drawn)
    return numbers[:n_kernels], numbers[n_kernels:]


def order_of(settings: MnistSettings, epoch: int, n_images: int) -> NDArray[np.int32]:
    """In which order an epoch goes through the images: indices, shape (n_images,).

    Args:
        settings: Whose seed fixes it.
        epoch: Counted from 0.
        n_images: How many there are.
    """
    return np.random.default_rng([settings.seed, epoch]).permutation(n_images).astype(np.int32)


def rate_at(settings: MnistSettings, iteration: int, batches_per_epoch: int) -> float:
    """The learning rate of one step: η, or with the cosine schedule η (1 + cos(π k / N)) / 2.

    Args:
        settings: That act at this step.
        iteration: k.
        batches_per_epoch: Of which N = epochs · batches_per_epoch is made.
    """
    if settings.schedule == "constant":
        return settings.learning_rate
    share = min(iteration / (settings.epochs * batches_per_epoch), 1.0)
    return settings.learning_rate * (1 + math.cos(math.pi * share)) / 2
