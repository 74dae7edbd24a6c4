"""The training run on MNIST: to the bit however it is cut, restored, replayed or branched."""

import importlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from engine.errors import MissingPackageError
from engine.mnist import forward, keras_start
from engine.mnist.block import MnistBlock
from engine.mnist.evaluation import as_ink, evaluate
from engine.mnist.keras_model import build, optimizer_of
from engine.mnist.perceptron import n_parameters, order_of, rate_at, row_of
from engine.mnist.record import MnistRecord
from engine.mnist.run import MnistRun
from engine.mnist.settings import MnistSettings
from engine.mnist.trainer import Trainer
from engine.run import Programme, State
from tests.engine.mnist.made import some_digits

DIGITS = some_digits(n_train=100)
SETTINGS = MnistSettings(hidden_layers=2, units=8, batch_size=16, epochs=4, learning_rate=0.02)
"""An epoch has six batches of 16 and one of 4."""


def run_of(settings: MnistSettings = SETTINGS) -> MnistRun:
    return MnistRun(Programme.of(settings), DIGITS)


def advanced(run: MnistRun, cuts: Sequence[int]) -> MnistBlock:
    return MnistBlock.joined([run.advance(n) for n in cuts])


def assert_same_bits(one: MnistBlock, other: MnistBlock) -> None:
    assert (one.first, one.last) == (other.first, other.last)
    np.testing.assert_array_equal(one.losses, other.losses)
    np.testing.assert_array_equal(one.accuracies, other.accuracies)
    for a, b in zip(one.states, other.states, strict=True):
        np.testing.assert_array_equal(a.values, b.values)
    for v, w in zip(one.validations, other.validations, strict=True):
        assert (v.iteration, v.loss, v.accuracy) == (w.iteration, w.loss, w.accuracy)


@pytest.mark.parametrize("average", ["off", "on"])
def test_the_numbers_do_not_depend_on_how_advance_is_cut(average: str) -> None:
    settings = SETTINGS.changed(average=average, schedule="cosine")
    whole = run_of(settings).advance(28)
    assert [one.iteration for one in whole.validations] == [7, 14, 21, 28]
    for cuts in ([1] * 28, [3, 5, 16, 4], [20, 0, 8], [28, 5]):
        assert_same_bits(advanced(run_of(settings), cuts), whole)


def test_a_run_is_an_iterator_over_its_batches() -> None:
    settings = SETTINGS.changed(epochs=1)
    run = run_of(settings)
    assert (next(run).last, run.iteration) == (1, 1)
    blocks = list(run)
    assert [len(block) for block in blocks] == [1] * 6
    rest = run_of(settings)
    rest.advance(1)
    assert_same_bits(MnistBlock.joined(blocks), rest.advance(6))
    with pytest.raises(StopIteration):
        next(run)


def test_a_run_ends_with_its_last_epoch_and_goes_on_when_that_is_moved() -> None:
    run = run_of(SETTINGS.changed(epochs=1))
    assert (run.advance(100).last, run.finished) == (7, True)
    assert len(run.advance(5)) == 0
    run.change(SETTINGS.changed(epochs=2))
    assert not run.finished
    assert_same_bits(run.advance(100), _from(run_of(), 7, 7))


def _from(run: MnistRun, first: int, count: int) -> MnistBlock:
    run.advance(first)
    return run.advance(count)


@pytest.mark.parametrize("at", [0, 3, 7, 11])
def test_a_run_goes_on_from_any_full_state_and_replays_any_other(at: int) -> None:
    whole, run = run_of(), run_of()
    states = {state.iteration: state for state in whole.advance(14).states}
    start = max((one for one in (7, 14) if one <= at), default=0)
    state = states.get(start, run.state)
    run.restore(run.replayed(state, at - start))
    assert run.iteration == at
    assert_same_bits(run.advance(17), _from(run_of(), at, 17))


def test_a_change_acts_from_its_batch_on_and_is_replayed() -> None:
    slower, run = SETTINGS.changed(learning_rate=0.001), run_of()
    start = run.state
    run.advance(5)
    run.change(slower)
    changed = run.advance(3)
    assert run.programme.at(4) == SETTINGS
    assert run.programme.at(5) == slower
    there = run.state.values
    np.testing.assert_array_equal(run.replayed(start, 8).values, there)
    np.testing.assert_array_equal(changed.losses[0], _from(run_of(), 5, 3).losses[0])
    assert (changed.losses[1:] != _from(run_of(), 5, 3).losses[1:]).all()


