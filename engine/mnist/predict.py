"""`main.py predict IMAGE…`: which digits pictures show.

With the network that comes with Descent it needs neither Keras nor TensorFlow, and a picture takes
a tenth of a second.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import DataError, InputError
from engine.mnist import network_file
from engine.mnist.drawing import digit_image
from engine.mnist.forward import probabilities
from engine.mnist.network import Float32Array, Network
from engine.mnist.photograph import ink_of_file
from engine.mnist.ready_made import ready_made
from engine.mnist.several import several_digits
from engine.options import BAD_INPUT, OptionParser, one_line
from engine.output import say, say_json

DONE = 0


@dataclass(frozen=True, eq=False)
class Prediction:
    """What a network says of a picture.

    Attributes:
        file: As it was named.
        probabilities: Of the ten digits, shape (10,).
        several: Digits that stand side by side, where there seem to be more than one.
    """

    file: str
    probabilities: Float32Array
    several: tuple[int, ...] = ()

    @property
    def digit(self) -> int:
        """The most probable one."""
        return int(self.probabilities.argmax())

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        chances = [round(float(one), 6) for one in self.probabilities]
        told: dict[str, Any] = {"several": list(self.several)} if self.several else {}
        return {"file": self.file, "digit": self.digit, "probabilities": chances, **told}

    def as_text(self) -> str:
        """A line for a person: the digit, and what else it might be."""
        order = np.argsort(-self.probabilities)
        others = [
            f"{digit}: {self.probabilities[digit]:.1%}"
            for digit in order[1:3]
            if self.probabilities[digit] >= 0.01
        ]
        doubt = f"  ({', '.join(others)})" if others else ""
        answer = f"{self.file}: {self.digit}  {self.probabilities[self.digit]:.1%}{doubt}"
        return f"{answer}  {self._hint()}" if self.several else answer

    def _hint(self) -> str:
        digits = ", ".join(str(digit) for digit in self.several)
        return f"It seems to show several digits: {digits}. Cut it to one of them."


def run(arguments: Sequence[str]) -> int:
    """Carry out `predict`: each picture by itself, so that a bad one takes no other with it.

    Args:
        arguments: The words after `predict`.

    Returns:
        The exit code: 0, or 2 if one of the pictures could not be used.

    Raises:
        InputError: The network cannot be used.
    """
    options = _parser().parse_args(arguments)
    network = network_named(options.model)
    found: list[Prediction] = []
    code = DONE
    for name in options.images:
        try:
            one = predicted(network, name)
        except InputError as error:
            sys.stderr.write(one_line(f"main.py predict {name}: {error}") + "\n")
            code = BAD_INPUT
        else:
            found.append(one)
            if not options.json:
                say(one.as_text())
    if options.json:
        say_json([one.as_json() for one in found])
    return code


def predicted(network: Network, file: str) -> Prediction:
    """What a network says of a picture in a file.

    Args:
        network: Trained on MNIST, or on images like its own.
        file: The picture's path.

    Raises:
        DataError: It cannot be read, or shows no ink; or the network's weights are not finite.
    """
    ink = ink_of_file(Path(file))
    image = digit_image(ink)
    if image is None:
        raise DataError(f"A picture must show a digit. {file} shows none. Choose another.")
    said = probabilities(network, image[None])[0]
    if not np.isfinite(said).all():
        raise DataError(
            "The weights of a network must be finite numbers. Those of this one give no answer: its"
            " training diverged. Train it again with a smaller learning rate, or choose another."
        )
    return Prediction(file, said, several_digits(network, ink, said))


def network_named(path: Path | None) -> Network:
    """The network in a file; without one, that which comes with Descent.

    Raises:
        InputError: The file is missing, damaged, or of a kind that is not known.
    """
    if path is None:
        return ready_made().network
    opener = OPENERS.get(path.suffix.lower())
    if opener is None:
        raise DataError(
            f"A network must be a file that ends in {' or '.join(OPENERS)}. Received {path.name}."
            " Choose one that Descent or Keras saved."
        )
    return opener(path)


def _opened_by_keras(path: Path) -> Network:
    from engine.mnist.keras_files import open_network

    return open_network(path)


def _opened(path: Path) -> Network:
    return network_file.read_network(path)[0]


OPENERS: dict[str, Callable[[Path], Network]] = {
    ".keras": _opened_by_keras,
    network_file.SUFFIX: _opened,
}
"""By the ending of a network's file."""


def _parser() -> argparse.ArgumentParser:
    parser = OptionParser(
        prog="main.py predict",
        description="Says which digits pictures show: drawings, scans, photographs of any size.",
    )
    parser.add_argument("images", nargs="+", metavar="IMAGE", help="PNG, JPEG, GIF and the like")
    parser.add_argument(
        "--model",
        type=Path,
        metavar="FILE",
        help="a network of your own, .keras or .safetensors (default: the one of Descent)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON value")
    return parser
