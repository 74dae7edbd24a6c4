"""The training run on MNIST: an iterator over batches, without process, thread or callback.

State k is the run after k batches. Which images are in batch k, which units dropout silences there,
and the learning rate depend on the settings and on k alone, so the numbers do not depend on how
`advance` is cut, and any state can be computed again from a full state before it.
"""

import functools
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.mnist.block import MnistBlock, Validation
from engine.mnist.digits import Digits, Source
from engine.mnist.evaluation import evaluate
from engine.mnist.keras_start import start_keras
from engine.mnist.network import Float32Array, Network
from engine.mnist.perceptron import n_parameters, network_of_row, order_of, rate_at
from engine.mnist.settings import MnistSettings
from engine.mnist.sources import load
from engine.mnist.trainer import STEPS, trainer_for
from engine.niceness import behind_everything
from engine.run import LOSS_LIMIT, FloatArray, Programme, State, Stop

WEIGHTS_TO_A_BATCH = 128 * 1024
"""Weights are sent once for so many numbers and batches, so that large ones do not fill the pipe.

The assignment's 134,794 go with every second batch at most, a million with every eighth.
"""
STEPS_OF_WEIGHTS = STEPS * 200_000
"""Up to 200,000 weights, all steps of a call take some milliseconds; of more, fewer are made."""


def _loaded(source: Source) -> Digits:
    """The digits of a source, read once as long as its file is the same."""
    stamp = (0, 0)
    if source.path is not None and source.path.exists():
        status = source.path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
    return _loaded_once(source, stamp)


@functools.lru_cache(maxsize=1)
def _loaded_once(source: Source, _stamp: tuple[int, int]) -> Digits:
    return load(source)


