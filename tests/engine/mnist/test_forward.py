"""The way forward in numpy says what Keras says, and what plain loops say."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from engine.mnist import forward
from engine.mnist.forward import ACTIVATIONS, activations, probabilities
from engine.mnist.network import Layer, Network, conv, dense, dropout, flatten, max_pool

Array = np.ndarray[Any, np.dtype[np.float32]]
Maker = Callable[[tuple[int, ...]], Layer]


def made(inputs: tuple[int, ...], makers: Sequence[Maker], seed: int = 0) -> Network:
    """A network with random weights: each layer is made for the output of the one before."""
    layers: list[Layer] = []
    for make in makers:
        layers.append(make(layers[-1].shape if layers else inputs))
    random = np.random.default_rng(seed)
    weights = tuple(
        tuple(random.normal(0, 0.3, shape).astype(np.float32) for shape in layer.weight_shapes)
        for layer in layers
    )
    return Network(tuple(layers), weights)


def perceptron(activation: str = "relu") -> Network:
    return made(
        (28, 28),
        (
            flatten,
            lambda inputs: dense(inputs, 16, activation, "dense 1"),
            lambda inputs: dropout(inputs, 0.5, "dropout 1"),
            lambda inputs: dense(inputs, 10, "softmax", "output"),
        ),
    )


def convolutional() -> Network:
    return made(
        (28, 28, 1),
        (
            lambda inputs: conv(inputs, 4, 3, "relu", "conv 1"),
            lambda inputs: max_pool(inputs, 2, "pool 1"),
            lambda inputs: conv(inputs, 5, 4, "tanh", "conv 2"),
            lambda inputs: conv(inputs, 6, 2, "relu", "conv 3", padding="valid"),
            lambda inputs: max_pool(inputs, 3, "pool 2"),
            flatten,
            lambda inputs: dense(inputs, 10, "softmax", "output"),
        ),
    )


def digits(n: int) -> Array:
    return np.random.default_rng(7).random((n, 28, 28), dtype=np.float32)


def keras_model(network: Network) -> Any:
    """The same network, made by Keras from the same words."""
    keras = pytest.importorskip("keras")
    makers: dict[str, Callable[[Layer], Any]] = {
        "flatten": lambda _: keras.layers.Flatten(),
        "dropout": lambda one: keras.layers.Dropout(one.rate),
        "max_pool": lambda one: keras.layers.MaxPooling2D(one.kernel),
        "dense": lambda one: keras.layers.Dense(one.shape[-1], activation=one.activation),
        "conv": lambda one: keras.layers.Conv2D(
            one.shape[-1], one.kernel, activation=one.activation, padding=one.padding
        ),
    }
    model = keras.Sequential([keras.Input(network.input_shape)])
    for layer in network.layers:
        model.add(makers[layer.kind](layer))
    model.set_weights([one for own in network.weights for one in own])
    return model


@pytest.mark.parametrize("network", [perceptron(), convolutional()], ids=["dense", "conv"])
def test_numpy_agrees_with_keras(network: Network) -> None:
    model = keras_model(network)
    assert model.count_params() == network.n_parameters
    images = digits(100)
    expected = np.asarray(model(images.reshape(-1, *network.input_shape), training=False))
    np.testing.assert_allclose(probabilities(network, images), expected, atol=1e-5)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_each_activation_is_the_one_that_keras_calls_so(activation: str) -> None:
    keras = pytest.importorskip("keras")
    z = np.concatenate([np.linspace(-100, 100, 200), [0, -1e-4]]).astype(np.float32)[None]
    expected = np.asarray(keras.activations.get(activation)(z))
    found = ACTIVATIONS[activation](z)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("padding", ["same", "valid"])
@pytest.mark.parametrize("side", [1, 2, 3])
def test_a_convolution_is_the_sum_under_its_window(padding: Any, side: int) -> None:
    layer = conv((28, 28, 1), 2, side, "linear", "conv", padding=padding)
    random = np.random.default_rng(1)
    W, b = (random.normal(size=shape).astype(np.float32) for shape in layer.weight_shapes)
    image = digits(1)[0]
    (_, found), *_ = activations(_ended_with(layer, (W, b)), image)
    before = (side - 1) // 2 if padding == "same" else 0
    for row, column, filter_ in [(0, 0, 0), (27 - side, 5, 1), layer.shape]:
        row, column, filter_ = (
            min(k, n - 1) for k, n in zip((row, column, filter_), layer.shape, strict=True)
        )
        total = b[filter_]
        for i in range(side):
            for j in range(side):
                y, x = row + i - before, column + j - before
                if 0 <= y < 28 and 0 <= x < 28:
                    total += W[i, j, 0, filter_] * image[y, x]
        assert found[row, column, filter_] == pytest.approx(total, abs=1e-5)


def _ended_with(layer: Layer, weights: tuple[Array, ...]) -> Network:
    flat = flatten(layer.shape)
    last = dense(flat.shape, 10, "softmax", "output")
    zeros = tuple(np.zeros(shape, np.float32) for shape in last.weight_shapes)
    return Network((layer, flat, last), (weights, (), zeros))


def test_a_pool_keeps_the_largest_and_drops_what_is_left_over() -> None:
    layer = max_pool((28, 28, 1), 3, "pool")
    image = np.zeros((28, 28), np.float32)
    image[5, 8], image[27, 27] = 0.7, 0.9
    (_, found), *_ = activations(_ended_with(layer, ()), image)
    assert found.shape == (9, 9, 1)
    assert found[1, 2, 0] == np.float32(0.7)
    assert found.sum() == np.float32(0.7)


def test_the_number_of_images_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    network, images = convolutional(), digits(11)
    together = probabilities(network, images)
    monkeypatch.setattr(forward, "CHUNK", 4)
    np.testing.assert_allclose(probabilities(network, images), together, atol=1e-6)
    assert probabilities(network, images[:0]).shape == (0, 10)
    np.testing.assert_allclose(together.sum(axis=1), 1, atol=1e-5)


def test_sums_without_an_activation_become_probabilities() -> None:
    network = perceptron()
    last = network.layers[-1]
    without = Network(
        (*network.layers[:-1], dense(last.inputs, 10, "linear", "output")), network.weights
    )
    images = digits(3)
    np.testing.assert_allclose(
        probabilities(without, images), probabilities(network, images), atol=1e-6
    )


def test_activations_are_those_of_every_layer_that_computes() -> None:
    network = convolutional()
    image = digits(1)[0]
    found = activations(network, image)
    assert [layer.name for layer, _ in found] == [
        "conv 1", "pool 1", "conv 2", "conv 3", "pool 2", "output",
    ]  # fmt: skip
    assert all(array.shape == layer.shape for layer, array in found)
    np.testing.assert_allclose(found[-1][1], probabilities(network, image[None])[0], atol=1e-6)


def test_images_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match=r"must be \(n, 28, 28\). Received \(28, 28\)"):
        probabilities(perceptron(), digits(1)[0])
    assert math.isclose(float(probabilities(perceptron(), digits(1)).sum()), 1, abs_tol=1e-5)
