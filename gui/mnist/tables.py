"""A network's summary and the course of its epochs as rows of a table, in Keras's words."""

from collections.abc import Sequence

from engine.mnist.block import Epoch
from engine.mnist.network import Layer
from gui.widgets.number_table import NumberRow

MODEL_COLUMNS = ("layer", "output", "parameters")
EPOCH_COLUMNS = ("epoch", "acc", "loss", "val_acc", "val_loss", "s")
KINDS = {
    "flatten": "Flatten",
    "dense": "Dense",
    "conv": "Conv2D",
    "max_pool": "MaxPooling2D",
    "dropout": "Dropout",
}
"""What Keras calls the kinds of layers."""


def says_digit(layer: Layer) -> bool:
    """Whether a layer's values are the ten probabilities."""
    return layer.activation == "softmax"


def layer_title(layer: Layer) -> str:
    """What stands over pictures of a layer: "Dense 1", "Output"."""
    return "Output" if says_digit(layer) else layer.name.capitalize()


def layer_words(layer: Layer) -> str:
    """A layer in a few words: "Dense, relu", "Dropout 0.5", "Conv2D 3×3, relu"."""
    words = KINDS[layer.kind]
    if layer.kind == "dropout":
        return f"{words} {layer.rate:g}"
    if layer.kernel:
        words += f" {layer.kernel}×{layer.kernel}"
    return words if layer.activation == "linear" else f"{words}, {layer.activation}"


def model_rows(layers: Sequence[Layer]) -> tuple[NumberRow, ...]:
    """A row for each layer, and the total."""
    rows = [
        NumberRow(layer_words(layer), (_shape_words(layer.shape), f"{layer.n_parameters:,}"))
        for layer in layers
    ]
    total = sum(layer.n_parameters for layer in layers)
    return (*rows, NumberRow("Total", ("", f"{total:,}")))


def epoch_rows(epochs: Sequence[Epoch]) -> tuple[NumberRow, ...]:
    """A row for each epoch, the latest on top, with as many digits as Keras prints."""
    return tuple(
        NumberRow(
            f"{one.number}",
            (
                f"{one.accuracy:.4f}",
                f"{one.loss:.4f}",
                f"{one.val_accuracy:.4f}",
                f"{one.val_loss:.4f}",
                f"{one.seconds:.1f}",
            ),
        )
        for one in reversed(epochs)
    )


def _shape_words(shape: tuple[int, ...]) -> str:
    return " × ".join(f"{side:,}" for side in shape)
