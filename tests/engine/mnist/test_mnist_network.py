"""A network is its layers and its weights, which fit one another and are never changed."""

import numpy as np
import pytest

from engine.mnist.network import (
    Layer,
    Network,
    conv,
    dense,
    dropout,
    flatten,
    max_pool,
)


def assignment_layers() -> tuple[Layer, ...]:
    """The assignment's: three times Dense 128 and Dropout 0.5, then ten outputs."""
    layers = [flatten((28, 28))]
    for number in (1, 2, 3):
        layers.append(dense(layers[-1].shape, 128, "relu", f"dense {number}"))
        layers.append(dropout(layers[-1].shape, 0.5, f"dropout {number}"))
    return (*layers, dense(layers[-1].shape, 10, "softmax", "output"))


def zeros(layers: tuple[Layer, ...]) -> tuple[tuple[np.ndarray, ...], ...]:
    return tuple(tuple(np.zeros(shape) for shape in layer.weight_shapes) for layer in layers)


def test_the_network_of_the_assignment_has_134794_parameters() -> None:
    layers = assignment_layers()
    assert [one.n_parameters for one in layers if one.kind == "dense"] == [
        100_480, 16_512, 16_512, 1_290,
    ]  # fmt: skip
    network = Network(layers, zeros(layers))
    assert network.n_parameters == 134_794
    assert network.n_bytes == 4 * 134_794


def test_convolutions_and_pools_have_the_shapes_of_keras() -> None:
    first = conv((28, 28, 1), 16, 3, "relu", "conv 1")
    assert first.shape == (28, 28, 16)
    assert first.weight_shapes == ((3, 3, 1, 16), (16,))
    second = conv(first.shape, 8, 3, "relu", "conv 2", padding="valid")
    assert second.shape == (26, 26, 8)
    assert max_pool((27, 27, 8), 2, "pool").shape == (13, 13, 8)


def test_weights_are_float32_and_cannot_be_changed() -> None:
    layers = assignment_layers()
    given = zeros(layers)
    network = Network(layers, given)
    kernel = network.weights[1][0]
    assert kernel.dtype == np.float32
    with pytest.raises(ValueError, match="read-only"):
        kernel[0, 0] = 1
    given[1][0][0, 0] = 1
    assert kernel[0, 0] == 0, "what the giver does to his arrays does not reach the network"
    assert Network(layers, network.weights).weights[1][0] is kernel, "no needless copies"


def test_what_does_not_fit_is_refused() -> None:
    layers = assignment_layers()
    weights = zeros(layers)
    with pytest.raises(ValueError, match="weights of output must be"):
        Network(layers, (*weights[:-1], weights[1]))
    with pytest.raises(ValueError, match="for each of 8 layers"):
        Network(layers, weights[:-1])
    with pytest.raises(ValueError, match="10 outputs"):
        Network(layers[:-1], weights[:-1])
    with pytest.raises(ValueError, match="input of dropout 1 must be"):
        Network((layers[0], *layers[2:]), (weights[0], *weights[2:]))
    with pytest.raises(ValueError, match=r"\(28, 28\) or"):
        Network(layers[1:], weights[1:])
    with pytest.raises(ValueError, match="at least one layer"):
        Network((), ())