def test_runs_of_one_kind_take_turns_without_disturbing_each_other() -> None:
    one, other = run_of(), run_of(SETTINGS.changed(seed=1))
    parts = [(one.advance(4), other.advance(4)) for _ in range(4)]
    assert_same_bits(MnistBlock.joined([a for a, _ in parts]), run_of().advance(16))
    alone = run_of(SETTINGS.changed(seed=1)).advance(16)
    assert_same_bits(MnistBlock.joined([b for _, b in parts]), alone)
    assert (parts[0][0].losses != parts[0][1].losses).any()


@pytest.mark.parametrize("optimizer", ["adam", "sgd", "momentum", "rmsprop"])
def test_batches_are_trained_as_keras_alone_trains_them(optimizer: str) -> None:
    settings = SETTINGS.changed(optimizer=optimizer, activation="tanh", dropout=0)
    run, model = run_of(settings), build(settings)
    model.compile(
        optimizer=optimizer_of(settings),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    ours = run.advance(9)
    for k in range(9):
        epoch, number = divmod(k, 7)
        indices = order_of(settings, epoch, 100)[16 * number : 16 * (number + 1)]
        images = as_ink(DIGITS.train_images[indices])
        loss, accuracy = model.train_on_batch(images, np.eye(10)[DIGITS.train_labels[indices]])
        assert ours.losses[k, 0] == pytest.approx(loss, rel=2e-5)
        assert ours.accuracies[k] == pytest.approx(accuracy)
        model.reset_metrics()


def test_dropout_silences_its_share_and_lifts_the_rest() -> None:
    """Without learning, the mean loss of many batches is near the loss that dropout gives."""
    still = SETTINGS.changed(dropout=0.5, learning_rate=1e-12, optimizer="sgd", epochs=40)
    run = MnistRun(Programme.of(still), DIGITS)
    network, images = run.network, as_ink(DIGITS.train_images)
    W1, W2, W3 = (own[0] for own in network.weights if own)
    random, expected = np.random.RandomState(0), []
    for _ in range(40):
        hidden = images.reshape(100, 784)
        for W in (W1, W2):
            hidden = np.maximum(hidden @ W, 0)
            hidden = hidden * (random.rand(*hidden.shape) < 0.5) / 0.5
        said = forward.softmax(hidden @ W3)
        expected.append(-np.log(said[np.arange(100), DIGITS.train_labels]).mean())
    losses = run.advance(280).losses[:, 0]
    assert losses.std() > 0
    assert losses.mean() == pytest.approx(np.mean(expected), rel=0.02)


def test_dropout_and_the_order_of_images_come_from_the_seed() -> None:
    losses = [run_of(SETTINGS.changed(seed=seed)).advance(10).losses for seed in (0, 0, 1)]
    np.testing.assert_array_equal(losses[0], losses[1])
    assert (losses[0] != losses[2]).all()
    assert sorted(order_of(SETTINGS, 3, 100)) == list(range(100))
    assert (order_of(SETTINGS, 3, 100) != order_of(SETTINGS, 4, 100)).any()


def test_averaged_weights_answer_and_are_validated() -> None:
    plain, averaged = run_of(), run_of(SETTINGS.changed(average="on"))
    first, second = plain.advance(14), averaged.advance(14)
    np.testing.assert_array_equal(first.losses, second.losses)
    assert not np.array_equal(row_of(plain.network), row_of(averaged.network))
    found = evaluate(averaged.network, DIGITS.validation_images, DIGITS.validation_labels)
    assert (found.loss, found.accuracy) == (
        second.validations[-1].loss,
        second.validations[-1].accuracy,
    )


def test_it_learns() -> None:
    run = run_of(SETTINGS.changed(dropout=0, epochs=20, units=32))
    validations = run.advance(1000).validations
    assert validations[-1].accuracy > 0.9
    assert validations[-1].loss < validations[0].loss


def test_a_loss_out_of_bounds_stops_the_run_and_all_before_it_is_kept() -> None:
    wild = SETTINGS.changed(optimizer="sgd", learning_rate=10, hidden_layers=5, units=64, dropout=0)
    whole = MnistRun(Programme.of(wild.changed(epochs=100)), DIGITS)
    block = whole.advance(10_000)
    if block.stop is None:
        pytest.fail("A learning rate of 10 should be too large.")
    stop = block.stop
    assert stop.iteration == block.last == whole.iteration
    assert not stop.loss_after <= 1e6
    assert whole.finished
    cut = MnistRun(Programme.of(wild.changed(epochs=100)), DIGITS)
    blocks = []
    while not cut.finished:
        blocks.append(cut.advance(3))
    assert MnistBlock.joined(blocks).stop == stop
    np.testing.assert_array_equal(cut.state.values, whole.state.values)


def test_weights_are_left_out_while_they_would_be_too_many_but_not_at_rest() -> None:
    run = run_of(MnistSettings(hidden_layers=1, units=1024, batch_size=16))
    run.here()
    blocks = [run.gathered([run.advance(1)], at_rest=False) for _ in range(14)]
    with_weights = [one.last for one in blocks if one is not None and one.weights is not None]
    assert with_weights == [7, 14]  # 814,090 numbers, and 131,072 to a batch
    run.advance(2)
    rested = run.gathered([], at_rest=True)
    assert rested is not None
    assert (len(rested), rested.last, rested.weights is not None) == (0, 16, True)
    assert run.gathered([], at_rest=True) is None


def test_the_cosine_schedule_falls_from_the_rate_to_nothing() -> None:
    settings = SETTINGS.changed(schedule="cosine", epochs=10)
    assert rate_at(settings, 0, 7) == pytest.approx(0.02)
    assert rate_at(settings, 35, 7) == pytest.approx(0.01)
    assert rate_at(settings, 70, 7) == pytest.approx(0)
    assert rate_at(SETTINGS, 35, 7) == 0.02


def test_the_assignments_network_has_its_parameters() -> None:
    assert n_parameters(MnistSettings()) == build(MnistSettings()).count_params() == 134_794


def test_a_record_of_a_run_has_keras_table_of_epochs() -> None:
    run, record = run_of(), MnistRecord(1, Programme.of(SETTINGS), DIGITS)
    while not run.finished:
        record.append(run.advance(5))
    assert [one.iteration for one in record.epochs] == [7, 14, 21, 28]
    rows = record.history.rows(7, 13)
    weights = [16, 16, 16, 16, 16, 16, 4]
    assert record.epochs[1].loss == pytest.approx(np.average(rows[:, 0], weights=weights))
    assert record.epochs[1].accuracy == pytest.approx(np.average(rows[:, 1], weights=weights))


def test_a_missing_tensorflow_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}")

    monkeypatch.setattr(importlib, "import_module", without)
    with pytest.raises(MissingPackageError, match="needs TensorFlow and Keras"):
        keras_start.start_keras.__wrapped__()


