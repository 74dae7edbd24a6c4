"""Settings that were changed, on a run that is put aside before the process has answered."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.linear.run import LinearRun
from engine.linear.settings import LinearSettings
from engine.messages import Prepare
from engine.run import Programme
from tests.gui.inline import Bench

SETTINGS = LinearSettings(points=60, iterations=40)
FASTER = SETTINGS.changed(learning_rate=0.5)
OTHER = SETTINGS.changed(batch_size=8)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    """A run of five iterations whose process has just sent a frame that nobody has taken."""
    made = Bench(SETTINGS)
    for _ in range(5):
        made.workbench.step_forward()
        made.answer()
    made.workbench.play()
    made.engine.obey()
    yield made
    made.workbench.pause()
    made.answer()


def faster_from(iteration: int, bench: Bench) -> np.ndarray:
    """The losses of a run that was made faster there."""
    run = LinearRun(Programme.of(SETTINGS).changed(iteration, FASTER), bench.points)
    return np.concatenate([run.here().losses, run.advance(40).losses])


def test_it_acts_from_the_head_when_another_run_is_prepared_meanwhile(bench: Bench) -> None:
    run = bench.record
    bench.workbench.change(FASTER)
    bench.workbench.open_new(OTHER, bench.points, "Change Settings")
    bench.answer()
    assert run.settings == FASTER
    assert [(one.iteration, one.settings) for one in run.events] == [(run.head, FASTER)]
    bench.workbench.shelf.undo_stack.undo()
    assert bench.record is run
    assert bench.workbench.settings == FASTER
    bench.workbench.go_to_end()
    bench.play_to_end()
    np.testing.assert_array_equal(run.history.losses(), faster_from(run.events[0].iteration, bench))


def test_the_list_of_runs_hears_of_it(bench: Bench) -> None:
    bench.workbench.change(FASTER)
    bench.workbench.open_new(OTHER, bench.points, "Change Settings")
    changed: list[bool] = []
    bench.workbench.shelf.changed.connect(lambda: changed.append(True))
    bench.answer()
    assert changed == [True]


def test_who_comes_back_before_the_process_has_answered_finds_it(bench: Bench) -> None:
    run = bench.record
    bench.engine.alive = False
    bench.workbench.change(FASTER)
    bench.workbench.open_new(OTHER, bench.points, "Change Settings")
    bench.workbench.shelf.undo_stack.undo()
    assert bench.record is run
    assert bench.workbench.settings == FASTER
    bench.engine.alive = True
    bench.play_to_end()
    assert run.settings == FASTER
    assert run.head == 40
    np.testing.assert_array_equal(run.history.losses(), faster_from(run.events[0].iteration, bench))


def test_what_was_answered_in_time_is_one_event(bench: Bench) -> None:
    run = bench.record
    bench.workbench.change(FASTER)
    bench.answer()
    bench.workbench.open_new(OTHER, bench.points, "Change Settings")
    bench.answer()
    assert [one.settings for one in run.events] == [FASTER]
    assert bench.record.settings == OTHER
    assert bench.record.events == ()


def test_a_branch_made_at_once_begins_with_it(bench: Bench) -> None:
    bench.workbench.pause()
    bench.answer()
    bench.engine.alive = False
    bench.workbench.change(FASTER)
    bench.workbench.branch_here()
    assert bench.record.settings == FASTER
    assert bench.engine.sent_of(Prepare)[-1].programme.settings == FASTER
    bench.engine.alive = True
