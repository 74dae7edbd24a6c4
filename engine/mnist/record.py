"""One run on MNIST as the window keeps it: curves, epochs, weights; no Keras, and no mirror.

It is a `engine.record.RunRecord`. A state that was not kept can only be computed
again by the process that trains: from the last full state before it, at most one epoch back.
"""

from typing import Any

import numpy as np

from engine.course import CourseWatch, Judgement
from engine.mnist.block import Epoch, MnistBlock, Validation
from engine.mnist.digits import Digits
from engine.mnist.history import BatchHistory, mean_of
from engine.mnist.network import Float32Array, Network
from engine.mnist.perceptron import answering_in, network_of_row
from engine.mnist.settings import MnistSettings
from engine.mnist.sources import Source
from engine.run import Change, FloatArray, Programme, State, Stop
from engine.run_record import Origin, RunRecord

BATCHES_JUDGED_TOGETHER = 100
"""The loss of one batch trembles; the course is that of the mean of so many."""
IMAGES_UNTRAINED = 4
"""So many images, of one batch or more, tell the loss of the network before it has learnt."""
LEAP = 1.25
"""Above so many times that loss the first mean tells of a leap, not of how the run began."""


def new_record(key: int, programme: Programme[MnistSettings], points: Digits) -> RunRecord:
    """The record of a new run; see `MnistRecord`."""
    return MnistRecord(key, programme, points)


