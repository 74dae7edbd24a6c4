"""A run on MNIST played by the workbench, with the worker on the main thread and Keras in it."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.messages import Prepare
from engine.mnist.perceptron import row_of
from engine.mnist.record import MnistRecord
from engine.mnist.run import MnistRun
from engine.mnist.settings import MnistSettings
from engine.player import Pace
from engine.run import Mode, Programme
from gui.workbench import Workbench
from tests.engine.mnist.made import some_digits
from tests.gui.inline import InlineEngine

DIGITS = some_digits(n_train=100)
SETTINGS = MnistSettings(hidden_layers=2, units=8, batch_size=16, epochs=2, learning_rate=0.02)
"""An epoch has seven batches."""


class MnistBench:
    """A workbench with an engine in-line; time passes only by `wait`."""

    def __init__(self) -> None:
        self.engine = InlineEngine()
        self.workbench = Workbench("mnist", self.engine, clock=self.engine.clock)
        self.workbench.pace = Pace.flat_out()
        self.workbench.open_new(SETTINGS, DIGITS, "Open")
        self.answer()

    @property
    def record(self) -> MnistRecord:
        record = self.workbench.record
        assert isinstance(record, MnistRecord)
        return record

    def answer(self, turns: int = 4) -> None:
        for _ in range(turns):
            self.engine.now += 0.016
            self.engine.obey()
            for message in self.engine.take_messages():
                self.workbench.receive(message)
            self.workbench.tick()

    def play_to_end(self) -> None:
        self.workbench.play()
        for _ in range(1000):
            self.answer(1)
            if self.workbench.mode is not Mode.PLAYING:
                return
        raise AssertionError(f"Still playing at {self.workbench.position}.")


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[MnistBench]:
    made = MnistBench()
    yield made
    made.workbench.pause()
    made.answer()


def undisturbed(n: int, settings: MnistSettings = SETTINGS) -> np.ndarray:
    return MnistRun(Programme.of(settings.changed(epochs=100)), DIGITS).advance(n).losses


def test_the_untrained_network_comes_before_anything_is_trained(bench: MnistBench) -> None:
    assert (bench.record.head, bench.record.kept) == (0, (0,))
    network = bench.record.network(0)
    assert network is not None
    first = MnistRun(Programme.of(SETTINGS), DIGITS).network
    np.testing.assert_array_equal(row_of(network), row_of(first))


def test_a_run_ends_with_its_epochs_and_the_true_last_weights(bench: MnistBench) -> None:
    bench.play_to_end()
    assert bench.workbench.mode is Mode.FINISHED
    assert (bench.record.head, bench.workbench.position, bench.workbench.target) == (14, 14, 14)
    np.testing.assert_array_equal(bench.record.history.losses(), undisturbed(14))
    assert [one.iteration for one in bench.record.epochs] == [7, 14]
    run = MnistRun(Programme.of(SETTINGS), DIGITS)
    run.advance(14)
    network = bench.record.network(14)
    assert network is not None
    assert bench.record.nearest_kept(14) == 14
    np.testing.assert_array_equal(row_of(network), row_of(run.network))


def test_play_at_the_end_trains_as_many_epochs_more(bench: MnistBench) -> None:
    bench.play_to_end()
    bench.play_to_end()
    assert (bench.workbench.settings.epochs, bench.record.head) == (4, 28)
    np.testing.assert_array_equal(bench.record.history.losses(), undisturbed(28))
    assert bench.record.events == ()


def test_one_step_trains_one_batch_and_brings_its_weights(bench: MnistBench) -> None:
    for _ in range(3):
        bench.workbench.step_forward()
        bench.answer()
    assert (bench.record.head, bench.record.kept) == (3, (0, 1, 2, 3))


def test_a_branch_from_any_batch_equals_its_parent_where_nothing_is_changed(
    bench: MnistBench,
) -> None:
    bench.play_to_end()
    bench.workbench.seek(9)
    bench.workbench.branch_here()
    assert (bench.record.head, bench.record.origin is not None) == (9, True)
    prepare = bench.engine.sent_of(Prepare)[-1]
    assert (prepare.state.iteration, prepare.iteration) == (7, 9)
    bench.answer()
    assert bench.record.nearest_kept(9) == 9
    bench.play_to_end()
    np.testing.assert_array_equal(bench.record.history.losses(), undisturbed(14))


def test_another_learning_rate_in_the_past_is_a_branch_and_at_the_head_an_event(
    bench: MnistBench,
) -> None:
    bench.play_to_end()
    bench.workbench.change(SETTINGS.changed(learning_rate=0.001, epochs=3))
    bench.answer()
    assert bench.record.origin is None
    assert [one.iteration for one in bench.record.events] == [14]
    bench.workbench.seek(5)
    bench.workbench.change(bench.workbench.settings.changed(learning_rate=0.002))
    assert bench.record.origin is not None
    assert (bench.record.head, bench.record.programme.at(5).learning_rate) == (5, 0.002)


def test_another_width_is_another_run(bench: MnistBench) -> None:
    bench.play_to_end()
    bench.workbench.change(SETTINGS.changed(units=16))
    bench.answer()
    assert bench.record.head == 0
    network = bench.record.network(0)
    assert network is not None
    assert network.layers[1].shape == (16,)


def test_a_process_lost_in_the_middle_of_an_epoch_loses_nothing_that_came(
    bench: MnistBench,
) -> None:
    for _ in range(10):
        bench.workbench.step_forward()
        bench.answer()
    bench.engine.die()
    bench.workbench.engine_lost("The engine was ended by signal 9.")
    assert (bench.record.head, len(bench.record.epochs)) == (10, 1)
    assert bench.record.network(10) is not None
    bench.play_to_end()
    prepare = bench.engine.sent_of(Prepare)[-1]
    assert (prepare.state.iteration, prepare.iteration) == (7, 10)
    np.testing.assert_array_equal(bench.record.history.losses(), undisturbed(14))
    assert bench.record.head == 14
