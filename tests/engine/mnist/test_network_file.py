"""A network is saved and opened to the bit; what is damaged or foreign is a sentence."""

from pathlib import Path

import numpy as np
import pytest

from engine.errors import DataError, InputError
from engine.mnist.network import Network, conv, dense, flatten, max_pool
from engine.mnist.network_file import read_network, save_network
from engine.sealed import sealed


def network() -> Network:
    first = conv((28, 28, 1), 3, 3, "relu", "conv 1")
    second = max_pool(first.shape, 4, "pool 1")
    third = flatten(second.shape)
    layers = (first, second, third, dense(third.shape, 10, "softmax", "output"))
    random = np.random.default_rng(0)
    weights = [
        tuple(random.normal(size=shape).astype(np.float32) for shape in layer.weight_shapes)
        for layer in layers
    ]
    return Network(layers, tuple(weights))


def test_a_network_comes_back_as_it_was(tmp_path: Path) -> None:
    path, saved = tmp_path / "one.safetensors", network()
    save_network(path, saved, {"description": "small", "test_accuracy": 0.5})
    found, about = read_network(path)
    assert found.layers == saved.layers
    for own, expected in zip(found.weights, saved.weights, strict=True):
        assert len(own) == len(expected)
        assert all(np.array_equal(a, b) for a, b in zip(own, expected, strict=True))
    assert about == {"description": "small", "test_accuracy": 0.5}


def test_a_file_that_was_cut_off_or_altered_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.safetensors"
    save_network(path, network(), {})
    content = path.read_bytes()
    for place in range(0, len(content), len(content) // 40):
        path.write_bytes(content[:place])
        with pytest.raises(InputError, match=r"one\.safetensors"):
            read_network(path)
        path.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        with pytest.raises(InputError, match=r"one\.safetensors"):
            read_network(path)


def test_another_file_of_descent_and_a_newer_network_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.safetensors"
    path.write_bytes(sealed({"format": "descent run"}, {}))
    with pytest.raises(DataError, match="but not a saved network"):
        read_network(path)
    facts = {"format": "descent network", "version": 2, "layers": [], "about": {}}
    path.write_bytes(sealed(facts, {}))
    with pytest.raises(DataError, match="Update Descent"):
        read_network(path)
