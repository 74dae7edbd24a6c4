"""Networks to and from Keras's own files, `.keras`.

What a file is made of is looked at before Keras sees it, and Keras opens it in its safe mode, so
nothing in a file is executed. Keras is imported here: never in the window's process.
"""

import contextlib
import io
import json
import tempfile
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from engine.arrays import DAMAGED
from engine.disk import read_bounded, write_atomically
from engine.errors import DataError, RunFileError
from engine.mnist import forward
from engine.mnist.keras_layers import IGNORED, KNOWN, READERS, model_of, network_of
from engine.mnist.keras_start import start_keras
from engine.mnist.network import IMAGE_SHAPE, Network

SUFFIX = ".keras"
MOST_BYTES = 256 * 2**20
MOST_UNITS = 10_000
"""Of a layer: Keras makes room for whatever a file claims, before it looks at the weights."""
CONFIG = "config.json"
WHAT = "a model of Keras"
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
                raise DataError(
                    f"A model may unpack to at most {MOST_BYTES // 2**20} MB. {name} has more."
                    " Choose a smaller one."
                )
            config = json.loads(archive.read(CONFIG))
        layers = config["config"]["layers"]
        kinds = [str(one["class_name"]) for one in layers]
        widest = max((_width(one["config"]) for one in layers), default=0)
    except (*DAMAGED, AttributeError) as error:
        raise _damaged(name) from error
    if "Lambda" in kinds:
        raise DataError(
            f"A model may not hold a Lambda layer, which can run any program when it is opened."
            f" {name} does, so it was not opened. Build the model from {KNOWN}."
        )
    unknown = [kind for kind in kinds if kind not in (*READERS, *IGNORED)]
    if unknown:
        raise DataError(
            f"A model that is to know digits may hold {KNOWN}. Received {unknown[0]!r:.40} in"
            f" {name}. Build it from these."
        )
    if widest > MOST_UNITS:
        raise DataError(
            f"A layer may have at most {MOST_UNITS:,} units or filters. One in {name} has"
            f" {widest:,}. Choose a smaller model."
        )


def _width(config: Mapping[str, Any]) -> int:
    """How many units or filters a layer has that is still to be built."""
    return int(config.get("units", config.get("filters", 0)))


def _loaded(content: bytes, name: str) -> Any:
    start_keras()
    import keras
    import tensorflow as tf

    with _folder_for_keras() as folder:
        copy = folder / f"model{SUFFIX}"
        copy.write_bytes(content)
        try:
            return keras.saving.load_model(copy, compile=False, safe_mode=True)
        except (*DAMAGED, AttributeError, tf.errors.OpError) as error:
            raise _damaged(name) from error


@contextlib.contextmanager
def _folder_for_keras() -> Iterator[Path]:
    """A folder that goes away again: Keras reads and writes nothing but files.

    Raises:
        RunFileError: There is no room for one.
    """
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    except OSError as error:
        where = tempfile.tempdir or "the folder for temporary files"
        raise RunFileError(
            f"Keras needs room for a copy of the model in {where}: {error.strerror or error}."
            " Free some space there, or set TMPDIR to another folder."
        ) from error


def _check_same(model: Any, network: Network, name: str) -> None:
    """Refuses a model that is more than its layers one after the other."""
    images = np.random.RandomState(0).rand(N_COMPARED, *IMAGE_SHAPE).astype(np.float32)
    asked = images.reshape(N_COMPARED, *model.input_shape[1:])
    said = np.asarray(model.predict_on_batch(asked))
    if network.layers[-1].activation == "linear":
        said = forward.softmax(said)
    if not np.isfinite(said).all():
        raise DataError(
            f"The weights of a model must be finite numbers. Those in {name} give no answer: its"
            " training diverged. Train it again with a smaller learning rate, or choose another."
        )
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


# Saving


def save_network(path: Path, network: Network) -> None:
    """Writes a network as a `.keras` file, whole or not at all.

    Raises:
        RunFileError: It cannot be written; an older file of the name is untouched.
        MissingPackageError: Keras is not installed.
    """
    model = model_of(network)
    with _folder_for_keras() as folder, warnings.catch_warnings():
        # WORKAROUND: Keras 3.15 sets an array's shape while it saves, which numpy 2.4 deprecates.
        warnings.simplefilter("ignore", DeprecationWarning)
        saved = folder / f"model{SUFFIX}"
        model.save(saved)
        content = saved.read_bytes()
    write_atomically(path, [content])
