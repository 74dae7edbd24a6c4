"""Training on MNIST to the end, without a window, and what is told of it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import InputError
from engine.mnist.digits import Digits, Source
from engine.mnist.evaluation import evaluate
from engine.mnist.record import MnistRecord
from engine.mnist.run import MnistRun
from engine.mnist.settings import MnistSettings
from engine.mnist.sources import best_source, load
from engine.run import Programme
from engine.runfile import is_run_file, save_run
from engine.settings import validated
from engine.words import stop_sentence

SLICE = 64
"""Batches between two signs of life."""


@dataclass(frozen=True)
class TrainedMnist:
    """A run that has ended.

    Attributes:
        record: Its curves, epochs and weights.
        seconds: How long the training took, validation and all.
        val_accuracy: On the validation images in the end, from 0 to 1.
        test_accuracy: On the test images, which neither training nor any choice has seen.
    """

    record: MnistRecord
    seconds: float
    val_accuracy: float
    test_accuracy: float

    @property
    def stopped(self) -> bool:
        """Whether the run stopped by itself."""
        return self.record.stop is not None

    @property
    def loss(self) -> float:
        """The mean over the last epoch; before the first has ended, the last batch's."""
        epochs = self.record.epochs
        return epochs[-1].loss if epochs else float(self.record.history.losses()[-1, 0])

    def save(self, path: Path) -> None:
        """Writes the network as a `.keras` file, or the whole run, as the ending says.

        Raises:
            RunFileError: It cannot be written.
        """
        if is_run_file(path):
            save_run(path, self.record, self.record.head)
            return
        from engine.mnist.keras_files import save_network

        network = self.record.network(self.record.head)
        if network is not None:
            save_network(path, network)

    def as_json(self) -> dict[str, Any]:
        """Everything for `--json`."""
        epochs = self.record.epochs
        report: dict[str, Any] = {
            "assignment": "mnist",
            "settings": self.record.settings.model_dump(mode="json"),
            "data": self.record.points.name,
            "iterations": self.record.head,
            "seconds": round(self.seconds, 6),
            "final": {
                "loss": self.loss,
                "val_accuracy": self.val_accuracy,
                "test_accuracy": self.test_accuracy,
            },
            "epochs": {
                name: [getattr(one, name) for one in epochs]
                for name in ("loss", "accuracy", "val_loss", "val_accuracy")
            },
        }
        if self.record.stop is not None:
            stop = self.record.stop
            report["stopped"] = {"iteration": stop.iteration, "reason": stop.reason}
        return report

    def as_text(self) -> str:
        """Keras's table of epochs for a person, and how it ended."""
        lines = [
            f"{self.record.points.name}: {self.record.head:,} batches in {self.seconds:.3g} s",
            "epoch    loss  accuracy  val_loss  val_accuracy",
            *(
                f"{one.number:5}  {one.loss:6.4f}    {one.accuracy:6.4f}    {one.val_loss:6.4f}"
                f"        {one.val_accuracy:6.4f}"
                for one in self.record.epochs
            ),
            f"Accuracy on the validation images: {self.val_accuracy:.2%}",
            f"Accuracy on the test images: {self.test_accuracy:.2%}",
        ]
        if self.record.stop is not None:
            stop = self.record.stop
            lines.append(stop_sentence(stop.iteration, stop.reason, "batch"))
        return "\n".join(lines)


def train(
    values: Mapping[str, Any],
    data: Path | None,
    target: Path | None,
    progress: Callable[[int, int], None],
) -> TrainedMnist:
    """Train to the chosen number of epochs, or until the run stops by itself.

    Args:
        values: The settings that were given, as text.
        data: A file of digits, or None for the best that is there.
        target: Must be None: the labels stand beside the images.
        progress: Is told how many batches are done, and of how many.

    Raises:
        SettingsError: A setting is out of its range.
        InputError: A file cannot be used, or Keras is not installed.
    """
    settings = validated(MnistSettings, values)
    if target is not None:
        raise InputError(
            "--target is for points. The labels of digits are in their own file; leave it out."
        )
    digits = load(best_source() if data is None else Source("file", data))
    return train_on(settings, digits, progress)


def train_on(
    settings: MnistSettings, digits: Digits, progress: Callable[[int, int], None]
) -> TrainedMnist:
    """Train on these digits; see `train`."""
    programme = Programme.of(settings)
    run, record = MnistRun(programme, digits), MnistRecord(1, programme, digits)
    record.append(run.here())
    progress(0, run.end)
    started = time.perf_counter()
    while not run.finished:
        block = run.gathered([run.advance(SLICE)], at_rest=False)
        if block is not None:
            record.append(block)
        progress(run.iteration, run.end)
    seconds = time.perf_counter() - started
    record.append(run.here())
    validated_on = evaluate(run.network, digits.validation_images, digits.validation_labels)
    tested = evaluate(run.network, digits.test_images, digits.test_labels)
    return TrainedMnist(record, seconds, validated_on.accuracy, tested.accuracy)