def test_a_tensorflow_that_cannot_be_loaded_is_another_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def without(name: str) -> None:
        raise ImportError("DLL load failed while importing _pywrap_tensorflow_internal")

    monkeypatch.setattr(importlib, "import_module", without)
    with pytest.raises(MissingPackageError, match="cannot be loaded: on Windows it needs"):
        keras_start.start_keras.__wrapped__()


def test_a_state_is_read_only_and_begins_with_the_weights() -> None:
    state: State = run_of().state
    assert not state.values.flags.writeable
    assert state.values.dtype == np.float32
    np.testing.assert_array_equal(state.values[: n_parameters(SETTINGS)], run_of().here().weights)


def test_where_xla_cannot_compile_the_run_goes_on_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calm = SETTINGS.changed(dropout=0.0, units=9)
    by_xla = run_of(calm).advance(14)
    compiled: list[bool] = []
    traced = Trainer._traced

    def refuses(trainer: Trainer, nothing: list[Any], *, by_xla: bool) -> Any:
        compiled.append(by_xla)
        if by_xla:
            raise NotImplementedError("There is no XLA for this processor.")
        return traced(trainer, nothing, by_xla=by_xla)

    monkeypatch.setattr(Trainer, "_traced", refuses)
    monkeypatch.setattr("engine.mnist.run.trainer_for", Trainer)
    without = run_of(calm).advance(14)
    assert compiled == [True, False]
    np.testing.assert_allclose(without.losses, by_xla.losses, rtol=1e-4)
    silenced = run_of(calm.changed(dropout=0.5))
    again = run_of(calm.changed(dropout=0.5))
    assert_same_bits(silenced.advance(14), advanced(again, [3, 11]))


def test_compiling_gives_way_to_everything_and_training_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trainers: list[object] = []

    def noted(work: Callable[[], Trainer]) -> Trainer:
        trainers.append(trainer := work())
        return trainer

    monkeypatch.setattr("engine.mnist.run.behind_everything", noted)
    run = run_of(SETTINGS.changed(units=11))
    assert len(run.advance(3)) == 3
    assert trainers == [run._trainer]