class MnistRun:
    """A run of one network on digits.

    Attributes:
        digits: What is learnt.
        batches_per_epoch: The last of them may be smaller.
        together: How many batches cost little more than one.

    Args:
        programme: The settings, and from where on others act. All but the learning rate and the
            number of epochs are those of the first.
        data: The digits, or where they are.

    Raises:
        MissingPackageError: TensorFlow or Keras is not installed.
        DataError: The digits cannot be read.
    """

    def __init__(self, programme: Programme[MnistSettings], data: Digits | Source) -> None:
        start_keras()
        first = programme.changes[0].settings
        self._programme = programme
        self._settings = first
        self.digits = _loaded(data) if isinstance(data, Source) else data
        self._n_train = len(self.digits.train_labels)
        self.batches_per_epoch = -(-self._n_train // first.batch_size)
        # Tracing and compiling keep all cores busy for a second.
        self._trainer = behind_everything(lambda: trainer_for(first, self.digits))
        self._epoch, self._batches = -1, np.empty((0, first.batch_size), np.int32)
        self._iteration = 0
        self._n_weights = n_parameters(first)
        self.together = max(1, min(STEPS, STEPS_OF_WEIGHTS // self._n_weights))
        self._sent = -1
        self._seconds = 0.0
        self._last_loss = float("nan")
        self._stop: Stop | None = None
        self._aside = self._full = State(0, self._trainer.first_values(first))

    # Where it is -----------------------------------------------------------------------------

    @property
    def programme(self) -> Programme[MnistSettings]:
        """Which settings act from which batch on."""
        return self._programme

    @property
    def iteration(self) -> int:
        """k, the batches trained so far."""
        return self._iteration

    @property
    def end(self) -> int:
        """The batch at which the chosen number of epochs is reached."""
        return self._programme.settings.epochs * self.batches_per_epoch

    @property
    def finished(self) -> bool:
        """Whether the chosen number of epochs is reached, or the run stopped itself."""
        return self._stop is not None or self._iteration >= self.end

    @property
    def stopped(self) -> Stop | None:
        """Why the run stopped itself, if it did."""
        return self._stop

    @property
    def state(self) -> State:
        """The present state, a copy."""
        self._take_trainer()
        return State(self._iteration, self._trainer.values)

    @property
    def network(self) -> Network:
        """The network that answers at present."""
        self._take_trainer()
        return network_of_row(self._settings, self._trainer.answering)

    def _take_trainer(self) -> None:
        """Makes the trainer hold this run's state; another run of the same kind may have had it."""
        other = self._trainer.user
        if other is self:
            return
        if isinstance(other, MnistRun):
            other._aside = State(other._iteration, self._trainer.values)
        self._trainer.user = self
        self._trainer.put(self._aside.values, self._aside.iteration, self._settings)

    # What a run can do -----------------------------------------------------------------------

    def __iter__(self) -> "MnistRun":
        return self

    def __next__(self) -> MnistBlock:
        if self.finished:
            raise StopIteration
        return self.advance(1)

    def here(self) -> MnistBlock:
        """The present weights, as a block of no batches."""
        self._take_trainer()
        nothing = np.empty((0, 1))
        return MnistBlock(
            self._iteration + 1, nothing, np.empty(0), self._answering(), stop=self._stop
        )

    def gathered(self, blocks: Sequence[MnistBlock], at_rest: bool) -> MnistBlock | None:
        """Blocks that follow each other as one, with the present weights if it is time for them."""
        block = MnistBlock.joined(blocks) if blocks else None
        behind = self._iteration - self._sent
        enough = behind * WEIGHTS_TO_A_BATCH >= self._n_weights
        if (
            behind == 0
            or not (at_rest or enough)
            or (block is not None and block.weights is not None)
        ):
            return block
        return (block or self.here()).with_weights(self._answering())

    def advance(self, n: int) -> MnistBlock:
        """At most n further batches; fewer at the end or when the run stops itself."""
        return self._go_on(max(0, min(n, self.end - self._iteration)))

    def restore(self, state: State) -> None:
        """Goes to a state of this run."""
        self._trainer.user = self
        self._trainer.put(state.values, state.iteration, self._settings)
        self._iteration = state.iteration
        self._full = state
        self._stop = None
        self._seconds = 0.0

    def replayed(self, state: State, n: int) -> State:
        """The state n batches after `state`, wherever the run is said to end."""
        self.restore(state)
        for start in range(0, n, STEPS):
            self._several(min(STEPS, n - start))
        return self.state

    def change(self, settings: MnistSettings) -> None:
        """Lets other settings act from the present batch on."""
        self._programme = self._programme.changed(self._iteration, settings)
        self._stop = None

    def validate(self) -> Validation:
        """How well the present network does on the validation images."""
        digits = self.digits
        found = evaluate(self.network, digits.validation_images, digits.validation_labels)
        return Validation(self._iteration, found.loss, found.accuracy, self._seconds)

    # How it is done --------------------------------------------------------------------------

    def _go_on(self, n: int) -> MnistBlock:
        self._take_trainer()
        first, done = self._iteration + 1, 0
        blocks = [MnistBlock(first, np.empty((0, 1)), np.empty(0))]
        while done < n and self._stop is None:
            blocks.append(self._part(min(STEPS, n - done, self._until_epoch_ends)))
            done += len(blocks[-1])
        return MnistBlock.joined(blocks)

    @property
    def _until_epoch_ends(self) -> int:
        return self.batches_per_epoch - self._iteration % self.batches_per_epoch

    def _part(self, n: int) -> MnistBlock:
        """Some batches of one epoch, and what is due at its end."""
        started, first, before = time.perf_counter(), self._iteration + 1, self._last_loss
        losses, accuracies = self._several(n)
        n_good = _count_good(losses)
        if n_good < n:
            return self._stopped(first, losses[: n_good + 1], accuracies[: n_good + 1], before)
        validations: tuple[Validation, ...] = ()
        states: tuple[State, ...] = ()
        self._seconds += time.perf_counter() - started
        if self._iteration % self.batches_per_epoch == 0:
            validations, states = (self.validate(),), (self.state,)
            self._full, self._seconds = states[0], 0.0
        return MnistBlock(first, losses[:, None], accuracies, None, validations, states)

    def _several(self, n: int) -> tuple[FloatArray, FloatArray]:
        """Trains n batches of one or two epochs; their losses and accuracies."""
        numbers = range(self._iteration, self._iteration + n)
        batches = np.stack([self._batch(k) for k in numbers])
        rates = [rate_at(self._programme.at(k), k, self.batches_per_epoch) for k in numbers]
        losses, accuracies = self._trainer.train(batches, np.array(rates, np.float32))
        self._iteration += n
        self._last_loss = float(losses[-1])
        return losses.astype(np.float64), accuracies.astype(np.float64)

    def _batch(self, iteration: int) -> NDArray[np.int32]:
        """The indices of the images in a batch, −1 where the last of an epoch is smaller."""
        epoch, number = divmod(iteration, self.batches_per_epoch)
        if epoch != self._epoch:
            size = self._settings.batch_size
            indices = np.full(self.batches_per_epoch * size, -1, np.int32)
            indices[: self._n_train] = order_of(self._settings, epoch, self._n_train)
            self._epoch, self._batches = epoch, indices.reshape(-1, size)
        found: NDArray[np.int32] = self._batches[number]
        return found

    def _stopped(
        self, first: int, losses: FloatArray, accuracies: FloatArray, before: float
    ) -> MnistBlock:
        """The batches up to the one whose loss is out of bounds; there the run stops."""
        last = first + len(losses) - 1
        self.restore(self._full)
        self.replayed(self._full, last - self._iteration)
        self._stop = Stop(
            iteration=last,
            racer=0,
            reason=_reason(losses[-1]),
            loss_before=float(losses[-2]) if len(losses) > 1 else before,
            loss_after=float(losses[-1]),
        )
        return MnistBlock(first, losses[:, None], accuracies, self._answering(), stop=self._stop)

    def _answering(self) -> Float32Array:
        self._sent = self._iteration
        return self._trainer.answering


def _count_good(losses: FloatArray) -> int:
    """How many losses come before the first that is out of bounds."""
    good = losses <= LOSS_LIMIT
    return len(losses) if good.all() else int(np.argmin(good))


def _reason(loss: float) -> str:
    return f"the loss passed {LOSS_LIMIT:,.0f}" if np.isfinite(loss) else "the loss is not finite"
