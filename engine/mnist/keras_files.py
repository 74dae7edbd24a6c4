"""Networks to and from Keras's own files, `.keras`.

What a file is made of is looked at before Keras sees it, and Keras opens it in its safe mode, so
nothing in a file is executed. Keras is imported here: never in the window's process.
"""

import io
import json
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from engine.disk import read_bounded, write_atomically
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
from engine.table import DAMAGED

SUFFIX = ".keras"
MOST_BYTES = 256 * 2**20
CONFIG = "config.json"
WHAT = "a model of Keras"
LAYERS = "Flatten, Dense, Conv2D, MaxPooling2D, Dropout"
IGNORED = ("InputLayer",)
N_COMPARED = 8
AGREEING = 1e-4
"""How far Keras and our own way forward may part on a network that was understood."""


# Opening


def open_network(path: Path) -> Network:
    """The network in a `.keras` file.

    Raises:
        RunFileError: The file is missing, or cannot be read.
        DataError: It is damaged, holds what could run a program, or another kind of model.
        MissingPackageError: Keras is not installed.
    """
    content = read_bounded(path, MOST_BYTES, WHAT)
    _check_layers(content, path.name)
    model = _loaded(content, path.name)
    network = network_of(model, path.name)
    _check_same(model, network, path.name)
    return network


def _check_layers(content: bytes, name: str) -> None:
    """Refuses a file with layers that are not known, before Keras builds any of them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_BYTES:
                raise DataError(f"{name} unpacks to more than {MOST_BYTES // 2**20} MB.")
            config = json.loads(archive.read(CONFIG))
        kinds = [str(one["class_name"]) for one in config["config"]["layers"]]
    except DAMAGED as error:
        raise _damaged(name) from error
    if "Lambda" in kinds:
        raise DataError(
            f"A model may not hold a Lambda layer, which can run any program when it is opened."
            f" {name} does, so it was not opened. Build the model from {LAYERS}."
        )
    unknown = [kind for kind in kinds if kind not in (*READERS, *IGNORED)]
    if unknown:
        raise DataError(
            f"A model that is to know digits may hold {LAYERS}. Received {unknown[0]!r:.40} in"
            f" {name}. Build it from these."
        )


def _loaded(content: bytes, name: str) -> Any:
    start_keras()
    import keras

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"model{SUFFIX}"
        copy.write_bytes(content)
        try:
            return keras.saving.load_model(copy, compile=False, safe_mode=True)
        except (*DAMAGED, AttributeError) as error:
            raise _damaged(name) from error


def _check_same(model: Any, network: Network, name: str) -> None:
    """Refuses a model that is more than its layers one after the other."""
    images = np.random.RandomState(0).rand(N_COMPARED, *IMAGE_SHAPE).astype(np.float32)
    asked = images.reshape(N_COMPARED, *model.input_shape[1:])
    said = np.asarray(model.predict_on_batch(asked))
    if network.layers[-1].activation == "linear":
        said = forward.softmax(said)
    apart = np.abs(said - forward.probabilities(network, images)).max()
    if not apart <= AGREEING:
        raise DataError(
            f"The layers of a model must follow one another in a single line. {name} holds a model"
            " that is put together in another way. Build it as a keras.Sequential."
        )


def _damaged(name: str) -> DataError:
    return DataError(
        f"A .keras file must be whole. {name} was cut off, damaged, or is another kind of file."
        " Save the model again with model.save."
    )


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
            raise DataError(f"A model may hold {LAYERS}. Received {kind} in {name}.")
        number = 1 + sum(layer.kind == KINDS[kind] for layer in layers)
        layer = READERS[kind](one, shape, f"{KINDS[kind].replace('_', ' ')} {number}")
        layers.append(layer)
        weights.append(tuple(np.asarray(array) for array in one.get_weights()))
        shape = layer.shape
    try:
        return Network(tuple(layers), tuple(weights))
    except ValueError as error:
        raise DataError(f"{name} holds a model that does not know digits. {error}") from error


def _input_of(model: Any, name: str) -> Shape:
    shape = tuple(getattr(model, "input_shape", ())[1:])
    if shape not in (IMAGE_SHAPE, (*IMAGE_SHAPE, 1), (IMAGE_SIDE**2,)):
        raise DataError(
            f"A model that is to know digits must take images of 28 × 28 pixels: (28, 28),"
            f" (28, 28, 1) or (784,). {name} takes {shape or 'several inputs'}. Choose another."
        )
    return shape


def _activation(layer: Any) -> str:
    name = str(getattr(layer.activation, "__name__", layer.activation))
    if name not in forward.ACTIVATIONS:
        known = ", ".join(forward.ACTIVATIONS)
        raise DataError(f"An activation must be one of {known}. Received {name!r:.40}.")
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
        raise DataError("A Conv2D must have a square window, strides of 1 and one group.")
    side = layer.kernel_size[0]
    return conv(inputs, layer.filters, side, _activation(layer), name, layer.padding)


def _pool(layer: Any, inputs: Shape, name: str) -> Layer:
    if len({*layer.pool_size, *layer.strides}) != 1 or layer.padding != "valid":
        raise DataError("A MaxPooling2D must have a square window, moved by its own side.")
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


def save_network(path: Path, network: Network) -> None:
    """Writes a network as a `.keras` file, whole or not at all.

    Raises:
        RunFileError: It cannot be written; an older file of the name is untouched.
        MissingPackageError: Keras is not installed.
    """
    model = model_of(network)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        # WORKAROUND: Keras 3.15 sets an array's shape while it saves, which numpy 2.4 deprecates.
        warnings.simplefilter("ignore", DeprecationWarning)
        saved = Path(folder) / f"model{SUFFIX}"
        model.save(saved)
        content = saved.read_bytes()
    write_atomically(path, [content])
