"""The network that comes with the program, so that a drawing is known in the first second.

`tools/train_digits.py` trained it; `resources/digits.keras` is the same network for Keras.
"""

import functools
from dataclasses import dataclass
from pathlib import Path

from engine.errors import DataError, InputError
from engine.mnist.network import Network
from engine.mnist.network_file import read_network

RESOURCES = Path(__file__).parent.parent.parent / "resources"
READY_MADE = RESOURCES / "digits.safetensors"


@dataclass(frozen=True, eq=False)
class ReadyMade:
    """A trained network, what it is, and how good.

    Attributes:
        network: Layers and weights.
        description: What it is and how it was trained, for people.
        test_accuracy: On MNIST's 10,000 test images, which it never saw, from 0 to 1.
    """

    network: Network
    description: str
    test_accuracy: float


@functools.cache
def ready_made() -> ReadyMade:
    """The network in `resources/`; read once, 10 ms.

    Raises:
        DataError: The file is missing or damaged; the sentence says so, and what still works.
    """
    try:
        network, about = read_network(READY_MADE)
        return ReadyMade(network, str(about["description"]), float(about["test_accuracy"]))
    except (InputError, KeyError, TypeError, ValueError) as error:
        raise DataError(
            f"The network that comes with Descent cannot be used: resources/{READY_MADE.name} is"
            " missing or damaged. Copy the file again from where Descent came from; until then,"
            " train a network or open one."
        ) from error
