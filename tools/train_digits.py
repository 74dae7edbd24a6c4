"""Trains the network that comes with the program, and puts it into `resources/`.

A small convolutional network learns MNIST's 60,000 training images, each as it is, drawn again by
another hand and pen (`tools/variants.py`), and drawn on paper that was photographed
(`tools/papers.py`); digits of forms that MNIST lacks (`tools/strokes.py`); and scribbles, of which
it shall say that they could be anything. MNIST's test images are seen only by the evaluation at the
end. Takes some twenty minutes on one core. Run:

    OMP_NUM_THREADS=1 PYTHONPATH=. python tools/train_digits.py --data mnist.npz
"""

import argparse
import importlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.mnist import keras_files, keras_layers
from engine.mnist.files import read_digits
from engine.mnist.forward import probabilities
from engine.mnist.network import (
    Float32Array,
    Layer,
    Network,
    conv,
    dense,
    dropout,
    flatten,
    max_pool,
)
from engine.mnist.network_file import save_network
from engine.mnist.ready_made import READY_MADE
from tools.lessons import SEED, all_lessons

BATCH = 128
PASSES = 4
LEARNING_RATE = 1.5e-3
SMOOTHING = 0.02
"""The share of certainty that is taken from every label, so that the network stays modest."""

ByteArray = NDArray[np.uint8]
DESCRIPTION = (
    "A convolutional network of 32, 64 and 64 filters and 128 units. It learnt MNIST's 60,000"
    " training digits, drawn again by other hands and other pens, on paper and on boards."
)


def main() -> None:
    """Makes the images, trains, evaluates, saves."""
    parser = argparse.ArgumentParser(description="Trains the network of resources/.")
    parser.add_argument("--data", type=Path, required=True, help="mnist.npz")
    parser.add_argument("--out", type=Path, default=READY_MADE, help="digits.safetensors")
    options = parser.parse_args()
    digits = read_digits(options.data)
    started = time.perf_counter()
    lessons = all_lessons(options.data)
    _say(f"{len(lessons[1]):,} images made in {time.perf_counter() - started:.0f} s")
    network = trained(*lessons)
    _say(f"trained after {time.perf_counter() - started:.0f} s")
    test = digits.test_images.astype(np.float32) / np.float32(255)
    accuracy = float(np.mean(probabilities(network, test).argmax(axis=1) == digits.test_labels))
    _say(f"accuracy on the {len(test):,} test images: {accuracy:.4f}")
    about = {
        "description": DESCRIPTION,
        "test_accuracy": accuracy,
        "trained_by": f"tools/train_digits.py, seed {SEED}",
    }
    save_network(options.out, network, about)
    keras_files.save_network(options.out.with_suffix(keras_files.SUFFIX), network)


def trained(images: ByteArray, labels: ByteArray) -> Network:
    """A network that has learnt them: Adam with a falling rate and averaged weights."""
    importlib.import_module("tensorflow")  # as it is: with oneDNN, which halves the time
    import keras

    keras.utils.set_random_seed(SEED)
    model = keras_layers.model_of(beginner())
    steps = PASSES * (len(labels) // BATCH)
    rate = keras.optimizers.schedules.CosineDecay(
        1e-4, steps, alpha=1e-2, warmup_target=LEARNING_RATE, warmup_steps=steps // 20
    )
    adam = keras.optimizers.Adam(rate, use_ema=True, ema_momentum=0.999)
    model.compile(adam, "categorical_crossentropy", metrics=["accuracy"])
    batches = _batches(images, labels)
    started, said = time.perf_counter(), []
    for step in range(steps):
        said.append(model.train_on_batch(*next(batches), return_dict=False))
        if step % 500 == 499:
            loss, accuracy = np.mean(said, axis=0)
            left = (time.perf_counter() - started) * (steps / (step + 1) - 1)
            _say(f"{step + 1:,} of {steps:,}: loss {loss:.4f}, {accuracy:.4f}, {left:.0f} s left")
            model.reset_metrics()
            said.clear()
    adam.finalize_variable_values(model.trainable_variables)
    return keras_layers.network_of(model)


def beginner() -> Network:
    """The network before it has learnt: normal weights of variance 2 / inputs (He et al., 2015)."""
    random = np.random.default_rng(SEED)
    weights: list[tuple[Float32Array, ...]] = []
    for layer in layers():
        kernel, bias = layer.weight_shapes or ((), ())
        if kernel:
            W = random.normal(0, np.sqrt(2 / np.prod(kernel[:-1])), kernel).astype(np.float32)
            weights.append((W, np.zeros(bias, np.float32)))
        else:
            weights.append(())
    return Network(layers(), tuple(weights))


def layers() -> tuple[Layer, ...]:
    """The network: three convolutions, two pools, two dense layers."""
    makers: tuple[Callable[[tuple[int, ...]], Layer], ...] = (
        lambda shape: conv(shape, 32, 5, "relu", "conv 1"),
        lambda shape: max_pool(shape, 2, "pool 1"),
        lambda shape: conv(shape, 64, 3, "relu", "conv 2"),
        lambda shape: conv(shape, 64, 3, "relu", "conv 3"),
        lambda shape: max_pool(shape, 2, "pool 2"),
        flatten,
        lambda shape: dropout(shape, 0.3, "dropout 1"),
        lambda shape: dense(shape, 128, "relu", "dense 1"),
        lambda shape: dropout(shape, 0.3, "dropout 2"),
        lambda shape: dense(shape, 10, "softmax", "output"),
    )
    found: list[Layer] = []
    for make in makers:
        found.append(make(found[-1].shape if found else (28, 28, 1)))
    return tuple(found)


def _batches(images: ByteArray, labels: ByteArray) -> Iterator[tuple[Any, Any]]:
    """Batches in a new order in every pass; each moved by one pixel at most."""
    random = np.random.default_rng(SEED)
    targets = np.eye(10, dtype=np.float32) * (1 - SMOOTHING) + SMOOTHING / 10
    targets = np.vstack([targets, np.full((1, 10), 0.1, np.float32)])
    while True:
        order = random.permutation(len(labels))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            chosen = order[start : start + BATCH]
            moved = np.roll(images[chosen], random.integers(-1, 2, size=2), axis=(1, 2))
            yield moved[..., None].astype(np.float32) / 255, targets[labels[chosen]]


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")


if __name__ == "__main__":
    main()
