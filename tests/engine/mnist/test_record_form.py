"""A run on MNIST in a file: curves, epochs, weights and the last full state, not the images."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import RunFileError
from engine.journal import Journal
from engine.mnist.block import MnistBlock, Validation
from engine.mnist.digits import Source
from engine.mnist.perceptron import n_parameters
from engine.mnist.record import MnistRecord
from engine.mnist.settings import MnistSettings
from engine.notes import TabNote, WholeNote, WindowNote
from engine.run import Change, Programme, State, Stop
from engine.run_record import Origin, expected
from engine.runfile import journal_portrait_of, open_run, save_run
from engine.sealed import sealed, unsealed
from tests.damaged import damaged
from tests.engine.mnist.made import some_digits

MADE = some_digits(n_train=100)
DIGITS = replace(MADE, source=Source("file", Path("/data/mnist.npz")))
SETTINGS = MnistSettings(hidden_layers=1, units=8, batch_size=16, epochs=3)
"""An epoch has seven batches."""
N_PARAMETERS = n_parameters(SETTINGS)


def block(first: int, count: int, stop: Stop | None = None) -> MnistBlock:
    last = first + count - 1
    ends = [k for k in range(first, last + 1) if k % 7 == 0]
    numbers = np.arange(first - 1.0, last)
    return MnistBlock(
        first=first,
        losses=(1 / (1 + numbers))[:, None],
        accuracies=numbers / 1000,
        weights=np.full(N_PARAMETERS, last, np.float32),
        validations=tuple(Validation(k, 0.5, 0.9, 1.5) for k in ends),
        states=tuple(State(k, np.arange(3.0 * N_PARAMETERS, dtype=np.float32)) for k in ends),
        stop=stop,
    )


def record_of(*blocks: MnistBlock) -> MnistRecord:
    record = MnistRecord(1, Programme.of(SETTINGS), DIGITS)
    for one in blocks:
        record.append(one)
    return record


def test_a_damaged_file_is_refused_or_nothing_in_it_has_changed(tmp_path: Path) -> None:
    record, path = trained(), tmp_path / "run.descent"
    save_run(path, record, 7)
    for content in damaged(path.read_bytes(), cuts=60, flips=300):
        path.write_bytes(content)
        try:
            saved = open_run(path)
        except RunFileError as error:
            assert str(error).startswith("run.descent ")
        else:
            again = expected(MnistRecord, saved.record)
            np.testing.assert_array_equal(again.history.losses(), record.history.losses())
            assert (again.programme, again.epochs) == (record.programme, record.epochs)


def trained() -> MnistRecord:
    record = record_of(*(block(first, 3) for first in range(1, 16, 3)))
    record.note(Change(15, SETTINGS.changed(learning_rate=0.01)))
    record.append(block(16, 2))
    return record


def opened(record: MnistRecord, folder: Path) -> Any:
    save_run(folder / "m.descent", record, 9)
    return open_run(folder / "m.descent")


def test_a_run_comes_back_with_curves_epochs_weights_and_its_last_state(tmp_path: Path) -> None:
    record = trained()
    saved = opened(record, tmp_path)
    again: MnistRecord = saved.record
    assert (saved.tab, saved.position, again.head) == ("mnist", 9, 17)
    np.testing.assert_array_equal(again.history.rows(), record.history.rows())
    assert (again.epochs, again.kept) == (record.epochs, record.kept)
    assert (again.programme, again.events) == (record.programme, record.events)
    for k in record.kept:
        np.testing.assert_array_equal(again.weights(k), record.weights(k))
    start, known = again.start_for(17), record.start_for(17)
    assert start is not None
    assert known is not None
    assert (start.iteration, known.iteration) == (14, 14)
    np.testing.assert_array_equal(start.values, known.values)


def test_the_images_stay_where_they_are_and_are_only_named(tmp_path: Path) -> None:
    record = trained()
    again = opened(record, tmp_path).record
    assert (tmp_path / "m.descent").stat().st_size < 1_000_000
    digits = again.points
    assert not digits.are_here
    assert (digits.name, digits.source) == (DIGITS.name, DIGITS.source)
    assert again.data == DIGITS.source
    assert [one.shape for one in digits.arrays] == [one.shape for one in DIGITS.arrays]
    assert again.batches_per_epoch == record.batches_per_epoch


def test_what_comes_after_opening_is_taken_like_before(tmp_path: Path) -> None:
    record = trained()
    again = opened(record, tmp_path).record
    for one in (record, again):
        one.append(block(18, 4))
    assert again.epochs == record.epochs
    np.testing.assert_array_equal(again.history.rows(), record.history.rows())


def test_a_run_before_its_first_batch_a_branch_and_a_stop_come_back(tmp_path: Path) -> None:
    assert opened(record_of(), tmp_path).record.head == 0
    record = trained()
    branch = record.branched(5, 8, SETTINGS)
    assert opened(branch, tmp_path).record.origin == Origin(0, 8)
    stop = Stop(3, 0, "the loss is not finite", 0.5, float("nan"))
    assert repr(opened(record_of(block(1, 3, stop)), tmp_path).record.stop) == repr(stop)


FORGED: dict[str, Callable[[dict[str, Any], dict[str, Any]], None]] = {
    "weights of another network": lambda _, a: a.update(weights=a["weights"][:, 1:]),
    "weights of another batch": lambda facts, _: facts["kept"].__setitem__(-1, 99),
    "batches without accuracy": lambda _, a: a.update(batches=a["batches"][:, :1]),
    "a state beyond the run": lambda facts, _: facts.update(state=99),
    "digits from the moon": lambda facts, _: facts["digits"].update(kind="moon"),
    "no digits": lambda facts, _: facts["digits"].update(counts=[0, 0, 0]),
    "too many digits": lambda facts, _: facts["digits"].update(counts=[10**12, 1, 1]),
    "an epoch without a number": lambda facts, _: facts["epochs"][0].pop("number"),
}


@pytest.mark.parametrize("forgery", FORGED)
def test_parts_that_do_not_belong_together_are_refused(forgery: str, tmp_path: Path) -> None:
    path = tmp_path / "m.descent"
    save_run(path, trained(), 0)
    facts, arrays = unsealed(path.read_bytes(), path.name, "a saved run")
    FORGED[forgery](facts, arrays)
    path.write_bytes(sealed(facts, {name: (one,) for name, one in arrays.items()}))
    with pytest.raises(RunFileError, match="is not a saved run, or was cut off"):
        open_run(path)


def test_the_journal_keeps_the_run_up_to_its_last_epoch(tmp_path: Path) -> None:
    record = trained()
    journal = Journal(tmp_path)
    note = WholeNote(4, "mnist", record.programme, None, 14, portrait=journal_portrait_of(record))
    journal.write(WindowNote("mnist", (TabNote("mnist", (note,), 4, 17),), '{"form": 1}'))
    read = journal.read()
    (run,) = read.tabs[0].runs
    assert isinstance(run, WholeNote)
    assert (run.key, run.head, read.drawing) == (4, 14, '{"form": 1}')
    assert run.path is not None
    again = expected(MnistRecord, open_run(run.path).record)
    assert (again.head, len(again.epochs), again.kept) == (14, 2, (14,))
    np.testing.assert_array_equal(again.history.rows(), record.history.rows(0, 13))


def test_a_run_that_is_gone_is_gone_from_the_journal(tmp_path: Path) -> None:
    record = trained()
    journal = Journal(tmp_path)
    note = WholeNote(4, "mnist", record.programme, None, 14, portrait=journal_portrait_of(record))
    journal.write(WindowNote("mnist", (TabNote("mnist", (note,), 4, 17),)))
    assert len(list(tmp_path.iterdir())) == 2
    journal.write(WindowNote("mnist", ()))
    assert [one.name for one in tmp_path.iterdir()] == ["journal.json"]


def test_a_run_that_has_not_come_to_its_first_full_state_is_offered_all_the_same(
    tmp_path: Path,
) -> None:
    record = record_of(block(1, 3))
    journal = Journal(tmp_path)
    for begun in (False, True):
        note = WholeNote(4, "mnist", record.programme, None, 0, begun, journal_portrait_of(record))
        journal.write(WindowNote("mnist", (TabNote("mnist", (note,), 4, 0),)))
        assert journal.read().is_worth_restoring is begun
