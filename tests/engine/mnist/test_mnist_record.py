"""What the window keeps of a run on MNIST, from blocks that no Keras had to compute."""

import numpy as np
import pytest

from engine.course import Course
from engine.mnist.block import MnistBlock, Validation
from engine.mnist.history import BatchHistory
from engine.mnist.kept import KeptAt
from engine.mnist.perceptron import answering_in, layers_of, n_parameters, network_of_row, row_of
from engine.mnist.record import MnistRecord
from engine.mnist.settings import MnistSettings
from engine.mnist.sources import Source
from engine.record import make_record
from engine.run import Change, Programme, State, Stop
from engine.run_record import Origin
from tests.engine.mnist.made import some_digits

DIGITS = some_digits(n_train=100)
SETTINGS = MnistSettings(hidden_layers=1, units=8, batch_size=16, epochs=3)
"""An epoch has seven batches, the last of 4 images."""
N_PARAMETERS = n_parameters(SETTINGS)


def block(
    first: int, count: int, weights: bool = True, losses: list[float] | None = None
) -> MnistBlock:
    """Batches whose losses tell their number; their weights are all the iteration's."""
    last = first + count - 1
    ends = [k for k in range(first, last + 1) if k % 7 == 0]
    numbers = np.arange(first - 1.0, last)
    return MnistBlock(
        first=first,
        losses=(1 / (1 + numbers) if losses is None else np.array(losses))[:, None],
        accuracies=numbers / 1000,
        weights=np.full(N_PARAMETERS, last, np.float32) if weights else None,
        validations=tuple(Validation(k, 0.5, 0.9, 1.5) for k in ends),
        states=tuple(State(k, np.full(3 * N_PARAMETERS, k, np.float32)) for k in ends),
    )


def record_of(*blocks: MnistBlock) -> MnistRecord:
    record = MnistRecord(1, Programme.of(SETTINGS), DIGITS)
    for one in blocks:
        record.append(one)
    return record


def test_a_record_is_made_by_the_name_of_its_assignment() -> None:
    record = make_record("mnist", 5, Programme.of(SETTINGS), DIGITS)
    assert isinstance(record, MnistRecord)
    assert (record.key, record.assignment, record.head, record.n_racers) == (5, "mnist", 0, 1)
    assert (record.batches_per_epoch, record.iterations(SETTINGS)) == (7, 21)
    assert [record.length(k) for k in (0, 1, 7, 8, 21)] == [0, 1, 1, 2, 3]


def test_before_keras_has_answered_there_is_no_network_and_no_loss() -> None:
    record = record_of()
    assert record.network(0) is None
    assert (record.kept, record.nearest_kept(0), record.start_for(0)) == ((), 0, None)
    assert np.isnan(record.history.losses_at(0)).all()
    assert [len(one) for one in record.history.curve(np.arange(5))] == [0, 0]
    assert record.judge(0) is None


def test_the_loss_of_a_batch_stands_where_its_step_begins() -> None:
    record = record_of(block(1, 3), block(4, 2))
    assert record.head == 5
    assert [record.history.losses_at(k)[0] for k in range(6)] == [
        1,
        1 / 2,
        1 / 3,
        1 / 4,
        1 / 5,
        1 / 5,
    ]
    np.testing.assert_allclose(record.accuracies(1, 3), [0.001, 0.002, 0.003])
    with pytest.raises(IndexError):
        record.history.losses_at(6)


def test_batches_known_already_are_passed_over_and_a_gap_is_an_error() -> None:
    record = record_of(block(1, 5), block(3, 5))
    assert record.head == 7
    np.testing.assert_allclose(record.history.losses()[:, 0], 1 / np.arange(1, 8))
    assert [one.number for one in record.epochs] == [1]
    record.append(block(1, 7))
    assert (record.head, len(record.epochs)) == (7, 1)
    with pytest.raises(ValueError, match="Batch 7 must come next"):
        record.append(block(9, 1))


def test_an_epoch_has_the_means_of_its_batches_by_their_sizes() -> None:
    record = record_of(*(block(first, 5) for first in range(1, 20, 5)))
    first, second = record.epochs
    assert (first.number, first.iteration, second.number, second.iteration) == (1, 7, 2, 14)
    losses, sizes = 1 / np.arange(8, 15), [16] * 6 + [4]
    assert second.loss == pytest.approx(np.average(losses, weights=sizes))
    assert (second.val_loss, second.val_accuracy, second.seconds) == (0.5, 0.9, 1.5)


