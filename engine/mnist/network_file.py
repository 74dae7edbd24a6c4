"""A network in a safetensors file: its layers and what it is as JSON, its weights as arrays.

Nothing in such a file is ever executed, every byte has a checksum, and reading it needs neither
Keras nor TensorFlow.
"""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine.disk import read_bounded, write_atomically
from engine.errors import DataError
from engine.mnist.forward import ACTIVATIONS, KINDS
from engine.mnist.network import Layer, Network
from engine.sealed import DAMAGED, damaged, sealed, unsealed

SUFFIX = ".safetensors"
FORMAT, VERSION = "descent network", 1
WHAT = "a saved network"
MOST_BYTES = 2**28


def save_network(path: Path, network: Network, about: Mapping[str, Any]) -> None:
    """Writes a network, whole or not at all.

    Args:
        path: By custom ending in `.safetensors`.
        network: With its weights.
        about: What is known of it, as far as JSON can hold it.

    Raises:
        RunFileError: It cannot be written; an older file of the name is untouched.
    """
    layers = [asdict(layer) for layer in network.layers]
    facts = {"format": FORMAT, "version": VERSION, "layers": layers, "about": dict(about)}
    pieces = {
        f"{place}/{part}": (array,)
        for place, own in enumerate(network.weights)
        for part, array in zip(("kernel", "bias"), own, strict=False)
    }
    write_atomically(path, [sealed(facts, pieces)])


def read_network(path: Path) -> tuple[Network, dict[str, Any]]:
    """The network in a file, and what is known of it.

    Raises:
        RunFileError: The file is missing, foreign, cut off or damaged.
        DataError: It is a file of Descent, but holds no network that this version knows.
    """
    content = read_bounded(path, MOST_BYTES, WHAT)
    facts, arrays = unsealed(content, path.name, WHAT)
    if facts.get("format") != FORMAT:
        raise DataError(f"{path.name} is a file of Descent, but not {WHAT}. Choose another.")
    try:
        layers = tuple(_layer(one) for one in facts["layers"])
        if facts["version"] > VERSION or not all(map(_is_known, layers)):
            raise DataError(
                f"{path.name} holds a network with layers that this version of Descent does not"
                " know. Update Descent to open it."
            )
        names = [
            [f"{k}/kernel", f"{k}/bias"] if one.weight_shapes else []
            for k, one in enumerate(layers)
        ]
        weights = tuple(tuple(arrays[name] for name in own) for own in names)
        return Network(layers, weights), dict(facts["about"])
    except DAMAGED as error:
        raise damaged(path.name, WHAT) from error


def _layer(values: Mapping[str, Any]) -> Layer:
    """A layer from JSON, which knows lists but no tuples."""
    shapes = {name: tuple(values[name]) for name in ("shape", "inputs")}
    return Layer(**{**values, **shapes})


def _is_known(layer: Layer) -> bool:
    return layer.kind in KINDS and layer.activation in ACTIVATIONS
