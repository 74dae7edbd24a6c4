"""An opened run on MNIST goes on with the bits of one that never stopped, with Keras itself."""

from pathlib import Path

import numpy as np
import pytest

from engine.mnist.record import MnistRecord
from engine.mnist.run import MnistRun
from engine.mnist.settings import MnistSettings
from engine.run import Programme, State
from engine.run_record import expected
from engine.runfile import open_run, save_run
from tests.engine.mnist.made import some_digits

pytest.importorskip("keras")

DIGITS = some_digits(n_train=100)
SETTINGS = MnistSettings(hidden_layers=1, units=8, batch_size=16, epochs=3)
"""An epoch has seven batches."""


@pytest.mark.parametrize("halt", [3, 10, 14])
def test_an_opened_run_goes_on_as_if_it_had_never_stopped(halt: int, tmp_path: Path) -> None:
    programme = Programme.of(SETTINGS)
    whole = MnistRun(programme, DIGITS).advance(21)
    record, run = MnistRecord(1, programme, DIGITS), MnistRun(programme, DIGITS)
    block = run.gathered([run.advance(halt)], at_rest=True)
    assert block is not None
    record.append(block)
    save_run(tmp_path / "m.descent", record, halt)
    again = expected(MnistRecord, open_run(tmp_path / "m.descent").record)
    rest = prepared(again, MnistRun(again.programme, DIGITS)).advance(21 - halt)
    np.testing.assert_array_equal(again.history.losses(), whole.losses[:halt])
    np.testing.assert_array_equal(rest.losses, whole.losses[halt:])
    assert [one.loss for one in rest.validations] == [
        one.loss for one in whole.validations if one.iteration > halt
    ]


def prepared(record: MnistRecord, run: MnistRun) -> MnistRun:
    """As the worker prepares a run: from the last full state to the head."""
    start: State | None = record.start_for(record.head)
    if start is not None:
        run.restore(start)
    missing = record.head - run.iteration
    if missing:
        run.restore(run.replayed(run.state, missing))
    return run
