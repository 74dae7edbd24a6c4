"""A session without a process: the test says what the worker of an MNIST run would say."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.messages import Acknowledge, Frame, Prepare
from engine.mnist.block import MnistBlock, Validation
from engine.mnist.perceptron import n_parameters
from engine.mnist.record import MnistRecord
from engine.run import Mode, State, Stop


class SilentSession(QObject):
    """Keeps what was sent, and emits what it is told to.

    Attributes:
        sent: All commands, in order.
        closed: Whether it has been closed.
    """

    received = Signal(object)
    lost = Signal(str)

    def __init__(self, name: str, target: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sent: list[Any] = []
        self.closed = False

    def start(self) -> None:
        pass

    def send(self, command: Any) -> None:
        self.sent.append(command)

    def sent_of(self, kind: type) -> list[Any]:
        return [one for one in self.sent if isinstance(one, kind)]

    def ask_to_quit(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True

    def answer(self, record: MnistRecord, mode: Mode = Mode.PAUSED) -> None:
        """The process is ready, and sends the untrained weights."""
        assert self.sent_of(Prepare)
        untrained = MnistBlock(
            first=1,
            losses=np.empty((0, 1)),
            accuracies=np.empty(0),
            weights=weights_of(record, 0),
        )
        self.received.emit(Frame(record.key, untrained, mode))

    def train(
        self,
        record: MnistRecord,
        batches: int,
        mode: Mode = Mode.PLAYING,
        losses: Sequence[float] | None = None,
        stop: Stop | None = None,
    ) -> None:
        """So many batches come, with the weights after the last of them."""
        first = record.head + 1
        last = record.head + batches
        numbers = np.arange(first - 1.0, last)
        ends = [k for k in range(first, last + 1) if k % record.batches_per_epoch == 0]
        block = MnistBlock(
            first=first,
            losses=(2 / (1 + numbers) if losses is None else np.array(losses))[:, None],
            accuracies=np.minimum(0.1 + numbers / 100, 1.0),
            weights=weights_of(record, last),
            validations=tuple(Validation(k, 0.2, 0.95, 1.5) for k in ends),
            states=tuple(State(k, np.tile(weights_of(record, k), 3)) for k in ends),
            stop=stop,
        )
        acknowledged = len(self.sent_of(Acknowledge))
        self.received.emit(Frame(record.key, block, mode))
        assert len(self.sent_of(Acknowledge)) >= acknowledged


def weights_of(record: MnistRecord, seed: int) -> np.ndarray:
    """Small random weights, other ones for each batch."""
    random = np.random.default_rng(seed)
    return random.normal(0, 0.05, n_parameters(record.settings)).astype(np.float32)