def test_the_network_shown_is_the_nearest_kept_one() -> None:
    record = record_of(block(1, 4), block(5, 4, weights=False), block(9, 4))
    assert record.kept == (4, 7, 12)
    assert [record.nearest_kept(k) for k in (0, 4, 8, 9, 12)] == [4, 4, 7, 7, 12]
    network = record.network(10)
    assert network is not None
    assert (row_of(network) == 12).all()
    assert record.network(12) is network


def test_a_run_goes_on_from_the_last_full_state_before() -> None:
    record = record_of(block(1, 18))
    states = [record.start_for(k) for k in (0, 6, 7, 13, 14, 18)]
    assert [None if one is None else one.iteration for one in states] == [None, None, 7, 7, 14, 14]


def test_what_crosses_the_pipe_is_where_the_digits_are_and_not_the_digits() -> None:
    from dataclasses import replace

    assert record_of().data is DIGITS
    source = Source("sklearn")
    known = MnistRecord(1, Programme.of(SETTINGS), replace(DIGITS, source=source))
    assert known.data == source


def test_the_end_of_every_epoch_and_where_a_branch_began_are_kept_exactly() -> None:
    record = MnistRecord(1, Programme.of(SETTINGS.changed(epochs=500)), DIGITS)
    for first in range(1, 500, 2):
        record.append(block(first, 2))
    assert record.history.stride > 1
    assert {7, 14, 245, 490} <= set(record.kept)
    assert (record.weights(245) == 245).all()
    branch = record.branched(2, 251, SETTINGS)
    branch.append(block(252, 0))  # the process computes the weights there, and sends them
    for first in range(252, 752, 2):
        branch.append(block(first, 2))
    assert branch.history.stride > 1
    assert {245, 251, 749} <= set(branch.kept)


def test_averaged_weights_are_those_that_answer_at_the_end_of_an_epoch() -> None:
    averaging = SETTINGS.changed(average="on")
    values = np.arange(4 * N_PARAMETERS, dtype=np.float32)
    assert (answering_in(averaging, values) == values[3 * N_PARAMETERS :]).all()
    assert (answering_in(SETTINGS, values) == values[:N_PARAMETERS]).all()


def test_a_branch_shares_everything_up_to_its_batch_and_nothing_after() -> None:
    record = record_of(block(1, 5), block(6, 5), block(11, 8))
    slower = SETTINGS.changed(learning_rate=0.0001)
    branch = record.branched(2, 10, slower)
    assert (branch.key, branch.origin, branch.head) == (2, Origin(1, 10), 10)
    assert (branch.kept, [one.number for one in branch.epochs]) == ((5, 7, 10), [1])
    np.testing.assert_array_equal(branch.history.losses(), record.history.losses(0, 9))
    assert branch.programme.at(9) == SETTINGS
    assert branch.programme.at(10) == slower
    start = branch.start_for(10)
    assert start is not None
    assert start.iteration == 7
    branch.append(block(11, 4))
    assert (record.head, record.kept) == (18, (5, 7, 10, 14, 18))


def test_a_change_is_an_event_but_another_number_of_epochs_is_none() -> None:
    record = record_of(block(1, 9))
    longer = SETTINGS.changed(epochs=9)
    record.note(Change(5, longer))
    assert (record.events, record.settings) == ((), longer)
    slower = longer.changed(learning_rate=0.0001)
    record.note(Change(7, slower))
    record.note(Change(7, slower))
    assert record.events == (Change(7, slower),)
    assert record.iterations(record.settings) == 63


def test_a_stop_is_kept() -> None:
    from dataclasses import replace

    stop = Stop(3, 0, "the loss is not finite", 2.0, float("nan"))
    record = record_of(replace(block(1, 3), stop=stop))
    assert record.stop == stop


def test_the_course_is_that_of_the_mean_of_a_hundred_batches() -> None:
    trembling = [2.0 + (3.0 if k % 10 == 5 else 0.0) for k in range(1000)]
    record = record_of(block(1, 1000, losses=trembling))
    judged = record.judge(0)
    assert judged is not None
    assert judged.course is Course.CRAWLING
    rising = [2.0 + k / 100 for k in range(1000)]
    judged = record_of(*(block(1 + k, 1, losses=[rising[k]]) for k in range(1000))).judge(0)
    assert judged is not None
    assert (judged.course, judged.iteration) == (Course.DIVERGING, 1000)


