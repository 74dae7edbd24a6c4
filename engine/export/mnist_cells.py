"""A run of the third assignment as cells, in Keras, as the assignment has it."""

import math
from pathlib import Path

from engine.export.cells import Cell, code, words
from engine.export.ending_cells import ONWARDS
from engine.export.heading import acting_rows, events_words
from engine.export.mnist_code import (
    AVERAGE,
    COMPARISON,
    DROPOUT,
    LOADING,
    OPTIMIZERS,
    PICTURE,
    REASON,
    SPLIT,
    TRAINING,
)
from engine.mnist.perceptron import seeds_of
from engine.mnist.record import MnistRecord
from engine.mnist.settings import MnistSettings
from engine.mnist.words import settings_words

CLOSE = 1e-3
"""How near the first batches' losses must come: float32 has seven digits, and they are lost."""
COMPARED = (0, 1, 2, 5, 10, 20, 49)
"""Batches whose losses are compared."""
NEAR = 0.01
"""How near the accuracy on the validation images must come."""
SPREADS = 2.0
"""Standard deviations of an accuracy on few images, at most."""


def cells(record: MnistRecord) -> tuple[Cell, ...]:
    """A run on digits, to be trained again with Keras."""
    settings = record.programme.changes[0].settings
    return (
        _heading(record),
        code(_imports(settings)),
        words(f"## The images\n\n{record.points.name}: for training, validation and test."),
        code(_loading(record)),
        code(SPLIT.format(n_validation=len(record.points.validation_labels))),
        words("## The model\n\nEach layer has a seed of its own, drawn from the run's seed."),
        code(_model(settings)),
        words(
            "## Training\n\nBatch by batch, so that each one's loss is kept; the order of the"
            " images is drawn anew for each epoch."
        ),
        code(_settings(record)),
        code(_training(settings)),
        words("## The losses"),
        code(PICTURE),
        words(REASON.format(close=CLOSE)),
        code(_expected(record)),
        code(COMPARISON),
        words(ONWARDS),
    )


def _imports(settings: MnistSettings) -> str:
    lines = ["import keras", "import numpy as np"]
    return "\n".join([*lines, "import tensorflow as tf"] if settings.dropout else lines)


def _heading(record: MnistRecord) -> Cell:
    line = settings_words(record.programme.changes[0].settings, record.points.name)
    return words(
        "# A perceptron that reads digits\n\n"
        f"{line}; {record.head:,} batches.{events_words(record)}\n\n"
        "Written by Descent. Run the cells from top to bottom: they train the same run again, with"
        " Keras, and end with the same numbers as nearly as float32 allows."
    )


def _loading(record: MnistRecord) -> str:
    source = record.points.source
    if source is None or source.kind == "keras":
        return code(LOADING["keras"]).text
    if source.kind == "sklearn" or source.path is None:
        return code(LOADING["sklearn"]).text
    path = Path(source.path)
    if path.suffix.lower() == ".npz":
        kind = "mnist" if record.points.is_mnist else "npz"
        return code(LOADING[kind].format(path=str(path))).text
    return code(LOADING["idx"].format(folder=str(path.parent))).text


def _model(settings: MnistSettings) -> str:
    kernels, dropouts = seeds_of(settings)
    layers = []
    for kernel, dropout in zip(kernels, dropouts, strict=False):
        layers.append(f"        dense({settings.units}, {settings.activation!r}, {kernel}),")
        if settings.dropout:
            layers.append(f"        Dropout({settings.dropout!r}, seed={dropout}),")
    return "\n".join(
        [
            *([*code(DROPOUT).text.splitlines(), "", ""] if settings.dropout else []),
            "def dense(units, activation, seed):",
            "    first_weights = keras.initializers.GlorotUniform(seed=seed)",
            "    return keras.layers.Dense(units, activation, kernel_initializer=first_weights)",
            "",
            "",
            "model = keras.Sequential(",
            "    [",
            "        keras.Input((28, 28)),",
            "        keras.layers.Flatten(),",
            *layers,
            f'        dense(10, "softmax", {kernels[-1]}),',
            "    ]",
            ")",
            "model.compile(",
            f"    optimizer={OPTIMIZERS[settings.optimizer]},",
            '    loss="sparse_categorical_crossentropy",',
            '    metrics=["accuracy"],',
            "    jit_compile=True,  # by XLA, as in Descent",
            ")",
            "print(model.count_params(), 'parameters')",
        ]
    )


def _settings(record: MnistRecord) -> str:
    first = record.programme.changes[0].settings
    cosine = first.schedule == "cosine"
    changes = (
        (one.iteration, _acting(one.settings, cosine=cosine)) for one in record.programme.changes
    )
    rates = acting_rows(changes, record.head)
    acting = ", ".join(f"{iteration}: {numbers}" for iteration, numbers in rates)
    meaning = "learning rate and epochs in all" if cosine else "learning rate"
    return "\n".join(
        [
            f"# From which batch on which {meaning} acted.",
            f"changes = {{{acting}}}",
            f"batch_size = {first.batch_size}",
            f"iterations = {record.head}  # batches",
            f"seed = {first.seed}",
        ]
    )


def _acting(settings: MnistSettings, *, cosine: bool) -> str:
    rate = repr(settings.learning_rate)
    return f"({rate}, {settings.epochs})" if cosine else rate


def _training(settings: MnistSettings) -> str:
    cosine = settings.schedule == "cosine"
    share = "min(k / (all_epochs * batches_per_epoch), 1)"
    filled = {
        "acting": "rate, all_epochs" if cosine else "rate",
        "rate": f"rate * (1 + np.cos(np.pi * {share})) / 2" if cosine else "rate",
    }
    filled["dropout_step"] = "\n        batch.assign(k)" if settings.dropout else ""
    average = settings.average == "on"
    return TRAINING.format(**filled, **{key: AVERAGE[key] if average else "" for key in AVERAGE})


def _expected(record: MnistRecord) -> str:
    losses = record.history.losses()[:, 0]
    rows = [f"    ({k}, {float(losses[k])!r}, {CLOSE})," for k in COMPARED if k < len(losses)]
    near = _near(record)
    epochs = [f"    ({one.number}, {one.val_accuracy!r}, {near})," for one in record.epochs]
    return "\n".join(["expected = [", *rows, "]", "expected_epochs = [", *epochs, "]"])


def _near(record: MnistRecord) -> float:
    """How far the accuracy may be off: more where few images are judged."""
    spread = 0.5 / math.sqrt(len(record.points.validation_labels))
    return round(max(NEAR, SPREADS * spread), 4)
