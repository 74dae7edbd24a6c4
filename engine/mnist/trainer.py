"""Keras's model and optimiser, trained several batches a call by one compiled function.

One call computes up to 16 steps and gives the loss and the accuracy of each, so that every batch
is recorded and training is still several times as fast as `fit`. Compiled by XLA where it can be.
"""

import functools
import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.mnist.digits import Digits
from engine.mnist.keras_model import build, optimizer_of
from engine.mnist.network import Float32Array
from engine.mnist.perceptron import seeds_of
from engine.mnist.settings import MnistSettings

STEPS = 16
"""Batches to a call."""
DECAY = 0.999
"""How much of the averaged weights stays with each step, in the long run."""
SAME = {"learning_rate": 0.001, "schedule": "constant", "epochs": 1, "seed": 0}
"""Settings that a trainer is told with each batch, and need no other one."""


def trainer_for(settings: MnistSettings, digits: Digits) -> "Trainer":
    """A trainer for such a network on these digits; made once, as compiling takes a second."""
    return _trainer(settings.model_copy(update=SAME), digits)


@functools.lru_cache(maxsize=2)
def _trainer(settings: MnistSettings, digits: Digits) -> "Trainer":
    return Trainer(settings, digits)


class Trainer:
    """A model with its optimiser; its state is one row of numbers that can be taken and put back.

    A state has the weights, the optimiser's memory, and the averaged weights if there are any.

    Attributes:
        user: Whose state is in it; whoever uses it makes sure that it is his.

    Args:
        settings: The architecture, the optimiser, the batch size.
        digits: What is learnt.
    """

    def __init__(self, settings: MnistSettings, digits: Digits) -> None:
        import tensorflow as tf

        self.user: object = None
        self.batch_size = settings.batch_size
        self._generator = "threefry"
        self._model = build(settings)
        self._optimizer = optimizer_of(settings)
        self._optimizer.build(self._model.trainable_variables)
        self._weights = [one.value for one in self._model.trainable_variables]
        self._averages = (
            [tf.Variable(one) for one in self._weights] if settings.average == "on" else []
        )
        counters = (self._optimizer.iterations, self._optimizer.learning_rate)
        memory = [
            one.value
            for one in self._optimizer.variables
            if not any(one is counter for counter in counters)
        ]
        self._seeds = tf.Variable(np.zeros(settings.hidden_layers, np.int32))
        self._variables = [*self._weights, *memory, *self._averages]
        self._sizes = [math.prod(one.shape) for one in self._variables]
        self._images = tf.constant(digits.train_images)
        self._labels = tf.constant(digits.train_labels.astype(np.int32))
        self._steps = self._compiled()

    # State -----------------------------------------------------------------------------------

    @property
    def values(self) -> Float32Array:
        """The present state, a copy."""
        return _row(self._variables)

    @property
    def answering(self) -> Float32Array:
        """The weights that answer, in one row, a copy: the averaged ones, if there are any."""
        return _row(self._averages or self._weights)

    def put(self, values: Float32Array, iteration: int, settings: MnistSettings) -> None:
        """Goes to a state.

        Args:
            values: The state.
            iteration: The batches that led to it.
            settings: Whose seed fixes dropout.
        """
        edges = pairwise(np.cumsum([0, *self._sizes]).tolist())
        for variable, (start, end) in zip(self._variables, edges, strict=True):
            variable.assign(values[start:end].reshape(variable.shape))
        self._optimizer.iterations.assign(iteration)
        self._seeds.assign(seeds_of(settings)[1])

    def first_values(self, settings: MnistSettings) -> Float32Array:
        """State 0: weights drawn by the seed, biases and memory 0."""
        from keras import initializers

        kernels = iter(seeds_of(settings)[0])
        weights = [
            np.asarray(initializers.GlorotUniform(seed=next(kernels))(one.shape))
            if len(one.shape) == 2
            else np.zeros(one.shape, np.float32)
            for one in self._weights
        ]
        n_memory = len(self._variables) - len(self._weights) - len(self._averages)
        memory = [
            np.zeros(one.shape, np.float32)
            for one in self._variables[len(weights) : len(weights) + n_memory]
        ]
        averages = weights if self._averages else []
        return np.concatenate([one.ravel() for one in (*weights, *memory, *averages)])

    # Steps -----------------------------------------------------------------------------------

    def train(
        self, batches: NDArray[np.int32], rates: Float32Array
    ) -> tuple[Float32Array, Float32Array]:
        """Learns from batches, one after the other.

        Args:
            batches: Indices of images, (at most 16, batch_size); −1 where a batch is smaller.
            rates: η for each.

        Returns:
            Loss and accuracy of each batch before its step, with dropout on.
        """
        import tensorflow as tf

        count = len(batches)
        padded = np.full((STEPS, self.batch_size), -1, np.int32)
        padded[:count] = batches
        all_rates = np.zeros(STEPS, np.float32)
        all_rates[:count] = rates
        tensors = (tf.constant(one) for one in (np.int32(count), padded, all_rates))
        losses, accuracies = self._steps(*tensors)
        return losses.numpy()[:count], accuracies.numpy()[:count]

    def _compiled(self) -> Callable[..., Any]:
        """The function of several steps, compiled by XLA, or without it where that fails."""
        import tensorflow as tf

        nothing = [
            tf.constant(0),
            tf.fill((STEPS, self.batch_size), -1),
            tf.zeros(STEPS),
        ]
        try:
            return self._traced(nothing, by_xla=True)
        except (tf.errors.OpError, NotImplementedError, ValueError):
            self._generator = "auto_select"
            return self._traced(nothing, by_xla=False)

    def _traced(self, nothing: list[Any], *, by_xla: bool) -> Callable[..., Any]:
        """One concrete function, without the price of looking for the fitting one at each call.

        Args:
            nothing: Arguments for no step at all: calling it so compiles it.
            by_xla: Whether XLA is to compile it.
        """
        import tensorflow as tf

        function = tf.function(self._several, jit_compile=by_xla)
        steps: Callable[..., Any] = function.get_concrete_function(*nothing)
        steps(*nothing)
        return steps

    def _several(self, count: Any, batches: Any, rates: Any) -> tuple[Any, Any]:
        """`count` steps; traced by TensorFlow, so its loop is TensorFlow's."""
        import tensorflow as tf

        def body(n: Any, losses: Any, accuracies: Any) -> tuple[Any, Any, Any]:
            loss, accuracy = self._step(batches[n], rates[n])
            losses = tf.tensor_scatter_nd_update(losses, [[n]], [loss])
            accuracies = tf.tensor_scatter_nd_update(accuracies, [[n]], [accuracy])
            return n + 1, losses, accuracies

        start = (tf.constant(0), tf.zeros(STEPS), tf.zeros(STEPS))
        _, losses, accuracies = tf.while_loop(lambda n, *_: n < count, body, start)
        return losses, accuracies

    def _step(self, batch: Any, rate: Any) -> tuple[Any, Any]:
        """One step of Keras's optimiser along the gradient of the batch's mean cross-entropy."""
        import tensorflow as tf
        from keras import losses as keras_losses

        counts = tf.cast(batch >= 0, tf.float32)
        total = tf.reduce_sum(counts)
        chosen = tf.maximum(batch, 0)
        images = tf.cast(tf.gather(self._images, chosen), tf.float32) / 255.0
        labels = tf.gather(self._labels, chosen)
        with tf.GradientTape() as tape:
            said = self._said(images)
            each = keras_losses.sparse_categorical_crossentropy(labels, said)
            loss = tf.reduce_sum(each * counts) / total
        gradients = tape.gradient(loss, self._weights)
        self._optimizer.learning_rate.assign(rate)
        self._optimizer.apply(gradients, self._model.trainable_variables)
        self._average()
        right = tf.cast(tf.equal(tf.argmax(said, -1, tf.int32), labels), tf.float32)
        return loss, tf.reduce_sum(right * counts) / total

    def _said(self, images: Any) -> Any:
        """The model's answer with dropout, drawn from each one's seed and the step's number.

        Keras's own dropout layers leave the generator to TensorFlow, which takes one that is eight
        times as slow under XLA.
        """
        import tensorflow as tf
        from keras import layers

        k = tf.cast(self._optimizer.iterations.value, tf.int32)
        values, number = images, 0
        for layer in self._model.layers:
            if not isinstance(layer, layers.Dropout):
                values = layer(values)
            elif layer.rate > 0:
                values = tf.nn.experimental.stateless_dropout(
                    values,
                    layer.rate,
                    seed=tf.stack([self._seeds[number], k]),
                    rng_alg=self._generator,
                )
                number += 1
        return values

    def _average(self) -> None:
        """A ← d a + (1 − d) w with d = min(0.999, (1 + k) / (10 + k)): quick to follow at first.

        Source: TensorFlow's `ExponentialMovingAverage` with its `num_updates`.
        """
        import tensorflow as tf

        if self._averages:
            k = tf.cast(self._optimizer.iterations.value, tf.float32)
            stays = tf.minimum(DECAY, (1.0 + k) / (10.0 + k))
            for average, weights in zip(self._averages, self._weights, strict=True):
                average.assign(stays * average + (1.0 - stays) * weights)


def _row(variables: list[Any]) -> Float32Array:
    return np.concatenate([one.numpy().ravel() for one in variables])