def test_a_loss_that_leaps_among_the_first_batches_is_no_beginning() -> None:
    leaping = [2.3] * 2 + [50.0] * 20 + [2.28] * 978
    judged = record_of(block(1, 1000, losses=leaping)).judge(0)
    assert judged is not None
    assert (judged.course, judged.iteration) == (Course.OSCILLATING, 100)
    assert judged.loss_before == pytest.approx(2.3)


# History and what is kept


def test_a_long_history_is_found_across_its_chunks() -> None:
    history = BatchHistory()
    for first in range(1, 10_001, 1000):
        history.append(block(first, 1000, weights=False))
    np.testing.assert_allclose(history.losses(4000, 8200)[:, 0], 1 / np.arange(4001, 8202))
    assert len(history.losses(9990)) == 10
    assert len(history.losses(20_000)) == 0
    iterations, losses = history.curve(np.linspace(0, 10_000, 100).astype(np.int64))
    assert len(iterations) == 198
    assert (losses[0], iterations[0]) == (1 / 101, 0)
    assert (np.diff(iterations) >= 0).all()


def test_kept_things_are_thinned_evenly_and_the_first_and_the_last_stay() -> None:
    kept = KeptAt[int](most=20, budget_bytes=10**9)
    for iteration in range(0, 2001, 3):
        kept.add(iteration, iteration, 8)
        assert len(kept.iterations) <= 20
        assert kept.iterations[0] == 0
        assert kept.iterations[-1] == iteration
        assert kept.at(iteration) == iteration
    distances = np.diff(kept.iterations[:-1])
    assert len(kept.iterations) >= 10
    assert distances.max() <= 2 * distances.min()
    assert [kept.before(k) for k in (-1, 0, 2000)] == [None, 0, 1998]


def test_kept_things_stay_within_their_budget() -> None:
    kept = KeptAt[str](most=200, budget_bytes=1000)
    for iteration in range(500):
        kept.add(iteration, "x", 100)
        assert kept.nbytes <= 1000
    kept.shrink(250)
    assert kept.iterations[0] == 0
    assert kept.iterations[-1] == 499
    assert kept.nbytes <= 250


def test_marked_things_outlast_their_neighbours_but_take_half_of_the_room_at_most() -> None:
    kept = KeptAt[str](most=20, budget_bytes=10**9)
    kept.mark(range(0, 1000, 100))
    for iteration in range(1000):
        kept.add(iteration, "x", 8)
    assert set(range(0, 1000, 100)) <= set(kept.iterations)
    kept.mark(range(1000, 3000, 100))
    for iteration in range(1000, 3000):
        kept.add(iteration, "x", 8)
        assert len(kept.iterations) <= 20
    assert len([one for one in kept.iterations if one % 100 == 0]) >= 5
    kept.shrink(24)
    assert len(kept.iterations) <= 3


def test_putting_a_run_aside_shrinks_it() -> None:
    record = record_of(*(block(1 + k, 1) for k in range(100)))
    before = record.history.nbytes
    record.history.shrink(100_000)
    assert record.history.nbytes < before / 3
    assert record.head == 100
    assert record.network(100) is not None


# Weights in one row


def test_a_row_of_weights_is_a_network_and_a_network_a_row() -> None:
    settings = MnistSettings(hidden_layers=2, units=8)
    row = np.arange(n_parameters(settings), dtype=np.float32)
    network = network_of_row(settings, row)
    assert [layer.kind for layer in network.layers] == [
        "flatten", "dense", "dropout", "dense", "dropout", "dense",
    ]  # fmt: skip
    assert network.weights[1][0].shape == (784, 8)
    np.testing.assert_array_equal(row_of(network), row)
    assert not network.weights[1][0].flags.writeable
    assert np.shares_memory(network.weights[1][0], row)


def test_the_layers_are_those_of_the_assignment() -> None:
    layers = layers_of(MnistSettings())
    assert [layer.n_parameters for layer in layers if layer.n_parameters] == [
        100_480, 16_512, 16_512, 1_290,
    ]  # fmt: skip
    assert layers[1].activation == "relu"
    assert layers[2].rate == 0.5
    assert layers[-1].activation == "softmax"