class MnistRecord:
    """One run with everything that is known of it.

    Args:
        key: A number that no other record of this window has.
        programme: Its settings.
        points: Its digits, and where the process that trains gets them from.
        origin: Where it branched off, if it did.
    """

    assignment = "mnist"
    n_racers = 1
    begun = False

    def __init__(
        self,
        key: int,
        programme: Programme[MnistSettings],
        points: Digits,
        origin: Origin | None = None,
    ) -> None:
        self.key = key
        self.programme = programme
        self.points = points
        self.origin = origin
        self.history = BatchHistory()
        self.events: tuple[Change[Any], ...] = ()
        self.stop: Stop | None = None
        self.epochs: tuple[Epoch, ...] = ()
        self._watch = CourseWatch()
        self._judged = 0
        self._first_mean = 1  # the number of the mean that the watch has seen first
        self._networks: tuple[int, Network] | None = None

    @property
    def settings(self) -> MnistSettings:
        """The settings that act last."""
        return self.programme.settings

    @property
    def data(self) -> Source | Digits:
        """What the process that trains needs of the digits: where they are, not the 50 MB."""
        return self.points.source or self.points

    @property
    def head(self) -> int:
        """The batches received."""
        return self.history.head

    @property
    def n_train(self) -> int:
        """The images that an epoch goes through."""
        return len(self.points.train_labels)

    @property
    def batches_per_epoch(self) -> int:
        """How many batches an epoch has; the last may be smaller."""
        return -(-self.n_train // self.settings.batch_size)

    def iterations(self, settings: MnistSettings) -> int:
        """The batch at which this run stops by these settings."""
        return settings.epochs * self.batches_per_epoch

    def length(self, iterations: int) -> int:
        """The number of epochs that have so many batches."""
        return -(-iterations // self.batches_per_epoch)

    # What comes ------------------------------------------------------------------------------

    def append(self, block: MnistBlock) -> None:
        """Takes batches that were trained."""
        known = self.head
        ends = {one.iteration: answering_in(self.settings, one.values) for one in block.states}
        if self.origin is not None:
            self.history.weights.mark((self.origin.iteration,))
        self.history.append(block, ends)
        for validation in block.validations:
            if validation.iteration > known:
                self.epochs = (*self.epochs, self._epoch(validation))
        self.stop = block.stop or self.stop
        self._judge_new()

    def take_back(
        self,
        history: BatchHistory,
        epochs: tuple[Epoch, ...],
        events: tuple[Change[Any], ...],
        stop: Stop | None,
    ) -> None:
        """Takes what a file kept of this run."""
        self.history, self.epochs, self.events, self.stop = history, epochs, events, stop
        history.weights.mark(one.iteration for one in epochs)
        self._judge_new()

    def _epoch(self, validation: Validation) -> Epoch:
        """One line of Keras's table: the means over the epoch's batches, and the validation."""
        number, size = self.length(validation.iteration), self.settings.batch_size
        first = (number - 1) * self.batches_per_epoch
        rows = self.history.rows(first, validation.iteration - 1)
        sizes = (min(size, self.n_train - n * size) for n in range(len(rows)))
        loss, accuracy = mean_of(rows, sizes)
        return Epoch(
            number=number,
            iteration=validation.iteration,
            loss=loss,
            accuracy=accuracy,
            val_loss=validation.loss,
            val_accuracy=validation.accuracy,
            seconds=validation.seconds,
        )

    def note(self, change: Change[Any]) -> None:
        """Takes note that other settings act from a batch on.

        Where an earlier change began at the same batch, the later one stands for both.
        """
        if change.settings == self.programme.at(change.iteration):
            return
        self.programme = self.programme.changed(change.iteration, change.settings)
        self.events = tuple(one for one in self.events if one.iteration < change.iteration)
        before = self.programme.at(change.iteration - 1)
        names = set(change.settings.differences(before)) - {change.settings.length_name}
        if change.iteration and names:
            self.events = (*self.events, change)

    # What is asked ---------------------------------------------------------------------------

    def accuracies(self, first: int = 0, last: int | None = None) -> FloatArray:
        """The accuracies of the batches first … last, shape (k,)."""
        return self.history.accuracies(first, last)

    @property
    def kept(self) -> tuple[int, ...]:
        """The batches after which the weights are kept, ascending."""
        return self.history.weights.iterations

    def nearest_kept(self, iteration: int) -> int:
        """The kept batch nearest to this one; 0 as long as there are no weights."""
        return self.history.weights.nearest(iteration) or 0

    def network(self, iteration: int) -> Network | None:
        """The network after the kept batch nearest to this one; None before Keras has answered."""
        at = self.history.weights.nearest(iteration)
        if at is None:
            return None
        if self._networks is None or self._networks[0] != at:
            self._networks = at, network_of_row(self.settings, self.weights(at))
        return self._networks[1]

    def weights(self, iteration: int) -> Float32Array:
        """The weights after a kept batch in one row; see `engine.mnist.perceptron`."""
        return self.history.weights.at(iteration)

    def start_for(self, iteration: int) -> State | None:
        """The last full state up to this batch; None for the beginning, which needs only a seed."""
        at = self.history.states.before(iteration)
        return None if at is None else self.history.states.at(at)

    def judge(self, racer: int) -> Judgement | None:  # noqa: ARG002
        """The course of the run."""
        found = self._watch.judge(self.iterations(self.settings) // BATCHES_JUDGED_TOGETHER)
        if found is None:
            return None
        return Judgement(
            found.course,
            (found.iteration + self._first_mean) * BATCHES_JUDGED_TOGETHER,
            found.loss_before,
            found.loss_there,
        )

    def _judge_new(self) -> None:
        """Follows the mean losses of each hundred batches that has come."""
        whole = self.head // BATCHES_JUDGED_TOGETHER * BATCHES_JUDGED_TOGETHER
        if whole > self._judged:
            rows = self.history.rows(self._judged, whole - 1)[:, 0]
            means = rows.reshape(-1, BATCHES_JUDGED_TOGETHER).mean(axis=1)
            if not self._judged:
                untrained = rows[: -(-IMAGES_UNTRAINED // self.settings.batch_size)].mean()
                if means[0] > LEAP * untrained:
                    self._first_mean = 0
                    self._watch.follow(np.array([untrained]))
            self._watch.follow(means)
            self._judged = whole

    def branched(self, key: int, iteration: int, settings: MnistSettings) -> "MnistRecord":
        """A record that shares this one's batches up to `iteration` and goes on by other settings.

        With the settings that act there it will equal this record bit for bit, as far as nothing
        was changed in this one after that.
        """
        programme = self.programme.changed(iteration, settings)
        branch = MnistRecord(key, programme, self.points, Origin(self.key, iteration))
        branch.history = self.history.branched(iteration)
        branch.epochs = tuple(one for one in self.epochs if one.iteration <= iteration)
        branch.events = tuple(one for one in self.events if one.iteration < iteration)
        branch._judge_new()
        return branch
