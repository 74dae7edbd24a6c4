"""Imports TensorFlow and Keras, once, quietly, and with one thread. It takes seconds.

Only processes without a window call this.
"""

import contextlib
import functools
import importlib
import os

from engine.errors import MissingPackageError

ENVIRONMENT = {
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}
"""Only errors are logged; oneDNN announces itself on standard error, and XLA does not use it."""
MISSING = (
    "Training a network on digits, or opening a .keras file, needs TensorFlow and Keras, which this"
    " Python does not have. Run 'make setup', or 'python -m pip install tensorflow keras' (there is"
    " none for Intel Macs and for Python 3.14). Drawing, with the ready-made network, works without"
    " them."
)
UNLOADABLE = (
    "Training a network on digits, or opening a .keras file, needs TensorFlow, which is installed"
    " but cannot be loaded: on Windows it needs Microsoft's Visual C++ Redistributable, on every"
    " system a processor of its own kind. 'python -c \"import tensorflow\"' says what is wrong."
    " Drawing, with the ready-made network, works without it."
)


@functools.cache
def start_keras() -> None:
    """Makes `import keras` and `import tensorflow` quick from now on.

    Raises:
        MissingPackageError: They are not installed, or cannot be loaded.
    """
    os.environ.update(ENVIRONMENT)
    try:
        tensorflow = importlib.import_module("tensorflow")
        keras = importlib.import_module("keras")
    except ModuleNotFoundError as error:
        raise MissingPackageError(MISSING) from error
    except ImportError as error:
        raise MissingPackageError(UNLOADABLE) from error
    keras.config.set_floatx("float32")
    with contextlib.suppress(RuntimeError):  # somebody has computed with it already
        tensorflow.config.threading.set_intra_op_parallelism_threads(1)
        tensorflow.config.threading.set_inter_op_parallelism_threads(1)
